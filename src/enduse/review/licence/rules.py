"""Rules of the pack, compiled: which version of each holds on a day, and how surely."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from enduse.knowledge.schema.condition import Condition
from enduse.knowledge.schema.law import ExceptionCondition, RuleFile, RuleVersion
from enduse.review.evaluate.conditions import Facts, Judged, Node, compile_condition
from enduse.review.evaluate.level import FALSE, TRUE, Ask, Level, Verdict, capped

UNREAD = Verdict(Level.UNCONFIRMED)
NO_HOUR = Verdict(Level.UNCONFIRMED, frozenset({Ask("date.time")}))


@dataclass(frozen=True, slots=True)
class Test:
    """A condition with the words a person can check."""

    text: str
    node: Node


@dataclass(frozen=True)
class CompiledVersion:
    """A version with its conditions compiled."""

    version: RuleVersion
    when: Node | None
    unless: tuple[Test, ...]
    conditions: tuple[Test, ...]
    excluded: tuple[Test, ...]

    @cached_property
    def cites(self) -> tuple[str, ...]:
        """What the version rests on, as it is quoted."""
        return tuple(str(cite) for cite in self.version.cite)

    def nodes(self) -> Iterator[Node]:
        """Every condition of the version."""
        if self.when is not None:
            yield self.when
        yield from (test.node for test in (*self.unless, *self.conditions, *self.excluded))


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule and its compiled versions."""

    id: str
    file: RuleFile
    versions: tuple[CompiledVersion, ...]
    known_through: date | None

    @property
    def jurisdiction(self) -> str:
        """First segment of its id."""
        return self.id.partition(".")[0]

    def at(self, day: date, instant: datetime | None) -> tuple[CompiledVersion, Verdict] | None:
        """The version of the day and how surely it holds; None where none applies.

        Unconfirmed: before `read_from`, where nobody could confirm it, a scheduled version after
        the last reading, an unread gap, and the first day of a rule that begins at an hour.
        """
        for n, one in enumerate(self.versions):
            version = one.version
            if version.start is not None and day < version.start:
                if n and self.versions[n - 1].version.gap == "not_read":
                    return self.versions[n - 1], UNREAD
                return None
            if version.to is not None and day >= version.to:
                continue
            return self._sure(one, day, instant)
        last = self.versions[-1]
        return (last, UNREAD) if last.version.gap == "not_read" else None

    def _sure(
        self, one: CompiledVersion, day: date, instant: datetime | None
    ) -> tuple[CompiledVersion, Verdict] | None:
        version = one.version
        if version.text_status in ("stayed", "proposed", "repealed"):
            return None
        if version.from_time and day == version.start:
            if instant is None:
                return one, NO_HOUR
            if instant < _begins(version):
                return None
        if not version.confirmed or (version.read_from and day < version.read_from):
            return one, UNREAD
        start, through = version.start, self.known_through
        if version.text_status == "scheduled" and start and through and start > through:
            return one, UNREAD
        return one, TRUE

    def change_days(self) -> Iterator[date]:
        """Every day on which an answer of the rule can change."""
        for one in self.versions:
            version = one.version
            yield from (day for day in (version.start, version.to, version.read_from) if day)
            if version.from_time and version.start:
                # Its hour decides on the first day only.
                yield version.start + timedelta(days=1)


def _begins(version: RuleVersion) -> datetime:
    assert version.from_time is not None
    assert version.start is not None
    clock, _, zone = version.from_time.partition(" ")
    return datetime.combine(version.start, time.fromisoformat(clock), ZoneInfo(zone))


def read_through(known_through: Mapping[str, date], rule: str) -> date | None:
    """The day through which the instrument of a rule was read: the longest prefix of its id."""
    parts = rule.split(".")
    for n in range(len(parts), 0, -1):
        day = known_through.get(".".join(parts[:n]))
        if day is not None:
            return day
    return None


def compile_rules(
    files: Mapping[str, RuleFile], known_through: Mapping[str, date]
) -> dict[str, Rule]:
    """Compile rules. A definition is compiled into the versions that name it.

    A definition has dates of its own; it becomes a node that asks its own version of the day.
    """
    compiled: dict[str, Rule] = {}
    pending: list[str] = []

    def definition(id_: str) -> Node:
        if id_ in pending:
            raise ValueError(f"the definition {id_} names itself")
        if files[id_].kind != "definition":
            raise ValueError(f"{id_} is not a definition")
        return DefinitionNode(build(id_))

    def build(id_: str) -> Rule:
        if id_ not in compiled:
            pending.append(id_)
            file = files[id_]
            versions = tuple(_compile(version, definition) for version in file.versions)
            compiled[id_] = Rule(id_, file, versions, read_through(known_through, id_))
            pending.pop()
        return compiled[id_]

    for id_ in sorted(files):
        build(id_)
    return compiled


@dataclass(frozen=True, slots=True)
class DefinitionNode:
    """A definition as a condition: its conditions, in its own version of the day."""

    rule: Rule

    def evaluate(self, facts: Judged) -> Verdict:
        """Answer the definition; it is no surer than its version."""
        found = self.rule.at(facts.day_by(self.rule.file.version_by), facts.instant)
        if found is None:
            return FALSE
        one, sure = found
        assert one.when is not None, "a definition has conditions"
        return capped(facts.verdict(one.when), sure)

    def reads(self) -> Iterator[str]:
        """Every fact that any version reads."""
        for one in self.rule.versions:
            for node in one.nodes():
                yield from node.reads()

    def failed(self, facts: Facts) -> str:  # noqa: ARG002  protocol
        """The definition by its title."""
        return f"not within: {self.rule.file.title}"

    def __str__(self) -> str:
        return self.rule.file.title


def _compile(version: RuleVersion, definition: Callable[[str], Node]) -> CompiledVersion:
    def node(condition: Condition) -> Node:
        return compile_condition(condition, definition)

    def tests(conditions: Iterable[ExceptionCondition]) -> tuple[Test, ...]:
        return tuple(Test(one.text, node(one.when)) for one in conditions)

    return CompiledVersion(
        version=version,
        when=None if version.when is None else node(version.when),
        unless=tests(version.unless),
        conditions=tests(version.conditions),
        excluded=tests(version.excluded_when),
    )
