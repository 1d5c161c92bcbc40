"""The parties of one row: name, further name in another script, country, owners, keys."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from itertools import compress, repeat
from typing import Any, NamedTuple

from enduse.intake.cells import CellError, number
from enduse.intake.fields import FieldReader
from enduse.intake.many import many, many_tuples
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


class Named(NamedTuple):
    """The parties of one role, or the country that stands there without a name."""

    parties: tuple[Party, ...] = ()
    country_alone: str | None = None


NOBODY = Named()


Stated = tuple[bool, str | None]
"""Whether the line itself says a country, and its code."""
_ALL, _NAMES, _PLACE = range(8), (0, 1), (0, 1, 3)


def read_country(reader: FieldReader, field: str) -> Stated:
    """Read the country of a party."""
    return reader.has(field), reader.country(field)


def named_of(
    name: str | None,
    also: str | None,
    type_: PartyType,
    country: Stated,
    address: str | None,
    identifiers: tuple[tuple[str, str], ...],
    owners: tuple[Owner, ...] | None,
    state_percent: Decimal | None,
    *,
    role: Role,
) -> Named:
    """Put the party of one role together; a name in another script is a second party of it."""
    if name is None and also is None:
        said, code = country
        return Named(country_alone=code) if said and code else NOBODY
    first = Party(
        role=role,
        name=name or also or "",
        type=type_,
        country=country[1],
        address=address,
        identifiers=identifiers,
        owners=owners,
        state_percent=state_percent,
    )
    if name and also and also != name:
        return Named((first, replace(first, name=also)))
    return Named((first,))


def all_named(*columns: Sequence[Any], role: Role) -> list[Named]:
    """As `named_of` for many rows: those that name one party are made together."""
    names, also = columns[:2]
    one = [name is not None and other is None for name, other in zip(names, also, strict=True)]
    alone = all(one)
    kept = columns if alone else [list(compress(column, one)) for column in columns]
    name, _, types, countries, addresses, identifiers, owners, shares = kept
    parties = many(
        Party,
        len(name),
        role=repeat(role),
        name=name,
        type=types,
        country=[code for _, code in countries],
        address=addresses,
        identifiers=identifiers,
        owners=owners,
        state_percent=shares,
    )
    found = many_tuples(Named, zip(parties, strict=True), [None] * len(parties))
    if alone:
        return found
    made = iter(found)
    rows = zip(one, zip(*columns, strict=True), strict=True)
    return [next(made) if so else named_of(*row, role=role) for so, row in rows]


def asked_of(
    name: str | None, also: str | None, _: object, country: Stated, *__: object
) -> range | tuple[int, ...]:
    """Which parts count: where nobody is named, a country may stand alone."""
    if name is None and also is None:
        return _PLACE if country[0] else _NAMES
    return _ALL


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
