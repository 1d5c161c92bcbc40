"""Small files in the publishers' formats, with invented parties and the oddities of real files."""

from __future__ import annotations

import io

CSL = (
    "_id,source,entity_number,type,programs,name,title,addresses,federal_register_notice,"
    "start_date,end_date,standard_order,license_requirement,license_policy,call_sign,vessel_type,"
    "gross_tonnage,gross_registered_tonnage,vessel_flag,vessel_owner,remarks,source_list_url,"
    "alt_names,citizenships,dates_of_birth,nationalities,places_of_birth,source_information_url,ids"
)
EL = "Entity List (EL) - Bureau of Industry and Security"
SDN = "Specially Designated Nationals (SDN) - Treasury Department"
POLICY = "Presumption of denial."
NEED = "For all items subject to the EAR. (See §744.11 of the EAR)"


def csl_row(source: str, name: str, **cells: str) -> str:
    """One row of the 29 columns; cells are quoted."""
    columns = CSL.split(",")
    values = dict.fromkeys(columns, "") | {"source": source, "name": name} | cells
    return ",".join('"' + values[c].replace('"', '""') + '"' for c in columns)


def csl(*rows: str) -> bytes:
    """A file of the Consolidated Screening List."""
    return "\r\n".join([CSL, *rows, ""]).encode()


def csl_el(name: str, country: str = "CN", **cells: str) -> str:
    """An Entity List row."""
    cells = {
        "addresses": f"1 Main Road, Town, {country}",
        "federal_register_notice": "84 FR 54002",
        "start_date": "2019-10-09",
        "license_requirement": NEED,
        "license_policy": POLICY,
    } | cells
    return csl_row(EL, name, **cells)


SDN_CSV = (
    b'36,"EXAMPLE AIRLINES",-0- ,"CUBA",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n'
    b'77,"ROE, Jan","individual","SDGT] [IFSR",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,'
    b"\"DOB 1962; Passport X12 (Iran); a.k.a. 'THE ROE'; Linked To: EXAMPLE AIRLINES.\"\r\n"
    b'81,"SEA ONE","vessel","NPWMD",-0- ,"ABCD1","Tanker","100","90","Panama",-0- ,'
    b'"Vessel Registration Identification IMO 9188104; (Linked To: EXAMPLE AIRLINES)."\r\n'
    b'82,"WORKS LLC",-0- ,"NPWMD",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,'
    b"\"Tax ID No. 7718668887 (Russia); a.k.a. 'WRK'; Listing Date (X): 24 Feb 2022.\"\r\n"
    b"\x1a"
)
ALT_CSV = b'36,12,"aka","EXAMPLE-AIR",-0- \r\n36,13,"fka","OLD AIR",-0- \r\n'
ADD_CSV = b'36,25,-0- ,"Havana","Cuba",-0- \r\n'

SDN_XML = b"""<?xml version="1.0" standalone="yes"?>
<sdnList xmlns="http://tempuri.org/sdnList.xsd">
  <publshInformation><Publish_Date>03/10/2021</Publish_Date><Record_Count>1</Record_Count>
  </publshInformation>
  <sdnEntry><uid>36</uid><lastName>EXAMPLE AIRLINES</lastName><sdnType>Entity</sdnType>
    <programList><program>CUBA</program></programList>
    <idList><id><uid>1</uid><idType>Tax ID No.</idType><idNumber>99</idNumber>
      <idCountry>Cuba</idCountry></id></idList>
    <akaList><aka><uid>12</uid><type>a.k.a.</type><category>weak</category>
      <lastName>EXA</lastName></aka></akaList>
    <addressList><address><uid>25</uid><city>Havana</city><country>Cuba</country></address>
    </addressList></sdnEntry>
</sdnList>"""

DPL_HEAD = (
    '"Name"\t"Street_Address"\t"City"\t"State"\t"Country"\t"Postal_Code"\t"Effective_Date"\t'
    '"Expiration_Date"\t"Standard_Order"\t"Last_Update"\t"Action"\t"FR_Citation"'
)
DPL = (
    DPL_HEAD + "\r\n"
    '" JAN ROE"\t"1 ROAD"\t"TOWN"\t""\t"IR"\t""\t"06/19/2003"\t"06/29/2056"\t"Y"\t"2007-01-31"\t'
    '"F.R. NOTICE ADDED"\t"68 F.R. 38290 6/27/03 71 F.R. 38843 7/10/06"\r\n'
    '" JAN ROE"\t"2 ROAD"\t"TOWN"\t""\t"IR"\t""\t"06/19/2003"\t"06/29/2056"\t"Y"\t"2007-01-31"\r\n'
    '""\t""\t""\t""\t""\t""\t""\t""\t""\t""\t""\t""\r\n'
    "PLAIN WORKS\t3 ROAD\tTOWN\t\tIR\t\t9/10/1981\t\ty\t3/27/2000\t\t46 F.R. 46154 9/17/81\r\n"
).encode()

UN = """<?xml version='1.0' encoding='UTF-8'?>
<CONSOLIDATED_LIST dateGenerated="{day}T00:00:09.554-04:00">
  <INDIVIDUALS><INDIVIDUAL><DATAID>1</DATAID><VERSIONNUM>1</VERSIONNUM>
    <FIRST_NAME> JAN </FIRST_NAME><SECOND_NAME>ROE</SECOND_NAME><UN_LIST_TYPE>DRC</UN_LIST_TYPE>
    <REFERENCE_NUMBER>CDi.001</REFERENCE_NUMBER><LISTED_ON>2012-12-31-04:00</LISTED_ON>
    <INDIVIDUAL_ALIAS><QUALITY>Low</QUALITY><ALIAS_NAME>J.R.</ALIAS_NAME></INDIVIDUAL_ALIAS>
    <INDIVIDUAL_ALIAS><QUALITY/><ALIAS_NAME/></INDIVIDUAL_ALIAS>
    <NATIONALITY><VALUE>Iran (Islamic Republic of)</VALUE></NATIONALITY>
    <SORT_KEY/><SORT_KEY_LAST_MOD/></INDIVIDUAL></INDIVIDUALS>
  <ENTITIES>{entities}</ENTITIES>
</CONSOLIDATED_LIST>"""


def un_entity(number: int, name: str, listed: str = "2007-03-24") -> str:
    """One entity of the United Nations list."""
    return (
        f"<ENTITY><DATAID>{number}</DATAID><FIRST_NAME>{name}</FIRST_NAME>"
        f"<UN_LIST_TYPE>Iran</UN_LIST_TYPE><REFERENCE_NUMBER>IRe.{number}</REFERENCE_NUMBER>"
        f"<LISTED_ON>{listed}</LISTED_ON></ENTITY>"
    )


def un(day: str, *entities: str) -> bytes:
    """A file of the United Nations list."""
    return UN.format(day=day, entities="".join(entities)).encode()


_ACT = (
    '<regulationSummary regulationType="regulation" publicationDate="2003-07-08"'
    ' numberTitle="1210/2003 (OJ L169)" publicationUrl="http://x"/>'
)
EU = f"""<?xml version="1.0" encoding="UTF-8"?>
<export xmlns="http://eu.europa.ec/fpi/fsd/export" generationDate="2021-03-02T16:28:05.354+01:00"
 globalFileId="1">
 <sanctionEntity designationDetails="" unitedNationId="" euReferenceNumber="EU.27.28"
  logicalId="13">
  <remark>R</remark>
  <regulation regulationType="regulation" organisationType="commission"
   publicationDate="2003-07-08" entryIntoForceDate="2003-07-07" numberTitle="1210/2003 (OJ L169)"
   programme="IRQ" logicalId="348"><publicationUrl>http://x</publicationUrl></regulation>
  <subjectType code="enterprise" classificationCode="E"/>
  <nameAlias firstName="" middleName="" lastName="" wholeName="Example Works" function="" title=""
   nameLanguage="" strong="true" regulationLanguage="en" logicalId="17">{_ACT}</nameAlias>
  <nameAlias firstName="" middleName="" lastName="" wholeName="EXW" function="" title=""
   nameLanguage="FR" strong="false" regulationLanguage="en" logicalId="19">
   {_ACT.replace("2003-07-08", "2010-01-02")}</nameAlias>
  <address city="Baghdad" street="1 Road" poBox="" zipCode="" region="" place=""
   asAtListingTime="false" countryIso2Code="IQ" countryDescription="IRAQ"
   regulationLanguage="en" logicalId="2">{_ACT}</address>
 </sanctionEntity></export>""".encode()

EU_CSV = (
    '"Date_filexxxx;Entity_logical_id;Subject_type;Leba_numtitle;Leba_publication_date;Programme;'
    'Entity_remark;Naal_wholename;Naal_language"\r\n'
    '"04/07/2018;13;E;1210/2003 (OJ L169);2003-07-08;IRQ;;Example Works;\t\t\t"\r\n'
    '"04/07/2018;13;E;;;;;Exämple Wörks;DE\t\t\t"\r\n'
).encode("cp1252")

_MARKS = (
    'legal_basis="1210/2003 (OJ L169)" reg_date="2003-07-08" pdf_link="http://x" programme="IRQ"'
)
EU_WHOLE = f"""<?xml version="1.0" encoding="UTF-8"?>
<!-- GENERATED BY FSD -->
<WHOLE Date="11/02/2016">
<ENTITY Id="13" Type="E" {_MARKS} remark="R">
<NAME Id="1" Entity_id="13" {_MARKS}><LASTNAME/><FIRSTNAME/><MIDDLENAME/>
<WHOLENAME>Example Works</WHOLENAME><GENDER/><TITLE/><FUNCTION/><LANGUAGE/></NAME>
<NAME Id="2" Entity_id="13" {_MARKS}><WHOLENAME>Exämple Wörks</WHOLENAME><LANGUAGE>DE</LANGUAGE>
</NAME><ADDRESS Id="3" Entity_id="13" {_MARKS}><NUMBER>1</NUMBER><STREET>Road</STREET><ZIPCODE/>
<CITY>Baghdad</CITY><COUNTRY>IRQ</COUNTRY><OTHER/></ADDRESS></ENTITY></WHOLE>""".encode()

OFSI_HEAD = (
    "Name 6,Name 1,Name 2,Name 3,Name 4,Name 5,Title,DOB,Town of Birth,Country of Birth,"
    "Nationality,Passport Details,NI Number,Position,Address 1,Address 2,Address 3,Address 4,"
    "Address 5,Address 6,Post/Zip Code,Country,Other Information,Group Type,Alias Type,Regime,"
    "Listed On,Last Updated,Group ID"
)
OFSI = (
    "Last Updated,13/04/2018" + "," * 27 + "\r\n" + OFSI_HEAD + "\r\n"
    "ROE,Jan,,,,,,00/00/1980,,,,,,,,,,,,,,Iran,UN Ref,Individual,Prime Alias,Libya,"
    "01/04/2016,01/04/2016,13349\r\n"
    "RÖE,Jan,,,,,,00/00/1981,,,,,,,,,,,,,,Afghanistan (since 2009),,Individual,AKA,Libya,"
    "01/04/2016,01/04/2016,13349\r\n"
).encode("cp1252")

_EU_11 = """
fileGenerationDate Entity_LogicalId Entity_EU_ReferenceNumber Entity_UnitedNationId
Entity_DesignationDate Entity_DesignationDetails Entity_Remark Entity_SubjectType
Entity_SubjectType_ClassificationCode Entity_Regulation_Type Entity_Regulation_OrganisationType
Entity_Regulation_PublicationDate Entity_Regulation_EntryIntoForceDate
Entity_Regulation_NumberTitle Entity_Regulation_Programme Entity_Regulation_PublicationUrl
NameAlias_LastName NameAlias_FirstName NameAlias_MiddleName NameAlias_WholeName
NameAlias_NameLanguage NameAlias_Gender NameAlias_Title NameAlias_Function NameAlias_LogicalId
NameAlias_RegulationLanguage NameAlias_Remark NameAlias_Regulation_Type
NameAlias_Regulation_OrganisationType NameAlias_Regulation_PublicationDate
NameAlias_Regulation_EntryIntoForceDate NameAlias_Regulation_NumberTitle
NameAlias_Regulation_Programme NameAlias_Regulation_PublicationUrl Address_City Address_Street
Address_PoBox Address_ZipCode Address_Region Address_Place Address_AsAtListingTime
Address_ContactInfo Address_CountryIso2Code Address_CountryDescription Address_LogicalId
Address_RegulationLanguage Address_Remark Address_Regulation_Type
Address_Regulation_OrganisationType Address_Regulation_PublicationDate
Address_Regulation_EntryIntoForceDate Address_Regulation_NumberTitle
Address_Regulation_Programme Address_Regulation_PublicationUrl BirthDate_BirthDate BirthDate_Day
BirthDate_Month BirthDate_Year BirthDate_YearRangeFrom BirthDate_YearRangeTo BirthDate_Circa
BirthDate_CalendarType BirthDate_ZipCode BirthDate_Region BirthDate_Place BirthDate_City
BirthDate_CountryIso2Code BirthDate_CountryDescription BirthDate_LogicalId
BirthDate_RegulationLanguage BirthDate_Remark BirthDate_Regulation_Type
BirthDate_Regulation_OrganisationType BirthDate_Regulation_PublicationDate
BirthDate_Regulation_EntryIntoForceDate BirthDate_Regulation_NumberTitle
BirthDate_Regulation_Programme BirthDate_Regulation_PublicationUrl Identification_Number
Identification_Diplomatic Identification_KnownExpired Identification_KnownFalse
Identification_ReportedLost Identification_RevokedByIssuer Identification_IssuedBy
Identification_IssuedDate Identification_ValidFrom Identification_ValidTo
Identification_LatinNumber Identification_NameOnDocument Identification_TypeCode
Identification_TypeDescription Identification_Region Identification_CountryIso2Code
Identification_CountryDescription Identification_LogicalId Identification_RegulationLanguage
Identification_Remark Identification_Regulation_Type Identification_Regulation_OrganisationType
Identification_Regulation_PublicationDate Identification_Regulation_EntryIntoForceDate
Identification_Regulation_NumberTitle Identification_Regulation_Programme
Identification_Regulation_PublicationUrl Citizenship_Region Citizenship_CountryIso2Code
Citizenship_CountryDescription Citizenship_LogicalId Citizenship_RegulationLanguage
Citizenship_Remark Citizenship_Regulation_Type Citizenship_Regulation_OrganisationType
Citizenship_Regulation_PublicationDate Citizenship_Regulation_EntryIntoForceDate
Citizenship_Regulation_NumberTitle Citizenship_Regulation_Programme
Citizenship_Regulation_PublicationUrl
"""
EU_11_HEADING = _EU_11.split()
_EU_ENTITY = {
    "fileGenerationDate": "02/03/2021",
    "Entity_LogicalId": "13",
    "Entity_EU_ReferenceNumber": "EU.27.28",
    "Entity_Remark": "R",
    "Entity_SubjectType": "E",
    "Entity_SubjectType_ClassificationCode": "enterprise",
    "Entity_Regulation_PublicationDate": "2003-07-08",
    "Entity_Regulation_EntryIntoForceDate": "2003-07-07",
    "Entity_Regulation_NumberTitle": "1210/2003 (OJ L169)",
    "Entity_Regulation_Programme": "IRQ",
}


def eu_11(*rows: dict[str, str]) -> bytes:
    """A file of the CSV 1.1 of the European Union."""
    lines = [";".join(EU_11_HEADING)]
    for row in rows:
        whole = _EU_ENTITY | row
        lines.append(";".join(whole.get(name, "") for name in EU_11_HEADING))
    return b"\xef\xbb\xbf" + "\r\n".join([*lines, ""]).encode()


EU_11 = eu_11(
    {
        "NameAlias_WholeName": "Example Works",
        "NameAlias_Regulation_PublicationDate": "2003-07-08",
    },
    {
        "NameAlias_WholeName": "EXW",
        "NameAlias_NameLanguage": "FR",
        "NameAlias_Regulation_PublicationDate": "2010-01-02",
    },
    {
        "Address_City": "Baghdad",
        "Address_Street": "1 Road",
        "Address_CountryIso2Code": "IQ",
        "Address_CountryDescription": "IRAQ",
        "Address_Regulation_PublicationDate": "2003-07-08",
    },
)

OFSI_XML = """<?xml version="1.0" encoding="utf-8"?>
<ArrayOfFinancialSanctionsTarget xmlns:i="http://www.w3.org/2001/XMLSchema-instance"
 xmlns="http://schemas.hmtreasury.gov.uk/ofsi/consolidatedlist">
 <FinancialSanctionsTarget><name1>Jan</name1><name2 i:nil="true"/><Name6>ROE</Name6>
  <Title i:nil="true"/><NameNonLatinScript i:nil="true"/><Country>Iran</Country>
  <Individual_DateOfBirth>00/00/1980</Individual_DateOfBirth>
  <OtherInformation>UN Ref</OtherInformation><GroupTypeDescription>Individual</GroupTypeDescription>
  <AliasType>Primary name</AliasType><AliasQuality i:nil="true"/><RegimeName>Libya</RegimeName>
  <DateListed>2016-04-01T00:00:00</DateListed><GrpStatus>A</GrpStatus><GroupID>13349</GroupID>
 </FinancialSanctionsTarget>
 <FinancialSanctionsTarget><name1>Jan</name1><Name6>RÖE</Name6>
  <Country>Afghanistan (since 2009)</Country>
  <GroupTypeDescription>Individual</GroupTypeDescription><AliasType>AKA</AliasType>
  <RegimeName>Libya</RegimeName><DateListed>2016-04-01T00:00:00</DateListed>
  <GroupID>13349</GroupID></FinancialSanctionsTarget>
 <FinancialSanctionsTarget><Name6>TONG EXAMPLE 2</Name6>
  <GroupTypeDescription>Ship</GroupTypeDescription><AliasType>Primary name</AliasType>
  <RegimeName>Libya</RegimeName><DateListed>2017-10-19T00:00:00</DateListed>
  <Ship_IMONumber>8937675</Ship_IMONumber><UKSanctionsListRef>LIB0999</UKSanctionsListRef>
  <GroupID>13556</GroupID></FinancialSanctionsTarget>
</ArrayOfFinancialSanctionsTarget>""".encode()

OFSI_2022 = (
    b"Last Updated,01/02/2022\r\n"
    b"Name 6,Name 1,Name 2,Name 3,Name 4,Name 5,Title,Name Non-Latin Script,"
    b"Non-Latin Script Type,Non-Latin Script Language,DOB,Town of Birth,Country of Birth,"
    b"Nationality,Passport Number,Passport Details,National Identification Number,"
    b"National Identification Details,Position,Address 1,Address 2,Address 3,Address 4,Address 5,"
    b"Address 6,Post/Zip Code,Country,Other Information,Group Type,Alias Type,Alias Quality,Regime,"
    b"Listed On,UK Sanctions List Date Designated,Last Updated,Group ID\r\n"
    + "EXAMPLE WORKS,,,,,,,АО ПРИМЕР,Cyrillic,Russian,,,,,,,,,,1 Road,,,,,Moscow,,Russia,,Entity,"
    "Primary name,,Russia,01/03/2022,01/03/2022,01/03/2022,14999\r\n"
    "EXW,,,,,,,,,,,,,,,,,,,,,,,,,,,,Entity,AKA,Low quality,Russia,01/03/2022,,01/03/2022,"
    "14999\r\n".encode()
)

UK_CSV_HEAD = (
    "Last Updated,Unique ID,OFSI Group ID,UN Reference Number,Name 6,Name 1,Name 2,Name 3,Name 4,"
    "Name 5,Name type,Alias strength,Title,Name non-latin script,Non-latin script type,"
    "Non-latin script language,Regime Name,Designation Type,Designation source,Sanctions Imposed,"
    "Other Information,UK Statement of Reasons,Address Line 1,Address Line 2,Address Line 3,"
    "Address Line 4,Address Line 5,Address Line 6,Address Postal Code,Address Country,"
    "Phone number,Website,Email address,Date Designated,D.O.B,Nationality(/ies),"
    "National Identifier number,National Identifier additional information,Passport number,"
    "Passport additional information,Position,Gender,Town of birth,Country of birth,"
    "Type of entity,Subsidiaries,Parent company,Business registration number (s),IMO number,"
    "Current owner/operator (s),Previous owner/operator (s),Current believed flag of ship,"
    "Previous flags,Type of ship,Tonnage of ship,Length of ship,Year Built,"
    "Hull identification number (HIN)"
)


def uk_csv_row(**cells: str) -> str:
    """A row of the UK Sanctions List as CSV; a keyword is a heading with `_` for a blank."""
    found = {name.replace("_", " "): value for name, value in cells.items()}
    return ",".join(f'"{found.get(name, "")}"' for name in UK_CSV_HEAD.split(","))


_UK_ROW = {
    "Unique_ID": "RUS3379",
    "Regime_Name": "The Russia (Sanctions) (EU Exit) Regulations 2019",
    "Designation_Type": "Entity",
    "Sanctions_Imposed": "Asset freeze|Trust Services Sanctions",
    "Date_Designated": "24/02/2026",
    "Address_Line_1": "1 Road",
    "Address_Country": "Russia",
    "Business_registration_number_(s)": "INN 77",
}
UK_CSV = "\r\n".join(
    [
        "Report Date: 07-Sep-2026",
        UK_CSV_HEAD,
        uk_csv_row(
            **_UK_ROW,
            **{
                "Name_6": "JSC EXAMPLE ",
                "Name_type": "Primary Name",
                "Name_non-latin_script": "АО ПРИМЕР ",
                "Non-latin_script_language": "Russian",
            },
        ),
        uk_csv_row(
            **_UK_ROW, Name_6="EXAMPLE", Name_type="Alias", Alias_strength="Low quality a.k.a"
        ),
        "",
    ]
).encode()

UK_SHIP = b"""<?xml version="1.0" encoding="utf-8"?>
<Designations><DateGenerated>07/09/2026</DateGenerated>
 <Designation><LastUpdated>18/12/2021</LastUpdated><DateDesignated>03/10/2017</DateDesignated>
  <UniqueID>DPR0999</UniqueID>
  <Names><Name><Name6>EXAMPLE 8</Name6><NameType>Primary name</NameType></Name>
   <Name><NameType>Alias</NameType></Name></Names>
  <RegimeName>The Russia (Sanctions) (EU Exit) Regulations 2019</RegimeName>
  <IndividualEntityShip>Ship</IndividualEntityShip>
  <SanctionsImposed>Prohibition of port entry</SanctionsImposed>
  <ShipDetails><Ship><IMONumbers><IMONumber>IMO9562233</IMONumber></IMONumbers>
   <CurrentOwnerOperators><CurrentOwnerOperator>Example Line</CurrentOwnerOperator>
   </CurrentOwnerOperators><CurrentBelievedFlagOfShips><CurrentBelievedFlagOfShip>Comoros
   </CurrentBelievedFlagOfShip></CurrentBelievedFlagOfShips>
   <TypeOfShipDetails><TypeOfShip>Bulk Carrier</TypeOfShip></TypeOfShipDetails>
   <TonnageOfShipDetails><TonnageOfShip>7078</TonnageOfShip></TonnageOfShipDetails>
   <YearsBuilt><YearBuilt>2011</YearBuilt></YearsBuilt></Ship></ShipDetails>
 </Designation></Designations>"""

UK = """<?xml version="1.0" encoding="utf-8"?>
<Designations><DateGenerated>07/09/2026</DateGenerated>
 <Designation><LastUpdated>24/02/2026</LastUpdated><DateDesignated>24/02/2026</DateDesignated>
  <UniqueID>RUS3379</UniqueID>
  <Names><Name><Name6>JSC EXAMPLE </Name6><NameType>Primary Name</NameType></Name></Names>
  <NonLatinNames><NonLatinName><NameNonLatinScript>АО ПРИМЕР </NameNonLatinScript>
   <NonLatinScriptLanguage>Russian</NonLatinScriptLanguage></NonLatinName></NonLatinNames>
  <RegimeName>The Russia (Sanctions) (EU Exit) Regulations 2019</RegimeName>
  <IndividualEntityShip>Entity</IndividualEntityShip><DesignationSource>UK</DesignationSource>
  <SanctionsImposed>Asset freeze|Trust Services Sanctions</SanctionsImposed>
  <Addresses><Address><AddressLine1>1 Road</AddressLine1><AddressCountry>Russia</AddressCountry>
  </Address></Addresses>
  <EntityDetails><Entity><BusinessRegistrationNumbers>
   <BusinessRegistrationNumber>INN 77</BusinessRegistrationNumber>
   <BusinessRegistrationNumber>INN 77</BusinessRegistrationNumber>
  </BusinessRegistrationNumbers></Entity></EntityDetails>
 </Designation></Designations>""".encode()

SEMA_OLD = b"""<?xml version="1.0"?><data-set><record><Country>Burma / Birmanie</Country>
<Entity>Example Air</Entity><Aliases>Example Air Holdings Pte. Ltd., Example Air, Inc.</Aliases>
<Schedule>1</Schedule><Item>1</Item></record></data-set>"""
SEMA_NEW = b"""<?xml version="1.0"?><data-set><record><Country-Pays>Iran</Country-Pays>
<EntityOrShip-EntiteOuNavire>Example Ship</EntityOrShip-EntiteOuNavire>
<ShipIMONumber-NumeroOMIDuNavire> 9888182</ShipIMONumber-NumeroOMIDuNavire>
<DateOfBirthOrShipBuildDate-DateDeNaissanceOuDateDeConstructionDuNavire>Sep-99\
</DateOfBirthOrShipBuildDate-DateDeNaissanceOuDateDeConstructionDuNavire>
<Schedule-Annexe>1.1</Schedule-Annexe><Item-NumeroDarticle>1</Item-NumeroDarticle>
<DateOfListing-DateDinscription>2025-02-21</DateOfListing-DateDinscription></record>
</data-set>"""

SECO = b"""<?xml version="1.0"?><swiss-sanctions-list list-type="whole-list" date="2026-08-27">
<sanctions-program ssid="20"><program-key lang="eng">Belarus</program-key>
 <sanctions-set ssid="4387" lang="eng">article 12</sanctions-set></sanctions-program>
<place ssid="70"><location>Minsk</location><country iso-code="BY">Belarus</country></place>
<target ssid="1"><sanctions-set-id>4387</sanctions-set-id>
 <entity><identity ssid="2" main="true"><address ssid="5" place-id="70">
 <address-details>1 Road</address-details></address>
 <name ssid="3" name-type="primary-name" quality="good"
  lang="eng"><name-part order="1" name-part-type="whole-name"><value>Example Bank</value>
  </name-part></name></identity></entity>
 <modification modification-type="de-listed" effective-date="2024-05-01"/>
 <modification modification-type="amended" effective-date="2022-01-01"><added><identity ssid="9"
  main="true"><name ssid="8" name-type="primary-name" lang="eng"><name-part order="1"
  name-part-type="whole-name"><value>Old Bank</value></name-part></name></identity></added>
 </modification>
 <modification modification-type="listed" effective-date="2021-08-11"/></target>
</swiss-sanctions-list>"""

JP = (
    b'[{"addresses": ["Islamic Republic of Iran"], "aliases": ["EXW"], "country": "jp",'
    b' "date_added": null, "entity_name": "Example Works", "entity_type": "organization",'
    b' "id": "jp-eul-1", "list_id": "jp-end-user-list", "reason": "N"},'
    b' {"addresses": ["People\'s Republic of China Sample Tech Co. Ltd"], "aliases": [],'
    b' "country": "jp", "date_added": null, "entity_name": "", "entity_type": "organization",'
    b' "id": "jp-eul-2", "list_id": "jp-end-user-list", "reason": "M"}]'
)

TXT = b"""ALPHABETICAL LISTING OF SPECIALLY DESIGNATED NATIONALS AND BLOCKED
PERSONS ("SDN List"):

EXAMPLE WORKS (a.k.a. EXW (EAST); f.k.a. OLD WORKS; a.k.a. "EW"), Road 1,
Isfahan, Iran [NPWMD]
[IFSR] (Linked To: OTHER).

OLD WORKS (a.k.a. EXAMPLE WORKS; a.k.a. EXW (EAST); a.k.a. "EW"), Road 1,
Isfahan, Iran [NPWMD]
[IFSR] (Linked To: OTHER).

ROE, Jan; DOB 1945; POB Town, Iraq (individual) [UKRAINE-
EO13660].
"""

OWN = (
    b"entry_id,list,name,aliases,country,type,from,to,cite\r\n"
    b"a1,house,Example Works,EXW|Works of Example,IR,organisation,2020-01-01,,Note 1\r\n"
    b"a2,house,Second Works,,IR,nonsense,2020-01-01,2019-01-01,\r\n"
)

ISN = (
    b"Programs,Name,Address,Country,Federal Register Notice,Effective Date,"
    b"Date Lifted/Waived/Expired\r\n"
    b'INKSNA,Example Works,,Iran,"Vol. 72, No. 3, 1/5/07",12/28/2006,12/28/2008\r\n'
    b'E.O. 13382,Example Works,,Iran,"Vol. 70, No. 126, 07/01/05",6/28/2005,\r\n'
)
DTC = (
    b'Debarred Party Full Name and Alias,Date of Birth,Notice,Notice Date,"Corrected Notice",'
    b'"Corrected Notice Date"\r\n"Roe, Jan (a.k.a. Jan R.)",,53 FR 27097,7/18/1988,,\r\n'
)
UVL = (
    b'COUNTRY,NAME,ADDRESS,,,,,\r\nHong Kong,Example Ltd,"Flat A, Kowloon",,,,,\r\n'
    b'Hong Kong,Example Ltd,"Rm 2, Kowloon",,,,,\r\n'
)
EL_CSV = (
    "Source List,Entity Number,SDN Type,Programs,Name,Title,Address,City,State/Province,"
    "Postal Code,Country,Federal Register Notice,Effective Date,Date Lifted/Waived/Expired,"
    "Standard Order,License Requirement,License Policy,Call Sign,Vessel Type,Gross Tonnage,"
    "Gross Register Tonnage,Vessel Flag,Vessel Owner,Remarks/Notes,Address Number,"
    "Address Remarks,Alternate Number,Alternate Type,Alternate Name,Alternate Remarks,Web Link"
    ",,,,,\r\n"
    f'EL,,,,Example Works,,Apt 1,Kabul,,,Afghanistan,76 FR 71867,11/21/2011,,,"{NEED}",'
    f"{POLICY},,,,,,,,,,,,EXW,,http://x\r\n"
    f'EL,,,,Example Works,,Apt 2,Kabul,,,Afghanistan,76 FR 71867,11/21/2011,,,"{NEED}",'
    f"{POLICY},,,,,,,,,,,,Works of Example,,http://x\r\n"
).encode()

ENHANCED = b"""<?xml version="1.0"?>
<sanctionsData xmlns="https://sanctionslistservice.ofac.treas.gov/api/ENHANCED_XML">
<publicationInfo><dataAsOf>2025-01-10T00:00:00</dataAsOf></publicationInfo>
<entities><entity id="9639"><generalInfo><identityId>1</identityId>
<entityType refId="600">Entity</entityType></generalInfo>
<sanctionsLists><sanctionsList refId="1" id="1" datePublished="2006-04-12">NS</sanctionsList>
<sanctionsList refId="2" id="2" datePublished="2001-10-10">Consolidated List</sanctionsList>
</sanctionsLists><sanctionsPrograms><sanctionsProgram refId="1" id="3">NS-PLC</sanctionsProgram>
</sanctionsPrograms><names><name id="1"><isPrimary>true</isPrimary><isLowQuality>false\
</isLowQuality><translations><translation id="1"><isPrimary>true</isPrimary>
<script refId="1">Latin</script><formattedFullName>EXAMPLE WORKS</formattedFullName>
</translation></translations></name></names></entity></entities></sanctionsData>"""


def dfat(*rows: tuple[object, ...], columns: tuple[str, ...] = ()) -> bytes:
    """A workbook of the Australian list."""
    import xlsxwriter

    names = columns or (
        "Reference",
        "Name of Individual or Entity",
        "Type",
        "Name Type",
        "Date of Birth",
        "Place of Birth",
        "Citizenship",
        "Address",
        "Additional Information",
        "Listing Information",
        "Committees",
        "Control Date",
    )
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet()
    for line, row in enumerate([names, *rows]):
        for column, cell in enumerate(row):
            sheet.write(line, column, cell)
    book.close()
    return out.getvalue()


def dfat_row(reference: object, name: str, kind: str, how: str, day: object) -> tuple[object, ...]:
    """One row of it."""
    return (reference, name, kind, how, "", "", "", "1 Road", "", "", "1988 (Taliban)", day)


ECFR = """<?xml version="1.0"?><DIV9 N="Supplement No. 4 to Part 744" TYPE="APPENDIX"><HEAD>
Supplement No. 4 to Part 744 - Entity List</HEAD><DIV width="100%"><TABLE border="1"><THEAD><TR>
<TH class="gpotbl_colhed" scope="col">Country</TH><TH scope="col">Entity</TH>
<TH scope="col">License requirement</TH><TH scope="col">License review policy</TH>
<TH scope="col">Federal Register citation</TH></TR></THEAD><TBODY>
<TR><TD align="left" class="left">CHINA, PEOPLE'S REPUBLIC OF</TD><TD class="left">Example
Works Co., Ltd., a.k.a., the following two aliases:<br/>—EXW; <I>and</I><br/>—Works of Example.
<br/>1 Main Road, Town, China.</TD><TD>For all items subject to the EAR. (See §744.11 of the EAR)
</TD><TD>Presumption of denial.</TD><TD>84 FR 54004, 10/9/19.</TD></TR>
<TR><TD></TD><TD>Second Works, Inc., 2 Main Road, Town.</TD><TD>For all items subject to the EAR.
(See §744.11 of the EAR)</TD><TD>Presumption of denial.</TD><TD>84 FR 54004, 10/9/19.</TD></TR>
</TBODY></TABLE></DIV></DIV9>""".encode()

FCC = (
    b"Covered Equipment or Services,Date of Inclusion on Covered List\r\n"
    b'"Telecommunications equipment produced or provided by Example Works, including services",'
    b'"March 12, 2021"\r\n'
    b'"Unmanned aircraft systems produced in a foreign country","December 22, 2025"\r\n'
)


_ON = "<Year>2024</Year><Month>3</Month><Day>5</Day>"
ADVANCED = f"""<?xml version="1.0" encoding="utf-8"?>
<Sanctions xmlns="http://www.un.org/sanctions/1.0">
<DateOfIssue CalendarTypeID="1">{_ON}</DateOfIssue><ReferenceValueSets>
<AliasTypeValues><AliasType ID="1400">A.K.A.</AliasType><AliasType ID="1403">Name</AliasType>
</AliasTypeValues><CountryValues><Country ID="11" ISO2="GR">Greece</Country></CountryValues>
<IDRegDocTypeValues><IDRegDocType ID="7">Tax ID No.</IDRegDocType></IDRegDocTypeValues>
<NamePartTypeValues><NamePartType ID="1520">Last Name</NamePartType><NamePartType ID="1521">First
Name</NamePartType><NamePartType ID="1525">Entity Name</NamePartType></NamePartTypeValues>
<PartySubTypeValues><PartySubType ID="3" PartyTypeID="2">Unknown</PartySubType><PartySubType ID="4"
 PartyTypeID="1">Individual</PartySubType></PartySubTypeValues>
<SanctionsTypeValues><SanctionsType ID="1">Program</SanctionsType></SanctionsTypeValues>
<ScriptValues><Script ID="215" ScriptCode="Latn">Latin</Script><Script ID="200"
 ScriptCode="Grek">Greek</Script></ScriptValues></ReferenceValueSets>
<Locations><Location ID="25"><LocationCountry CountryID="11"/><LocationPart LocPartTypeID="1454">
<LocationPartValue Primary="true"><Value>Athens</Value></LocationPartValue></LocationPart>
</Location></Locations><IDRegDocuments><IDRegDocument ID="1" IDRegDocTypeID="7" IdentityID="4"
 IssuedBy-CountryID="11"><IDRegistrationNo>099</IDRegistrationNo></IDRegDocument></IDRegDocuments>
<DistinctParties><DistinctParty FixedRef="36"><Comment/><Profile ID="36" PartySubTypeID="3">
<Identity ID="4" FixedRef="36" Primary="true" False="false">
<Alias FixedRef="36" AliasTypeID="1403" Primary="true" LowQuality="false">
<DocumentedName ID="4" FixedRef="36" DocNameStatusID="1"><DocumentedNamePart><NamePartValue
 NamePartGroupID="16" ScriptID="215">EXAMPLE S.A.</NamePartValue></DocumentedNamePart>
</DocumentedName><DocumentedName ID="5" FixedRef="36" DocNameStatusID="2"><DocumentedNamePart>
<NamePartValue NamePartGroupID="16" ScriptID="200">ΠΑΡΑΔΕΙΓΜΑ</NamePartValue></DocumentedNamePart>
</DocumentedName></Alias><Alias FixedRef="36" AliasTypeID="1400" Primary="false" LowQuality="true">
<DocumentedName ID="6" FixedRef="36" DocNameStatusID="2"><DocumentedNamePart><NamePartValue
 NamePartGroupID="17" ScriptID="215">EXA</NamePartValue></DocumentedNamePart></DocumentedName>
</Alias><NamePartGroups><MasterNamePartGroup><NamePartGroup ID="16" NamePartTypeID="1525"/>
</MasterNamePartGroup></NamePartGroups></Identity><Feature ID="9" FeatureTypeID="25">
<FeatureVersion ID="9"><VersionLocation LocationID="25"/></FeatureVersion></Feature></Profile>
</DistinctParty></DistinctParties><SanctionsEntries><SanctionsEntry ID="4" ProfileID="36"
 ListID="1550"><EntryEvent ID="4" EntryEventTypeID="1"><Date CalendarTypeID="1">{_ON}</Date>
</EntryEvent><SanctionsMeasure ID="1" SanctionsTypeID="1"><Comment>CYBER2</Comment>
</SanctionsMeasure></SanctionsEntry></SanctionsEntries></Sanctions>""".encode()
