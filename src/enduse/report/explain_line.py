"""One line of a run, explained: what was read, each match word by word, the memo, the flags."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from enduse.bulk.expand import Expander
from enduse.bulk.run import Run
from enduse.errors import UsageError
from enduse.model.review import PartyFinding, Review
from enduse.report.lines import wrapped
from enduse.report.memo import WIDTH, memo
from enduse.review.wire import score
from enduse.review.words import entry_said


def explain_line(
    run: Run, id_: str, store: Path | None, cache: Path | None = None, width: int = WIDTH
) -> Iterator[str]:
    """Explain the line with this id, the rules that did not apply included."""
    rows = frozenset(line["row"] for line in run.rows("lines", ["row", "id"]) if line["id"] == id_)
    if not rows:
        raise UsageError("--explain", f"no line has the id {id_!r}", "Ids stand in every report.")
    expander = Expander(run, store, cache, explain=True)
    for review in expander.reviews(rows):
        source = review.transfer.source
        yield f"{id_}: {source.file}, line {source.line}"
        yield from _subject(review, width)
        yield from memo(review, expander.reviewer.law, width)


def _subject(review: Review, width: int) -> Iterator[str]:
    for problem in review.transfer.problems:
        text = f"could not be read: {problem.field} {problem.value!r}: {problem.reason}"
        yield from wrapped(text, width, "  ", "    ")
    for technology in review.goods.technologies:
        words = "; ".join(f"{b.text!r} ({b.kind}, {b.field})" for b in technology.because)
        yield from wrapped(f"technology {technology.id}: {words}", width, "  ", "    ")
    for finding in review.parties:
        yield from _party(finding, width)
    for flag in (*review.flags, *review.routes):
        if flag.state == "seen":
            yield from wrapped(f"red flag {flag.id}: {flag.question}", width, "  ", "    ")
    yield ""


def _party(finding: PartyFinding, width: int) -> Iterator[str]:
    party = finding.party
    country = f" ({party.country})" if party.country else ""
    yield from wrapped(
        f"{party.role.value.replace('_', ' ')}: {party.name}{country}", width, "  ", "    "
    )
    if finding.organ is not None:
        words = "; ".join(repr(b.text) for b in finding.organ.because)
        text = f"security organ: {finding.organ.cls.replace('_', ' ')} ({words})"
        yield from wrapped(text, width, "    ", "      ")
    for match in finding.matches:
        name = match.name
        when = {True: "listed on that day", False: "not listed on that day", None: "day not known"}
        entry = entry_said(name.entry_name, name.matched_name)
        yield from wrapped(
            f"{name.relation.value}: {entry} ({name.list}, {when[match.listed_as_of]}), "
            f"score {score(name.score)}; {'; '.join(match.cite)}",
            width,
            "    ",
            "      ",
        )
        pairs = ", ".join(f"{w.query or '-'} = {w.entry or '-'} ({w.how})" for w in name.words)
        yield from wrapped(pairs, width, "      ", "      ")
