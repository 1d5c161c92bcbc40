"""The goods of a chunk: recognised once per distinct value, by text, codes and declared entries.

Most goods show nothing; a first look at all texts at once tells these, whatever day it is and
whoever gets them.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from typing import Any

import numpy as np

from enduse.bulk.plan.columns import Bits
from enduse.bulk.plan.factor import Codes, Factor, Interner, combine
from enduse.bulk.plan.parts import Parts
from enduse.bulk.plan.subjects import GoodsClass, Words, goods_class
from enduse.model.subject import GoodsFinding
from enduse.model.transfer import Goods, Transfer
from enduse.review.engine import Checks

REMEMBERED_TEXTS = 400_000
"""Texts and findings kept from chunk to chunk; a bound on memory, never on what is found."""

_SHOWING = attrgetter("description", "model", "hs", "codes", "entries")


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
        places = [place[6:] for place in sorted(texts) if place.startswith("goods.")]
        self._read_of = attrgetter("entries", "origin", "facts", *places)
        self._shown: dict[str, Hashable | None] = {"": None}
        self._found: dict[Hashable, GoodsFinding] = {}
        self._classes: dict[Hashable, GoodsClass] = {}
        self._coded: dict[Hashable, bool] = {}
        self._nothing = checks.goods(Transfer(id=""), False, None)

    def read(self, parts: Parts, acting: Bits, days: Factor[tuple[date, ...]]) -> Wares:
        """Read the goods of lines.

        Args:
            acting: lines with a security organ.
            days: the possible days of each line.
        """
        values = parts.goods.values
        silent = np.array(self._silent(values), np.bool_)
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
        return Wares(
            goods=Factor(codes, pairs),
            classes=self._class_column(codes, pairs),
            found=np.array(found, np.bool_)[codes],
            described=np.array(described, np.bool_)[codes],
        )

    def _learn(self, values: Sequence[Goods]) -> None:
        """Look at texts that were not seen yet, all at once."""
        if len(self._shown) > REMEMBERED_TEXTS:
            self._shown = {"": None}
        if len(self._found) > REMEMBERED_TEXTS:
            self._found.clear()
            self._classes.clear()
        if len(self._coded) > REMEMBERED_TEXTS:
            self._coded.clear()
        texts = dict.fromkeys([goods.description or "" for goods in values])
        texts.update((goods.model, None) for goods in values if goods.model)
        new = [text for text in texts if text not in self._shown]
        self._shown.update(zip(new, self._checks.goods.shown(new), strict=True))

    def _silent(self, values: Sequence[Goods]) -> list[bool]:
        """Whether neither words, codes nor declared entries of goods show anything."""
        self._learn(values)
        shown, coded = self._shown, self._coded
        silent = []
        for description, model, hs, codes, entries in map(_SHOWING, values):
            if entries or shown[description or ""] or (model and shown[model]):
                silent.append(False)
                continue
            known = coded.get((hs, codes))
            if known is None:
                known = coded[hs, codes] = self._checks.goods.coded(hs, codes)
            silent.append(not known)
        return silent

    def _few(
        self, parts: Parts, acting: Bits, days: Factor[tuple[date, ...]], rows: Any
    ) -> Factor[tuple[Goods, GoodsFinding]]:
        """Goods that show something, with their finding for an organ or not, on a day."""
        organ = Factor(acting[rows].astype(np.int64), [False, True])
        spans = days.rows(rows).map(lambda d: bisect_right(self._days, d[0]) if d else None)
        deals = parts.rest.rows(rows).map(lambda rest: rest.acquisition)

        def read(value: tuple[Any, ...]) -> tuple[Goods, GoodsFinding]:
            goods, deal, organ, span = value
            # A text by what it shows, but for whether there is one: a deal is read without.
            key = (not goods.description, self._shown[goods.description or ""], goods.hs,
                   goods.codes, goods.entries, self._shown[goods.model or ""],
                   deal, organ, span)  # fmt: skip
            found = self._found.get(key)
            if found is None:
                day = None if span is None else self._days[span - 1] if span else date.min
                line = Transfer(id="", goods=goods, acquisition=deal)
                found = self._found[key] = self._checks.goods(line, organ, day)
            return goods, found

        return combine(parts.goods.rows(rows), deals, organ, spans).each(read)

    def _class_column(
        self, codes: Codes, pairs: Sequence[tuple[Goods, GoodsFinding]]
    ) -> Factor[GoodsClass]:
        """The classes of goods: made once for all that differ only in what no rule reads.

        A finding is known by its identity: those that are kept live as long as the classes.
        """
        known, read_of, words_of = self._classes, self._read_of, self._words.of_goods
        numbers: dict[Hashable, int] = {}
        classes: Interner[GoodsClass] = Interner()
        column = []
        for goods, found in pairs:
            words = words_of(goods)
            key = (read_of(goods), not goods.description, words, id(found))
            number = numbers.get(key)
            if number is None:
                made = known.get(key)
                if made is None:
                    made = known[key] = goods_class(goods, found, words, self._texts)
                number = numbers[key] = classes(made)
            column.append(number)
        return Factor(np.array(column, np.int64)[codes], classes.values)
