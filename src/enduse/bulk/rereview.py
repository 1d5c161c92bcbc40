"""Re-review after a list change: only lines whose names the changed entries can touch."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from enduse.bulk.expand import options_of
from enduse.bulk.run import Run
from enduse.errors import UsageError
from enduse.intake.contract_json import transfer_from_json
from enduse.knowledge.pack import Pack
from enduse.lists.view import Lists
from enduse.model.listing import ListEntry
from enduse.model.review import Review
from enduse.model.transfer import Transfer
from enduse.review.build import build_reviewer
from enduse.review.parties.check import owners_of
from enduse.review.words import sentence
from enduse.screening.index import NameIndex
from enduse.screening.names_kept import Names
from enduse.screening.screen import Screener

Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Reopened:
    """A line that a list change touches materially: what it said, and what it says now.

    `changes` names the entries, or the outcome, in words.
    """

    row: int
    id: str
    was: str
    now: str
    why: str
    changes: tuple[str, ...]


def between(lists: Lists, first: str, last: str) -> tuple[Lists, Lists]:
    """The lists as they were with the snapshot `first` as the newest of its list, and with `last`.

    Raises:
        UsageError: where one is not held, they share no list, or `last` is not the later.
    """
    held = lists.held()
    for one in (first, last):
        if not any(one == s.id for some in held.values() for s in some):
            raise UsageError("--from/--to", f"{one} is not held", "See `enduse lists status`.")
    old: set[str] = set()
    new: set[str] = set()
    for some in held.values():
        ids = [s.id for s in some]
        if first in ids and last in ids:
            if ids.index(first) >= ids.index(last):
                raise UsageError("--to", f"{last} is not later than {first}", "Name the later.")
            old.update(ids[ids.index(first) + 1 :])
            new.update(ids[ids.index(last) + 1 :])
    if not old:
        raise UsageError("--to", "the two snapshots share no list", "Name two of one list.")
    return lists.without(frozenset(old)), lists.without(frozenset(new))


def changed(old: Iterable[ListEntry], new: Iterable[ListEntry]) -> dict[Key, list[ListEntry]]:
    """Entries that differ in more than the snapshots they were read from, in both versions."""
    before = {(e.list, e.entry): e for e in old}
    after = {(e.list, e.entry): e for e in new}
    found: dict[Key, list[ListEntry]] = {}
    for key in sorted({*before, *after}):
        one, other = before.get(key), after.get(key)
        if one is None or other is None or _material(one) != _material(other):
            found[key] = [e for e in (one, other) if e is not None]
    return found


def _material(entry: ListEntry) -> ListEntry:
    return replace(entry, snapshots=(), remarks="")


def rereview(
    run: Run, pack: Pack, old: Lists, new: Lists, cache: Path | None = None
) -> Iterator[Reopened]:
    """Yield the lines of a run that come out materially otherwise under the new lists."""
    touched = changed(old.entries(), new.entries())
    entries = [entry for versions in touched.values() for entry in versions]
    # Days on which absence means anything may have changed for a list as a whole.
    complete = [{s.list: s.complete_for for s in lists.searched()} for lists in (old, new)]
    wider = {n for n in {*complete[0], *complete[1]} if complete[0].get(n) != complete[1].get(n)}
    names = Names(pack, cache)
    screener = Screener(NameIndex.build(entries, names.knowledge)) if entries else None
    rows = {m["row"] for m in run.rows("matches", ["row", "list"]) if m["list"] in wider}
    lines: list[tuple[int, Transfer]] = []
    known: dict[str, bool] = {}
    for row, transfer in _transfers(run):
        own = _names(transfer)
        if screener is not None:
            fresh = [name for name in own if name not in known]
            known.update(zip(fresh, map(bool, screener.screen(fresh)), strict=True))
        if row in rows or any(known.get(name, False) for name in own):
            lines.append((row, transfer))
    options = options_of(run)
    before, after = (build_reviewer(pack, lists, options, cache) for lists in (old, new))
    chosen = [transfer for _, transfer in lines]
    for (row, _), one, other in zip(
        lines, before.review_all(chosen), after.review_all(chosen), strict=True
    ):
        found = reopened(row, one, other)
        if found is not None:
            yield found


def reopened(row: int, one: Review, other: Review) -> Reopened | None:
    """What differs materially between two reviews of a line; None where nothing does."""
    was, now = _matches(one), _matches(other)
    changes = [f"no longer matched: {k}" for k in was if k not in now]
    changes += [f"newly matched: {k}" for k in now if k not in was]
    changes += [f"changed: {k}" for k in now if k in was and was[k] != now[k]]
    if (one.outcome, one.why) != (other.outcome, other.why):
        changes.append(f"outcome: {one.outcome.word} before, {other.outcome.word} now")
    if not changes:
        return None
    transfer = other.transfer
    return Reopened(
        row, transfer.id, one.outcome.word, other.outcome.word, sentence(other.why), tuple(changes)
    )


def _matches(review: Review) -> Mapping[str, Any]:
    """Matches of a line without the hashes of snapshots: what a person would call a change."""
    return {
        f"{finding.party.role.value} {finding.party.name}, {match.name.list} "
        f"{match.name.entry_name} ({match.name.entry})": replace(match, snapshot="")
        for finding in review.parties
        for match in finding.matches
    }


def _transfers(run: Run) -> Iterator[tuple[int, Transfer]]:
    for line in run.rows("transfers"):
        yield line["row"], transfer_from_json(json.loads(line["transfer"]))


def _names(transfer: Transfer) -> list[str]:
    named = [party.name for party in transfer.parties]
    named += [owner.name for p in transfer.parties for owner in owners_of(p.owners or ())]
    return list(dict.fromkeys(name for name in named if name))
