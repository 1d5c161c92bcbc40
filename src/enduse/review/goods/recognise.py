"""The recogniser: text and codes in, technologies, facts, candidates and gaps out."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from enduse.knowledge.compiled import Keep, made_now
from enduse.model.citation import Because
from enduse.model.subject import GoodsFinding
from enduse.review.goods.candidates import candidate_entries, coverage_gaps
from enduse.review.goods.codes import CodeTable
from enduse.review.goods.evidence import NO_CODES, NOTHING, CodeEvidence, TextEvidence
from enduse.review.goods.weigh import named, weigh

if TYPE_CHECKING:
    from enduse.knowledge.schema.goods_words import GoodsWordsFile, Points
    from enduse.knowledge.schema.pack import PackCard
    from enduse.knowledge.schema.technology import TechnologyFile
    from enduse.review.goods.lexicon import Lexicon
    from enduse.review.goods.texts import TextReader


class GoodsRecogniser:
    """Recognises technologies. The same input gives the same answer.

    Args:
        technology: the files of `knowledge/technology` by id; those of a finding are read.
        words: the shared words, points and inflection.
        card: names jurisdictions, and how each calls goods on no list.
        keep: where the compiled terms and tables are kept. They are read when first needed: the
            terms for a text, the tables for a code or a declared entry.
    """

    def __init__(
        self,
        technology: Mapping[str, TechnologyFile],
        words: Mapping[str, GoodsWordsFile],
        card: PackCard,
        keep: Keep = made_now,
    ) -> None:
        self._card = card
        self._technology = technology
        self._words = words
        self._keep = keep

    @cached_property
    def _lexicon(self) -> Lexicon:
        from enduse.review.goods.lexicon import Lexicon

        def make() -> bytes:
            from enduse.review.goods.compile import compile_lexicon

            return compile_lexicon(self._technology, self._words["recognition"])

        return Lexicon(self._keep("goods-terms", make))

    @cached_property
    def _tables(self) -> dict[str, Any]:
        def make() -> bytes:
            from enduse.review.goods.compile import compile_tables

            return compile_tables(self._technology)

        found: dict[str, Any] = json.loads(self._keep("goods-tables", make))
        return found

    @cached_property
    def codes(self) -> CodeTable:
        """Codes of all technologies."""
        return CodeTable(self._tables["codes"])

    @cached_property
    def _means(self) -> frozenset[str]:
        return frozenset(self._tables["means"])

    @property
    def _points(self) -> Points:
        return self._words["recognition"].points

    @cached_property
    def _texts(self) -> TextReader:
        from enduse.review.goods.texts import TextReader

        return TextReader(self._lexicon, self._technology, self._points, self._means)

    def recognise_text(self, text: str) -> TextEvidence:
        """Return what a text shows: a pure function of the text, so it can be a cache key."""
        return self._texts.read([text])[0] if text else NOTHING

    def recognise_texts(self, texts: Sequence[str]) -> list[TextEvidence]:
        """Return what each text shows; the same as one by one, at less cost."""
        return self._texts.read(texts)

    def recognise_codes(
        self, hs: str | None, codes: tuple[tuple[str, str], ...] = ()
    ) -> CodeEvidence:
        """Return what the codes show: a pure function of them. `codes`: `cpv`, `unspsc`."""
        return self.codes.read(hs, codes) if hs or codes else NO_CODES

    def combine(
        self,
        text_evidence: TextEvidence,
        code_evidence: CodeEvidence,
        declared_entries: Mapping[str, str],
        organ_present: bool,
        model: str | None,
        day: date | None = None,
        declared_facts: Collection[str] = (),
    ) -> GoodsFinding:
        """Weigh everything that one line shows.

        Args:
            text_evidence: of `goods.description`.
            code_evidence: of the codes of the line.
            declared_entries: jurisdiction to declared entry.
            organ_present: a security organ is among the parties.
            model: `goods.model`, read as words of its own.
            day: keeps the candidates of that day; None keeps those of all days.
            declared_facts: ids of facts that the line states itself; they are not missing.
        """
        of_model = self.recognise_text(model) if model else NOTHING
        declared = self._declared(declared_entries)
        if not (declared or text_evidence.signs or of_model.signs or code_evidence.signs):
            return GoodsFinding()
        weighed = weigh(
            text_evidence, of_model, code_evidence, declared, organ_present, self._points
        )
        technologies = named(weighed, self._points)
        ids = [one.id for one in technologies]
        readable = {d.fact for id_ in ids for d in self._technology[id_].deciding}
        facts = tuple(
            fact for fact in (*text_evidence.facts, *of_model.facts) if fact.fact in readable
        )
        known = frozenset({fact.fact for fact in facts}.union(declared_facts))
        return GoodsFinding(
            technologies=technologies,
            candidates=candidate_entries(
                ids, self._technology, known, declared_entries, day, self._card
            ),
            facts=facts,
            gaps=coverage_gaps(ids, self._technology, day, self._card),
        )

    def _declared(self, entries: Mapping[str, str]) -> tuple[tuple[str, Because], ...]:
        """Return the technologies whose candidates a declared entry equals or lies below."""
        found: list[tuple[str, Because]] = []
        for jurisdiction, entry in entries.items():
            if entry in ("none", self._card.unlisted.get(jurisdiction)):
                continue
            seen: set[str] = set()
            for place, candidate, id_ in self._tables["candidates"]:
                if place != jurisdiction or id_ in seen or not _at_or_below(entry, candidate):
                    continue
                seen.add(id_)
                because = Because(
                    field=f"goods.entries.{jurisdiction}",
                    text=entry,
                    term=candidate,
                    kind="code",
                )
                found.append((id_, because))
        return tuple(found)


def _at_or_below(entry: str, candidate: str) -> bool:
    return entry == candidate or entry.startswith(f"{candidate}.")
