"""The consolidated list of the Office of Financial Sanctions Implementation, XML.

One `FinancialSanctionsTarget` a name, flat, as the rows of the CSV; empty elements are `nil`. Two
sets of element names: that of 2022, and the one before. The file states no day of its own.
Written from the publisher's element names: no real file was held.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from enduse.lists.formats.draft import Draft, built
from enduse.lists.formats.reading import ReadLog, clean
from enduse.lists.formats.uk_ofsi import take
from enduse.lists.formats.xmlrows import known, rows, text
from enduse.model.listing import EntryType, ListEntry

_COLUMNS = {
    **{f"Name {n}": (f"name{n}",) for n in range(1, 6)},
    "Name 6": ("Name6", "name6"),
    "Name Non-Latin Script": ("NameNonLatinScript",),
    **{f"Address {n}": (f"Address{n}", f"address{n}") for n in range(1, 7)},
    "Post/Zip Code": ("PostCode",),
    "Country": ("Country",),
    "Other Information": ("OtherInformation",),
    "Group Type": ("GroupTypeDescription",),
    "Alias Type": ("AliasType",),
    "Alias Quality": ("AliasQuality",),
    "Regime": ("RegimeName",),
    "Listed On": ("DateListed",),
}
"""Columns of the CSV, and the elements that hold the same."""

_PAST = """
Title NonLatinScriptType NonLatinScriptLanguage PhoneNumber EmailAddress Website LastUpdated
DateDesignated DateAdditionalSanctions ListingType GroupSanctions GroupStatus GrpStatus GroupID
UKSanctionsListRef UNRef UKStatementOfReasons FurtherIdentifiyingInformation
Individual_DateOfBirth Individual_TownOfBirth Individual_CountryOfBirth Individual_Nationality
Individual_PassportNumber Individual_PassportDetails Individual_NINumber Individual_NIDetails
Individual_Position Individual_Gender
Entity_Type Entity_BusinessRegNumber Entity_ParentCompany Entity_Subsidiaries
Ship_Length Ship_Flag Ship_PreviousFlags Ship_Type Ship_Tonnage Ship_YearBuilt Ship_IMONumber
Ship_CurrentOwners Ship_PreviousOwners Ship_HIN
ID FCOId AliasTypeName FullName FullAddress NameTitle Gender BusinessRegNumber CountryOfBirth
CurrentOwners DateListedDay DateListedMonth DateListedYear DateOfBirth DateOfBirthId DayOfBirth
MonthOfBirth YearOfBirth FlagOfVessel HIN IMONumber LastUpdatedDay LastUpdatedMonth
LastUpdatedYear LengthOfVessel NationalIdNumber Nationality OrgType ParentCompany PassportDetails
Position PreviousFlags PreviousOwners Subsidiaries TonnageOfVessel TownOfBirth TypeOfVessel
YearBuilt
"""
_TARGET = known("\n".join([*_PAST.split(), *(n for names in _COLUMNS.values() for n in names)]))
_NUMBERS = (
    ("UK Sanctions List", ("UKSanctionsListRef", "FCOId")),
    ("UN reference", ("UNRef",)),
    ("business registration", ("Entity_BusinessRegNumber", "BusinessRegNumber")),
    ("IMO", ("Ship_IMONumber", "IMONumber")),
)


def part(data: bytes) -> str:
    """The root says it."""
    return "main" if b"<ArrayOfFinancialSanctionsTarget" in data[:2000] else ""


def read(parts: Mapping[str, bytes], log: ReadLog) -> Iterator[ListEntry]:
    """Read one edition; targets of one group are one entry."""
    log.carries |= {"names", "programmes", "type", "addresses", "countries", "identifiers"}
    drafts: dict[str, Draft] = {}
    root, target = "ArrayOfFinancialSanctionsTarget", "FinancialSanctionsTarget"
    for tag, number, element in rows(parts["main"], log, root, {target: _TARGET}):
        if tag != target:
            continue
        group = clean(text(element, "GroupID"))
        where = f"target {number} (group {group})"
        if not group:
            log.reject(number, "a target without GroupID", "Look at it.", where)
            continue
        draft = drafts.setdefault(group, Draft(list_id=log.codes["*"], id=group, row=where))
        row = {column: _one(element, names) for column, names in _COLUMNS.items()}
        row["Listed On"] = row["Listed On"][:10]
        take(draft, row, where, log)
        for scheme, names in _NUMBERS:
            if draft.type is not EntryType.PERSON or "UN" in scheme or "UK" in scheme:
                draft.identifier(scheme, _one(element, names))
        draft.remark(text(element, "UKStatementOfReasons"))
    yield from built(drafts.values(), log)


def _one(element: Any, names: tuple[str, ...]) -> str:
    """Text of the first of these elements that holds any."""
    return next((found for name in names if (found := clean(text(element, name)))), "")
