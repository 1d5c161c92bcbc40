"""From a name as written to its readings: runs of words with keys, the same for list and query."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import groupby

from enduse.screening.abjad import abjad_words
from enduse.screening.compound import several_names, without_own_acronym
from enduse.screening.fold import fold, korean
from enduse.screening.phrases import Meaning, own_script
from enduse.screening.place import resolve_places
from enduse.screening.repair import letters_for_digits
from enduse.screening.script import clean, latin, runs, simplified
from enduse.screening.unspaced import Segment, hangul_sound, pinyin, segment
from enduse.screening.vocabulary import REMEMBERED, NamesKnowledge, resolve
from enduse.screening.weight import kind_of, weight_of
from enduse.screening.word import CARRIES, SPELT, TELLING, Kind, Reading, Word

ALIAS_SIGNS = (";", "|", "/", "ka", "k.a", "formerly", "also known")
_ALONE = frozenset({Kind.LEGAL, Kind.NUMBER})
UNSPACED = frozenset({"han", "kana", "hangul"})
MOST_WORDS = 32
MOST_READINGS = 25
"""The whole and some twenty names that are written into one; `enduse screen` says where more are.
"""
LEAST_NAMING = 900
SEVERAL = re.compile(r"[,:]|\s[\u2013\u2014-]\s|[\u2013\u2014-]\s?(?=branch|filial|филиал)", re.I)
"""Signs that part the names in a name."""
_BRACKETS = re.compile(r"[(（\[【][^()（）\[\]【】]*[)）\]】]")
ALIAS = re.compile(
    r"\s*(?:;|\|| / |/(?=[^\W\d]{3})|\b[afn]\.?k\.?a\.?\b|\bformerly\b|\balso known as\b)\s*", re.I
)


def readings(name: str, knowledge: NamesKnowledge) -> tuple[Reading, ...]:
    """Return how a name may be read: the first `MOST_READINGS` of `every_reading`.

    Empty where the name has no letter or digit at all.
    """
    return every_reading(name, knowledge)[:MOST_READINGS]


def every_reading(name: str, knowledge: NamesKnowledge) -> tuple[Reading, ...]:
    """Return the readings of a name: as a whole, without its brackets, and each part of it."""
    outside, inside = parts(name)
    found: dict[tuple[str, ...], Reading] = {}
    for text in outside:
        reading = _read(text, knowledge)
        if reading and (not found or _carries(reading)):
            found.setdefault(tuple(word.key for word in reading), reading)
    for part in several_names(tuple(found.values())):
        found.setdefault(tuple(word.key for word in part), part)
    for part in _own_names(outside[0], found, knowledge):
        found.setdefault(tuple(word.key for word in part), part)
    for text in inside:
        reading = _read(text, knowledge)
        if _stands_alone(text, reading) or not found:
            found.setdefault(tuple(word.key for word in reading), reading)
    return tuple(reading for reading in found.values() if reading)


def parts(name: str) -> tuple[list[str], list[str]]:
    """Return the name with and without brackets and its alternatives, and what brackets hold."""
    outside, inside = [name], []
    if any(c in name for c in "(（[【"):
        inside = [part[1:-1] for part in _BRACKETS.findall(name)]
        outside = [_BRACKETS.sub(" ", name), name]
    lower = name.lower()
    if any(sign in lower for sign in ALIAS_SIGNS) and ALIAS.search(name):
        outside += ALIAS.split(outside[0])
    return outside, inside


def _own_names(
    text: str, found: dict[tuple[str, ...], Reading], knowledge: NamesKnowledge
) -> list[Reading]:
    """Return names that commas or dashes part: further names of the body, or it and its whole.

    `AO Kontsern Avtomatika, JSC Concern Automation` is one body twice; in `Plant Vega - Branch of
    JSC Zvezdochka` the plant is the body.
    """
    pieces = [piece for piece in SEVERAL.split(text) if piece.strip()]
    if len(pieces) < 2:
        return []
    if not any(word.kind is Kind.BRANCH for reading in found.values() for word in reading):
        pieces = [piece for piece in text.split(",") if " " in piece.strip()]
        if len(pieces) < 2:
            return []
    parts = [_read(piece, knowledge) for piece in pieces]
    parts = [part for part in parts if part]
    marked = [part for part in parts if part[0].kind is Kind.BRANCH]
    if marked:
        first = marked[0]
        if first[1:2] and (
            first[1].kind is Kind.FILLER or any(w.kind is Kind.LEGAL for w in first)
        ):
            others = [part for part in parts if not any(w.kind is Kind.BRANCH for w in part)]
            return [part for part in others if _names_one(part)]
        return [first[1:]] if _names_one(first[1:]) else []
    again = [part for part in parts[1:] if part[0].kind is Kind.LEGAL and _says_more(part)]
    return [part for part in (parts[0], *again) if _says_more(part)] if again else []


def _says_more(reading: Reading) -> bool:
    """Whether a part is a name, if only of generic words."""
    return sum(w.weight for w in reading) >= LEAST_NAMING


def _names_one(reading: Reading) -> bool:
    """Whether a part says which body it is: by a word of its own, a number or a place."""
    return sum(w.weight for w in reading if w.kind in TELLING) >= LEAST_NAMING


def _carries(reading: Reading) -> bool:
    return sum(w.weight for w in reading if w.kind in CARRIES) >= LEAST_NAMING


def _stands_alone(text: str, reading: Reading) -> bool:
    """Whether the words in brackets are a name: an acronym, several words, or another script."""
    if not _carries(reading):
        return False
    if len(reading) == 1:
        return len(text.strip()) > 3 and (text.strip().isupper() or not text.isascii())
    return sum(w.kind in CARRIES for w in reading) > 1


def _read(text: str, knowledge: NamesKnowledge) -> Reading:
    words: list[Word] = []
    found = runs(clean(text))
    body = any(script in UNSPACED and has_terms(run, script, knowledge) for script, run in found)
    for script, group in groupby(found, key=lambda one: one[0]):
        texts = [run for _, run in group]
        if script in ("arabic", "hebrew"):
            words += abjad_words(texts, script, knowledge)
        elif script in UNSPACED:
            for run in texts:
                words += unspaced_words(run, script, knowledge, body=body)
        else:
            spelt = [(run, spelt_key(run, knowledge)) for run in texts if latin(run)]
            words += spelt_words(spelt, knowledge)
    return without_own_acronym(tuple(resolve_places(words, knowledge)[:MOST_WORDS]))


def spelt_key(text: str, knowledge: NamesKnowledge) -> str:
    """Return the key of a word of an alphabetic script, a misspelt common word put right."""
    known = knowledge.spelt_keys.get(text)
    if known is not None:
        return known
    plain = letters_for_digits(latin(text))
    key = fold(plain)
    if text.isascii() and key not in knowledge.bits and key not in knowledge.phrases:
        key = fold(knowledge.repair(plain))
    if len(knowledge.spelt_keys) < REMEMBERED:
        knowledge.spelt_keys[text] = key
    return key


def spelt_words(spelt: list[tuple[str, str]], knowledge: NamesKnowledge) -> list[Word]:
    """Words of alphabetic scripts: phrases become their concepts, the rest keeps its key."""
    keys = [own_script(text) + key for text, key in spelt]
    words: list[Word] = []
    at = 0
    while at < len(keys):
        match = knowledge.phrases.longest(keys, at)
        size = match[0] if match else 1
        if match is None or match[1].keys == tuple(key for _, key in spelt[at : at + size]):
            for text, key in spelt[at : at + size]:
                how = "equal" if text.isascii() else "transliteration"
                words.append(word(text, key, how, knowledge))
        else:
            text = " ".join(text for text, _ in spelt[at : at + size])
            words += concept(text, match[1], knowledge)
        at += size
    return words


def _cut(run: str, script: str, knowledge: NamesKnowledge) -> list[Segment]:
    return segment(simplified(run) if script == "han" else run, knowledge)


def has_terms(run: str, script: str, knowledge: NamesKnowledge) -> bool:
    """Whether a run of a script without spaces has a known term."""
    return any(meaning is not None for _, meaning in _cut(run, script, knowledge))


def unspaced_words(run: str, script: str, knowledge: NamesKnowledge, *, body: bool) -> list[Word]:
    """Words of a script without spaces; `body` where the name has an organisation word."""
    words: list[Word] = []
    for text, meaning in _cut(run, script, knowledge):
        if meaning is not None:
            words += concept(text, meaning, knowledge)
        elif script == "han":
            sound = pinyin(text)
            if sound:
                # a bare name is read one way; a body's name may be written in Korea
                sounds = knowledge.hanja.get(text, ()) if body else ()
                other = tuple("k:" + korean(r) for r in sounds)
                words.append(_syllable(text, sound, other, knowledge))
        elif script == "hangul":
            sound = hangul_sound(text)
            words.append(_syllable(text, sound, ("k:" + korean(sound),), knowledge))
        elif latin(text):
            words.append(_syllable(text, latin(text), (), knowledge))
    return words


def _syllable(text: str, sound: str, other: tuple[str, ...], knowledge: NamesKnowledge) -> Word:
    weight = weight_of(fold(sound), Kind.SYLLABLE, knowledge)
    return Word(text, fold(sound), Kind.SYLLABLE, "transliteration", weight, other, sound)


def concept(text: str, meaning: Meaning, knowledge: NamesKnowledge) -> list[Word]:
    """Return the words of a concept; each carries the text it was read from."""
    words = [word(text, key, meaning.how, knowledge) for key in resolve(meaning, knowledge)]
    if len(words) == 1 and text.isascii() and " " not in text and words[0].kind not in _ALONE:
        return [replace(words[0], spelt=text)]
    return words


def word(text: str, key: str, how: str, knowledge: NamesKnowledge) -> Word:
    """Return one word with kind and weight from the knowledge."""
    known = knowledge.words.get((text, key, how))
    if known is not None:
        return known
    kind = kind_of(key, knowledge)
    weight = weight_of(key, kind, knowledge)
    brand, institution = key in knowledge.brands, key in knowledge.institutions
    spelt = latin(text) if how in SPELT and kind not in _ALONE else ""
    made = Word(text, key, kind, how, weight, (), spelt, brand, institution)
    if len(knowledge.words) < REMEMBERED:
        knowledge.words[text, key, how] = made
    return made
