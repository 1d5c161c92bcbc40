"""The goods of a chunk: recognised once per distinct value, by text, codes and declared entries.

Most goods show nothing; a first look at all texts at once tells these, whatever day it is and
whoever gets them.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from enduse.bulk.plan.columns import Bits
from enduse.bulk.plan.factor import Factor, Interner, combine
from enduse.bulk.plan.parts import Parts
from enduse.bulk.plan.subjects import GoodsClass, Words, goods_class
from enduse.model.subject import GoodsFinding
from enduse.model.transfer import Goods, Transfer
from enduse.review.engine import Checks

REMEMBERED_TEXTS = 400_000
"""Texts and findings kept from chunk to chunk; a bound on memory, never on what is found."""


@dataclass(frozen=True, slots=True)
class Wares:
    """The goods of the lines.

    Args:
        goods: goods with their finding.
        classes: their classes; few distinct ones.
        found: rows with a technology.
        described: rows whose goods are described so that a technology would have been seen.
    """

    goods: Factor[tuple[Goods, GoodsFinding]]
    classes: Factor[GoodsClass]
    found: Bits
    described: Bits


class WareReader:
    """Reads goods; findings and classes are kept from chunk to chunk.

    Args:
        checks: the checks of the run.
        words: facts read from words.
        change_days: days on which candidate entries can change.
        texts: places whose own text a rule compares.
    """

    def __init__(
        self, checks: Checks, words: Words, change_days: Sequence[date], texts: frozenset[str]
    ) -> None:
        self._checks = checks
        self._words = words
        self._days = change_days
        self._texts = texts
        self._places = tuple(place[6:] for place in sorted(texts) if place.startswith("goods."))
        self._speaks: dict[str, bool] = {"": False}
        self._found: dict[Hashable, GoodsFinding] = {}
        self._classes: dict[Hashable, GoodsClass] = {}
        self._nothing = checks.goods(Transfer(id=""), False, None)

    def read(self, parts: Parts, acting: Bits, days: Factor[tuple[date, ...]]) -> Wares:
        """Read the goods of lines.

        Args:
            acting: lines with a security organ.
            days: the possible days of each line.
        """
        values = parts.goods.values
        self._learn(values)
        silent = np.fromiter(map(self._silent, values), np.bool_, len(values))
        deals = parts.rest.flags(lambda rest: rest.acquisition is not None)
        loud = np.flatnonzero(~silent[parts.goods.codes] | deals)
        quiet = np.ones(len(parts), np.bool_)
        quiet[loud] = False
        held = np.zeros(len(values), np.bool_)
        held[parts.goods.codes[quiet]] = True
        codes = (np.cumsum(held) - 1)[parts.goods.codes]
        pairs = [(values[n], self._nothing) for n in np.flatnonzero(held).tolist()]
        if len(loud):
            few = self._few(parts, acting, days, loud)
            codes[loud] = few.codes + len(pairs)
            pairs += few.values
        found = [bool(finding.technologies) for _, finding in pairs]
        described = [self._checks.described(goods) for goods, _ in pairs]
        classes: Interner[GoodsClass] = Interner()
        numbers = np.fromiter((classes(self._class(*one)) for one in pairs), np.int64, len(pairs))
        return Wares(
            goods=Factor(codes, pairs),
            classes=Factor(numbers[codes], classes.values),
            found=np.array(found, np.bool_)[codes],
            described=np.array(described, np.bool_)[codes],
        )

    def _learn(self, values: Sequence[Goods]) -> None:
        """Look at texts that were not seen yet, all at once."""
        if len(self._speaks) > REMEMBERED_TEXTS:
            self._speaks = {"": False}
        if len(self._found) > REMEMBERED_TEXTS:
            self._found.clear()
            self._classes.clear()
        texts = dict.fromkeys([goods.description or "" for goods in values])
        texts.update((goods.model, None) for goods in values if goods.model)
        new = [text for text in texts if text not in self._speaks]
        self._speaks.update(zip(new, self._checks.goods.possible(new), strict=True))

    def _silent(self, goods: Goods) -> bool:
        """Whether neither words, codes nor declared entries show anything."""
        return not (
            self._speaks[goods.description or ""]
            or goods.entries
            or (goods.model and self._speaks[goods.model])
            or self._checks.goods.coded(goods.hs, goods.codes)
        )

    def _few(
        self, parts: Parts, acting: Bits, days: Factor[tuple[date, ...]], rows: Any
    ) -> Factor[tuple[Goods, GoodsFinding]]:
        """Goods that show something, with their finding for an organ or not, on a day."""
        organ = Factor(acting[rows].astype(np.int64), [False, True])
        spans = days.rows(rows).map(lambda d: bisect_right(self._days, d[0]) if d else None)
        deals = parts.rest.rows(rows).map(lambda rest: rest.acquisition)

        def read(value: tuple[Any, ...]) -> tuple[Goods, GoodsFinding]:
            goods, deal, organ, span = value
            key = (goods.description, goods.hs, goods.codes, goods.entries, goods.model,
                   deal, organ, span)  # fmt: skip
            found = self._found.get(key)
            if found is None:
                day = None if span is None else self._days[span - 1] if span else date.min
                line = Transfer(id="", goods=goods, acquisition=deal)
                found = self._found[key] = self._checks.goods(line, organ, day)
            return goods, found

        return combine(parts.goods.rows(rows), deals, organ, spans).each(read)

    def _class(self, goods: Goods, found: GoodsFinding) -> GoodsClass:
        """The class of goods: made once for all that differ only in what no rule reads.

        A finding is known by its identity: those that are kept live as long as the classes.
        """
        words = self._words.of_goods(goods)
        key = (goods.entries, goods.origin, goods.facts, not goods.description, words, id(found),
               *(getattr(goods, place) for place in self._places))  # fmt: skip
        known = self._classes.get(key)
        if known is None:
            known = goods_class(goods, found, words, self._texts)
            self._classes[key] = known
        return known
