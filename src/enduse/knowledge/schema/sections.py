"""Which folder of `knowledge/` holds files of which kind.

One line a kind: a new kind of file is a new schema module and a line here.
"""

from __future__ import annotations

from pydantic import BaseModel

from enduse.knowledge.schema.cases import CaseFile
from enduse.knowledge.schema.controls import EntryFile
from enduse.knowledge.schema.coverage import CoverageFile
from enduse.knowledge.schema.facts import FactFile
from enduse.knowledge.schema.flags import FlagFile
from enduse.knowledge.schema.goods_words import GoodsWordsFile
from enduse.knowledge.schema.law import RuleFile
from enduse.knowledge.schema.lists import ListsFile
from enduse.knowledge.schema.names import NamesFile
from enduse.knowledge.schema.organs import OrganFile
from enduse.knowledge.schema.pack import PackCard
from enduse.knowledge.schema.profiles import ProfileFile
from enduse.knowledge.schema.proposals import ProposalFile
from enduse.knowledge.schema.systems import SystemFile
from enduse.knowledge.schema.table import Table
from enduse.knowledge.schema.technology import TechnologyFile
from enduse.knowledge.schema.watch import WatchFile

SECTIONS: dict[str, type[BaseModel]] = {
    "cases": CaseFile,
    "controls": EntryFile,
    "coverage": CoverageFile,
    "facts": FactFile,
    "flags": FlagFile,
    "goods_words": GoodsWordsFile,
    "law": RuleFile,
    "lists": ListsFile,
    "names": NamesFile,
    "organs": OrganFile,
    "pack": PackCard,
    "profiles": ProfileFile,
    "proposals": ProposalFile,
    "systems": SystemFile,
    "technology": TechnologyFile,
    "watch": WatchFile,
}
"""Folder under `knowledge/` to the schema of each YAML file in it (`pack`: the file at its top)."""

TABLES = "tables"
"""The section that holds every CSV of every folder, keyed by its path with dots."""

SECTION_MODELS: dict[str, type[BaseModel]] = {**SECTIONS, TABLES: Table}
"""Every section of a compiled pack."""
