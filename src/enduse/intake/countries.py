"""Names of countries, in many languages, to ISO 3166-1 codes. Unknown or ambiguous: no guess."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from enduse.knowledge.table_cells import cell_set

if TYPE_CHECKING:
    from enduse.knowledge.schema.table import Table

_IN_BRACKETS = re.compile(r"([^()]+)\(([^()]+)\)")
_NOT_WORD = re.compile(r"[\W_]+")


def folded(text: str) -> str:
    """Fold case, accents and punctuation of a name of a country."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(c for c in plain if not unicodedata.combining(c))
    return _NOT_WORD.sub(" ", kept).strip()


class CountryNames:
    """A table of names, built from `knowledge/profiles/countries.csv`.

    Args:
        names: name to alpha-2 code; read when a text is first no code. A name that stands for two
            codes is left out.
        codes: all codes, where they are known apart.
    """

    __slots__ = ("_codes", "_known", "_names", "_pairs")

    def __init__(
        self, names: Iterable[tuple[str, str]], codes: frozenset[str] | None = None
    ) -> None:
        self._pairs = names if codes is not None else list(names)
        self._codes = codes if codes is not None else {code for _, code in self._pairs}
        self._names: dict[str, str] | None = None
        self._known: dict[str, str | None] = {}

    def __getstate__(self) -> tuple[None, dict[str, object]]:
        """Itself with its names read, for another process."""
        if self._names is None:
            self._names, self._pairs = _names(self._pairs), ()
        kept: dict[str, object] = {
            "_codes": self._codes,
            "_known": {},
            "_names": self._names,
            "_pairs": (),
        }
        return None, kept

    @classmethod
    def of_table(cls, table: Table) -> CountryNames:
        """Build from the table of the pack."""
        return cls(_pairs(table.rows), frozenset(row["code"] for row in table.rows))

    def code(self, text: str) -> str | None:
        """Return the alpha-2 code that `text` names, or None where it names none or two."""
        if text in self._known:
            return self._known[text]
        code = self._look(text.strip())
        if len(self._known) < 10_000:
            self._known[text] = code
        return code

    def _look(self, text: str) -> str | None:
        if text.upper() in self._codes:
            return text.upper()
        if self._names is None:  # most texts are codes, and need no names
            self._names = _names(self._pairs)
        found = self._names.get(folded(text))
        inside = None if found else _IN_BRACKETS.fullmatch(text)
        if inside is None:
            return found
        outer, inner = (self._look(inside[i].strip()) for i in (1, 2))
        return (outer or inner) if outer is None or inner is None or outer == inner else None


def _names(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    found: dict[str, str | None] = {}
    for name, code in pairs:
        key = folded(name)
        found[key] = code if found.get(key, code) == code else None
    return {key: code for key, code in found.items() if code and key}


def _pairs(rows: Iterable[Mapping[str, str]]) -> Iterable[tuple[str, str]]:
    for row in rows:
        code = row["code"]
        yield code, code
        yield row["alpha3"], code
        yield row["name"], code
        for name in cell_set(row["names"]):
            yield name, code
