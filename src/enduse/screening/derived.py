"""Bodies that a name stands in a relation to by its own words: above it, its whole, its group."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from enduse.screening.canon import readings
from enduse.screening.place import PLACE_MARK, place_word
from enduse.screening.vocabulary import NamesKnowledge
from enduse.screening.word import CARRIES, Kind, Reading, Word

_NAMES = CARRIES | {Kind.PLACE, Kind.NUMBER}
_BEFORE_BRAND = frozenset({Kind.PLACE, Kind.GENERIC, Kind.LEGAL, Kind.FILLER, Kind.LEVEL})


Way = tuple[Reading, bool, str]
"""A reading, whether it stands for a related body, and the path to that body in words."""


def derived(found: Sequence[Reading], knowledge: NamesKnowledge) -> Iterator[Way]:
    """Yield each reading itself, then what it is related to."""
    for reading in found:
        yield reading, False, ""
    for reading in found:
        yield from _above(reading, knowledge)
        yield from _whole(reading)
        yield from _part(reading, knowledge)
        yield from _group(reading, knowledge)


def _above(reading: Reading, knowledge: NamesKnowledge) -> Iterator[Way]:
    """The same organ of the places that administer this one."""
    at = next(
        (i for i, w in enumerate(reading) if w.key.startswith(PLACE_MARK) and w.weight > 100), None
    )
    if at is None:
        return
    place = reading[at].key[1:]
    path = [place]
    rest = [w for i, w in enumerate(reading) if i != at and w.kind is not Kind.BRANCH]
    for higher in knowledge.above.get(place, ()):
        path.append(higher)
        name = place_word(higher, reading[at].text)
        yield (name, *rest), True, " < ".join(path)
        for twin in knowledge.twins.get(higher, ()):
            yield (place_word(twin, reading[at].text), *rest), True, " < ".join(path)
    if len(rest) < len(reading) - 1:
        yield (reading[at], *rest), True, place


def _whole(reading: Reading) -> Iterator[Way]:
    """The body without its branch words and the place or name beside them."""
    marks = [i for i, w in enumerate(reading) if w.kind is Kind.BRANCH]
    if not marks:
        return
    at = marks[0]
    drop = set(marks)
    if at > 0 and reading[at - 1].kind in _NAMES:
        drop.add(at - 1)
    rest = tuple(w for i, w in enumerate(reading) if i not in drop)
    if sum(w.weight for w in rest if w.kind in _NAMES) >= 900:
        yield rest, True, "branch"
    if at > 1 and at - 1 in drop and reading[at - 2].kind in _NAMES:
        rest = tuple(w for i, w in enumerate(rest) if i != at - 2)
        if sum(w.weight for w in rest if w.kind in _NAMES) >= 900:
            yield rest, True, "branch"


def _part(reading: Reading, knowledge: NamesKnowledge) -> Iterator[Way]:
    keys = part_key(reading)
    for part_of, note in part_index(knowledge).get(keys, ()):
        for whole in readings(part_of, knowledge)[:1]:
            yield whole, True, note or part_of


def part_key(reading: Sequence[Word]) -> tuple[str, ...]:
    """Return what two spellings of one body share: its words, without small ones, in any order."""
    kinds = (Kind.FILLER, Kind.LEGAL)
    return tuple(sorted({w.key for w in reading if w.kind not in kinds}))


def part_index(knowledge: NamesKnowledge) -> dict[tuple[str, ...], list[tuple[str, str]]]:
    """Return the known parts by `part_key`; made once per knowledge."""
    if knowledge.parts and not knowledge.part_index:
        for name, part_of, note in knowledge.parts:
            for reading in readings(name, knowledge)[:1]:
                knowledge.part_index.setdefault(part_key(reading), []).append((part_of, note))
    return knowledge.part_index


def _group(reading: Reading, knowledge: NamesKnowledge) -> Iterator[Way]:
    """The group whose brand the name carries, where it has other distinctive words."""
    for i, one in enumerate(reading):
        if i and reading[i - 1].kind not in _BEFORE_BRAND:
            return
        if i + 1 < len(reading) and reading[i + 1].kind is Kind.SYLLABLE:
            continue  # in a script without spaces the name may go on, and be another
        if one.brand and any(
            w.kind not in (Kind.FILLER, Kind.LEGAL) for j, w in enumerate(reading) if j != i
        ):
            yield (one,), True, one.text
            yield from _part((one,), knowledge)
