"""A simulated proposal as an annex: three counts, whom it meets, what it would cost, sources."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal

from enduse.analysis.measured import measured
from enduse.analysis.simulate import Caught, Simulated, Simulation
from enduse.bulk.summary import Amounts
from enduse.report.document import Cell, Document, Section, Sheet

NO_CUSTOMS_LINE = (
    "Software that is downloaded and access through the cloud cross no customs line: such "
    "transfers are not in these counts, however large they are."
)
APART = (
    "Purchase notices, and lines that tell neither origin, dispatch nor exporter, are counted "
    "apart from exports: they are answered as if the goods left the country of that law."
)
CIVIL = (
    "`other body named` is a named end user in which no security organ was seen: the cost to "
    "ordinary trade, as far as names tell. It may hold organs that the name does not show."
)
CEILING = (
    "Measured on labelled rows against which the vocabulary was tuned: a ceiling. Ranges hold 19 "
    "times of 20 for rows drawn at random, which these were not."
)
CASES = "Cases that the law answers as expected, and that the proposal would answer otherwise."
EXAMPLES = 12
MOST_LINES = 5_000


def simulation_document(simulation: Simulation) -> Document:
    """The annex of a proposal."""
    card = simulation.proposal.card
    new = [line for line in simulation.lines if line.newly]
    status = card.status + (f" on {card.published}" if card.published else "")
    lead = [
        f"{card.title} ({status}). {card.summary}",
        f"{simulation.total:,} lines in the run, {simulation.no_day:,} touched without a day.",
        f"{simulation.untouched:,} lines lie outside what the proposal reaches.",
        APART,
        NO_CUSTOMS_LINE,
    ]
    if not card.verified:
        lead.append("The proposed text was not checked word by word against its source.")
    lead += [f"Left out of the overlay: {one}" for one in card.leaves_out]
    return Document(
        title=f"What would change: {card.title}",
        lead=tuple(lead),
        sections=(
            Section(title="How many lines", words=(CIVIL,), sheets=(_counts(simulation.lines),)),
            Section(
                title="On what it turns",
                words=("Facts that decide lines which are caught only if they say so.",),
                sheets=(_parameters(new),),
            ),
            Section(title="Whom it meets", sheets=tuple(_by(new, *one) for one in SIDES)),
            Section(
                title="How sure the recognition is",
                words=(CEILING,),
                sheets=(_figures(simulation),),
            ),
            Section(title="Examples", sheets=tuple(_examples(new, *one) for one in KINDS)),
            _cases(simulation),
            Section(
                title="Newly caught lines",
                words=_cut(len(new)),
                sheets=(_lines(new[:MOST_LINES], "newly", "Lines newly caught"),),
            ),
        ),
        sources=(
            *(str(cite) for cite in card.cite),
            *dict.fromkeys(cite for line in new for cite in line.after.cite),
        ),
    )


def _cut(lines: int) -> tuple[str, ...]:
    return (f"The first {MOST_LINES:,} of {lines:,}.",) if lines > MOST_LINES else ()


USERS = ("security organ", "other body named", "nobody named")
WORDS = {Caught.CERTAINLY: "certainly caught", Caught.IF: "caught if", Caught.NOT: "not caught"}


def _counts(lines: Sequence[Simulated]) -> Sheet:
    """Per jurisdiction, exports apart: already caught, and the three counts, by end user."""
    counts: Counter[tuple[str, str, str, str]] = Counter()
    for line in lines:
        what = WORDS[line.after.caught]
        if line.before.caught is Caught.CERTAINLY:
            what = "already caught by the law"
        elif line.before.caught is line.after.caught is Caught.IF:
            what = "caught if, as by the law"
        counts[line.jurisdiction, _kind(line), what, line.user] += 1
    keys = sorted({key[:3] for key in counts}, key=lambda k: (k[0], k[1], _RANK.index(k[2])))
    return Sheet(
        name="counts",
        title="Lines by how surely they are caught",
        headings=("jurisdiction", "lines of", "count", "lines", *USERS),
        rows=tuple(
            (*key, sum(counts[*key, u] for u in USERS), *(counts[*key, u] for u in USERS))
            for key in keys
        ),
    )


_RANK = (
    "certainly caught", "caught if", "not caught", "caught if, as by the law",
    "already caught by the law",
)  # fmt: skip


def _kind(line: Simulated) -> str:
    return "exports" if line.exported else "procurement, or origin not told"


def _parameters(lines: Sequence[Simulated]) -> Sheet:
    counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for line in lines:
        if line.after.caught is Caught.IF:
            for fact in line.after.parameters:
                counts[line.jurisdiction, fact][line.user] += 1
    ranked = sorted(counts.items(), key=lambda one: (-one[1].total(), one[0]))
    return Sheet(
        name="parameters",
        title="Parameters, the most asked first",
        headings=("jurisdiction", "parameter", "lines", *USERS),
        rows=tuple((*key, c.total(), *(c[u] for u in USERS)) for key, c in ranked),
    )


Side = Callable[[Simulated], Iterable[str]]


def _text(name: str) -> Side:
    def side(line: Simulated) -> Iterable[str]:
        return [line.head[name] or "(not told)"]

    return side


SIDES: tuple[tuple[str, Side], ...] = (
    ("technology", lambda line: line.head["technologies"]),
    ("destination", _text("destination")),
    ("organ", lambda line: [line.head["organ"] or line.user]),
    ("supplier_country", _text("supplier_country")),
)


COUNTED = ("certainly caught", "caught if", "exports", "security organ", "other body named")


def _by(lines: Sequence[Simulated], name: str, side: Side) -> Sheet:
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    amounts: dict[str, Amounts] = defaultdict(Amounts)
    for line in lines:
        for value in side(line):
            counts[value][WORDS[line.after.caught]] += 1
            counts[value][_kind(line)] += 1
            counts[value][line.user] += 1
            amounts[value].add(line.head)
    rows: list[tuple[Cell, ...]] = []
    ranked = sorted(
        counts, key=lambda v: (-counts[v]["certainly caught"] - counts[v]["caught if"], v)
    )
    for value in ranked:
        held = counts[value]
        told = tuple(held[name] for name in COUNTED)
        sums: list[tuple[str, Decimal | None]] = [*sorted(amounts[value].sums.items())]
        for n, (currency, amount) in enumerate(sums or [("", None)]):
            rows.append((value, *(told if n == 0 else (None,) * len(told)), currency, amount))
    words = name.replace("_", " ")
    return Sheet(
        name=f"by-{name.replace('_', '-')}",
        title=f"Newly caught lines by {words}",
        headings=(words, "certainly", "if", "exports", "security organ", "other body named",
                  "currency", "amount"),
        rows=tuple(rows),
    )  # fmt: skip


def _figures(simulation: Simulation) -> Sheet:
    new = Counter(
        t for line in simulation.lines if line.newly for t in set(line.head["technologies"])
    )
    mine = simulation.proposal.technologies or frozenset(new)
    rows = []
    for one in measured(simulation.proposal.pack, mine):
        lines = new[one.technology]
        rows.append(
            (
                one.technology,
                _range(one.precision, f"{one.right} of {one.found}"),
                _range(one.recall, f"{one.right} of {one.right + one.missed}"),
                lines,
                lines * one.precision[0] // 10_000,
                lines,
            )
        )
    return Sheet(
        name="recogniser",
        title="Precision and recall, and what they make of the newly caught lines",
        headings=("technology", "precision", "recall", "newly caught", "of these right, at least",
                  "at most"),
        rows=tuple(rows),
    )  # fmt: skip


def _range(share: tuple[int, int], words: str) -> str:
    low, high = (f"{one // 100}.{one % 100:02} %" for one in share)
    return f"{words}: {low} to {high}"


KINDS = (("security organ", "organs"), ("other body named", "civil"))


def _examples(lines: Sequence[Simulated], user: str, name: str) -> Sheet:
    mine = [line for line in lines if line.user == user]
    mine.sort(key=lambda line: (-line.after.caught, not line.exported, line.row))
    return _lines(mine[:EXAMPLES], f"examples-{name}", f"Newly caught, end user: {user}")


def _lines(lines: Sequence[Simulated], name: str, title: str) -> Sheet:
    return Sheet(
        name=name,
        title=title,
        headings=("line", "file", "row", "day", "jurisdiction", "how", "if", "entries", "words",
                  "end user", "kind of end user", "destination", "lines of", "amount", "currency"),
        rows=tuple(
            (
                line.head["id"],
                line.head["file"],
                str(line.head["line"]),
                line.head["as_of"] or "",
                line.jurisdiction,
                WORDS[line.after.caught],
                ", ".join(line.after.parameters),
                ", ".join(line.after.entries),
                line.words,
                line.end_user,
                line.head["organ"] or line.user,
                line.head["destination"] or "",
                _kind(line),
                None if line.head["amount"] is None else Decimal(line.head["amount"]),
                line.head["currency"] or "",
            )
            for line in lines
        ),
    )  # fmt: skip


def _cases(simulation: Simulation) -> Section:
    words = (f"{len(simulation.cases):,} of {simulation.cases_run:,} worked cases.", CASES)
    sheet = Sheet(
        name="cases",
        title="Worked cases that change",
        headings=("case", "what", "how"),
        rows=tuple((c.id, c.name, "; ".join(c.problems)) for c in simulation.cases),
    )
    return Section(title="Effect on the worked cases", words=words, sheets=(sheet,))
