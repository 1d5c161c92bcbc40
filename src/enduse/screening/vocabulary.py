"""What the knowledge says about words of names, compiled for look-up."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from enduse.screening.fold import FOLD_VERSION, fold, fold_stem
from enduse.screening.phrases import SHORTEST_STEM, Meaning, Phrases, own_script
from enduse.screening.repair import Repair
from enduse.screening.script import SCRIPT_VERSION, clean, latin, runs, same_letters, simplified
from enduse.screening.word import Kind, Word

if TYPE_CHECKING:
    from enduse.knowledge.schema.names import NamesFile, Terms

NORMALISER_VERSION = f"4.{FOLD_VERSION}.{SCRIPT_VERSION}"
_UNSPACED = frozenset({"han", "kana", "hangul"})
SHARED = 7
"""Letters from which a term of another script is also known in basic Latin letters."""
REMEMBERED = 500_000
LEGAL_MARK = "\u00a7"


@dataclass(slots=True)
class NamesKnowledge:
    """Names knowledge by key. Build it once; it is not changed afterwards.

    Attributes:
        phrases: spelt words and phrases to their concept.
        segments: terms of scripts without spaces to their concept; the longest has `longest`.
        kinds: key to what the word does.
        bits: key to weight in hundredths of a bit.
        parts: keys of a body that is part of another, to the keys of that body.
        above: place id to the places that administer it, nearest first.
        place_ids: key of a place to its ids.
        spelt_keys, words: what was read before, by text; bounded by `REMEMBERED`.
        organ_signs: last words of organs.
        identity: hash over all of it and the version of the normaliser.
    """

    phrases: Phrases = field(default_factory=Phrases)
    segments: dict[str, Meaning] = field(default_factory=dict)
    longest: int = 1
    abjad: dict[str, Meaning] = field(default_factory=dict)
    kinds: dict[str, Kind] = field(default_factory=dict)
    bits: dict[str, int] = field(default_factory=dict)
    brands: frozenset[str] = frozenset()
    place_ids: dict[str, tuple[str, ...]] = field(default_factory=dict)
    above: dict[str, tuple[str, ...]] = field(default_factory=dict)
    level_of: dict[str, str] = field(default_factory=dict)
    levels: dict[str, int] = field(default_factory=dict)
    twins: dict[str, tuple[str, ...]] = field(default_factory=dict)
    parts: tuple[tuple[str, str, str], ...] = ()
    part_index: dict[tuple[str, ...], list[tuple[str, str]]] = field(default_factory=dict)
    scripts: dict[str, dict[str, str]] = field(default_factory=dict)
    hanja: dict[str, tuple[str, ...]] = field(default_factory=dict)
    organs: tuple[tuple[str, ...], ...] = ()
    institutions: frozenset[str] = frozenset()
    spelt_keys: dict[str, str] = field(default_factory=dict)
    words: dict[tuple[str, str, str], Word] = field(default_factory=dict)
    organ_signs: frozenset[str] = frozenset()
    resolved: dict[Meaning, tuple[str, ...]] = field(default_factory=dict)
    repair: Repair = field(default_factory=lambda: Repair(()))
    identity: str = ""


def resolve(meaning: Meaning, knowledge: NamesKnowledge) -> tuple[str, ...]:
    """Return the keys of a meaning as they are read in a name: its words may be concepts."""
    known = knowledge.resolved.get(meaning)
    if known is not None:
        return known
    keys, found, at = meaning.keys, [], 0
    while at < len(keys):
        match = knowledge.phrases.longest(keys, at)
        if match is None:
            found.append(keys[at])
            at += 1
        else:
            found += match[1].keys
            at += match[0]
    knowledge.resolved[meaning] = tuple(found)
    return knowledge.resolved[meaning]


def keys_of(text: str) -> tuple[str, ...]:
    """Return the plain keys of a term, before any concept is looked up."""
    return tuple(fold(latin(word)) for _, word in runs(clean(text)) if latin(word))


def build_names_knowledge(files: Mapping[str, NamesFile]) -> NamesKnowledge:
    """Compile names files; earlier ids win where two files give one term two meanings.

    Of the parts, legal forms come first, then places, brands, acronyms and words.
    """
    out = NamesKnowledge()
    ordered = [files[key] for key in sorted(files)]
    for step in (_add_scripts, _add_legal_forms, _add_roles, _add_places, _add_brands):
        for item in ordered:
            step(out, item)
    for item in ordered:
        for acronym, terms in item.acronyms.items():
            for term in terms:
                _add_term(out, acronym, Meaning(keys_of(term), "acronym"))
    for item in ordered:
        for concept, words in item.words.items():
            _add_words(out, concept, words)
    out.parts = tuple(
        (name, part.part_of, part.note)
        for item in ordered
        for part in item.parts
        for name in part.names
    )
    out.repair = Repair(_common_words(ordered))
    out.organs = tuple(resolve(Meaning(keys, "organ"), out) for keys in out.organs)
    out.organ_signs = frozenset(organ[-1] for organ in out.organs)
    out.longest = max((len(term) for term in out.segments), default=1)
    out.identity = _identity(ordered)
    return out


def _add_scripts(out: NamesKnowledge, item: NamesFile) -> None:
    for script, letters in item.scripts.items():
        out.scripts.setdefault(script, {}).update(letters)
    for sounds, letters_read in item.readings.get("hanja", {}).items():
        for letter in letters_read:
            out.hanja[letter] = tuple(sounds.split())
    for bits, tokens in item.rarity.items():
        value = round(float(bits) * 100)
        for token in tokens.split():
            out.bits.setdefault(token, value)


def _add_roles(out: NamesKnowledge, item: NamesFile) -> None:
    for kind, terms in (
        (Kind.FILLER, item.fillers),
        (Kind.GENERIC, item.generic),
        (Kind.BRANCH, item.branches),
        (Kind.LEVEL, item.levels),
    ):
        for term in terms:
            for key in keys_of(term):
                out.kinds.setdefault(key, kind)
    for term, level in item.levels.items():
        out.levels.setdefault(" ".join(keys_of(term)), level)
    out.institutions |= {key for term in item.institutions for key in keys_of(term)}
    out.organs += tuple(keys_of(term) for term in item.organs)


def _add_brands(out: NamesKnowledge, item: NamesFile) -> None:
    for name, brand in item.brands.items():
        main = keys_of(name)
        for term in brand.names:
            _add_term(out, term, Meaning(main, "brand"))
        if not brand.ambiguous and len(main) == 1:
            out.brands |= {main[0]}


def _common_words(files: Sequence[NamesFile]) -> set[str]:
    """Return the words of legal forms and the generic words, in basic Latin letters."""
    terms = [t for item in files for spellings in item.legal_forms.values() for t in spellings]
    terms += [t for item in files for t in item.generic]
    return {latin(w) for t in terms if "*" not in t for s, w in runs(clean(t)) if s == "latin"}


def _add_words(out: NamesKnowledge, concept: str, words: Terms) -> None:
    meaning = Meaning(keys_of(concept), "translation")
    for terms in words.values():
        for term in terms:
            _add_term(out, term, meaning)


def _add_term(out: NamesKnowledge, term: str, meaning: Meaning) -> None:
    found = runs(clean(term.replace("*", "")))
    scripts = {script for script, _ in found}
    if scripts & _UNSPACED:
        out.segments.setdefault(simplified("".join(word for _, word in found)), meaning)
    elif scripts & {"arabic", "hebrew"}:
        out.abjad.setdefault(same_letters(" ".join(word for _, word in found)), meaning)
    else:
        words: list[tuple[str, bool]] = []
        own = len(latin("".join(word for _, word in found))) < SHARED
        for part in clean(term).split():
            stem = part.endswith("*")
            parts = [word for _, word in runs(part.rstrip("*"))]
            words += [(_phrase_key(word, own=own), False) for word in parts[:-1]]
            words += [_last_edge(word, own=own, stem=stem) for word in parts[-1:]]
        if words:
            out.phrases.add(words, meaning)


def _phrase_key(word: str, *, own: bool, stem: bool = False) -> str:
    """Return the key of a word of a phrase; `own` where the phrase is known in its script only.

    A short word of another script is no word of a language that is spelt the same in Latin.
    """
    plain = latin(word)
    key = fold_stem(plain) if stem else fold(plain)
    return (own_script(word) if own else "") + key


def _last_edge(word: str, *, own: bool, stem: bool) -> tuple[str, bool]:
    marked = own and own_script(word)
    stem = stem and bool(marked or len(latin(word)) >= SHORTEST_STEM)
    return _phrase_key(word, own=own, stem=stem), stem


def _add_legal_forms(out: NamesKnowledge, item: NamesFile) -> None:
    for form, spellings in item.legal_forms.items():
        key = LEGAL_MARK + form
        out.kinds[key] = Kind.LEGAL
        for term in spellings:
            _add_term(out, term, Meaning((key,), "legal_form"))


def _add_places(out: NamesKnowledge, item: NamesFile) -> None:
    parents = {place.part_of for place in item.places.values()}
    for place_id, place in item.places.items():
        main = keys_of(place.names[0])
        if len(main) == 1 and place.level not in ("county", "district"):
            out.kinds.setdefault(main[0], Kind.PLACE)
        if place.part_of or place_id in parents:
            key = " ".join(main)
            out.place_ids[key] = (*out.place_ids.get(key, ()), place_id)
            out.level_of[place_id] = " ".join(keys_of(place.level))
            above, at = [], place.part_of
            while at:
                above.append(at)
                at = item.places[at].part_of
            out.above[place_id] = tuple(above)
        if place_id in out.level_of:  # its own name before any word of another language
            out.phrases.add([(key, False) for key in main], Meaning(main, "equal"))
        for term in place.names[1:]:
            _add_term(out, term, Meaning(main, "translation"))
    for ids in out.place_ids.values():
        for place_id in ids:
            out.twins[place_id] = tuple(other for other in ids if other != place_id)


def _identity(files: Iterable[NamesFile]) -> str:
    digest = hashlib.sha256(NORMALISER_VERSION.encode())
    for item in files:
        digest.update(item.model_dump_json(exclude_defaults=True).encode())
    return digest.hexdigest()
