"""Red flags and route typologies, over the facts of one line, in four states.

`seen`: the data say so, and the finding names the field. `not_seen`: the data say it is not so.
`unknown`: something is there that does not tell. `not_tested`: nobody named or stated it, or only
a person can tell. An empty field never makes a flag seen.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from enduse.errors import KnowledgeError
from enduse.knowledge.schema.facts import FactFile
from enduse.knowledge.schema.flags import FlagFile, FlagVersion
from enduse.model.citation import Because
from enduse.model.review import FlagFinding
from enduse.review.evaluate.conditions import Node, compile_condition
from enduse.review.evaluate.facts import LineFacts
from enduse.review.evaluate.level import Level
from enduse.review.evaluate.line import Line
from enduse.review.evaluate.tables import Tables
from enduse.review.flags.evidence import evidence

_STATES = {
    Level.FALSE: "not_seen",
    Level.NOT_TESTED: "not_tested",
    Level.UNKNOWN: "unknown",
    Level.UNCONFIRMED: "unknown",
}

Found = tuple[tuple[FlagFinding, ...], tuple[FlagFinding, ...]]
"""Flags, and routes."""


@dataclass(frozen=True, slots=True)
class _Version:
    """A version with its test compiled, and the findings that need no evidence, made once."""

    version: FlagVersion
    test: Node | None
    plain: Mapping[tuple[str, bool], FlagFinding]


@dataclass(frozen=True, slots=True)
class _Flag:
    id: str
    file: FlagFile
    versions: tuple[_Version, ...]


@dataclass(frozen=True, slots=True)
class FlagTest:
    """The test of a flag that is in force, and what its answer comes to.

    Args:
        route: whether it belongs to the routes.
        confirmed: whether the flag is known to be in force.
    """

    node: Node
    route: bool
    confirmed: bool
    _plain: Mapping[tuple[str, bool], FlagFinding]

    def seen(self, level: Level) -> bool:
        """Whether an answer says that the flag is seen, and so needs evidence."""
        return level is Level.TRUE and self.confirmed

    def finding(self, level: Level, because: tuple[Because, ...], material: bool) -> FlagFinding:
        """What an answer comes to; `because` is given where the flag is seen."""
        if self.seen(level):
            return replace(self._plain["not_seen", material], state="seen", because=because)
        # Data say so, but nobody could tell whether the flag was in force on the day.
        state = "unknown" if level is Level.TRUE else _STATES[level]
        return self._plain[state, material]


class FlagCheck:
    """Asks every flag that data can answer and that is in force on the day of a line.

    Args:
        flags: the section `flags` of a pack.
        facts: the section `facts`.
        tables: dated memberships, as the law compiled them.

    Raises:
        KnowledgeError: a test names a definition of law, which flags do not read.
    """

    def __init__(
        self, flags: Mapping[str, FlagFile], facts: Mapping[str, FactFile], tables: Tables
    ) -> None:
        self._facts = facts
        self._tables = tables
        self._flags = tuple(_compiled(key, flags[key]) for key in sorted(flags))
        self.change_days = tuple(sorted(set(_change_days(flags))))
        """Days on which another version of a flag begins or ends."""
        self._on: dict[int, tuple[FlagTest, ...]] = {}

    def __call__(self, line: Line, material: bool) -> Found:
        """Return flags and routes of a line; standing questions are not among them.

        Args:
            material: whether the line has a technology, an organ or a match: without one, a
                flag that is seen is a note.
        """
        facts = LineFacts(self._facts, self._tables, line)
        flags: list[FlagFinding] = []
        routes: list[FlagFinding] = []
        for test in self.tests(line.day):
            level = facts.verdict(test.node).level
            because = self.because(test, facts) if test.seen(level) else ()
            (routes if test.route else flags).append(test.finding(level, because, material))
        return tuple(flags), tuple(routes)

    def because(self, test: FlagTest, facts: LineFacts) -> tuple[Because, ...]:
        """What in a line made a test true."""
        return evidence(test.node, facts, self._facts)

    def tests(self, day: date) -> tuple[FlagTest, ...]:
        """The tests that are in force on a day."""
        span = bisect_right(self.change_days, day)
        found = self._on.get(span)
        if found is None:
            found = self._on[span] = tuple(
                FlagTest(one.test, flag.file.subject == "route", one.version.confirmed, one.plain)
                for flag in self._flags
                if (one := _on_day(flag, day)) is not None and one.test is not None
            )
        return found

    def standing(self, day: date) -> tuple[FlagFinding, ...]:
        """Flags in force on `day` that no data answer: questions that are put once per file."""
        return tuple(
            one.plain["not_tested", True]
            for flag in self._flags
            if (one := _on_day(flag, day)) is not None and one.test is None
        )


def _change_days(flags: Mapping[str, FlagFile]) -> Iterator[date]:
    for file in flags.values():
        for one in file.versions:
            yield from (day for day in (one.period.start, one.period.end) if day)


def _on_day(flag: _Flag, day: date) -> _Version | None:
    one = next((v for v in flag.versions if v.version.period.covers(day)), None)
    return None if one is None or one.version.text_status == "stayed" else one


def _compiled(key: str, file: FlagFile) -> _Flag:
    def no_definition(id_: str) -> Node:
        raise KnowledgeError(
            f"flags/{key}", f"its test names the definition {id_}", "Name facts; flags read no law."
        )

    def made(version: FlagVersion, state: str, material: bool) -> FlagFinding:
        return FlagFinding(
            id=key,
            state=state,
            raises=file.raises if material else "note",
            question=file.question,
            because=(),
            cite=tuple(str(cite) for cite in version.cite),
        )

    return _Flag(
        id=key,
        file=file,
        versions=tuple(
            _Version(
                version=one,
                test=None if one.test is None else compile_condition(one.test, no_definition),
                plain={
                    (state, material): made(one, state, material)
                    for state in ("not_seen", "unknown", "not_tested")
                    for material in (True, False)
                },
            )
            for one in file.versions
        ),
    )
