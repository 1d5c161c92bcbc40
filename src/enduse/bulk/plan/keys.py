"""The key of a rule group for every line: numbers of classes, joined into distinct keys."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt

from enduse.bulk.plan.classes import Classes, GoodsClass, PartyClass
from enduse.bulk.plan.factor import Codes, Factor, Interner, combine, combine_codes
from enduse.bulk.plan.parts import Parts
from enduse.model.transfer import Kind, Role
from enduse.review.evaluate.values import Value

Listing = tuple[Hashable, ...]
Bits = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Seen:
    """Lines with what the first checks saw in them; shared by all rule groups.

    Args:
        parts: the lines.
        as_of: the day asked for, or None for each line's own.
        parties: per slot, the classes of its parties (numbers that hold for the whole run).
        goods: goods with their finding and the answers of their words.
        end_use: end uses with the answers of their words.
        listings: listing profiles of the parties of a line on its day, and their addresses;
            empty for a line whose names match nothing.
        names: per party of every slot, the roles it has, and a number for its name as words are
            compared; -1 for none.
        material: whether a line has a technology, a match or an organ.
    """

    parts: Parts
    as_of: date | None
    parties: tuple[Factor[tuple[PartyClass, ...]], ...]
    goods: Factor[GoodsClass]
    end_use: Factor[tuple[str | None, tuple[Value, ...]]]
    listings: Factor[Listing]
    names: tuple[tuple[frozenset[Role], Codes], ...]
    material: Bits


class Keys:
    """Numbers the keys of one rule group; equal keys keep their number for the whole run."""

    def __init__(self, classes: Classes, *, material: bool) -> None:
        self._classes = classes
        self._material = material
        self._interners: dict[str, Interner[Any]] = {}
        self._parties: dict[PartyClass, Hashable] = {}
        self._whole = 0

    def of(self, seen: Seen, rows: Codes) -> tuple[Codes, Codes, list[bytes]]:
        """Return the number of each line's key, the first line of each, and each key."""
        columns = [(codes[rows], count) for codes, count in self._columns(seen)]
        numbers, first = combine_codes(columns)
        width = len(seen.parties).to_bytes(2, "little")
        stacked = np.stack([codes[first] for codes, _ in columns], axis=1)
        return numbers, first, [width + row.tobytes() for row in stacked]

    def _columns(self, seen: Seen) -> list[tuple[Codes, int]]:
        parts, classes = seen.parts, self._classes
        own = self._own(parts)
        columns = [
            (own, int(own.max(initial=0)) + 1),
            self._map("day", parts.when, lambda when: classes.day(when, seen.as_of)),
            self._map("kind", parts.kind, _same),
            self._map("start", parts.dispatched_from, lambda c: self._end("dispatched_from", c)),
            self._map("end", parts.destination, lambda c: self._end("destination", c)),
            self._map("transit", parts.transit, classes.transit),
            self._map("statements", parts.statements, classes.statements),
            self._map("end_use", seen.end_use, classes.end_use),
            self._map("goods", seen.goods, classes.goods),
            *(self._map("slot", slot, self._slot) for slot in seen.parties),
        ]
        inputs = classes.reads.inputs
        if "listings" in inputs:
            columns.append(self._map("listings", seen.listings, _same))
        if "way" in inputs:
            way = combine(parts.dispatched_from, parts.transit, parts.destination)
            columns.append(self._map("way", way, classes.way))
        bits: list[Bits] = []
        if "equal" in inputs:
            bits += self._equal(seen)
        if "names" in inputs:
            bits += self._twins(seen)
        if self._material:
            bits.append(seen.material)
        columns += (_packed(bits[n : n + 30]) for n in range(0, len(bits), 30))
        return columns

    def _end(self, place: str, code: str | None) -> Hashable:
        """Class of the country at one end; the scope of the law also asks whether it is given."""
        return self._classes.country(place, code), code is None

    def _own(self, parts: Parts) -> Codes:
        """A number of its own for a line that is its own key: deals, and what is not known."""
        deal = parts.kind.flags(lambda kind: kind is Kind.ACQUISITION)
        deal |= parts.rest.flags(lambda rest: rest.acquisition is not None)
        if self._classes.whole:
            deal[:] = True
        own = np.where(deal, np.cumsum(deal) + self._whole, 0).astype(np.int64)
        self._whole += int(deal.sum())
        return own

    def _map(
        self, name: str, factor: Factor[Any], function: Callable[[Any], Hashable]
    ) -> tuple[Codes, int]:
        interner = self._interners.setdefault(name, Interner())
        codes = factor.numbers(lambda value: interner(function(value)))
        return codes, len(interner)

    def _slot(self, parties: Sequence[PartyClass]) -> Hashable:
        found = []
        for one in parties:
            known = self._parties.get(one)
            if known is None:
                known = self._parties[one] = (self._classes.party(one),)
            found.append(known)
        return tuple(found)

    def _equal(self, seen: Seen) -> list[Bits]:
        """Which countries of the line are the same: its ends, and each party against them."""
        parts, roles = seen.parts, self._classes.reads.roles
        country: Interner[Any] = Interner()
        start = parts.dispatched_from.numbers(country)
        end = parts.destination.numbers(country)
        found = [start == end]
        for slot in seen.parties:
            looked = any(party.role in roles for value in slot.values for party in value)
            here = slot.numbers(lambda value: country(_country(value)))
            found += [(here == start) & looked, (here == end) & looked]
        return found

    def _twins(self, seen: Seen) -> list[Bits]:
        """Which parties have the same name as another."""
        roles = self._classes.reads.twins
        return [
            (one == other) & (one >= 0)
            for n, (these, one) in enumerate(seen.names)
            for those, other in seen.names[:n]
            if (these | those) & roles
        ]


def _packed(bits: list[Bits]) -> tuple[Codes, int]:
    codes = np.zeros(len(bits[0]), np.int64)
    for one in bits:
        codes = codes * 2 + one
    return codes, 1 << len(bits)


def _same(value: Hashable) -> Hashable:
    return value


def _country(parties: Sequence[PartyClass]) -> Hashable:
    codes = tuple(dict.fromkeys(party.country for party in parties))
    return codes[0] if len(codes) == 1 else codes
