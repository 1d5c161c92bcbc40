"""Flows of technology through a run: sums by every side, new entrants, concentration."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from enduse.analysis.flow_line import FlowLine, name_key
from enduse.analysis.rates import Rates
from enduse.bulk.summary import Amounts

NOT_NAMED = "(not named)"
NOT_TOLD = "(not told)"
FIRST = 5

Side = Callable[[FlowLine], str]
SIDES: Mapping[str, Side] = {
    "supplier": lambda line: line.supplier.name if line.supplier else NOT_NAMED,
    "supplier_country": lambda line: (line.supplier and line.supplier.country) or NOT_TOLD,
    "intermediary": lambda line: line.between.name if line.between else NOT_NAMED,
    "end_user": lambda line: line.user.name if line.user else NOT_NAMED,
    "organ": lambda line: line.organ or "(no security organ seen)",
    "destination": lambda line: line.destination or NOT_TOLD,
    "year": lambda line: line.year,
}
"""Each side of a line, in words; an unknown leg says that it is unknown."""


@dataclass(slots=True)
class Sums:
    """Lines that share a key.

    Args:
        listed: lines with a party that a list named on that day.
        controlled: lines by whether a law required or forbade on that day.
        unconverted: lines whose amount the table of rates does not cover.
    """

    lines: int = 0
    exports: int = 0
    listed: int = 0
    listed_later: int = 0
    controlled: Counter[str] = field(default_factory=Counter)
    amounts: Amounts = field(default_factory=Amounts)
    unconverted: int = 0
    first: list[str] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)
    first_day: str = ""
    last_day: str = ""

    def add(self, line: FlowLine, rates: Rates | None = None) -> None:
        """Count a line."""
        self.lines += 1
        self.exports += line.kind not in ("procurement", "unknown")
        self.listed += bool(line.listed)
        self.listed_later += bool(line.later)
        self.controlled[line.controlled] += 1
        self._add_value(line, rates)
        if len(self.first) < FIRST:
            self.first.append(line.id)
        self.rows.append(line.row)
        if line.day:
            self.first_day = min(self.first_day or line.day, line.day)
            self.last_day = max(self.last_day, line.day)

    def _add_value(self, line: FlowLine, rates: Rates | None) -> None:
        money = line.money()
        if rates is not None and line.amount is not None and line.currency:
            worth = rates.convert(line.amount, line.currency, line.day)
            if worth is None:
                self.unconverted += 1
            else:
                money = {**money, "amount": format(worth, "f"), "currency": rates.into}
        self.amounts.add(money)


Key = tuple[str, ...]


def by(
    lines: Iterable[FlowLine], sides: Sequence[str], rates: Rates | None = None
) -> dict[Key, Sums]:
    """Sums by technology and sides; a line of two technologies stands under each.

    `technology` must be among the sides, or each line is counted once.
    """
    found: dict[Key, Sums] = defaultdict(Sums)
    for line in lines:
        for technology in line.technologies if "technology" in sides else ("",):
            key = tuple(technology if s == "technology" else SIDES[s](line) for s in sides)
            found[key].add(line, rates)
    return found


def ordered(sums: Mapping[Key, Sums]) -> list[tuple[Key, Sums]]:
    """Largest first, then by key."""
    return sorted(sums.items(), key=lambda one: (-one[1].lines, one[0]))


@dataclass(frozen=True, slots=True)
class Share:
    """How few suppliers carry a flow; shares in ten-thousandths of the lines with a supplier.

    Args:
        named: lines whose supplier is named.
        herfindahl: sum of squared shares, in ten-thousandths: 10,000 is a single supplier.
    """

    key: Key
    lines: int
    named: int
    suppliers: int
    largest: str
    top_1: int
    top_3: int
    herfindahl: int


def concentration(lines: Iterable[FlowLine], sides: Sequence[str]) -> list[Share]:
    """Concentration of suppliers by technology and sides, the largest flow first."""
    counts: dict[Key, Counter[str]] = defaultdict(Counter)
    totals: Counter[Key] = Counter()
    names: dict[str, str] = {}
    for line in lines:
        for technology in line.technologies:
            key = tuple(technology if s == "technology" else SIDES[s](line) for s in sides)
            totals[key] += 1
            if line.supplier:
                names.setdefault(line.supplier.key, line.supplier.name)
                counts[key][line.supplier.key] += 1
    return [
        _share(key, total, counts[key], names)
        for key, total in sorted(totals.items(), key=lambda one: (-one[1], one[0]))
        if counts[key]
    ]


def _share(key: Key, lines: int, counts: Counter[str], names: Mapping[str, str]) -> Share:
    named = counts.total()
    ranked = sorted(counts.items(), key=lambda one: (-one[1], one[0]))
    return Share(
        key=key,
        lines=lines,
        named=named,
        suppliers=len(ranked),
        largest=names[ranked[0][0]],
        top_1=ranked[0][1] * 10_000 // named,
        top_3=sum(n for _, n in ranked[:3]) * 10_000 // named,
        herfindahl=sum(n * n for n in counts.values()) * 10_000 // (named * named),
    )


@dataclass(frozen=True, slots=True)
class Entrant:
    """The first line of something in a run: a supplier in a flow, or a flow to a destination.

    Args:
        since: first day of the run in that flow; an entrant on it is no newcomer.
    """

    what: str
    technology: str
    destination: str
    name: str
    day: str
    line: str
    since: str


def first_transfers(lines: Sequence[FlowLine]) -> list[Entrant]:
    """The first dated line of each technology to each destination."""
    return _firsts(lines, "first transfer", lambda _: "", lambda _: True)


def new_entrants(lines: Sequence[FlowLine]) -> list[Entrant]:
    """Suppliers that appear in a technology and destination after others were there."""
    found = _firsts(
        lines,
        "new supplier",
        lambda line: line.supplier.key if line.supplier else "",
        lambda line: line.supplier is not None,
    )
    return [one for one in found if one.day > one.since]


def _firsts(
    lines: Sequence[FlowLine], what: str, who: Side, counts: Callable[[FlowLine], bool]
) -> list[Entrant]:
    begun: dict[tuple[str, str], str] = {}
    seen: dict[tuple[str, str, str], Entrant] = {}
    dated = (line for line in lines if line.day and line.destination and counts(line))
    for line in sorted(dated, key=lambda one: (one.day or "", one.row)):
        assert line.day is not None, "only dated lines are ranked"
        for technology in line.technologies:
            place = (technology, line.destination or "")
            since = begun.setdefault(place, line.day)
            name = line.supplier.name if line.supplier else NOT_NAMED
            entry = Entrant(what, *place, name, line.day, line.id, since)
            seen.setdefault((*place, who(line)), entry)
    return sorted(seen.values(), key=lambda e: (e.day, e.technology, e.destination, e.name))


@dataclass(frozen=True, slots=True)
class Chain:
    """One line's receiver bears the name of a later line's supplier.

    An equal name on both sides; whether it is one body, and the same goods, a person tells.
    """

    technology: str
    name: str
    first: FlowLine
    second: FlowLine


RECEIVERS = ("consignee", "intermediate_consignee", "intermediary", "purchaser", "end_user")
GIVERS = ("supplier", "exporter")
MOST_CHAINS = 2_000


def chains(lines: Sequence[FlowLine]) -> tuple[list[Chain], int]:
    """Re-export chains: dated, one technology, equal names, countries that do not differ.

    Returns:
        The chains, at most `MOST_CHAINS`, and how many there are.
    """
    given: dict[str, list[FlowLine]] = defaultdict(list)
    for line in lines:
        for party in line.parties:
            if party.role in GIVERS and line.day and not party.name.startswith("("):
                given[party.key].append(line)
    found: list[Chain] = []
    total = 0
    for first in sorted((x for x in lines if x.day), key=lambda x: (x.day or "", x.row)):
        for key in dict.fromkeys(p.key for p in first.parties if p.role in RECEIVERS):
            for second in given.get(key, ()):
                chain = _chain(first, second, key)
                if chain is None:
                    continue
                total += 1
                if len(found) < MOST_CHAINS:
                    found.append(chain)
    return found, total


def _chain(first: FlowLine, second: FlowLine, key: str) -> Chain | None:
    shared = [t for t in first.technologies if t in second.technologies]
    if first.row == second.row or not shared or (second.day or "") < (first.day or ""):
        return None
    receiver = next(p for p in first.parties if p.role in RECEIVERS and p.key == key)
    giver = next(p for p in second.parties if p.role in GIVERS and p.key == key)
    if receiver.country and giver.country and receiver.country != giver.country:
        return None
    return Chain(shared[0], receiver.name, first, second)


__all__ = ["NOT_NAMED", "SIDES", "Sums", "by", "chains", "concentration", "name_key", "ordered"]
