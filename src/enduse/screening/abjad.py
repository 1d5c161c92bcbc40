"""Words of scripts that leave vowels out: known terms, else their consonants."""

from __future__ import annotations

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
_YEH = "ي"
_VOWEL_CARRIERS = "اعאע"
ARTICLE = "ال"


def abjad_word(run: str, script: str, knowledge: NamesKnowledge) -> list[Word]:
    """Return the words of one run: the concept it is known for, or one word by its sound."""
    meaning = _known(run, knowledge)
    if meaning is not None:
        words = []
        for key in resolve(meaning, knowledge):
            kind = kind_of(key, knowledge)
            weight = weight_of(key, kind, knowledge)
            words.append(Word(run, key, kind, meaning.how, weight, (), "", key in knowledge.brands))
        return words
    letters = knowledge.scripts.get(script, {})
    bare = same_letters(run)
    if script == "arabic" and bare.startswith(ARTICLE) and len(bare) > 4:
        bare = bare[2:]
    sounds = _sounds(bare, tuple(letters.get(c, "") for c in bare))
    if not sounds:
        return []
    weight = SOUND_WEIGHTS[min(max(len(sound) for sound in sounds), 6)]
    other = tuple("s:" + sound for sound in sounds)
    return [Word(run, "s:" + sounds[0], Kind.ABJAD, "transliteration", weight, other)]


def _known(run: str, knowledge: NamesKnowledge) -> Meaning | None:
    form = same_letters(run)
    meaning = knowledge.abjad.get(form)
    if meaning is None and form.startswith(ARTICLE):
        meaning = knowledge.abjad.get(form[2:])
    return meaning


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
