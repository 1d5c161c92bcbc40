"""First letters of a name, so that USTC meets University of Science and Technology of China."""

from __future__ import annotations

from enduse.screening.script import latin
from enduse.screening.word import Kind, Reading

SHORTEST, LONGEST = 3, 9


def initials(reading: Reading) -> tuple[str, ...]:
    """Return the acronyms a reading spells: without legal form, with and without small words."""
    letters: list[tuple[str, Kind]] = []
    last = None
    for word in reading:
        if word.kind is Kind.LEGAL:
            continue
        if word.text == last and " " in word.text:
            continue  # several words of one phrase: its letters were taken with the first
        last = word.text
        for part in word.text.split():
            plain = latin(part)
            if plain:
                letters.append((plain[0], word.kind))
    found = (
        "".join(letter for letter, kind in letters if kind is not Kind.FILLER),
        "".join(letter for letter, _ in letters),
    )
    return tuple(dict.fromkeys(text for text in found if SHORTEST <= len(text) <= LONGEST))


def acronym_text(text: str) -> str:
    """Return the letters of a word that may be an acronym, or nothing."""
    plain = latin(text) if " " not in text else ""
    return plain if SHORTEST <= len(plain) <= LONGEST and plain.isalpha() else ""
