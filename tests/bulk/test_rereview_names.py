"""A list change reopens exactly the rows of a table of parties that a full re-screen alters."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest

from enduse.bulk.rereview import Looked
from enduse.bulk.rereview_names import differing, rereview_names
from enduse.knowledge.pack import Pack
from enduse.lists.view import Lists
from enduse.model.listing import Dated, Identifier, ListEntry
from enduse.review.parties.ask import asked_of
from enduse.review.parties.build import held_of
from enduse.screening.names_file import Query
from enduse.screening.names_kept import Names

WORDS = [
    "Sunrise", "Northern", "Example", "Trading", "Holding", "Optical", "Research", "Zvezda",
    "Union", "Plant",
]  # fmt: skip


class Entries(Lists):
    """Some entries as a state of the lists."""

    def __init__(self, pack: Pack, entries: tuple[ListEntry, ...]) -> None:
        super().__init__(None, pack, ())
        self._some = entries

    def entries(self) -> tuple[ListEntry, ...]:
        """The entries."""
        return self._some


def altered(entry: ListEntry, draw: random.Random) -> tuple[ListEntry, ...]:
    """An entry removed, renamed, given a number or a country, or read from another file."""
    kind = draw.randrange(14)
    if kind == 0:
        return ()
    if kind == 1:
        name = replace(entry.names[0], value=" ".join(draw.sample(WORDS, 3)))
        return (replace(entry, names=(name, *entry.names[1:])),)
    if kind == 2:
        return (
            replace(entry, identifiers=(Identifier(value=str(draw.randint(10**6, 10**6 + 5))),)),
        )
    if kind == 3:
        return (replace(entry, countries=(Dated(value=draw.choice(["CN", "RU"])),)),)
    return (replace(entry, snapshots=("sha256:another",)),)


def some_queries(entries: tuple[ListEntry, ...], draw: random.Random) -> list[Query]:
    """Names of entries whole, cut and with words more; other names; numbers alone."""
    found = []
    for n in range(120):
        name = draw.choice(entries).names[0].value
        told = [
            name,
            " ".join(name.split()[:-1]) or name,
            f"{name} {draw.choice(WORDS)}",
            " ".join(draw.sample(WORDS, draw.randint(1, 3))),
            "",
        ][n % 5]
        numbers = (("", str(draw.randint(10**6, 10**6 + 9))),) if not told or n % 4 == 0 else ()
        country = draw.choice(["", "CN", "RU"])
        found.append(Query(f"q{n}", told, country, "", numbers, line=n + 2))
    return found


@pytest.mark.parametrize("seed", range(4))
def test_it_equals_a_full_re_screen(seed: int, pack: Pack, lists: Lists, tmp_path: Path) -> None:
    """Every row that is answered otherwise, with the same words, and no other."""
    draw = random.Random(seed)
    base = lists.entries()
    old = Entries(pack, base)
    new = Entries(pack, tuple(e for entry in base for e in altered(entry, draw)))
    queries = some_queries((*base, *new.entries()), draw)
    looked = Looked()
    found = list(rereview_names(queries, pack, old, new, None, looked))
    names = Names(pack, tmp_path)
    numbers = [value for query in queries for _, value in query.identifiers]
    before, after = (asked_of(held_of(one, names, None), numbers) for one in (old, new))
    full = list(differing(queries, before, after))
    assert found == full
    assert 0 < len(full) < len(queries)
    assert looked.lines < len(queries), "rows that no changed entry touches are not asked"


def test_more_matches_than_are_kept(pack: Pack, lists: Lists) -> None:
    """An entry that went lets another one come up from behind the best fifty."""
    one = lists.entries()[0]
    name = replace(one.names[0], value="Zzyzx Example Plant")
    many = tuple(replace(one, entry=f"E{n:02}", names=(name,)) for n in range(52))
    old, new = Entries(pack, many), Entries(pack, many[1:])
    [row] = rereview_names([Query("q", "Zzyzx Example Plant")], pack, old, new)
    assert (row.was, row.now) == (50, 50)
    assert [text.partition(":")[0] for text in row.changes] == [
        "no longer matched",
        "newly matched",
    ]


def test_the_same_lists_reopen_nothing(pack: Pack, lists: Lists) -> None:
    """Nothing is asked at all."""
    looked = Looked()
    assert not list(rereview_names([Query("q", "Hikvision")], pack, lists, lists, None, looked))
    assert looked == Looked()
