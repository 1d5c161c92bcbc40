"""Words of scripts that leave vowels out: known terms, else their consonants."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import product

from enduse.screening.phrases import Meaning
from enduse.screening.script import same_letters
from enduse.screening.vocabulary import NamesKnowledge, resolve
from enduse.screening.weight import kind_of, weight_of
from enduse.screening.word import Kind, Word

_MOST = 8
SOUND_WEIGHTS = (0, 250, 500, 800, 1_050, 1_250, 1_350)
"""Weight of a word by the number of its consonants: what the script leaves out says nothing."""
_SMALL = frozenset({Kind.LEGAL, Kind.FILLER, Kind.NUMBER, Kind.LEVEL})
_YEH = "ي"
_VOWEL_CARRIERS = "اعאע"
ARTICLE, SERVANT = "ال", "عبدال"
_FRONTS = ("", "ال", "وال", "لل", "بال", "ل", "و")
_ENDINGS = ("يه", "ي", "ات")
SHORTEST, LONGEST_PHRASE = 3, 4


def abjad_words(found: Sequence[str], script: str, knowledge: NamesKnowledge) -> list[Word]:
    """Return the words of neighbouring runs: concepts they are known for, else words by sound."""
    words: list[Word] = []
    at = 0
    while at < len(found):
        for size in range(min(LONGEST_PHRASE, len(found) - at), 0, -1):
            text = " ".join(found[at : at + size])
            meaning = _known(same_letters(text), knowledge)
            if meaning is not None:
                sounds = () if size > 1 else _sounds_of(text, script, knowledge)
                words += _concept(text, meaning, sounds, knowledge)
                break
        else:
            size = 1
            words += _by_sound(found[at], script, knowledge)
        at += size
    return words


def _concept(
    text: str, meaning: Meaning, sounds: tuple[str, ...], knowledge: NamesKnowledge
) -> Iterator[Word]:
    """Words of a concept; a single word may also be written as it sounds (Tejarat for trade)."""
    keys = resolve(meaning, knowledge)
    for key in keys:
        kind = kind_of(key, knowledge)
        weight = weight_of(key, kind, knowledge)
        brand, institution = key in knowledge.brands, key in knowledge.institutions
        other = sounds if len(keys) == 1 and kind not in _SMALL else ()
        yield Word(text, key, kind, meaning.how, weight, other, "", brand, institution)


def _by_sound(run: str, script: str, knowledge: NamesKnowledge) -> Iterator[Word]:
    bare = same_letters(run)
    if bare.startswith(SERVANT) and len(bare) > len(SERVANT) + 1:
        yield from _by_sound(bare[:3], script, knowledge)
        bare = bare[3:]
    other = _sounds_of(bare, script, knowledge)
    if other:
        weight = SOUND_WEIGHTS[min(max(len(sound) - 2 for sound in other), 6)]
        yield Word(run, other[0], Kind.ABJAD, "transliteration", weight, other)


def _sounds_of(run: str, script: str, knowledge: NamesKnowledge) -> tuple[str, ...]:
    """Return the sound keys of a word, without its article."""
    letters = knowledge.scripts.get(script, {})
    bare = same_letters(run)
    if script == "arabic" and bare.startswith(ARTICLE) and len(bare) > 4:
        bare = bare[2:]
    return tuple("s:" + sound for sound in _sounds(bare, tuple(letters.get(c, "") for c in bare)))


def _known(form: str, knowledge: NamesKnowledge) -> Meaning | None:
    """Look a word up as it is, without what is written in front of it, and as an adjective."""
    for front in _FRONTS:
        if front and not form.startswith(front):
            continue
        bare = form[len(front) :]
        if front and len(bare) < SHORTEST:
            continue
        meaning = knowledge.abjad.get(bare) or knowledge.abjad.get(ARTICLE + bare)
        if meaning is not None:
            return meaning
        for ending in _ENDINGS:
            stem = bare.removesuffix(ending)
            if stem != bare and len(stem) >= SHORTEST and stem in knowledge.abjad:
                return knowledge.abjad[stem]
    return None


@lru_cache(maxsize=50_000)
def _sounds(run: str, letters: tuple[str, ...]) -> tuple[str, ...]:
    """Return the consonant keys a run may stand for; a letter's options are parted by `/`."""
    options = [letter.split("/") for letter in letters]
    found: dict[str, None] = {}
    for parts in product(*options):
        text = "".join(parts)
        if run[0] in _VOWEL_CARRIERS:
            text = "a" + text
        elif run[0] == _YEH:
            text = "y" + text
        text = "".join(c for i, c in enumerate(text) if not i or c != text[i - 1])
        if text:
            found[text] = None
        if len(found) >= _MOST:
            break
    return tuple(found)
