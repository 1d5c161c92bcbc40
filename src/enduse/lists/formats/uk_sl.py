"""The UK Sanctions List (`Designations`): dates may be `dd/mm/1945`, numbers repeat."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from enduse.lists.formats.draft import Draft
from enduse.lists.formats.reading import ReadLog, changed, clean
from enduse.lists.formats.xmlrows import children, known, rows, text, texts
from enduse.model.listing import EntryType, ListEntry, NameKind

_INDICATORS = (
    "AssetFreeze ArmsEmbargo TargetedArmsEmbargo CharteringOfShips ClosureOfRepresentativeOffices"
    " CrewServicingOfShipsAndAircraft Deflag PreventionOfBusinessArrangements"
    " ProhibitionOfPortEntry TravelBan PreventionOfCharteringOfShips"
    " PreventionOfCharteringOfShipsAndAircraft TechnicalAssistanceRelatedToAircraft"
    " TrustServicesSanctions DirectorDisqualificationSanction"
)
_DESIGNATION = known(
    """
LastUpdated
DateDesignated
UniqueID
OFSIGroupID
UNReferenceNumber
Names
Names/Name
Names/Name/Name1
Names/Name/Name2
Names/Name/Name3
Names/Name/Name4
Names/Name/Name5
Names/Name/Name6
Names/Name/NameType
Names/Name/AliasStrength
NonLatinNames
NonLatinNames/NonLatinName
NonLatinNames/NonLatinName/NameNonLatinScript
NonLatinNames/NonLatinName/NonLatinScriptType
NonLatinNames/NonLatinName/NonLatinScriptLanguage
Titles
Titles/Title
RegimeName
IndividualEntityShip
DesignationSource
SanctionsImposed
SanctionsImposedIndicators
OtherInformation
UKStatementofReasons
Addresses
Addresses/Address
Addresses/Address/AddressLine1
Addresses/Address/AddressLine2
Addresses/Address/AddressLine3
Addresses/Address/AddressLine4
Addresses/Address/AddressLine5
Addresses/Address/AddressLine6
Addresses/Address/AddressPostalCode
Addresses/Address/AddressCountry
PhoneNumbers
PhoneNumbers/PhoneNumber
Websites
Websites/Website
EmailAddresses
EmailAddresses/EmailAddress
IndividualDetails                     # facts on natural persons are not kept
IndividualDetails/Individual
IndividualDetails/Individual/DOBs
IndividualDetails/Individual/DOBs/DOB
IndividualDetails/Individual/PassportDetails
IndividualDetails/Individual/PassportDetails/Passport
IndividualDetails/Individual/PassportDetails/Passport/PassportNumber
IndividualDetails/Individual/PassportDetails/Passport/PassportAdditionalInformation
IndividualDetails/Individual/NationalIdentifierDetails
IndividualDetails/Individual/NationalIdentifierDetails/NationalIdentifier
IndividualDetails/Individual/NationalIdentifierDetails/NationalIdentifier/NationalIdentifierNumber
IndividualDetails/Individual/NationalIdentifierDetails/NationalIdentifier/NationalIdentifierAdditionalInformation
IndividualDetails/Individual/Nationalities
IndividualDetails/Individual/Nationalities/Nationality
IndividualDetails/Individual/Positions
IndividualDetails/Individual/Positions/Position
IndividualDetails/Individual/BirthDetails
IndividualDetails/Individual/BirthDetails/Location
IndividualDetails/Individual/BirthDetails/Location/TownOfBirth
IndividualDetails/Individual/BirthDetails/Location/CountryOfBirth
IndividualDetails/Individual/Genders
IndividualDetails/Individual/Genders/Gender
EntityDetails
EntityDetails/Entity
EntityDetails/Entity/TypeOfEntities
EntityDetails/Entity/TypeOfEntities/TypeOfEntity
EntityDetails/Entity/Subsidiaries
EntityDetails/Entity/Subsidiaries/Subsidiary
EntityDetails/Entity/ParentCompanies
EntityDetails/Entity/ParentCompanies/ParentCompany
EntityDetails/Entity/BusinessRegistrationNumbers
EntityDetails/Entity/BusinessRegistrationNumbers/BusinessRegistrationNumber
ShipDetails
ShipDetails/Ship
ShipDetails/Ship/IMONumbers
ShipDetails/Ship/IMONumbers/IMONumber
ShipDetails/Ship/TypeOfShipDetails
ShipDetails/Ship/TypeOfShipDetails/TypeOfShip
ShipDetails/Ship/CurrentBelievedFlagOfShips
ShipDetails/Ship/CurrentBelievedFlagOfShips/CurrentBelievedFlagOfShip
ShipDetails/Ship/PreviousFlags
ShipDetails/Ship/PreviousFlags/PreviousFlag
ShipDetails/Ship/CurrentOwnerOperators
ShipDetails/Ship/CurrentOwnerOperators/CurrentOwnerOperator
ShipDetails/Ship/PreviousOwnerOperators
ShipDetails/Ship/PreviousOwnerOperators/PreviousOwnerOperator
ShipDetails/Ship/TonnageOfShipDetails
ShipDetails/Ship/TonnageOfShipDetails/TonnageOfShip
ShipDetails/Ship/LengthOfShipDetails
ShipDetails/Ship/LengthOfShipDetails/LengthOfShip
ShipDetails/Ship/YearsBuilt
ShipDetails/Ship/YearsBuilt/YearBuilt
ShipDetails/Ship/HullIdentificationNumbers
ShipDetails/Ship/HullIdentificationNumbers/HullIdentificationNumber
"""
    + "\n".join(f"SanctionsImposedIndicators/{name}" for name in _INDICATORS.split())
)
TYPES = {
    "individual": EntryType.PERSON,
    "entity": EntryType.ORGANISATION,
    "ship": EntryType.VESSEL,
}
KINDS = {
    "primary name": NameKind.PRIMARY,
    "primary name variation": NameKind.ALIAS,
    "alias": NameKind.ALIAS,
    "aka": NameKind.ALIAS,
}
_LINES = [f"AddressLine{n}" for n in range(1, 7)] + ["AddressPostalCode", "AddressCountry"]


def part(data: bytes) -> str:
    """It is one file."""
    return "main" if b"<Designations" in data[:2000] else ""


def read(parts: Mapping[str, bytes], log: ReadLog) -> Iterator[ListEntry]:
    """Read one edition."""
    log.carries |= {"names", "programmes", "type", "addresses", "countries", "identifiers"}
    wanted = {"DateGenerated": frozenset[str](), "Designation": _DESIGNATION}
    for tag, number, element in rows(parts["main"], log, "Designations", wanted):
        if tag == "DateGenerated":
            log.list_date = log.day(element.text or "", "head", "DateGenerated", "%d/%m/%Y")
        elif tag == "Designation":
            entry = _entry(element, number, log)
            if entry is not None:
                yield entry


def _entry(element: Any, number: int, log: ReadLog) -> ListEntry | None:
    unique = clean(text(element, "UniqueID"))
    row = f"Designation {number} ({unique})"
    word = clean(text(element, "IndividualEntityShip"))
    if word.casefold() not in TYPES:
        raise changed(log.file, row, f"the kind {word!r}")
    draft = Draft(list_id=log.codes["*"], id=unique, type=TYPES[word.casefold()], row=row)
    _names(element, draft, row, log)
    draft.value("programmes", log.programme(draft.list_id, clean(text(element, "RegimeName")), row))
    for measure in clean(text(element, "SanctionsImposed")).split("|"):
        draft.value("requirement", measure)
    for group in children(element, "Addresses"):
        for place in children(group, "Address"):
            line = (clean(text(place, tag)) for tag in _LINES)
            draft.value("addresses", ", ".join(p for p in line if p))
            draft.value("countries", log.country(text(place, "AddressCountry"), row))
    draft.identifier("OFSI group", text(element, "OFSIGroupID"))
    draft.identifier("UN reference", text(element, "UNReferenceNumber"))
    entity = ("EntityDetails", "Entity", "BusinessRegistrationNumbers")
    for one in texts(element, *entity, "BusinessRegistrationNumber"):
        draft.identifier("business registration", one)
    for one in texts(element, "ShipDetails", "Ship", "IMONumbers", "IMONumber"):
        draft.identifier("IMO", one)
    draft.start = log.day(text(element, "DateDesignated"), row, "DateDesignated", "%d/%m/%Y")
    for tag in ("OtherInformation", "UKStatementofReasons"):
        draft.remark(text(element, tag))
    return draft.build(log)


def _names(element: Any, draft: Draft, row: str, log: ReadLog) -> None:
    for group in children(element, "Names"):
        for name in children(group, "Name"):
            word = clean(text(name, "NameType")).casefold()
            if word not in KINDS:
                raise changed(log.file, row, f"the name type {word!r}")
            parts = [clean(text(name, f"Name{n}")) for n in range(1, 7)]
            weak = "low" in text(name, "AliasStrength").casefold()
            whole = " ".join(p for p in parts if p)
            draft.name(whole, NameKind.WEAK_ALIAS if weak else KINDS[word])
    for group in children(element, "NonLatinNames"):
        for name in children(group, "NonLatinName"):
            language = clean(text(name, "NonLatinScriptLanguage"))
            draft.name(text(name, "NameNonLatinScript"), NameKind.PRIMARY, language)
