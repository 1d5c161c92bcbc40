"""A list change reopens exactly the rows of a table of parties that a full re-screen alters."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from enduse.bulk.rereview import Looked
from enduse.bulk.rereview_names import rereview_names
from enduse.knowledge.pack import Pack
from enduse.lists.view import Lists
from enduse.model.listing import (
    Dated,
    DatesFrom,
    EntryType,
    Identifier,
    ListedName,
    ListEntry,
    NameKind,
)
from enduse.model.period import Period
from enduse.review.parties.ask import asked_of
from enduse.review.parties.build import held_of
from enduse.screening.names_file import Query
from enduse.screening.names_kept import Names

WORDS = [
    "Sunrise", "Northern", "Example", "Trading", "Holding", "Optical", "Research", "Zvezda",
    "Union", "Plant",
]  # fmt: skip

PROPERTIES = ("requirement", "policy", "programmes", "addresses", "dates", "aliases")
DAY = date(2023, 1, 1)


class Entries(Lists):
    """Some entries as a state of the lists."""

    def __init__(self, pack: Pack, entries: tuple[ListEntry, ...]) -> None:
        super().__init__(None, pack, ())
        self._some = entries

    def entries(self) -> tuple[ListEntry, ...]:
        """The entries."""
        return self._some


def altered(entry: ListEntry, draw: random.Random) -> tuple[ListEntry, ...]:
    """An entry removed, renamed, with another value or day, or read from another file."""
    kind = draw.randrange(36)
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
        since = (Period(start=DAY, end=None),)
        country = Dated(value=draw.choice(["CN", "RU"]), intervals=since)
        return (replace(entry, countries=(country,)),)
    if kind < 10:
        return (other_values(entry, PROPERTIES[kind - 4], draw),)
    return (replace(entry, snapshots=("sha256:another",)),)


def other_values(entry: ListEntry, what: str, draw: random.Random) -> ListEntry:
    """A value that came, one in the place of another, one that ended, or another first day."""
    if what == "dates":
        return replace(entry, intervals=(Period(start=DAY, end=None),), origins=())
    if what == "aliases":
        alias = ListedName(value="Qumbwex " + draw.choice(WORDS), kind=NameKind.ALIAS)
        return replace(entry, names=(*entry.names, alias))
    held: tuple[Dated, ...] = getattr(entry, what)
    came = Dated(value="Worded anew", intervals=(Period(start=DAY, end=None),))
    ended = tuple(replace(v, intervals=(Period(start=date(2000, 1, 1), end=DAY),)) for v in held)
    values = draw.choice([(*held, came), (came,), (*ended, came), ended or (came,)])
    changes: dict[str, Any] = {what: values}
    return replace(entry, **changes)


def in_full(lists: Lists, queries: list[Query], names: Names) -> list[dict[Any, Any]]:
    """All that every row of a table is told, of all entries, and what those entries hold."""
    asked = asked_of(held_of(lists, names, None), [v for q in queries for _, v in q.identifiers])
    known = {(e.list, e.entry): e for e in lists.entries()}
    return [
        {
            (m.name.list, m.name.entry): (
                replace(m, snapshot="", cite=()),
                replace(known[m.name.list, m.name.entry], snapshots=(), remarks="", cite=()),
            )
            for m in matches
        }
        for matches, _ in asked.of_all(queries)
    ]


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
    """Every row that is answered otherwise, naming each entry, and no other."""
    draw = random.Random(seed)
    base = lists.entries()
    old = Entries(pack, base)
    new = Entries(pack, tuple(e for entry in base for e in altered(entry, draw)))
    queries = some_queries((*base, *new.entries()), draw)
    looked = Looked()
    found = list(rereview_names(queries, pack, old, new, None, looked))
    names = Names(pack, tmp_path)
    before, after = (in_full(one, queries, names) for one in (old, new))
    otherwise = [n for n in range(len(queries)) if before[n] != after[n]]
    assert [row.id for row in found] == [queries[n].id for n in otherwise]
    assert [(row.was, row.now) for row in found] == [
        (len(before[n]), len(after[n])) for n in otherwise
    ]
    for row, n in zip(found, otherwise, strict=True):
        for key in (k for k in {*before[n], *after[n]} if before[n].get(k) != after[n].get(k)):
            assert any(key[0] in text and f"({key[1]})" in text for text in row.changes)
    assert 0 < len(found) < len(queries)
    assert looked.lines < len(queries), "rows that no changed entry touches are not asked"


WORDED = {
    "requirement": "requirement",
    "policy": "policy",
    "programmes": "programme newly Worded anew",
    "addresses": "address newly Worded anew",
    "dates": "listed",
    "aliases": "name newly Qumbwex",
}


@pytest.mark.parametrize("what", PROPERTIES)
@pytest.mark.parametrize("seed", range(3))
def test_a_change_of_what_an_entry_says_reopens_its_row(pack: Pack, what: str, seed: int) -> None:
    """Each property alone, whether its value came, went or took the place of another."""
    one = ListEntry(
        list="us-bis-el",
        entry="E1",
        type=EntryType.ORGANISATION,
        names=(ListedName(value="Zyqvorn Wumblefast Co."),),
        intervals=(Period(start=date(2019, 10, 9), end=None),),
        dates_from=DatesFrom.CITED_ACT,
        profile="us-bis-el/unmapped",
    )
    other = other_values(one, what, random.Random(seed))
    [row] = rereview_names(
        [Query("q", "Zyqvorn Wumblefast")], pack, Entries(pack, (one,)), Entries(pack, (other,))
    )
    assert WORDED[what] in " ".join(row.changes)


def test_terms_that_a_history_keeps_are_told_with_those_that_came(pack: Pack) -> None:
    """The old terms are still in the entry, with a last day; so is a programme that went."""
    since, until = Period(start=date(2019, 10, 9), end=None), Period(start=None, end=DAY)
    anew = Period(start=DAY, end=None)
    one = ListEntry(
        list="us-bis-el",
        entry="E1",
        type=EntryType.ORGANISATION,
        names=(ListedName(value="Zyqvorn Wumblefast Co."),),
        intervals=(since,),
        requirement=(Dated(value="For items X"),),
        programmes=(Dated(value="A", intervals=(since,)),),
        addresses=(Dated(value="1 Road"),),
    )
    other = replace(
        one,
        requirement=(
            Dated(value="For items X", intervals=(until,)),
            Dated(value="For ALL items", intervals=(anew,)),
        ),
        programmes=(Dated(value="A", intervals=(until,)),),
        addresses=(Dated(value="2 Street"),),
    )
    old, new = Entries(pack, (one,)), Entries(pack, (other,))
    [row] = rereview_names([Query("q", "Zyqvorn Wumblefast")], pack, old, new)
    told = " ".join(row.changes)
    for text in ("For ALL items", "programme no longer A", "address no longer 1 Road",
                 "newly 2 Street"):  # fmt: skip
        assert text in told
    [again] = rereview_names([Query("q", "Zyqvorn Wumblefast")], pack, new, old)
    assert "programme newly A" in " ".join(again.changes)


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


def test_a_designation_that_the_list_holds_now_is_one_entry(pack: Pack, lists: Lists) -> None:
    """It neither went nor came: it is told under the id of the list, with what else differs."""
    one = replace(lists.entries()[0], entry="h1")
    one = replace(one, names=(replace(one.names[0], value="Zzyzx Example Plant"),))
    listed = replace(one, entry="48059", shipped=("h1",), profile="other", profiles=())
    queries, looked = [Query("q", "Zzyzx Example Plant")], Looked()
    old, new = Entries(pack, (one,)), Entries(pack, (listed,))
    [row] = rereview_names(queries, pack, old, new, None, looked)
    assert (row.was, row.now, looked.entries) == (1, 1, 1)
    [said] = row.changes
    head, _, rest = said.partition(": ")
    assert head == "now in the list (was a shipped designation)"
    assert "(48059)" in rest
    assert "other now" in rest
    [row] = rereview_names(queries, pack, old, Entries(pack, (replace(one, entry="48059"),)))
    assert len(row.changes) == 2, "an entry that no designation was laid over is another one"
    plain = replace(one, entry="48059", shipped=("h1",))
    [row] = rereview_names(queries, pack, old, Entries(pack, (plain,)))
    assert row.changes[0].endswith("(48059): as before")
