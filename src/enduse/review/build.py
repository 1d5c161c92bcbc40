"""Put the checks together from the knowledge and the lists."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from functools import lru_cache
from pathlib import Path

from enduse.knowledge.pack import Pack
from enduse.knowledge.schema.facts import FactFile
from enduse.knowledge.schema.flags import FlagFile
from enduse.knowledge.schema.goods_words import GoodsWordsFile
from enduse.knowledge.schema.names import NamesFile
from enduse.knowledge.schema.organs import OrganFile
from enduse.knowledge.schema.systems import SystemFile
from enduse.knowledge.schema.technology import TechnologyFile
from enduse.lists.view import Lists
from enduse.model.subject import GoodsFinding
from enduse.model.transfer import Goods, Transfer
from enduse.review.end_user.recognise import OrganRecogniser
from enduse.review.engine import Checks, Reviewer
from enduse.review.flags.check import FlagCheck
from enduse.review.goods.evidence import CodeEvidence, TextEvidence
from enduse.review.goods.readable import Reader
from enduse.review.goods.recognise import GoodsRecogniser
from enduse.review.licence.law import Law, law_of
from enduse.review.options import ReviewOptions
from enduse.review.parties.check import PartyCheck
from enduse.review.parties.held import hold
from enduse.review.systems import Registry
from enduse.screening.screen import Screener
from enduse.screening.support import support
from enduse.screening.vocabulary import build_names_knowledge

KEPT = 200_000
"""Answers kept per key; a bound on memory, never on what is found."""


def build_reviewer(
    pack: Pack, lists: Lists, options: ReviewOptions, cache: Path | None = None
) -> Reviewer:
    """Build the reviewer of a run; `cache` keeps what takes long to build."""
    return Reviewer(build_checks(pack, lists, law_of(pack, options.rules), cache), options)


def build_checks(pack: Pack, lists: Lists, law: Law, cache: Path | None = None) -> Checks:
    """Build the five checks over one pack and one state of the lists."""
    organs = OrganRecogniser.build(pack.section("organs", OrganFile))
    technology = pack.section("technology", TechnologyFile)
    words = pack.section("goods_words", GoodsWordsFile)
    goods, reader = GoodsRecogniser.build(technology, words, pack.card), Reader(words)
    flags = FlagCheck(pack.section("flags", FlagFile), pack.section("facts", FactFile), law.tables)
    registry = Registry.build(pack.section("systems", SystemFile))
    return Checks(
        parties=build_parties(pack, lists, cache),
        organs=lru_cache(KEPT)(organs.recognise),
        goods=_Goods(goods),
        law=law,
        flags=flags,
        standing=flags.standing,
        context=registry.of_transfer,
        described=_Described(reader, technology),
    )


def build_parties(pack: Pack, lists: Lists, cache: Path | None = None) -> PartyCheck:
    """Build the parties check; `cache` is a folder that keeps the index of a state of lists."""
    names = build_names_knowledge(pack.section("names", NamesFile))
    held = hold(lists, names, cache and cache / "lists")
    return PartyCheck(
        Screener(held.index).screen,
        support,
        held.entries,
        held.searched,
        readable=not held.unreadable,
    )


class _Goods:
    """The goods check over a transfer: text and codes are keys of their own."""

    def __init__(self, recogniser: GoodsRecogniser) -> None:
        self._combine = recogniser.combine
        self._text = lru_cache(KEPT)(recogniser.recognise_text)
        self._codes = lru_cache(KEPT)(recogniser.recognise_codes)

    def __call__(self, transfer: Transfer, organ: bool, day: date | None) -> GoodsFinding:
        goods, deal = transfer.goods, transfer.acquisition
        if deal is not None and not goods.description:
            return _of_activities(self._text("; ".join(deal.activities)), self._combine, day)
        text: TextEvidence = self._text(goods.description or "")
        codes: CodeEvidence = self._codes(goods.hs, goods.codes)
        entries: Mapping[str, str] = dict(goods.entries)
        return self._combine(text, codes, entries, organ, goods.model, day)


def _of_activities(
    text: TextEvidence, combine: Callable[..., GoodsFinding], day: date | None
) -> GoodsFinding:
    """What the activities of a target show: technologies, with the words that carried them."""
    found = combine(text, CodeEvidence(), {}, False, None, day)
    return GoodsFinding(
        technologies=tuple(
            replace(
                one,
                because=tuple(replace(b, field="acquisition.activities") for b in one.because),
            )
            for one in found.technologies
        )
    )


class _Described:
    """Whether goods are described so that a technology among them would have been seen.

    Words count where they are in a script that the recogniser reads. A tariff code of six digits
    or more counts where no surveillance technology hides under it.
    """

    def __init__(self, reader: Reader, technology: Mapping[str, TechnologyFile]) -> None:
        self._reader = reader
        self._hiding = frozenset(c.code for file in technology.values() for c in file.codes.hs)

    def __call__(self, goods: Goods) -> bool:
        if self._reader.readable(goods.description).state in ("read", "short"):
            return True
        digits = "".join(c for c in goods.hs or "" if c.isascii() and c.isdigit())
        if len(digits) < 6:
            return False
        return not any(digits[:n] in self._hiding for n in range(4, len(digits) + 1))
