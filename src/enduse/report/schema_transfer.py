"""JSON Schema of a transfer (contract, section 1): the wire format of what goes in."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from enduse.model.period import DateBasis
from enduse.model.transfer import Kind, PartyType, Role, ValueBasis


class Wire(BaseModel):
    """Part of the wire format; unknown keys are not part of it."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)


class Money(Wire):
    """An amount as text, in its own currency."""

    amount: str
    currency: str | None = None
    basis: ValueBasis = ValueBasis.UNKNOWN


class GoodsIn(Wire):
    """What is transferred; every code is text."""

    description: str | None = None
    hs: str | None = None
    codes: dict[str, str | None] = {}
    model: str | None = None
    quantity: str | None = None
    value: Money | None = None
    entries: dict[str, str | None] = {}
    origin: str | None = None
    facts: dict[str, str] = {}


class OwnerIn(Wire):
    """An owner of a party, with its share and the source of it."""

    name: str
    percent: str | None = None
    country: str | None = None
    source: str | None = None
    owners: list[OwnerIn] | None = None


class PartyIn(Wire):
    """A body named on the line."""

    role: Role
    name: str
    type: PartyType = PartyType.UNKNOWN
    country: str | None = None
    address: str | None = None
    identifiers: dict[str, str] = {}
    owners: list[OwnerIn] | None = None
    state_percent: str | None = None
    facts: dict[str, str | bool] = {}


class DocumentIn(Wire):
    """A document of the line."""

    title: str
    sha256: str | None = None


class AcquisitionIn(Wire):
    """A takeover of or investment in a holder of technology."""

    activities: list[str] = []
    target_entries: dict[str, list[str]] = {}
    stake_before_percent: str | None = None
    stake_after_percent: str | None = None
    rights: list[str] | None = None
    form: str | None = None
    signing_date: str | None = None
    completion_date: str | None = None
    personal_data: list[str] | None = None
    individuals: int | None = None
    facts: dict[str, str | bool] = {}


class TransferIn(Wire):
    """One transfer line; everything may be absent."""

    id: str | None = None
    keys: dict[str, str] = {}
    group: str | None = None
    date: str | None = None
    date_basis: DateBasis = DateBasis.UNKNOWN
    kind: Kind = Kind.UNKNOWN
    goods: GoodsIn = GoodsIn()
    dispatched_from: str | None = None
    transit: list[str] | None = None
    destination: str | None = None
    parties: list[PartyIn] = []
    end_use: str | None = None
    statements: dict[str, str | bool | None] = {}
    documents: list[DocumentIn] = []
    acquisition: AcquisitionIn | None = None
