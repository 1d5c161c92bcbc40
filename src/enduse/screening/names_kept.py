"""Names knowledge, kept compiled: its identity is known without it, and it opens in milliseconds.

Kept are the tables of `NamesKnowledge` as JSON, behind a line with their identity. What it
remembers of names that were read is not part of it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from enduse.knowledge.compiled import follows_from, kept

if TYPE_CHECKING:
    from enduse.knowledge.pack import Pack
    from enduse.knowledge.schema.names import NamesFile
    from enduse.screening.vocabulary import NamesKnowledge

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

    @cached_property
    def _built(self) -> NamesKnowledge:
        from enduse.screening.vocabulary import build_names_knowledge

        return build_names_knowledge(self._files)

    @cached_property
    def _found(self) -> dict[str, str]:
        return {k: v for item in self._files.values() for k, v in item.found.items()}

    def _compiled(self) -> bytes:
        from enduse.screening.names_plain import to_bytes

        return to_bytes(self._built, self._found)

    @cached_property
    def _lines(self) -> tuple[bytes, bytes]:
        code, libraries = (_HERE, _SCHEMA), ("opencc", "anyascii", "pypinyin")
        identity = follows_from(self._pack, ("names",), code, libraries)
        folder = self._cache and self._cache / "compiled"
        head, _, tables = kept(folder, "names", identity, self._compiled).partition(b"\n")
        return head, tables

    @cached_property
    def _head(self) -> dict[str, Any]:
        if self._cache is None:
            return {"identity": self._built.identity, "found": self._found}
        found: dict[str, Any] = json.loads(self._lines[0])
        return found

    @cached_property
    def knowledge(self) -> NamesKnowledge:
        """The knowledge itself."""
        if self._cache is None:
            return self._built
        from enduse.screening.names_plain import from_bytes

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
