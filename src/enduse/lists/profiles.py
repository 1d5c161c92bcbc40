"""Listing profiles: the small value that rules of law read instead of an entry's free text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from enduse.knowledge.schema.lists import ListCard, ListsFile
from enduse.knowledge.schema.table import Table
from enduse.lists.identity import name_key

UNMAPPED = "unmapped"


@dataclass(frozen=True, slots=True)
class Profiles:
    """Maps list, programmes and terms to a profile.

    Args:
        of_list: list to the profile of all its entries, where terms do not matter.
        of_programme: list and programme to a profile of its own.
        of_text: list, part (requirement or policy) and text to class and footnote.
    """

    of_list: Mapping[str, str]
    of_programme: Mapping[tuple[str, str], str]
    of_text: Mapping[tuple[str, str, str], tuple[str, str]]

    @classmethod
    def build(cls, files: Mapping[str, ListsFile], tables: Mapping[str, Table]) -> Profiles:
        """Read the cards and the tables of the knowledge."""
        cards = {key: file.root for key, file in files.items()}
        of_list = {k: c.profile for k, c in cards.items() if isinstance(c, ListCard) and c.profile}
        programmes = tables.get("lists.programmes")
        texts = tables.get("lists.listing-profiles")
        return cls(
            of_list=of_list,
            of_programme={
                (r["list"], name_key(r["programme"])): r["profile"]
                for r in (programmes.rows if programmes else ())
                if r["profile"]
            },
            of_text={
                (r["list"], r["part"], name_key(r["text"])): (r["class"], r["footnote"])
                for r in (texts.rows if texts else ())
            },
        )

    def profile(
        self, list_id: str, requirement: str, policy: str, programmes: Iterable[str]
    ) -> str:
        """The profile of an entry of a list under these terms."""
        for code in programmes:
            own = self.of_programme.get((list_id, name_key(code)))
            if own:
                return own
        if list_id in self.of_list:
            return self.of_list[list_id]
        needed = self.of_text.get((list_id, "requirement", name_key(requirement)))
        judged = self.of_text.get((list_id, "policy", name_key(policy)))
        if needed is None or judged is None:
            return f"{list_id}/{UNMAPPED}"
        footnote = f"/footnote-{needed[1]}" if needed[1] else ""
        return f"{list_id}/{needed[0]}/{judged[0]}{footnote}"
