"""What a run says as a whole: outcomes, groups of one cause, questions, values. For every view."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from enduse.bulk.cells import law_is_open
from enduse.bulk.run import Run
from enduse.bulk.tables import Row, message_of
from enduse.model.outcome import Outcome
from enduse.review.words import sentence

OUTCOMES = tuple(o.word for o in sorted(Outcome, reverse=True))


@dataclass(slots=True)
class Amounts:
    """Sums by currency; a total that is repeated on the lines of a group counts once."""

    sums: dict[str, Decimal] = field(default_factory=lambda: defaultdict(Decimal))
    folded: int = 0
    _groups: set[tuple[str, str]] = field(default_factory=set)

    def add(self, line: Row) -> None:
        """Add a line's value."""
        if line["amount"] is None:
            return
        if line["value_basis"] == "shared" and line["group"]:
            key = (line["file"] or "", line["group"])
            if key in self._groups:
                self.folded += 1
                return
            self._groups.add(key)
        self.sums[line["currency"] or "?"] += Decimal(line["amount"])

    def words(self) -> str:
        """The three largest sums, each in its own currency."""
        ordered = sorted(self.sums.items(), key=lambda one: (-one[1], one[0]))
        return ", ".join(f"{currency} {amount:,.0f}" for currency, amount in ordered[:3])


@dataclass(frozen=True, slots=True, order=True)
class Question:
    """A fact of a subject that is missing, and the question that asks for it."""

    fact: str
    subject: str
    question: str


@dataclass(slots=True)
class Questions:
    """Questions by how many lines ask them, and how many lines the first of them settle."""

    counts: Counter[str] = field(default_factory=Counter)
    _sets: Counter[frozenset[str]] = field(default_factory=Counter)

    def add(self, outcome: str, asks: list[str]) -> None:
        """Add what one line asks; a line that stops is settled already."""
        if asks and outcome != Outcome.STOP.word:
            self.counts.update(asks)
            self._sets[frozenset(asks)] += 1

    def ordered(self) -> list[tuple[Question, int]]:
        """Every question with the lines that ask it, the most asked first."""
        ranked = sorted(self.counts.items(), key=lambda one: (-one[1], one[0]))
        return [(Question(*json.loads(ask)), lines) for ask, lines in ranked]

    def settled(self, first: int) -> int:
        """Lines all of whose questions are among the first so many."""
        ranked = sorted(self.counts.items(), key=lambda one: (-one[1], one[0]))
        asked = {ask for ask, _ in ranked[:first]}
        return sum(lines for one, lines in self._sets.items() if one <= asked)

    @property
    def lines(self) -> int:
        """Lines that ask anything."""
        return self._sets.total()


@dataclass(slots=True)
class Group:
    """Lines that one cause explains."""

    outcome: str
    cause: str
    sentence: str
    lines: int = 0
    amounts: Amounts = field(default_factory=Amounts)
    first: list[str] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)
    parties: Counter[str] = field(default_factory=Counter)
    destinations: Counter[str] = field(default_factory=Counter)


@dataclass(slots=True)
class Summary:
    """Counts over a run.

    `unknown_because` counts the causes of lines whose outcome is unknown; `unplaced` the lines
    that name no country of dispatch or exporter (of procurement, where law is open for it);
    `technical` those that show a technology.
    """

    lines: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    amounts: dict[str, Amounts] = field(default_factory=dict)
    groups: list[Group] = field(default_factory=list)
    unknown_because: Counter[str] = field(default_factory=Counter)
    technologies: Counter[str] = field(default_factory=Counter)
    organs: Counter[str] = field(default_factory=Counter)
    destinations: Counter[str] = field(default_factory=Counter)
    questions: Questions = field(default_factory=Questions)
    listed_later: Counter[str] = field(default_factory=Counter)
    years: Counter[str] = field(default_factory=Counter)
    then_now: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    unplaced: int = 0
    technical: int = 0


def summarise(run: Run) -> Summary:
    """Read the headlines of a run once."""
    return summarise_lines(run.rows("lines"))


def summarise_lines(lines: Iterable[Row]) -> Summary:
    """Fold headlines into counts; groups come worst first, then largest."""
    summary = Summary(amounts={outcome: Amounts() for outcome in OUTCOMES})
    groups: dict[tuple[str, str], Group] = {}
    for line in lines:
        outcome = line["outcome"]
        summary.lines += 1
        summary.outcomes[outcome] += 1
        summary.amounts[outcome].add(line)
        if outcome == Outcome.UNKNOWN.word:
            summary.unknown_because.update(line["unknown_because"])
        summary.technologies.update(line["technologies"])
        summary.questions.add(line["outcome"], line["asks"])
        summary.listed_later.update(line["listed_later"])
        if line["organ"]:
            summary.organs[line["organ"]] += 1
        summary.destinations[line["destination"] or "?"] += 1
        summary.years[(line["as_of"] or "?")[:4]] += 1
        for day, other in json.loads(line["also"]):
            summary.then_now[day, outcome, other] += 1
        summary.technical += bool(line["technologies"])
        summary.unplaced += _unplaced(line)
        key = (outcome, line["cause"])
        if key not in groups:
            groups[key] = Group(outcome, line["cause"], sentence(message_of(line)))
        _add(groups[key], line)
    order = {outcome: n for n, outcome in enumerate(OUTCOMES)}
    summary.groups = sorted(groups.values(), key=lambda g: (order[g.outcome], -g.lines, g.cause))
    return summary


def _unplaced(line: Row) -> bool:
    """Whether nothing tells from where goods come; what is bought at home need not, by itself."""
    if line["kind"] == "acquisition" or line["dispatched_from"] or line["supplier_country"]:
        return False
    return line["kind"] != "procurement" or law_is_open(line)


def _add(group: Group, line: Row) -> None:
    group.lines += 1
    group.amounts.add(line)
    if len(group.first) < 3:
        group.first.append(line["id"])
    group.rows.append(line["row"])
    if line["end_user"]:
        group.parties[line["end_user"]] += 1
    if line["destination"]:
        group.destinations[line["destination"]] += 1
