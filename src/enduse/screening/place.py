"""Places of a hierarchy, in names of organs: place and level become one word, the lowest leads."""

from __future__ import annotations

from dataclasses import replace

from enduse.screening.vocabulary import NamesKnowledge
from enduse.screening.word import Kind, Word

PLACE_MARK = "@"
PLACE_WEIGHT = 900


def resolve_places(words: list[Word], knowledge: NamesKnowledge) -> list[Word]:
    """Return the words with places of the hierarchy resolved, where the name has an organ.

    `Kashgar City` and `Kashgar Prefecture` are two places; a name without a level word means the
    higher one. Places above the lowest are context and carry no weight.
    """
    signs = knowledge.organ_signs
    if not any(w.key in signs for w in words) or not _has_organ(words, knowledge):
        return words
    resolved: list[Word] = []
    at = 0
    while at < len(words):
        ids = knowledge.place_ids.get(words[at].key, ())
        if not ids:
            resolved.append(words[at])
            at += 1
            continue
        size, place = _with_level(words, at, ids, knowledge)
        text = " ".join(dict.fromkeys(w.text for w in words[at : at + size]))
        resolved.append(place_word(place, text))
        at += size
    places = [w.key[1:] for w in resolved if w.key.startswith(PLACE_MARK)]
    context = {above for place in places for above in knowledge.above[place]}
    return [
        replace(w, kind=Kind.FILLER, weight=20)
        if w.key[1:] in context and w.key[0] == PLACE_MARK
        else w
        for w in resolved
    ]


def place_word(place: str, text: str) -> Word:
    """Return the word for a place of the hierarchy."""
    return Word(text, PLACE_MARK + place, Kind.PLACE, "place", PLACE_WEIGHT)


def _has_organ(words: list[Word], knowledge: NamesKnowledge) -> bool:
    keys = [w.key for w in words]
    return any(
        keys[i : i + len(organ)] == list(organ)
        for organ in knowledge.organs
        for i in range(len(keys) - len(organ) + 1)
    )


def _with_level(
    words: list[Word], at: int, ids: tuple[str, ...], knowledge: NamesKnowledge
) -> tuple[int, str]:
    following = words[at + 1] if at + 1 < len(words) else None
    if following is None or following.kind is not Kind.LEVEL:
        return 1, ids[0]
    for place in ids:
        if knowledge.level_of[place] == following.key:
            return 2, place
    return 2, ids[0]
