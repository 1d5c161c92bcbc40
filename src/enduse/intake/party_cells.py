"""The parties of one row: name, further name in another script, country, owners, keys."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from enduse.intake.cells import CellError, number
from enduse.intake.fields import FieldReader
from enduse.model.transfer import Owner, Party, PartyType, Role

_COUNTRY = re.compile(r"\s*@\s*([A-Za-z]{2})\Z")
_SHARE = re.compile(r"\s*\(?\s*(\d+(?:[.,]\d+)?)\s*%\s*\)?\s*\Z")


@lru_cache(maxsize=1024)
def role_of(field: str) -> Role | None:
    """Return the role that a field of the flat form belongs to: `end_user_country`: end user."""
    best: Role | None = None
    for role in Role:
        if field == role.value or field.startswith(role.value + "_"):
            best = role if best is None or len(role.value) > len(best.value) else best
    return best


@dataclass(frozen=True, slots=True)
class PartyFields:
    """The names of the fields of one role."""

    role: Role
    name: str
    also: str
    country: str
    address: str
    owners: str
    type: str
    identifier: str
    state_percent: str

    @classmethod
    def of(cls, role: Role) -> PartyFields:
        """The fields of a role: `end_user`, `end_user_country`, ..."""
        base = role.value
        return cls(
            role=role,
            name=base,
            also=f"{base}_also",
            country=f"{base}_country",
            address=f"{base}_address",
            owners=f"{base}_owners",
            type=f"{base}_type",
            identifier=f"{base}_identifier_",
            state_percent=f"{base}_state_percent",
        )


@dataclass(frozen=True, slots=True)
class Named:
    """The parties of one role, or the country that stands there without a name."""

    parties: tuple[Party, ...] = ()
    country_alone: str | None = None


_NOBODY = Named()


def parties_of(reader: FieldReader, fields: PartyFields) -> Named:
    """Read the party of one role; a name in another script is a second party of that role."""
    name, also = reader.text(fields.name), reader.text(fields.also)
    if name is None and also is None:
        if not reader.has(fields.country):
            return _NOBODY
        return Named(country_alone=reader.country(fields.country))
    first = Party(
        role=fields.role,
        name=name or also or "",
        type=reader.word(fields.type, PartyType, PartyType.UNKNOWN),
        country=reader.country(fields.country),
        address=reader.text(fields.address),
        identifiers=reader.named(fields.identifier),
        owners=owners_of(reader, fields.owners),
        state_percent=reader.number(fields.state_percent),
    )
    if name and also and also != name:
        return Named((first, replace(first, name=also)))
    return Named((first,))


def owners_of(reader: FieldReader, field: str) -> tuple[Owner, ...] | None:
    """Read `NAME 60%|NAME 40%`; `none` states that there are none; empty says nothing."""
    text = reader.text(field)
    if text is None:
        return None
    if text.casefold() in ("none", "[]"):
        return ()
    owners: list[Owner] = []
    for part in text.replace(";", "|").split("|"):
        share = _SHARE.search(part)
        name = (part[: share.start()] if share else part).strip(" ,:")
        if not name:
            if part.strip():
                reader.problem(field, part, CellError("a share without a name", "Name the owner."))
            continue
        percent = number(share[1], "," if "," in share[1] else ".") if share else None
        where = _COUNTRY.search(name)
        owners.append(
            Owner(
                name=name[: where.start()] if where else name,
                percent=percent,
                country=where[1].upper() if where else None,
            )
        )
    return tuple(owners)
