"""Designations that ship with the knowledge, for use where no full list is installed.

They are a chosen subset: a name that is not among them says nothing (`curated_subset`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from enduse.lists.identity import entry_id
from enduse.model.listing import Dated, DatesFrom, ListedName, ListEntry, NameKind
from enduse.model.period import Period

if TYPE_CHECKING:
    from enduse.knowledge.schema.lists import Designation, Designations, ListsFile, TermsUse

CURATED = "enduse-curated"
COVERAGE = "curated_subset"


def curated_entries(files: Mapping[str, ListsFile], snapshot: str) -> tuple[ListEntry, ...]:
    """Every shipped designation as an entry of the list it stands on.

    Args:
        files: the section `lists` of the knowledge.
        snapshot: identity of the knowledge, e.g. `sha256:…` of the pack; it is their snapshot.
    """
    from enduse.knowledge.schema.lists import Designations

    found: list[ListEntry] = []
    for key in sorted(files):
        file = files[key].root
        if isinstance(file, Designations):
            found.extend(_entry(file, one, snapshot) for one in file.entries)
    return tuple(_numbered(found))


def _numbered(entries: list[ListEntry]) -> list[ListEntry]:
    """Two designations of one name and country get ids of their own, in the order read."""
    from dataclasses import replace

    seen: dict[tuple[str, str], int] = {}
    result = []
    for entry in entries:
        key = (entry.list, entry.entry)
        seen[key] = seen.get(key, 0) + 1
        again = seen[key] > 1
        result.append(replace(entry, entry=f"{entry.entry}-{seen[key]}") if again else entry)
    return result


def _entry(file: Designations, one: Designation, snapshot: str) -> ListEntry:
    whole = (one.period,)
    source = _origin(file, one)
    terms = [(file.terms[use.is_], _period(use, one)) for use in one.terms]

    def dated(value: str, period: Period) -> Dated:
        return Dated(value=value, intervals=(period,), dates_from=source)

    return ListEntry(
        list=file.list,
        entry=entry_id(file.list, one.name, one.countries),
        type=one.type,
        names=_names(one, source),
        intervals=whole,
        uncertain=(Period(end=one.seen),) if one.from_ is None else (),
        dates_from=source,
        countries=tuple(dated(code, one.period) for code in one.countries),
        programmes=tuple(dated(code, one.period) for code in one.programmes),
        requirement=tuple(dated(t.requirement, p) for t, p in terms if t.requirement),
        policy=tuple(dated(t.policy, p) for t, p in terms if t.policy),
        profiles=tuple(dated(t.profile, p) for t, p in terms),
        profile=terms[-1][0].profile if terms else "",
        cite=one.cite,
        snapshots=(snapshot,),
        remarks=one.note,
        verified=one.verified,
        added_by=file.act.cite if file.act.cite in one.cite else "",
        savings=(file.savings.en_route_on, file.savings.exported_before) if file.savings else None,
        list_says=one.list_says,
    )


def _origin(file: Designations, one: Designation) -> DatesFrom:
    """The act's effective day; else a day that the publisher gave; else the first file seen."""
    if one.from_ is None:
        return DatesFrom.SNAPSHOTS
    return DatesFrom.CITED_ACT if file.act.effective else DatesFrom.LIST


def _period(use: TermsUse, one: Designation) -> Period:
    return Period(start=use.from_ or one.period.start, end=use.to or one.to)


def _names(one: Designation, source: DatesFrom) -> tuple[ListedName, ...]:
    whole = (one.period,)
    printed = [
        ListedName(
            value=name,
            kind=NameKind.PRIMARY if i == 0 else NameKind.ALIAS,
            intervals=whole,
            dates_from=source,
        )
        for i, name in enumerate((one.name, *one.aliases))
    ]
    ours = [
        ListedName(
            value=n.name,
            kind=n.kind,
            language=n.language,
            intervals=whole,
            dates_from=DatesFrom.NOT_GIVEN,
            ours=True,
        )
        for n in one.ours
    ]
    return (*printed, *ours)
