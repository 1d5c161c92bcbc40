"""What may stand in each section of the advanced XML: elements and attributes by path."""

from __future__ import annotations

from enduse.lists.formats.xmlrows import known

VALUES = (
    "AliasType AreaCode Country IDRegDocType List LocPartType NamePartType PartySubType"
    " SanctionsType Script FeatureType"
)
VALUE = known(
    "@ID\n@ISO2\n@CountryID\n@Description\n@AreaCodeTypeID\n@PartyTypeID\n@ScriptCode"
    "\n@FeatureTypeGroupID"
)
_DATE = "{0}\n{0}@CalendarTypeID\n{0}@YearFixed\n{0}@MonthFixed\n{0}@DayFixed\n" + "\n".join(
    f"{{0}}/{part}" for part in ("Year", "Month", "Day")
)
_PERIOD = "{0}\n{0}@CalendarTypeID\n{0}@YearFixed\n{0}@MonthFixed\n{0}@DayFixed\n{0}/Comment\n"
_ENDS = [f"{{0}}/{end}/{edge}" for end in ("Start", "End") for edge in ("From", "To")]
_PERIOD += "\n".join(
    [f"{{0}}/{end}\n{{0}}/{end}@Approximate\n{{0}}/{end}@YearFixed" for end in ("Start", "End")]
    + [f"{{0}}/{end}@MonthFixed\n{{0}}/{end}@DayFixed" for end in ("Start", "End")]
    + [f"{end}\n{end}/Year\n{end}/Month\n{end}/Day" for end in _ENDS]
)
LOCATION = known("""
@ID
LocationAreaCode
LocationAreaCode@AreaCodeID
LocationCountry
LocationCountry@CountryID
LocationCountry@CountryRelevanceID
LocationPart
LocationPart@LocPartTypeID
LocationPart/LocationPartValue
LocationPart/LocationPartValue@Primary
LocationPart/LocationPartValue@LocPartValueTypeID
LocationPart/LocationPartValue@LocPartValueStatusID
LocationPart/LocationPartValue/Comment
LocationPart/LocationPartValue/Value
FeatureVersionReference
FeatureVersionReference@FeatureVersionID
IDRegDocumentReference
IDRegDocumentReference@DocumentID
""")
DOCUMENT = known(
    """
@ID
@IDRegDocTypeID
@IdentityID
@IssuedBy-CountryID
@IssuedIn-LocationID
@ValidityID
Comment
IDRegistrationNo
IssuingAuthority
DocumentDate                     # of passports: not kept
DocumentDate@IDRegDocDateTypeID
DocumentedNameReference
DocumentedNameReference@DocumentedNameID
IDRegDocumentMention
"""
    + _PERIOD.format("DocumentDate/DatePeriod")
)
_NAMES = """
@FixedRef
Comment
Profile
Profile@ID
Profile@PartySubTypeID
Profile/Comment
Profile/Identity
Profile/Identity@ID
Profile/Identity@FixedRef
Profile/Identity@Primary
Profile/Identity@False
Profile/Identity/Comment
Profile/Identity/Alias
Profile/Identity/Alias@FixedRef
Profile/Identity/Alias@AliasTypeID
Profile/Identity/Alias@Primary
Profile/Identity/Alias@LowQuality
Profile/Identity/Alias/Comment
Profile/Identity/Alias/DocumentedName
Profile/Identity/Alias/DocumentedName@ID
Profile/Identity/Alias/DocumentedName@FixedRef
Profile/Identity/Alias/DocumentedName@DocNameStatusID
Profile/Identity/Alias/DocumentedName/DocumentedNamePart
Profile/Identity/Alias/DocumentedName/DocumentedNamePart/NamePartValue
Profile/Identity/Alias/DocumentedName/DocumentedNamePart/NamePartValue@NamePartGroupID
Profile/Identity/Alias/DocumentedName/DocumentedNamePart/NamePartValue@ScriptID
Profile/Identity/Alias/DocumentedName/DocumentedNamePart/NamePartValue@ScriptStatusID
Profile/Identity/Alias/DocumentedName/DocumentedNamePart/NamePartValue@Acronym
Profile/Identity/NamePartGroups
Profile/Identity/NamePartGroups/MasterNamePartGroup
Profile/Identity/NamePartGroups/MasterNamePartGroup/NamePartGroup
Profile/Identity/NamePartGroups/MasterNamePartGroup/NamePartGroup@ID
Profile/Identity/NamePartGroups/MasterNamePartGroup/NamePartGroup@NamePartTypeID
Profile/Feature
Profile/Feature@ID
Profile/Feature@FeatureTypeID
Profile/Feature/FeatureVersion
Profile/Feature/FeatureVersion@ID
Profile/Feature/FeatureVersion@ReliabilityID
Profile/Feature/FeatureVersion/Comment
Profile/Feature/FeatureVersion/VersionLocation
Profile/Feature/FeatureVersion/VersionLocation@LocationID
Profile/Feature/FeatureVersion/VersionDetail      # birth, gender, tail numbers: in the remarks
Profile/Feature/FeatureVersion/VersionDetail@DetailTypeID
Profile/Feature/FeatureVersion/VersionDetail@DetailReferenceID
Profile/Feature/IdentityReference
Profile/Feature/IdentityReference@IdentityID
Profile/Feature/IdentityReference@IdentityFeatureLinkTypeID
Profile/SanctionsEntryReference
Profile/SanctionsEntryReference@SanctionsEntryID
Profile/ExternalReference
"""
PARTY = known(_NAMES + _PERIOD.format("Profile/Feature/FeatureVersion/DatePeriod"))
LISTING = known(
    """
@ID
@ProfileID
@ListID
EntryEvent
EntryEvent@ID
EntryEvent@EntryEventTypeID
EntryEvent@LegalBasisID
EntryEvent/Comment
SanctionsMeasure
SanctionsMeasure@ID
SanctionsMeasure@SanctionsTypeID
SanctionsMeasure/Comment
"""
    + _DATE.format("EntryEvent/Date")
    + "\n"
    + _PERIOD.format("SanctionsMeasure/DatePeriod")
)
