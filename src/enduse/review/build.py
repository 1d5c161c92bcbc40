"""Put the checks together from the knowledge and the lists."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from enduse.knowledge.compiled import Keep, follows_from, kept, made_now
from enduse.knowledge.pack import Pack
from enduse.knowledge.schema.facts import FactFile
from enduse.knowledge.schema.flags import FlagFile
from enduse.lists.view import Lists
from enduse.model.citation import Message
from enduse.model.subject import GoodsFinding, Organ
from enduse.model.transfer import Goods, Transfer
from enduse.review.engine import Checks, Reviewer
from enduse.review.flags.check import FlagCheck
from enduse.review.licence.law import Law, law_of
from enduse.review.options import ReviewOptions
from enduse.review.parties.build import build_parties

if TYPE_CHECKING:
    from enduse.knowledge.schema.goods_words import GoodsWordsFile
    from enduse.review.end_user.recognise import OrganRecogniser
    from enduse.review.goods.evidence import CodeEvidence, TextEvidence
    from enduse.review.goods.readable import Reader
    from enduse.review.goods.recognise import GoodsRecogniser
    from enduse.review.systems import Registry

KEPT = 200_000
"""Answers kept per key; a bound on memory, never on what is found."""

_HERE = Path(__file__).resolve().parent
_SCHEMA = _HERE.parent / "knowledge" / "schema"


def build_reviewer(
    pack: Pack, lists: Lists, options: ReviewOptions, cache: Path | None = None
) -> Reviewer:
    """Build the reviewer of a run; `cache` keeps what takes long to build."""
    return Reviewer(build_checks(pack, lists, law_of(pack, options.rules), cache), options)


def build_checks(pack: Pack, lists: Lists, law: Law, cache: Path | None = None) -> Checks:
    """Build the five checks over one pack and one state of the lists.

    A check loads what it needs when it is first asked: a line without goods in words needs no
    lexicon, a line without parties no index of names.
    """
    flags = FlagCheck(pack.section("flags", FlagFile), pack.section("facts", FactFile), law.tables)
    goods = _Goods(pack, cache)
    return Checks(
        parties=build_parties(pack, lists, cache),
        organs=_Organs(pack, cache),
        goods=goods,
        law=law,
        flags=flags,
        standing=flags.standing,
        context=_Context(pack),
        described=_Described(goods),
    )


def _keeping(pack: Pack, cache: Path | None, sections: tuple[str, ...], *code: Path) -> Keep:
    """Keep what is compiled from these sections by this code; folding asks tables of OpenCC."""
    if cache is None:
        return made_now
    identity = follows_from(pack, sections, (*code, _SCHEMA), ("opencc",))
    return lambda name, make: kept(cache / "compiled", name, identity, make)


class _Organs:
    """The end-user check: a pure function of name and country."""

    def __init__(self, pack: Pack, cache: Path | None) -> None:
        self._pack = pack
        self._cache = cache

    @cached_property
    def _recogniser(self) -> OrganRecogniser:
        from enduse.knowledge.schema.organs import OrganFile
        from enduse.review.end_user.recognise import OrganRecogniser

        keep = _keeping(self._pack, self._cache, ("organs",), _HERE / "end_user")
        return OrganRecogniser(self._pack.section("organs", OrganFile), keep)

    @cached_property
    def _recognise(self) -> Callable[[str, str | None], Organ | None]:
        return lru_cache(KEPT)(self._recogniser.recognise)

    @cached_property
    def possible(self) -> Callable[[Sequence[str]], Sequence[bool]]:
        """False for names that are no organ's: a first look at many at once."""
        from enduse.review.end_user.first_look import FirstLook

        return FirstLook(self._recogniser).possible

    def __call__(self, name: str, country: str | None) -> Organ | None:
        return self._recognise(name, country)


class _Context:
    """Documented systems: asked only of lines that show a technology."""

    def __init__(self, pack: Pack) -> None:
        self._pack = pack

    @cached_property
    def _registry(self) -> Registry:
        from enduse.knowledge.schema.systems import SystemFile
        from enduse.review.systems import Registry

        return Registry.build(self._pack.section("systems", SystemFile))

    def __call__(self, transfer: Transfer, goods: GoodsFinding) -> tuple[Message, ...]:
        return self._registry.of_transfer(transfer, goods) if goods.technologies else ()


class _Goods:
    """The goods check over a transfer: text and codes are keys of their own."""

    def __init__(self, pack: Pack, cache: Path | None) -> None:
        self._pack = pack
        self._cache = cache

    @cached_property
    def words(self) -> Mapping[str, GoodsWordsFile]:
        """The shared words of the recogniser."""
        from enduse.knowledge.schema.goods_words import GoodsWordsFile

        return self._pack.section("goods_words", GoodsWordsFile)

    @cached_property
    def recogniser(self) -> GoodsRecogniser:
        """The recogniser, with its terms and tables kept."""
        from enduse.knowledge.schema.technology import TechnologyFile
        from enduse.review.goods.recognise import GoodsRecogniser

        pack = self._pack
        keep = _keeping(pack, self._cache, ("technology", "goods_words"), _HERE / "goods")
        technology = pack.section("technology", TechnologyFile)
        return GoodsRecogniser(technology, self.words, pack.card, keep)

    @cached_property
    def _text(self) -> Callable[[str], TextEvidence]:
        return lru_cache(KEPT)(self.recogniser.recognise_text)

    @cached_property
    def _codes(self) -> Callable[[str | None, tuple[tuple[str, str], ...]], CodeEvidence]:
        return lru_cache(KEPT)(self.recogniser.recognise_codes)

    def __call__(self, transfer: Transfer, organ: bool, day: date | None) -> GoodsFinding:
        goods, deal = transfer.goods, transfer.acquisition
        combine = self.recogniser.combine
        if deal is not None and not goods.description:
            return _of_activities(self._text("; ".join(deal.activities)), combine, day)
        text: TextEvidence = self._text(goods.description or "")
        codes: CodeEvidence = self._codes(goods.hs, goods.codes)
        entries: Mapping[str, str] = dict(goods.entries)
        return combine(text, codes, entries, organ, goods.model, day)

    def shown(self, texts: Sequence[str]) -> Sequence[TextEvidence | None]:
        """What each text shows, None for nothing."""
        return [one if one.signs else None for one in self.recogniser.recognise_texts(texts)]

    def coded(self, hs: str | None, codes: tuple[tuple[str, str], ...]) -> bool:
        """Whether the codes show anything."""
        return bool(self._codes(hs, codes).signs)


def _of_activities(
    text: TextEvidence, combine: Callable[..., GoodsFinding], day: date | None
) -> GoodsFinding:
    """What the activities of a target show: technologies, with the words that carried them."""
    from enduse.review.goods.evidence import CodeEvidence

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

    def __init__(self, goods: _Goods) -> None:
        self._goods = goods

    @cached_property
    def _reader(self) -> Reader:
        from enduse.review.goods.readable import Reader

        return Reader(self._goods.words)

    def __call__(self, goods: Goods) -> bool:
        text = goods.description
        if text and self._reader.legible(text):
            return True
        digits = "".join(c for c in goods.hs or "" if c.isascii() and c.isdigit())
        if len(digits) < 6:
            return False
        hiding = self._goods.recogniser.codes.hiding
        return not any(digits[:n] in hiding for n in range(4, len(digits) + 1))
