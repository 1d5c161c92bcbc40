"""A proposal: an overlay with a card, laid over the knowledge of a run, and what it changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel

from enduse.errors import DataError
from enduse.knowledge.pack import Pack, write_pack
from enduse.knowledge.schema.controls import EntryFile
from enduse.knowledge.schema.proposals import ProposalFile
from enduse.knowledge.schema.sections import SECTION_MODELS
from enduse.knowledge.schema.technology import Candidate, TechnologyFile
from enduse.knowledge.source import open_knowledge

QUIET = frozenset({"proposals", "cases", "coverage", "pack", "systems", "profiles"})
"""Sections whose change alters no review."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A proposal and what it changes.

    Args:
        pack: the knowledge with the proposal laid over it.
        entries: control entries that are new or differ, as jurisdiction and code.
        rules: ids of rules that are new or differ.
        technologies: technologies that its new entries would reach.
        elsewhere: other sections that differ; every line may be touched then.
    """

    id: str
    card: ProposalFile
    pack: Pack
    entries: frozenset[tuple[str, str]]
    rules: frozenset[str]
    technologies: frozenset[str]
    elsewhere: tuple[str, ...]

    @property
    def touches_all(self) -> bool:
        """Whether lines of any technology may be touched."""
        return bool(self.rules or self.elsewhere)


def lay(folder: Path, over: Path) -> Proposal:
    """Lay a proposal over a pack.

    Raises:
        DataError: where the folder holds no proposal, or more than one.
        KnowledgeError: where its files have problems.
    """
    base = Pack(over.read_bytes(), over.name)
    raw = open_knowledge(over, (folder,))
    cards = {
        key: card
        for key, card in raw.section("proposals", ProposalFile).items()
        if key not in base.section("proposals", ProposalFile)
    }
    if len(cards) != 1:
        raise DataError(
            str(folder),
            f"holds {len(cards)} proposals",
            "One folder is one proposal, with proposals/NAME.yaml; `enduse simulate new NAME`.",
        )
    ((id_, card),) = cards.items()
    pack = with_candidates(raw)
    changed = _changed(base, raw)
    entries = frozenset(
        (file.jurisdiction, file.code)
        for key, file in raw.section("controls", EntryFile).items()
        if key in changed.get("controls", ())
    )
    named = frozenset(one.technology for one in card.candidates)
    loud = set(changed) - QUIET - {"controls", "law", "technology"}
    return Proposal(
        id=id_,
        card=card,
        pack=pack,
        entries=entries,
        rules=frozenset(changed.get("law", ())),
        technologies=named | _reached(pack, entries) | frozenset(changed.get("technology", ())),
        elsewhere=tuple(sorted(loud)),
    )


def with_candidates(pack: Pack) -> Pack:
    """The knowledge in which technologies name the entries of its proposals as candidates."""
    cards = pack.section("proposals", ProposalFile)
    added: dict[str, list[Candidate]] = {}
    for card in cards.values():
        for one in card.candidates:
            plain = one.model_dump(by_alias=True, exclude={"technology"})
            added.setdefault(one.technology, []).append(Candidate.model_validate(plain))
    if not added:
        return pack
    sections = pack.all_sections()
    known = pack.section("technology", TechnologyFile)
    for technology, candidates in added.items():
        if technology not in known:
            raise DataError(
                f"proposals: {technology}", "is no technology", "See knowledge/technology."
            )
        file = known[technology]
        merged = (*file.candidates, *candidates)
        sections["technology"][technology] = file.model_copy(update={"candidates": merged})
    return Pack(write_pack(sections), "knowledge with a proposal")


def _changed(before: Pack, after: Pack) -> dict[str, tuple[str, ...]]:
    """Ids that are new or differ, by section."""
    found = {}
    for name, model in SECTION_MODELS.items():
        old: Mapping[str, BaseModel] = before.section(name, model)
        new: Mapping[str, BaseModel] = after.section(name, model)
        ids = tuple(sorted(key for key, item in new.items() if old.get(key) != item))
        if ids:
            found[name] = ids
    return found


def _reached(pack: Pack, entries: frozenset[tuple[str, str]]) -> frozenset[str]:
    """Technologies that name a changed entry, or an entry above it, as a candidate."""
    return frozenset(
        key
        for key, file in pack.section("technology", TechnologyFile).items()
        for one in file.candidates
        if any(
            one.jurisdiction == place and (code + ".").startswith(one.entry + ".")
            for place, code in entries
        )
    )
