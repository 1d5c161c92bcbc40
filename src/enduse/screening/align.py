"""Pair the words of two readings, one to one, each pair with how it is known and how well."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA

from enduse.screening.acronym import acronym_text, initials
from enduse.screening.fold import korean, skeleton
from enduse.screening.script import latin
from enduse.screening.word import SPELT, Kind, Reading, Word

MOST_JOINED = 4
ACRONYM_WEIGHTS = {3: 500, 4: 900, 5: 1_200, 6: 1_300, 7: 1_400, 8: 1_400, 9: 1_400}
LONGEST_FUZZY = 24
_DOUBLE = re.compile(r"([a-z#])\1+")
_FUZZY_KINDS = frozenset({Kind.PLAIN, Kind.GENERIC, Kind.PLACE, Kind.BRANCH})
_UNHEARD = frozenset({Kind.LEGAL, Kind.FILLER, Kind.NUMBER, Kind.ABJAD, Kind.SYLLABLE})
JOIN_MARK = "j:"
SHORTEST_JOINED = 3


@dataclass(frozen=True, slots=True)
class Pair:
    """Words of the query and of the entry that stand for each other.

    Args:
        query, entry: positions in the two readings.
        how: the relation, as in `enduse.model.match.WordPair`.
        quality: percent.
        weight: hundredths of a bit that both sides carry.
    """

    query: tuple[int, ...]
    entry: tuple[int, ...]
    how: str
    quality: int
    weight: int


def allowed_edits(length: int) -> int:
    """Return how many edits a key of this length may be away."""
    if length < 5:
        return 0 if length < 4 else 1
    return 1 if length < 8 or length > LONGEST_FUZZY else 2


def joined_spans(reading: Reading) -> Iterator[tuple[tuple[int, ...], str]]:
    """Yield the runs of neighbours that may be written as one word, with that word's join key."""
    for start in range(len(reading) - 1):
        syllables = reading[start].kind is Kind.SYLLABLE
        for size in range(2, MOST_JOINED + 1 if syllables else 3):
            words = reading[start : start + size]
            if len(words) < size or not all(w.spelt for w in words):
                break
            if size > 2 and words[-1].kind is not Kind.SYLLABLE:
                break
            text = "".join(w.spelt for w in words)
            if len(text) > SHORTEST_JOINED:
                yield tuple(range(start, start + size)), JOIN_MARK + text


_SPANS: dict[int, tuple[Reading, list[tuple[tuple[int, ...], str]]]] = {}
MOST_SPANS = 20_000


def _spans(reading: Reading) -> list[tuple[tuple[int, ...], str]]:
    """Return `joined_spans`, the longest first; remembered for the very same reading."""
    known = _SPANS.get(id(reading))
    if known is not None and known[0] is reading:
        return known[1]
    found = sorted(joined_spans(reading), key=lambda item: (-len(item[0]), item[0]))
    if len(_SPANS) >= MOST_SPANS:
        _SPANS.clear()
    _SPANS[id(reading)] = reading, found
    return found


def korean_joined(reading: Reading, span: tuple[int, ...]) -> tuple[str, ...]:
    """Return the Korean keys of neighbours written as one word."""
    options = [""]
    for i in span:
        keys = [k[2:] for k in reading[i].other if k.startswith("k:")]
        if not keys:
            return ()
        options = [a + b for a in options for b in keys[:2]][:4]
    return tuple("k:" + _DOUBLE.sub(r"\1", text) for text in options)


@lru_cache(maxsize=200_000)
def sounds(text: str) -> tuple[str, str]:
    """Return the consonant key and the Korean key of a word spelt in an alphabet."""
    plain = latin(text)
    return "s:" + skeleton(plain), "k:" + korean(plain)


def sound_keys(word: Word) -> tuple[str, ...]:
    """Return the keys by which a word meets words of scripts without vowels."""
    if word.other:
        return word.other
    if not heard_as(word):
        return ()
    consonants, korean_key = sounds(word.text)
    return (consonants, korean_key) if len(consonants) > 3 else (korean_key,)


def heard_as(word: Word) -> bool:
    """Whether a word of an alphabet may be heard in a script without vowels."""
    return word.kind not in _UNHEARD and word.how in SPELT and " " not in word.text


def fuzzy(word: Word) -> bool:
    """Whether a word may be compared by edits."""
    return word.kind in _FUZZY_KINDS and len(word.key) >= 4


def spelling_quality(a: str, b: str) -> int:
    """Return percent for two keys, 0 where they are too far apart."""
    most = min(allowed_edits(len(a)), allowed_edits(len(b)))
    if not most:
        return 0
    distance = OSA.distance(a, b, score_cutoff=most)
    if distance > most:
        return 0
    return near_quality(int(distance), max(len(a), len(b)))


def near_quality(edits: int, longer: int) -> int:
    """Return percent for two keys so many edits apart, the longer of them so long."""
    return 100 - (145 if longer < 8 else 130) * edits // longer


def align(query: Reading, entry: Reading) -> list[Pair]:
    """Return the pairs, found greedily: equal keys, sounds, joined words, near spellings."""
    state = _State(query, entry)
    for i, q in enumerate(query):
        for j in state.places.get(q.key, ()):
            if j in state.open_entry:
                how = _how(q, entry[j])
                quality = _equal_quality(q, entry[j], how)
                state.take((i,), (j,), how, quality, min(q.weight, entry[j].weight))
                break
    if state.open_query and state.open_entry:
        _by_sound(state)
        _joined(state)
        _spelt(state)
        _acronyms(state)
    return state.pairs


class _State:
    def __init__(self, query: Reading, entry: Reading) -> None:
        self.query, self.entry = query, entry
        self.open_query = set(range(len(query)))
        self.open_entry = set(range(len(entry)))
        self.pairs: list[Pair] = []
        self.places: dict[str, list[int]] = {}
        for j, word in enumerate(entry):
            self.places.setdefault(word.key, []).append(j)

    def take(
        self, query: tuple[int, ...], entry: tuple[int, ...], how: str, quality: int, weight: int
    ) -> None:
        self.open_query.difference_update(query)
        self.open_entry.difference_update(entry)
        self.pairs.append(Pair(query, entry, how, quality, weight))


def _how(q: Word, e: Word) -> str:
    for how in ("brand", "acronym", "legal_form", "translation", "transliteration"):
        if (q.how == how or e.how == how) and q.text.casefold() != e.text.casefold():
            return how
    if q.kind is Kind.PLACE and q.text.casefold() != e.text.casefold():
        return "place"
    return "equal" if q.text.casefold() == e.text.casefold() else "spelling"


def _equal_quality(q: Word, e: Word, how: str) -> int:
    """Return percent for words with one key: a fold says less about short words."""
    if how in ("spelling", "transliteration") and q.kind is Kind.PLAIN:
        return 100 if len(q.key) > 6 else 96 if len(q.key) > 5 else 88
    return 95 if how == "translation" and q.text.isascii() and e.text.isascii() else 100


def sound_quality(key: str) -> int:
    """Return percent for a shared sound key: the longer, the surer."""
    size = len(key) - 2
    if key[0] == "s":
        return 90 if size < 4 else 95
    return 85 if size < 4 else 92


def _by_sound(state: _State) -> None:
    native = any(state.query[i].other for i in state.open_query)
    native = native or any(state.entry[j].other for j in state.open_entry)
    if not native:
        return
    places: dict[str, list[int]] = {}
    for j in sorted(state.open_entry):
        for key in sound_keys(state.entry[j]):
            places.setdefault(key, []).append(j)
    for i in sorted(state.open_query):
        q = state.query[i]
        options = [
            (sound_quality(key), -j, j)
            for key in sound_keys(q)
            for j in places.get(key, ())
            if j in state.open_entry and (q.other or state.entry[j].other)
        ]
        if options:
            quality, _, j = max(options)
            if quality:
                weight = min(q.weight, state.entry[j].weight)
                state.take((i,), (j,), "transliteration", quality, weight)


def _joined(state: _State) -> None:
    _join_side(
        state.query, state.open_query, state.entry, state.open_entry,
        lambda span, j, w: state.take(span, (j,), "joined", 96, w),
    )  # fmt: skip
    _join_side(
        state.entry, state.open_entry, state.query, state.open_query,
        lambda span, i, w: state.take((i,), span, "split", 96, w),
    )  # fmt: skip


def _join_side(
    many: Reading,
    open_many: set[int],
    one: Reading,
    open_one: set[int],
    take: Callable[[tuple[int, ...], int, int], None],
) -> None:
    if len(open_many) < 2 or not open_one:
        return
    spans = [found for found in _spans(many) if open_many.issuperset(found[0])]
    if not spans:
        return
    places: dict[str, list[int]] = {}
    for j in sorted(open_one):
        if one[j].spelt:
            places.setdefault(JOIN_MARK + one[j].spelt, []).append(j)
        for key in sound_keys(one[j]):
            if key[0] == "k":
                places.setdefault(key, []).append(j)
    for span, key in spans:
        if not open_many.issuperset(span):
            continue
        names = (key, *korean_joined(many, span))
        free = [j for name in names for j in places.get(name, ()) if j in open_one]
        if free:
            take(span, free[0], min(sum(many[i].weight for i in span), one[free[0]].weight))


def _spelt(state: _State) -> None:
    options = []
    for i in sorted(state.open_query):
        q = state.query[i]
        if not fuzzy(q):
            continue
        for j in sorted(state.open_entry):
            e = state.entry[j]
            if fuzzy(e) and (quality := _near(q, e)):
                weight = min(q.weight, e.weight)
                options.append((-quality * weight, i, j, quality, weight))
    for _, i, j, quality, weight in sorted(options):
        if i in state.open_query and j in state.open_entry:
            state.take((i,), (j,), "spelling", quality, weight)


def _near(q: Word, e: Word) -> int:
    """Return percent for two spellings; a word that was translated is not spelt like its key."""
    return spelling_quality(q.key, e.key) if q.how in SPELT and e.how in SPELT else 0


def _acronyms(state: _State) -> None:
    """A word of the query that spells the first letters of the whole entry."""
    content = [j for j, word in enumerate(state.entry) if word.kind is not Kind.LEGAL]
    spelt = initials(state.entry)
    if not spelt or not state.open_entry.issuperset(content):
        return
    for i in sorted(state.open_query):
        q = state.query[i]
        text = acronym_text(q.text)
        if text in spelt and q.kind in (Kind.PLAIN, Kind.GENERIC):
            weight = min(ACRONYM_WEIGHTS[len(text)], sum(state.entry[j].weight for j in content))
            state.take((i,), tuple(content), "acronym", 85, min(weight, q.weight))
            return
