"""Registration numbers, IMO, SWIFT and tax ids: they match exactly, and then they win."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from enduse.model.listing import Identifier, ListEntry
from enduse.model.match import SCORE_SCALE, NameMatch, Relation

_KIND = re.compile(r"^(?:IMO|INN|OGRN|OGRNIP|TIN)(?=\d+$)")
SHORTEST = 5
"""A shorter number says too little to join two records."""


def plain(value: str) -> str:
    """Return letters and digits only, in upper case; blanks and punctuation are no difference.

    Nor is the kind of the number written before it: `IMO 9562233` is 9562233.
    """
    return _KIND.sub("", "".join(c for c in value.upper() if c.isalnum()))


def same_identifiers(
    given: Sequence[tuple[str, str]], entry: ListEntry
) -> Iterator[tuple[str, str]]:
    """Yield the identifiers of the party that the entry has too, with the list's word for them."""
    listed = {plain(one.value): one for one in entry.identifiers}
    for _, value in given:
        key = plain(value)
        if len(key) >= SHORTEST and key in listed:
            yield listed[key].scheme, listed[key].value


class IdentifierIndex:
    """Finds entries by identifier alone, whatever the name says."""

    def __init__(self, entries: Iterable[ListEntry]) -> None:
        self._found: dict[str, list[tuple[ListEntry, Identifier]]] = {}
        for entry in entries:
            for one in entry.identifiers:
                key = plain(one.value)
                if len(key) >= SHORTEST:
                    self._found.setdefault(key, []).append((entry, one))

    def find(self, given: Sequence[tuple[str, str]]) -> tuple[NameMatch, ...]:
        """Return a match `same` for each entry that has one of the identifiers."""
        matches: dict[tuple[str, str], NameMatch] = {}
        for _, value in given:
            for entry, one in self._found.get(plain(value), ()):
                matches.setdefault(
                    (entry.list, entry.entry),
                    NameMatch(
                        list=entry.list, entry=entry.entry, entry_name=entry.name,
                        matched_name=entry.name, relation=Relation.SAME, score=SCORE_SCALE,
                        words=(), compared=("identifier",),
                        because=(f"{one.scheme} {one.value}".strip(),),
                    ),
                )  # fmt: skip
        return tuple(matches.values())
