"""`knowledge/controls`: control entries in dated versions, with what decides them."""

from __future__ import annotations

from pydantic import Field, model_validator

from enduse.knowledge.schema.base import Strict, Version, check_versions
from enduse.knowledge.schema.condition import Condition


class EntryVersion(Version):
    """One version of an entry.

    Args:
        covers: what it controls, in our own words.
        reasons: reasons for control (`CC`, `NS`, `AT`, ...).
        columns: country-chart columns (`CC1`, `NS1`, ...).
        labels: further marks that rules read (`all-destinations`, `sl`, `annex-iv`, ...).
        exceptions: licence exceptions or general authorisations the entry itself names.
        when: the item facts that decide whether goods fall under it; absent: words decide.
    """

    covers: str = Field(min_length=1)
    reasons: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    exceptions: tuple[str, ...] = ()
    when: Condition | None = None


class EntryFile(Strict):
    """One control entry; `code` as the list prints it, `parent` the entry above it.

    The file's folder names the list: `controls/us-ccl/5A001-f-1.yaml`. `split: true` on a parent
    says that its sub-entries differ in law: a declaration of the parent alone is not enough.
    """

    title: str
    code: str = Field(min_length=1)
    jurisdiction: str
    parent: str | None = None
    split: bool = False
    related: tuple[str, ...] = ()
    formerly: tuple[str, ...] = ()
    note: str = ""
    versions: tuple[EntryVersion, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _ordered(self) -> EntryFile:
        check_versions(self.versions)
        return self
