"""The parties of one row: name, further name in another script, country, owners, keys."""

from __future__ import annotations

import re
from functools import lru_cache

from enduse.intake.cells import CellError, number
from enduse.intake.fields import FieldReader
from enduse.model.transfer import Owner, Party, PartyType, Role

_SHARE = re.compile(r"\s*\(?\s*(\d+(?:[.,]\d+)?)\s*%\s*\)?\s*\Z")


@lru_cache(maxsize=1024)
def role_of(field: str) -> Role | None:
    """Return the role that a field of the flat form belongs to: `end_user_country`: end user."""
    best: Role | None = None
    for role in Role:
        if field == role.value or field.startswith(role.value + "_"):
            best = role if best is None or len(role.value) > len(best.value) else best
    return best


def parties_of(reader: FieldReader, role: Role) -> tuple[Party, ...]:
    """Read the party of one role; a name in another script is a second party of that role."""
    base = role.value
    name, also = reader.text(base), reader.text(f"{base}_also")
    if name is None and also is None:
        return ()
    country, address = reader.country(f"{base}_country"), reader.text(f"{base}_address")
    names = [name or also or ""]
    if name and also and also != name:
        names.append(also)
    kind = reader.word(f"{base}_type", PartyType, PartyType.UNKNOWN)
    owners = owners_of(reader, f"{base}_owners")
    identifiers = reader.named(f"{base}_identifier_")
    return tuple(
        Party(
            role=role,
            name=one,
            type=kind,
            country=country,
            address=address,
            identifiers=identifiers,
            owners=owners,
        )
        for one in names
    )


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
        owners.append(Owner(name=name, percent=percent))
    return tuple(owners)
