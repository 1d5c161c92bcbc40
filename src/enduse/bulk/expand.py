"""Expand lines of a run into whole reviews: the single review, made again from its own inputs.

A run keeps its transfers, the knowledge and the identity of the lists; a review is a pure
function of these, so nothing of it need be stored twice (design, idea 4).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from enduse.bulk.run import Run
from enduse.errors import DataError
from enduse.intake.contract_json import transfer_from_json
from enduse.knowledge.pack import Pack, read_pack
from enduse.lists.view import Lists, open_lists
from enduse.model.review import Review
from enduse.review.build import build_reviewer
from enduse.review.engine import Reviewer
from enduse.review.options import ReviewOptions


def options_of(run: Run, *, explain: bool = False) -> ReviewOptions:
    """The options a run was made with."""
    said = run.manifest["options"]
    return ReviewOptions(
        as_of=date.fromisoformat(said["as_of"]) if said["as_of"] else None,
        also_as_of=tuple(date.fromisoformat(one) for one in said["also_as_of"]),
        jurisdictions=tuple(said["jurisdictions"]),
        rules=tuple(said["rules"]),
        explain=explain,
    )


def lists_of(run: Run, store: Path | None, pack: Pack, *, exact: bool = True) -> Lists:
    """The lists as a run read them; what the store took in since is left out.

    Args:
        pack: the knowledge of the run.
        exact: refuse lists that this version of the program reads otherwise than the run's did;
            else the same files are enough.

    Raises:
        DataError: where the store does not hold them.
    """
    present = open_lists(store, pack)
    then = present.without(taken_since(run, present))
    for lists in (present, then, open_lists(None, pack)):
        if lists.identity() == run.manifest["lists"]:
            return lists
    if not exact and _holds(then, run):
        return then
    raise DataError(
        str(run.folder),
        "the lists it was made with are not installed here",
        "Carry them over with `enduse lists export` and `enduse lists import`.",
    )


def _holds(lists: Lists, run: Run) -> bool:
    """Whether the newest file of every list that a run searched is the newest here."""
    here = {one.list: one.snapshot for one in lists.searched()}
    shipped = f"sha256:{run.manifest['knowledge']['sha256'].removeprefix('sha256:')}"
    return all(
        here.get(one["list"]) == one["snapshot"]
        for one in run.manifest["searched"]
        if one["snapshot"] != shipped
    )


def taken_since(run: Run, lists: Lists) -> frozenset[str]:
    """Snapshots that are later than the newest that a run searched of their list, or of no list."""
    newest = {one["list"]: one["snapshot"] for one in run.manifest["searched"]}
    known: set[str] = set()
    every: set[str] = set()
    for list_id, some in lists.held().items():
        ids = [one.id for one in some]
        every.update(ids)
        if newest.get(list_id) in ids:
            known.update(ids[: ids.index(newest[list_id]) + 1])
    return frozenset(every - known)


class Expander:
    """Reviews lines of a run again, with the knowledge and the lists it was made with.

    Args:
        run: the run.
        store: the store of lists; None where only shipped designations were used.
        cache: keeps what takes long to build.
    """

    def __init__(
        self, run: Run, store: Path | None, cache: Path | None = None, *, explain: bool = False
    ) -> None:
        self.run = run
        self.pack: Pack = read_pack(run.pack_path)
        lists = lists_of(run, store, self.pack)
        self.reviewer: Reviewer = build_reviewer(
            self.pack, lists, options_of(run, explain=explain), cache
        )

    def reviews(self, rows: frozenset[int] | None = None) -> Iterator[Review]:
        """Whole reviews of the given rows, in order; of all rows where none are given."""
        chosen = (
            transfer_from_json(json.loads(line["transfer"]))
            for line in self.run.rows("transfers")
            if rows is None or line["row"] in rows
        )
        return self.reviewer.review_all(chosen)

    @property
    def knowledge(self) -> Mapping[str, str]:
        """Version and hash of the knowledge, for the contract's JSON."""
        found: Mapping[str, str] = self.run.manifest["knowledge"]
        return found
