"""Names knowledge as JSON, and back: all but what it remembers of names that were read."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from enduse.screening.derived import part_index
from enduse.screening.phrases import Meaning, Phrases
from enduse.screening.repair import Repair
from enduse.screening.vocabulary import NamesKnowledge
from enduse.screening.word import Kind

REMEMBERED_ONLY = frozenset({"spelt_keys", "words", "resolved"})
"""Attributes that hold what was read before; empty in a knowledge that was just built."""


def to_bytes(knowledge: NamesKnowledge, found: Mapping[str, str]) -> bytes:
    """A line with the identity and what is said of scripts, and the tables."""
    plain: dict[str, Any] = {
        name: getattr(knowledge, name)
        for name in knowledge.__dataclass_fields__
        if name not in REMEMBERED_ONLY
    }
    # Else the first name that is screened waits until the name of every part is read.
    plain["part_index"] = [[key, rows] for key, rows in part_index(knowledge).items()]
    plain["phrases"] = knowledge.phrases.plain()
    plain["repair"] = knowledge.repair.words
    for name in ("segments", "abjad"):
        plain[name] = [[term, m.keys, m.how] for term, m in plain[name].items()]
    for name in ("brands", "institutions", "organ_signs"):
        plain[name] = sorted(plain[name])
    head = json.dumps({"identity": plain.pop("identity"), "found": dict(found)})
    return f"{head}\n{json.dumps(plain, ensure_ascii=False, separators=(',', ':'))}".encode()


def from_bytes(head: bytes, tables: bytes) -> NamesKnowledge:
    """Put the knowledge together from its two lines."""
    plain: dict[str, Any] = json.loads(tables)
    for name, read in _READ.items():
        plain[name] = read(plain[name])
    return NamesKnowledge(**plain, identity=json.loads(head)["identity"])


def _meanings(rows: list[tuple[str, list[str], str]]) -> dict[str, Meaning]:
    return {term: Meaning(tuple(keys), how) for term, keys, how in rows}


def _tuples(table: Mapping[str, list[str]]) -> dict[str, tuple[str, ...]]:
    return {key: tuple(values) for key, values in table.items()}


def _parts(rows: list[Any]) -> dict[tuple[str, ...], list[tuple[str, str]]]:
    return {tuple(key): [(part_of, note) for part_of, note in found] for key, found in rows}


def _rows(rows: list[list[str]]) -> tuple[tuple[str, ...], ...]:
    return tuple(map(tuple, rows))


def _kinds(table: Mapping[str, int]) -> dict[str, Kind]:
    return {key: Kind(kind) for key, kind in table.items()}


_READ: Mapping[str, Callable[[Any], object]] = {
    "phrases": Phrases.of_plain,
    "repair": Repair,
    "segments": _meanings,
    "abjad": _meanings,
    "kinds": _kinds,
    "brands": frozenset,
    "institutions": frozenset,
    "organ_signs": frozenset,
    "place_ids": _tuples,
    "above": _tuples,
    "twins": _tuples,
    "hanja": _tuples,
    "part_index": _parts,
    "parts": _rows,
    "organs": _rows,
}
"""Tables that JSON holds otherwise than the knowledge does."""
