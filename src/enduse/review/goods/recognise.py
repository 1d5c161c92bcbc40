"""The recogniser: text and codes in, technologies, facts, candidates and gaps out."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from enduse.knowledge.schema.goods_words import GoodsWordsFile
from enduse.knowledge.schema.pack import PackCard
from enduse.knowledge.schema.technology import TechnologyFile
from enduse.model.citation import Because
from enduse.model.subject import GoodsFinding
from enduse.review.goods.candidates import candidate_entries, coverage_gaps
from enduse.review.goods.codes import CodeTable
from enduse.review.goods.evidence import CodeEvidence, TextEvidence
from enduse.review.goods.lexicon import Lexicon, build_lexicon
from enduse.review.goods.parameters import read_facts
from enduse.review.goods.reading import read_signs
from enduse.review.goods.weigh import named, weigh

NOTHING = TextEvidence()


class GoodsRecogniser:
    """Recognises technologies. Immutable and free of state: the same input gives the same answer.

    Args:
        technology: the files of `knowledge/technology` by id.
        shared: the shared words, points and inflection.
    """

    def __init__(
        self,
        technology: Mapping[str, TechnologyFile],
        shared: GoodsWordsFile,
        lexicon: Lexicon,
        codes: CodeTable,
        card: PackCard,
    ) -> None:
        self._card = card
        self._technology = technology
        self._points = shared.points
        self._means = frozenset(id_ for id_, item in technology.items() if item.often_means)
        self._lexicon = lexicon
        self._codes = codes

    @classmethod
    def build(
        cls,
        technology: Mapping[str, TechnologyFile],
        words: Mapping[str, GoodsWordsFile],
        card: PackCard,
    ) -> GoodsRecogniser:
        """Compile the sections `technology` and `goods_words`; the card names jurisdictions."""
        shared = words["recognition"]
        lexicon = build_lexicon(technology, shared)
        return cls(technology, shared, lexicon, CodeTable(technology), card)

    def recognise_text(self, text: str) -> TextEvidence:
        """Return what a text shows: a pure function of the text, so it can be a cache key."""
        hits = self._lexicon.find(text)
        if not hits:
            return NOTHING
        signs, negative, context = read_signs(hits, self._points, text, self._means)
        if not signs:
            return NOTHING
        ids = dict.fromkeys(sign.technology for sign in signs)
        return TextEvidence(
            signs=signs,
            negative=negative,
            context=context,
            facts=read_facts(text, ids, self._technology),
        )

    def recognise_codes(
        self, hs: str | None, codes: tuple[tuple[str, str], ...] = ()
    ) -> CodeEvidence:
        """Return what the codes show: a pure function of them. `codes`: `cpv`, `unspsc`."""
        return self._codes.read(hs, codes)

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
            for id_, item in self._technology.items():
                for one in item.candidates:
                    same = one.jurisdiction == jurisdiction and _at_or_below(entry, one.entry)
                    if same:
                        because = Because(
                            field=f"goods.entries.{jurisdiction}",
                            text=entry,
                            term=one.entry,
                            kind="code",
                        )
                        found.append((id_, because))
                        break
        return tuple(found)


def _at_or_below(entry: str, candidate: str) -> bool:
    return entry == candidate or entry.startswith(f"{candidate}.")
