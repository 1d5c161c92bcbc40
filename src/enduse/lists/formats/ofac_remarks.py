"""The remarks of the Office of Foreign Assets Control: weak aliases, numbers, dates in one text."""

from __future__ import annotations

import re

from enduse.lists.formats.draft import Draft
from enduse.lists.formats.reading import ReadLog
from enduse.model.listing import EntryType, NameKind

_ALIAS = re.compile(r"(?:alt\. )?([afn])\.k\.a\. '(.*?)'\.?$")
_NUMBER = re.compile(
    r"(?:alt\. |Previous )?"
    r"(?P<scheme>Vessel Registration Identification IMO|International Maritime Organization No\.|"
    r"SWIFT/BIC|D-U-N-S Number|BIK \(RU\)|MMSI|ISIN|Organization Code|"
    r"Unified Social Credit Code(?: \(USCC\))?|United Social Credit Code(?: [^0-9]*)?|"
    r"(?:UK |US )?Company (?:Number|ID)|Legal Entity Number|V\.A\.T\. Number|C\.R\. No\.|"
    r"(?:Business |Public |MSB )?Registration (?:Number|ID|Certificate Number|No\.)|"
    r"Russian State Individual Business Registration Number(?: Pattern)?|"
    r"(?:Commercial|Economic) Regist(?:ry|er) Number|Enterprise Number|Business Number|"
    r"Tax ID No\.|(?:Italian )?Fiscal Code|Identification Number|"
    r"Central Registration System Number|"
    r"Chamber of Commerce Number|"
    r"Istanbul Chamber of Comm\. No\.|Trade License No\.|"
    r"Matricula Mercantil No\.?|Folio Mercantil No\.|RTN|RUC #|NIT #|RIF #|C\.U\.I\.T\.|"
    r"Government Gazette Number|Certificate of Incorporation Number|Registered Charity No\.|"
    r"Aircraft Tail Number|Aircraft Manufacturer's Serial Number(?: \(MSN\))?|"
    r"Aircraft Construction Number(?: \(also called L/N or S/N or F/N\))?)"
    r" (?P<value>[^()]+?)(?: \((?P<country>[^()]+)\))?\.?$"
)
_LISTED = re.compile(r"Listing Date \([^)]*\):? (\d{1,2} [A-Z][a-z]{2} \d{4})")


def read_remarks(draft: Draft, remarks: str, log: ReadLog, row: str) -> None:
    """Take weak aliases, registration numbers and listing dates out of the remarks; keep them."""
    draft.remark(remarks)
    for part in remarks.split("; "):
        alias = _ALIAS.match(part)
        if alias:
            kind = NameKind.FORMER if alias[1] == "f" else NameKind.WEAK_ALIAS
            draft.name(alias[2], kind)
            continue
        number = _NUMBER.match(part)
        if number and draft.type is not EntryType.PERSON:
            country = number["country"] or ""
            code = log.countries.get("".join(c for c in country.casefold() if c.isalnum()), "")
            draft.identifier(number["scheme"], number["value"], code)
    dates = [log.day(found, row, "Listing Date", "%d %b %Y") for found in _LISTED.findall(remarks)]
    days = [day for day in dates if day is not None]
    if days:
        draft.start = min(days)
