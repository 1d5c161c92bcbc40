"""A generated list of entries, taken in as a user's own: the same seed gives the same bytes.

Two in five are companies made of the syllables of the companies on the lines (so that names are
alike, as they are in real lists), half are persons, one in ten is written in another script with
its Latin form as alias; a third have one alias or more; each is listed from some day on.
"""

from __future__ import annotations

import csv
import random
from datetime import date, timedelta
from pathlib import Path

from benchmarks.generate import COUNTRIES, ENDS, FORMS, OTHER_SCRIPTS, STARTS, TRADES

NAME = "generated"


def write_list(path: Path, entries: int, seed: int = 7) -> list[str]:
    """Write the list; return its names."""
    words = random.Random(f"list/{seed}")
    names: list[str] = []
    with path.open("w", newline="", encoding="utf-8") as handle:
        out = csv.writer(handle)
        out.writerow(("entry_id", "list", "name", "aliases", "country", "type", "from", "cite"))
        for number in range(entries):
            kind, mine = _entry(words)
            names += mine
            start = date(2008, 1, 1) + timedelta(days=words.randrange(6_400))
            country = words.choice(COUNTRIES)
            row = (f"g-{number}", NAME, mine[0], "|".join(mine[1:]), country, kind, start, "none")
            out.writerow(row)
    return names


def hold(root: Path, store: Path, entries: int, seed: int = 7) -> list[str]:
    """Write a list into `root`, take it into a store, and return its names."""
    from enduse.cli.settings import knowledge_pack
    from enduse.lists.store import OWN, File, ListStore
    from enduse.lists.view import reference

    path = root / "list.csv"
    names = write_list(path, entries, seed)
    found = ListStore(store, reference(knowledge_pack(None, None)))
    found.add(OWN, [File(path.name, path.read_bytes())], date(2026, 1, 1))
    return names


def _entry(words: random.Random) -> tuple[str, list[str]]:
    draw = words.random()
    if draw < 0.5:
        first, last = _word(words, 2), _word(words, 3)
        found = [f"{last.upper()}, {first} {_word(words, 2)}"]
        if words.random() < 0.4:
            found.append(f"{first} {last}")
        return "person", found
    if draw < 0.9:
        stem = f"{_word(words, 2)} {_word(words, 3)}"
        trade = words.choice(TRADES)
        found = [f"{stem} {trade} {words.choice(FORMS)}"]
        if words.random() < 0.3:
            found.append(f"{stem} {words.choice(TRADES)}")
        if words.random() < 0.1:
            found.append("".join(word[0] for word in stem.split()).upper() + _word(words, 1)[:3])
        return "organisation", found
    stem = _word(words, 2)
    other = words.choice(OTHER_SCRIPTS).format(stem + str(words.randrange(997)))
    return "organisation", [other, f"{stem} {words.choice(TRADES)} {words.choice(FORMS)}"]


def _word(words: random.Random, syllables: int) -> str:
    """A made word; `syllables` of the same stock as those of the companies on the lines."""
    return words.choice(STARTS) + "".join(words.choice(ENDS) for _ in range(syllables - 1))
