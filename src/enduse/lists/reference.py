"""What the knowledge says about lists: cards, codes, programmes, countries, acts, profiles."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from enduse.errors import UsageError
from enduse.knowledge.schema.lists import ListCard, ListsFile, SourceCard
from enduse.knowledge.schema.table import Table
from enduse.lists.acts import Acts
from enduse.lists.identity import name_key
from enduse.lists.profiles import Profiles


@dataclass(frozen=True, slots=True)
class Reference:
    """Cards and tables of the knowledge, ready for use.

    `programmes`: of each list, the programmes that somebody has looked at.
    """

    lists: Mapping[str, ListCard]
    sources: Mapping[str, SourceCard]
    programmes: Mapping[str, frozenset[str]]
    countries: Mapping[str, str]
    acts: Acts
    profiles: Profiles
    files: Mapping[str, ListsFile]

    @classmethod
    def build(cls, files: Mapping[str, ListsFile], tables: Mapping[str, Table]) -> Reference:
        """Read the sections `lists` and `tables` of the knowledge."""
        cards = {key: file.root for key, file in files.items()}
        programmes: dict[str, set[str]] = {}
        table = tables.get("lists.programmes")
        for row in table.rows if table else ():
            programmes.setdefault(row["list"], set()).add(name_key(row["programme"]))
        names = tables.get("lists.country-names")
        return cls(
            lists={k: c for k, c in cards.items() if isinstance(c, ListCard)},
            sources={
                k.removeprefix("sources."): c for k, c in cards.items() if isinstance(c, SourceCard)
            },
            programmes={k: frozenset(v) for k, v in programmes.items()},
            countries={name_key(r["name"]): r["code"] for r in (names.rows if names else ())},
            acts=Acts.build(tables.get("lists.cited-acts")),
            profiles=Profiles.build(files, tables),
            files=files,
        )

    def source(self, name: str) -> SourceCard:
        """Card of a source.

        Raises:
            UsageError: no such card.
        """
        card = self.sources.get(name)
        if card is None:
            known = ", ".join(sorted(self.sources))
            raise UsageError(name, "no such source", f"Take one of: {known}.")
        return card

    def unknown_programmes(self, met: Mapping[tuple[str, str], str]) -> dict[tuple[str, str], str]:
        """Of the programmes met, those that nobody has looked at, with the row of the first."""
        return {
            (list_id, code): row
            for (list_id, code), row in met.items()
            if list_id in self.lists
            and not self.lists[list_id].open_programmes
            and list_id in self.programmes
            and name_key(code) not in self.programmes[list_id]
        }
