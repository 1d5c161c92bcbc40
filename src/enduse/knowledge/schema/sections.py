"""Which folder of `knowledge/` holds files of which kind.

One line a kind: a new kind of file is a new schema module and a line here. A schema is imported
when somebody asks for it: building the models of all of them takes longer than most answers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module

from pydantic import BaseModel

_WHERE = {
    "cases": ("cases", "CaseFile"),
    "controls": ("controls", "EntryFile"),
    "coverage": ("coverage", "CoverageFile"),
    "facts": ("facts", "FactFile"),
    "flags": ("flags", "FlagFile"),
    "goods_words": ("goods_words", "GoodsWordsFile"),
    "law": ("law", "RuleFile"),
    "lists": ("lists", "ListsFile"),
    "names": ("names", "NamesFile"),
    "organs": ("organs", "OrganFile"),
    "pack": ("pack", "PackCard"),
    "profiles": ("profiles", "ProfileFile"),
    "proposals": ("proposals", "ProposalFile"),
    "systems": ("systems", "SystemFile"),
    "technology": ("technology", "TechnologyFile"),
    "watch": ("watch", "WatchFile"),
}
"""Folder to the schema module beside this one, and the model in it."""

TABLES = "tables"
"""The section that holds every CSV of every folder, keyed by its path with dots."""


class _Models(Mapping[str, type[BaseModel]]):
    """Sections by name; the model of one is imported when it is asked for."""

    def __init__(self, where: Mapping[str, tuple[str, str]]) -> None:
        self._where = where

    def __getitem__(self, section: str) -> type[BaseModel]:
        module, name = self._where[section]
        model: type[BaseModel] = getattr(import_module(f"{__package__}.{module}"), name)
        return model

    def __iter__(self) -> Iterator[str]:
        return iter(self._where)

    def __len__(self) -> int:
        return len(self._where)


SECTIONS: Mapping[str, type[BaseModel]] = _Models(_WHERE)
"""Folder under `knowledge/` to the schema of each YAML file in it (`pack`: the file at its top)."""

SECTION_MODELS: Mapping[str, type[BaseModel]] = _Models({**_WHERE, TABLES: ("table", "Table")})
"""Every section of a compiled pack."""
