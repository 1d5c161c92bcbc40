"""Flows of a run as a document: tables by every side, pictures, evidence behind each arc."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from enduse.analysis.around import Around
from enduse.analysis.flow_line import FlowLine
from enduse.analysis.flows import (
    SIDES,
    Sums,
    by,
    chains,
    concentration,
    first_transfers,
    new_entrants,
    ordered,
)
from enduse.analysis.rates import Rates
from enduse.bulk.run import Run
from enduse.report.document import Cell, Document, Fold, Section, Sheet
from enduse.report.flow_pictures import Arc, flow_of, matrix, sankey, time_strip

FLOW = ("technology", *SIDES)
MOST_ROWS = 2_000
MOST_LINES = 1_000
MOST_OF_ARC = 60
SUMS = (
    "lines", "exports", "listed then", "listed later", "controlled then", "not told",
    "currency", "amount", "first day", "last day", "first lines",
)  # fmt: skip
EVIDENCE = (
    "line", "file", "row", "day", "kind", "technologies", "matched words", "supplier",
    "intermediary", "end user", "destination", "organ", "amount", "currency", "listed then",
    "listed later", "controlled then",
)  # fmt: skip
A_NAME = (
    "Names are compared without case and punctuation only; two spellings are two parties, and an "
    "equal name is not an identification. A purchase notice is not by itself an export. A line of "
    "two technologies is counted under each of them."
)
MONEY = "Amounts stand in their own currency; a total repeated on the lines of a group counts once."
RATED = "Amounts were converted by the table of rates that was given; others stand as they were."
CHAIN = "The receiver of one line bears the name of a later line's supplier, in one technology."
COVERED = "The same coverage on both sides: {files} sources with lines on both, {days:,} days each."
CAUSE = (
    "That lines go on does not say that the rule was broken: it may not reach them, or they may be "
    "licensed. That lines stop does not say that the rule did it."
)
ROUTE = "Whether an equal name is one body, and the goods are the same goods, a person tells."


@dataclass(frozen=True, slots=True)
class Flows:
    """What a document of flows is made from."""

    run: Run
    lines: Sequence[FlowLine]
    rates: Rates | None = None
    around: Around | None = None
    public: bool = False


def flows_document(flows: Flows) -> Document:
    """Flows of a run in every form."""
    lines = flows.lines
    total = flows.run.manifest["rows"]["lines"]
    dated = sum(line.day is not None for line in lines)
    named = sum(line.supplier is not None for line in lines)
    lead = [
        f"{len(lines):,} of {total:,} lines show a surveillance technology.",
        f"Of these {dated:,} have a date, {named:,} name a supplier.",
        flows.run.manifest["coverage"],
        A_NAME,
        RATED if flows.rates else MONEY,
    ]
    if flows.public:
        lead.append("Natural persons and untyped names without a legal form are folded.")
    picture, arcs = sankey(lines)
    return Document(
        title="Flows of surveillance technology",
        lead=tuple(lead),
        sections=(
            *([_around(flows.around)] if flows.around else []),
            Section(
                title="Who supplied whom",
                pictures=(picture,),
                folds=tuple(_arcs(lines, arcs)),
                sheets=(
                    _sums(lines, ("supplier", "supplier_country"), flows.rates),
                    _sums(lines, ("intermediary",), flows.rates),
                    _sums(lines, ("end_user", "organ"), flows.rates),
                ),
            ),
            Section(
                title="What went where, when",
                pictures=(matrix(lines), time_strip(lines)),
                sheets=(
                    _sums(lines, ("technology", "destination", "year"), flows.rates),
                    _sums(lines, ("technology",), flows.rates),
                    _sums(lines, ("destination",), flows.rates),
                    _sums(lines, ("year",), flows.rates),
                ),
            ),
            Section(title="Whole flows", sheets=(_sums(lines, FLOW, flows.rates, "flows"),)),
            Section(
                title="First transfers and new suppliers",
                words=("Within this run; a source that begins late makes everything look new.",),
                sheets=(_entrants(lines),),
            ),
            Section(title="How few suppliers carry a flow", sheets=(_shares(lines),)),
            _chains(lines),
            Section(
                title="Lines and their evidence",
                words=_cut_words(len(lines)),
                sheets=(evidence_sheet(lines[:MOST_LINES], "lines"),),
            ),
        ),
        sources=tuple(
            f"{one['name']} sha256:{one['sha256']}, {one['read'] + one['with_problems']:,} rows"
            for one in flows.run.manifest["inputs"]
        ),
    )


def _cut_words(lines: int) -> tuple[str, ...]:
    if lines <= MOST_LINES:
        return ()
    return (f"The first {MOST_LINES:,} of {lines:,} lines; the Parquet form holds all.",)


def sums_cells(sums: Sums) -> list[tuple[Cell, ...]]:
    """One row a currency; the counts stand in the first row only, so that a column adds up."""
    counts: tuple[Cell, ...] = (
        sums.lines, sums.exports, sums.listed, sums.listed_later, sums.controlled["yes"],
        sums.controlled["not told"],
    )  # fmt: skip
    when: tuple[Cell, ...] = (sums.first_day, sums.last_day, ", ".join(sums.first))
    amounts: list[tuple[str, Decimal | None]] = [*sorted(sums.amounts.sums.items())]
    amounts = amounts or [("", None)]
    rows: list[tuple[Cell, ...]] = []
    for n, (currency, amount) in enumerate(amounts):
        told = counts if n == 0 else (None,) * len(counts)
        rows.append((*told, currency, amount, *when))
    return rows


def _sums(
    lines: Sequence[FlowLine], sides: Sequence[str], rates: Rates | None, name: str = ""
) -> Sheet:
    found = ordered(by(lines, sides, rates))
    rows: list[tuple[Cell, ...]] = []
    for key, sums in found[:MOST_ROWS]:
        rows.extend((*key, *cells) for cells in sums_cells(sums))
    words = ", ".join(side.replace("_", " ") for side in sides)
    cut = f", the largest {MOST_ROWS:,} of {len(found):,}" if len(found) > MOST_ROWS else ""
    return Sheet(
        name=name or "by-" + "-".join(side.replace("_", "-") for side in sides)[:26],
        title=f"By {words}{cut}",
        headings=(*(side.replace("_", " ") for side in sides), *SUMS),
        rows=tuple(rows),
    )


def _arcs(lines: Sequence[FlowLine], arcs: Sequence[Arc]) -> list[Fold]:
    held: dict[Arc, list[FlowLine]] = defaultdict(list)
    for line in lines:
        flow = flow_of(line)
        held[0, flow[0], flow[1]].append(line)
        held[1, flow[1], flow[2]].append(line)
    found = []
    for n, arc in enumerate(arcs, 1):
        mine = held[arc]
        more = f"; the first {MOST_OF_ARC} are shown" if len(mine) > MOST_OF_ARC else ""
        title = f"{arc[1]} to {arc[2]}: {len(mine):,} lines{more}"
        found.append(Fold(id=f"arc-{n}", sheet=evidence_sheet(mine[:MOST_OF_ARC], f"l{n}", title)))
    return found


def evidence_sheet(lines: Sequence[FlowLine], name: str, title: str = "Lines") -> Sheet:
    """Lines with what they rest on: source row, words, lists, law of the day."""
    return Sheet(
        name=name,
        title=title,
        headings=EVIDENCE,
        rows=tuple(
            (
                line.id,
                line.file,
                str(line.line),
                line.day or "",
                line.kind,
                ", ".join(line.technologies),
                line.words,
                SIDES["supplier"](line),
                SIDES["intermediary"](line),
                SIDES["end_user"](line),
                line.destination or "",
                line.organ or "",
                line.amount,
                line.currency or "",
                "; ".join(line.listed),
                "; ".join(line.later),
                line.controlled,
            )
            for line in lines
        ),
    )


def _entrants(lines: Sequence[FlowLine]) -> Sheet:
    found = [*first_transfers(lines), *new_entrants(lines)]
    return Sheet(
        name="entrants",
        title="First lines, by day",
        headings=("what", "technology", "destination", "supplier", "day", "line", "flow since"),
        rows=tuple(
            (e.what, e.technology, e.destination, e.name, e.day, e.line, e.since)
            for e in found[:MOST_ROWS]
        ),
    )


def _shares(lines: Sequence[FlowLine]) -> Sheet:
    found = concentration(lines, ("technology", "destination"))
    return Sheet(
        name="concentration",
        title="Shares of the lines that name a supplier, in ten-thousandths",
        headings=("technology", "destination", "lines", "supplier named", "suppliers", "largest",
                  "its share", "share of three", "herfindahl"),
        rows=tuple(
            (*s.key, s.lines, s.named, s.suppliers, s.largest, s.top_1, s.top_3, s.herfindahl)
            for s in found[:MOST_ROWS]
        ),
    )  # fmt: skip


def _chains(lines: Sequence[FlowLine]) -> Section:
    found, total = chains(lines)
    words = [f"{total:,} pairs of lines.", CHAIN, ROUTE]
    sheet = Sheet(
        name="chains",
        title="Possible re-export chains",
        headings=("technology", "name", "first line", "day", "supplied by", "second line",
                  "day of it", "supplied to", "destination"),
        rows=tuple(
            (c.technology, c.name, c.first.id, c.first.day, SIDES["supplier"](c.first),
             c.second.id, c.second.day, SIDES["end_user"](c.second), c.second.destination or "")
            for c in found
        ),
    )  # fmt: skip
    return Section(title="Re-export chains", words=tuple(words), sheets=(sheet,))


def _around(around: Around) -> Section:
    turn = around.turn
    words = [
        f"{turn.title} [{turn.rule}], {turn.day} ({'; '.join(turn.cite)}).",
        COVERED.format(files=len(around.files), days=around.days),
        f"{around.before:,} lines before, {around.after:,} after.",
        *(f"Left out: {lines:,} lines {reason}." for reason, lines in around.left_out),
        CAUSE,
    ]
    sides = Sheet(
        name="around",
        title="Technology by destination, before and after",
        headings=("technology", "destination", "before", "after", "what happened"),
        rows=tuple((s.technology, s.destination, s.before, s.after, s.how) for s in around.sides),
    )
    routes = Sheet(
        name="routes",
        title="What went on, by which route",
        headings=("technology", "destination", "supplier", "intermediary", "end user", "before",
                  "after"),
        rows=tuple(
            (s.technology, s.destination, *route, before, after)
            for s in around.sides
            for route, before, after in s.routes
            if after
        )[:MOST_ROWS],
    )  # fmt: skip
    return Section(title="Before and after", words=tuple(words), sheets=(sides, routes))
