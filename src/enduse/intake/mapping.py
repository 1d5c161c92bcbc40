"""Which columns of a table feed which fields, by a profile; and which profile fits a table best."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from enduse.errors import UsageError
from enduse.knowledge.schema.profiles import Joined, ProfileFile, Recognise, is_field

_PREFIXED = (
    "fact_", "statement_", "key_", "entry_", "code_", "acquisition_entries_", "acquisition_fact_",
)  # fmt: skip


@lru_cache(maxsize=16_384)
def heading_key(heading: str) -> str:
    """Fold a heading, so that `HS CODE`, `hs_code` and `HSCode` are one, accents or none."""
    plain = heading.casefold()
    if not plain.isascii():
        plain = unicodedata.normalize("NFKD", plain)
    return "".join(c for c in plain if c.isalnum())


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldSource:
    """One field and the columns that feed it: the first not empty, or joined by `between`."""

    field: str
    columns: tuple[int, ...]
    headings: tuple[str, ...]
    between: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnMapping:
    """A profile applied to the headings of one table. What is in no field is not kept."""

    profile_id: str
    profile: ProfileFile
    fields: tuple[FieldSource, ...]
    not_kept: tuple[str, ...]
    repeated: tuple[str, ...]
    why: str

    @property
    def columns_used(self) -> int:
        """How many columns feed a field."""
        return len({column for source in self.fields for column in source.columns})


def map_columns(
    profile_id: str, profile: ProfileFile, headings: Sequence[str], why: str = ""
) -> ColumnMapping:
    """Apply one profile to one row of headings; of two equal headings the first counts."""
    places: dict[str, int] = {}
    repeated: list[str] = []
    for i, heading in enumerate(headings):
        key = heading_key(heading)
        if key in places:
            repeated.append(heading)
        elif key:
            places[key] = i
    fields: list[FieldSource] = []
    for field, given in profile.columns.items():
        wanted = given.join if isinstance(given, Joined) else given
        found = [places[heading_key(h)] for h in wanted if heading_key(h) in places]
        if found:
            between = given.between if isinstance(given, Joined) else None
            fields.append(_source(field, found, headings, between))
    taken = {source.field for source in fields}
    used = {column for source in fields for column in source.columns}
    for i, heading in enumerate(headings):
        name = _own_field(heading, profile.generic)
        if name and name not in taken and i not in used and places.get(heading_key(heading)) == i:
            fields.append(_source(name, [i], headings, None))
            used.add(i)
    left = tuple(h for i, h in enumerate(headings) if i not in used and h.strip())
    return ColumnMapping(
        profile_id=profile_id,
        profile=profile,
        fields=tuple(fields),
        not_kept=left,
        repeated=tuple(repeated),
        why=why,
    )


def _source(
    field: str, found: Sequence[int], headings: Sequence[str], between: str | None
) -> FieldSource:
    columns = tuple(dict.fromkeys(found))
    return FieldSource(
        field=field, columns=columns, headings=tuple(headings[i] for i in columns), between=between
    )


@lru_cache(maxsize=16_384)
def _own_field(heading: str, generic: bool) -> str | None:
    """A heading that is itself a field of the flat form."""
    text = heading.strip()
    for prefix in _PREFIXED:
        if text.lower().startswith(prefix) and len(text) > len(prefix):
            return prefix + text[len(prefix) :]
    name = re.sub(r"\s+", "_", text.lower())
    return name if generic and is_field(name) else None


def recognised(known: Recognise, keys: frozenset[str], file_name: str) -> bool:
    """Whether a table with these folded headings is the one described."""
    if known.file_name is not None and not re.search(known.file_name, file_name, re.IGNORECASE):
        return False
    if any(heading_key(h) not in keys for h in known.all):
        return False
    if known.any and not any(heading_key(h) in keys for h in known.any):
        return False
    return not any(heading_key(h) in keys for h in known.no)


def best_mapping(
    headings: Sequence[str],
    file_name: str,
    profiles: Mapping[str, ProfileFile],
    chosen: str | None = None,
    kinds: tuple[str, ...] = ("transfers", "not_transfers"),
) -> ColumnMapping | None:
    """Return the mapping of the profile that fits best, or None where none maps a column.

    A profile that recognises the table goes before a generic one; of several, the one that asks
    for the most headings, then the one that uses the most columns, then by name.

    Raises:
        UsageError: where `chosen` is not the name of a profile.
    """
    if chosen is not None:
        if chosen not in profiles:
            known = ", ".join(sorted(profiles))
            raise UsageError("--profile", f"no profile {chosen}", f"Name one of: {known}.")
        return map_columns(chosen, profiles[chosen], headings, "named on the command line")
    keys = frozenset(heading_key(h) for h in headings) - {""}
    ranked: list[tuple[bool, int, int, str, ColumnMapping]] = []
    for name, profile in profiles.items():
        asks = profile.recognise
        if profile.kind not in kinds or profile.tables or profile.headerless:
            continue
        if not recognised(asks, keys, file_name):
            continue
        asked = len(asks.all) + bool(asks.any) + bool(asks.file_name)
        why = f"its headings: {', '.join([*asks.all, *asks.any[:3]])}" if asked else "headings"
        mapping = map_columns(name, profile, headings, why)
        enough = mapping.columns_used > (1 if profile.generic else 0)
        if enough or profile.kind == "not_transfers":
            weight = 0 if profile.generic else asked
            ranked.append((not profile.generic, weight, mapping.columns_used, name, mapping))
    if not ranked:
        return None
    return max(ranked, key=lambda one: (one[:3], [-ord(c) for c in one[3]]))[4]
