"""Readings of queries with all that bounds their score, by reading and by word."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from enduse.screening.joined import Joined
from enduse.screening.neighbours import expand
from enduse.screening.numbering import Hashes, Ints
from enduse.screening.read_many import Readings
from enduse.screening.relation import least_by_way
from enduse.screening.sums import told_enough
from enduse.screening.word_table import BRAND, INSTITUTION, NAMED, SMALL, WordTable

Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Bounds:
    """Rows of words that may be met in the index, by reading, the cheapest to look for first.

    Attributes:
        reading, word: of each row; `size` how many listed readings it leads to, `gain` the most
            it brings to a match, `told` as evidence (`share` percent of it), `loss` the least its
            pair lacks, `cost` the least it costs without one, `save` the most it saves on the
            entry's side; `part_` where the query is a part of the entry.
        mask: bits of listed readings that it may meet.
        joined_row, joined: features that rows meet with their neighbours.
        start, count: by reading, where its rows stand.
        need: score that the reading must reach.
        brands: whether all it says is brands. kind: whether it has an institution.
        free, told_free, saved: sums over small words, which are always taken as met.
        missed, part_missed: by reading, least cost of the words that meet nothing.
    """

    reading: Ints
    word: Ints
    size: Ints
    gain: Ints
    share: Ints
    told: Ints
    loss: Ints
    part_loss: Ints
    cost: Ints
    part_cost: Ints
    save: Ints
    mask: Hashes
    joined_row: Ints
    joined: Ints
    start: Ints
    count: Ints
    need: Ints
    brands: Flags
    kind: Flags
    free: Ints
    told_free: Ints
    saved: Ints
    missed: Ints
    part_missed: Ints


def bounds(table: WordTable, joined: Joined, found: Readings, least: int) -> Bounds:
    """Return the rows of the readings that may reach `least`; the others have none.

    A name that is a listed name word by word needs less (`same_names.same_names`).
    """
    of, count = table.of, len(found.name)
    at = expand(found.start, found.count)
    owner = np.repeat(np.arange(count), found.count)
    word, loose = found.word[at], found.loose[at]
    is_a, weight = of["is_a"][word], of["weight"][word]
    small = is_a & SMALL > 0
    kind = any_of(owner, is_a & INSTITUTION > 0, count)
    cost = np.where(loose, 0, of["cost"][word])
    part_cost = np.where(loose, 0, of["part_cost"][word])
    gain, save, size = of["gain"][word], of["save"][word], of["size"][word]
    share, loss = of["share"][word], of["loss"][word]
    row, feature, most_share = joined.of(word, owner)
    np.add.at(size, row, table.posting_size[feature])
    np.maximum.at(save, row, table.index.arrays["feature_save"][feature].astype(np.int64))
    gain[row], loss[row] = weight[row], 0
    np.maximum.at(share, row, most_share)
    told = gain * share // 100 + 1
    part_loss, loss = np.minimum(loss, part_cost), np.minimum(loss, cost)
    met = ~small & (size > 0)
    unmet = ~small & ~met

    def total(what: Ints, rows: Flags) -> Ints:
        return np.bincount(owner[rows], weights=what[rows], minlength=count).astype(np.int64)

    free, told_free, missed = total(weight, small), total(told, small), total(cost, unmet)
    part_missed = total(part_cost, unmet)
    named = (is_a & NAMED > 0) & ~loose
    brands = any_of(owner, is_a & BRAND > 0, count)
    brands &= ~any_of(owner, named & (is_a & BRAND == 0), count)
    need = np.where(found.way < -1, least_by_way(least), least)
    lacks = np.where(kind, part_missed + total(part_loss, met), missed + total(loss, met))
    alive = told_enough(free + total(gain, met), lacks, told_free + total(told, met), need)
    rows = np.flatnonzero(alive[owner] & met)
    dear = np.where(kind[owner[rows]], part_cost[rows], cost[rows])
    rows = rows[np.lexsort((size[rows] / (1 + dear), owner[rows]))]
    back = np.full(len(word), -1, np.int64)
    back[rows] = np.arange(len(rows))
    left = back[row] >= 0
    row, feature = back[row[left]], feature[left]
    in_reading = np.bincount(owner[rows], minlength=count)
    return Bounds(
        reading=owner[rows], word=word[rows], size=size[rows], gain=gain[rows], share=share[rows],
        told=told[rows], loss=loss[rows], part_loss=part_loss[rows], cost=cost[rows],
        part_cost=part_cost[rows], save=save[rows],
        mask=table.mask[word[rows]] | table.bits(row, feature, len(rows)),
        joined_row=row, joined=feature, start=np.cumsum(in_reading) - in_reading,
        count=in_reading, need=need, brands=brands, kind=kind, free=free, told_free=told_free,
        saved=total(save, small), missed=missed, part_missed=part_missed,
    )  # fmt: skip


def any_of(owner: Ints, what: Flags, count: int) -> Flags:
    """Whether any row of an owner is so."""
    found = np.zeros(count, np.bool_)
    found[owner[what]] = True
    return found
