"""Red flags and route typologies, over the facts of one line, in four states.

`seen`: the data say so, and the finding names the field. `not_seen`: the data say it is not so.
`unknown`: something is there that does not tell. `not_tested`: nobody named or stated it, or only
a person can tell. An empty field never makes a flag seen.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

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
    Level.TRUE: "seen",
    Level.FALSE: "not_seen",
    Level.NOT_TESTED: "not_tested",
    Level.UNKNOWN: "unknown",
    Level.UNCONFIRMED: "unknown",
}

Found = tuple[tuple[FlagFinding, ...], tuple[FlagFinding, ...]]
"""Flags, and routes."""


@dataclass(frozen=True, slots=True)
class _Version:
    version: FlagVersion
    test: Node | None


@dataclass(frozen=True, slots=True)
class _Flag:
    id: str
    file: FlagFile
    versions: tuple[_Version, ...]


class FlagCheck:
    """Asks every flag that is in force on the day of a line.

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

    def __call__(self, line: Line, material: bool) -> Found:
        """Return flags and routes of a line.

        `material` says whether the line has a technology, an organ or a match: without one, a
        flag that is seen is a note.
        """
        facts = LineFacts(self._facts, self._tables, line)
        flags: list[FlagFinding] = []
        routes: list[FlagFinding] = []
        for flag in self._flags:
            found = self._ask(flag, facts, line, material=material)
            if found is not None:
                (routes if flag.file.subject == "route" else flags).append(found)
        return tuple(flags), tuple(routes)

    @property
    def standing(self) -> tuple[tuple[str, FlagFile], ...]:
        """Flags that no data answer: questions that are put once per file."""
        return tuple(
            (flag.id, flag.file)
            for flag in self._flags
            if all(one.test is None for one in flag.versions)
        )

    def _ask(
        self, flag: _Flag, facts: LineFacts, line: Line, *, material: bool
    ) -> FlagFinding | None:
        one = next((v for v in flag.versions if v.version.period.covers(line.day)), None)
        if one is None or one.version.text_status == "stayed":
            return None
        level = Level.NOT_TESTED
        because: tuple[Because, ...] = ()
        if one.test is not None:
            level = one.test.evaluate(facts).level
            if level is Level.TRUE:
                because = evidence(one.test, facts, self._facts)
                if not one.version.confirmed:
                    level = Level.UNCONFIRMED
        return FlagFinding(
            id=flag.id,
            state=_STATES[level],
            raises=flag.file.raises if material else "note",
            question=flag.file.question,
            because=because,
            cite=tuple(str(cite) for cite in one.version.cite),
        )


def _compiled(key: str, file: FlagFile) -> _Flag:
    def no_definition(id_: str) -> Node:
        raise KnowledgeError(
            f"flags/{key}", f"its test names the definition {id_}", "Name facts; flags read no law."
        )

    return _Flag(
        id=key,
        file=file,
        versions=tuple(
            _Version(one, None if one.test is None else compile_condition(one.test, no_definition))
            for one in file.versions
        ),
    )
