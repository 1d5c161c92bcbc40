"""The index of all names of the lists: built once per snapshot, stored, opened by memory map."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from enduse.errors import ListStoreError
from enduse.model.listing import ListEntry
from enduse.screening.score import ENTRY_SHARE, SCORER_VERSION
from enduse.screening.version import INDEX_FORMAT
from enduse.screening.vocabulary import NORMALISER_VERSION, NamesKnowledge

Array = npt.NDArray[Any]


@dataclass(frozen=True, slots=True)
class NameIndex:
    """Names of list entries, ready to be searched.

    Attributes:
        identity: hash over the names, the names knowledge, the normaliser and the scorer.
        names: the knowledge it was built with; a query must be read with the same.
        arrays: columns; see `build.build_arrays`.
    """

    identity: str
    names: NamesKnowledge
    arrays: dict[str, Array]

    @classmethod
    def build(cls, entries: Iterable[ListEntry], names: NamesKnowledge) -> NameIndex:
        """Index every name of every entry; the same entries give the same bytes."""
        from enduse.screening.build import build_arrays  # an open index does not ask for it

        arrays = build_arrays(entries, names)
        return cls(_identity(arrays, names), names, arrays)

    def save(self, folder: Path) -> None:
        """Write the index; the folder is complete once `index.json` is there."""
        folder.mkdir(parents=True, exist_ok=True)
        for name, array in self.arrays.items():
            np.save(folder / f"{name}.npy", array, allow_pickle=False)
        card = {
            "format": INDEX_FORMAT,
            "identity": self.identity,
            "made_by": made_by(self.names),
            "arrays": sorted(self.arrays),
        }
        partial = folder / "index.json.part"
        partial.write_text(json.dumps(card, indent=1), encoding="utf-8")
        partial.replace(folder / "index.json")

    @classmethod
    def open(cls, folder: Path, names: NamesKnowledge) -> NameIndex:
        """Map a saved index.

        Raises:
            ListStoreError: where it is not complete, or was built with other knowledge.
        """
        remedy = "Build the index again: `enduse lists update` or `enduse lists import`."
        try:
            card = json.loads((folder / "index.json").read_text(encoding="utf-8"))
            if card["format"] != INDEX_FORMAT or card["made_by"] != made_by(names):
                raise ListStoreError(
                    str(folder), "built with other names knowledge or another version", remedy
                )
            arrays: dict[str, Array] = {
                name: np.asarray(np.load(folder / f"{name}.npy", mmap_mode="r"))
                for name in card["arrays"]
            }
        except (OSError, ValueError, KeyError) as err:
            raise ListStoreError(str(folder), f"not a name index: {err}", remedy) from None
        return cls(card["identity"], names, arrays)

    def text(self, name: int) -> str:
        """Return a distinct name by its number."""
        return self._slice("text", name)

    def entry(self, entry: int) -> tuple[str, str, str]:
        """Return list, id and primary name of an entry by its number."""
        first = 3 * entry
        return (
            self._slice("entry", first),
            self._slice("entry", first + 1),
            self._slice("entry", first + 2),
        )

    @property
    def longest_word(self) -> int:
        """Letters of the longest fuzzy word."""
        return int(np.diff(self.arrays["word_ends"], prepend=0).max(initial=0))

    def word(self, word: int) -> str:
        """Return a fuzzy word by its number."""
        return self._slice("word", word)

    def _slice(self, table: str, row: int) -> str:
        ends = self.arrays[table + "_ends"]
        start = int(ends[row - 1]) if row else 0
        return bytes(self.arrays[table][start : int(ends[row])]).decode()


def made_by(names: NamesKnowledge) -> str:
    """Return a hash over all that an index depends on, apart from the names in it."""
    shares = sorted((kind.name, share) for kind, share in ENTRY_SHARE.items())
    text = repr((INDEX_FORMAT, NORMALISER_VERSION, SCORER_VERSION, names.identity, shares))
    return hashlib.sha256(text.encode()).hexdigest()


def _identity(arrays: dict[str, Array], names: NamesKnowledge) -> str:
    digest = hashlib.sha256()
    for part in (NORMALISER_VERSION, SCORER_VERSION, names.identity):
        digest.update(part.encode() + b"\0")
    for name in ("text", "text_ends", "entry", "entry_ends", "name_entry", "name_days"):
        digest.update(np.ascontiguousarray(arrays[name]).tobytes())
    return digest.hexdigest()
