"""Names knowledge, kept compiled: its identity is known without it, and it opens in milliseconds.

Kept are the tables of `NamesKnowledge` as JSON, behind a line with their identity. What it
remembers of names that were read is not part of it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from enduse.knowledge.compiled import follows_from, kept
from enduse.screening.phrases import Meaning, Phrases
from enduse.screening.repair import Repair
from enduse.screening.vocabulary import NamesKnowledge, build_names_knowledge
from enduse.screening.word import Kind

if TYPE_CHECKING:
    from enduse.knowledge.pack import Pack
    from enduse.knowledge.schema.names import NamesFile

REMEMBERED_ONLY = frozenset({"spelt_keys", "words", "resolved", "part_index"})
"""Attributes that hold what was read before; empty in a knowledge that was just built."""
_HERE = Path(__file__).resolve().parent
_SCHEMA = _HERE.parent / "knowledge" / "schema"


class Names:
    """The names knowledge of a pack.

    Args:
        cache: the user's cache folder; None to build the knowledge each time.
    """

    def __init__(self, pack: Pack, cache: Path | None = None) -> None:
        self._pack = pack
        self._cache = cache

    @cached_property
    def _files(self) -> Mapping[str, NamesFile]:
        from enduse.knowledge.schema.names import NamesFile

        return self._pack.section("names", NamesFile)

    def _compiled(self) -> bytes:
        found = {k: v for item in self._files.values() for k, v in item.found.items()}
        return to_bytes(build_names_knowledge(self._files), found)

    @cached_property
    def _lines(self) -> tuple[bytes, bytes]:
        folder = self._cache and self._cache / "compiled"
        identity = follows_from(self._pack, ("names",), (_HERE, _SCHEMA), ("opencc", "anyascii"))
        head, _, tables = kept(folder, "names", identity, self._compiled).partition(b"\n")
        return head, tables

    @cached_property
    def _head(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self._lines[0])
        return found

    @cached_property
    def knowledge(self) -> NamesKnowledge:
        """The knowledge itself."""
        return from_bytes(*self._lines)

    @property
    def identity(self) -> str:
        """Hash over all of it and the version of the normaliser."""
        return str(self._head["identity"])

    @property
    def found(self) -> Mapping[str, str]:
        """Script to how many of 100 names in it found their entry in our test, where few do."""
        found: dict[str, str] = self._head["found"]
        return found


def to_bytes(knowledge: NamesKnowledge, found: Mapping[str, str]) -> bytes:
    """A line with the identity and what is said of scripts, and the tables."""
    plain: dict[str, Any] = {
        name: getattr(knowledge, name)
        for name in knowledge.__dataclass_fields__
        if name not in REMEMBERED_ONLY
    }
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
    "parts": _rows,
    "organs": _rows,
}
"""Tables that JSON holds otherwise than the knowledge does."""
