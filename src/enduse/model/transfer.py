"""One transfer line as the contract (section 1) describes it: everything may be absent."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from enduse.model.period import DateBasis, TransferDate


class Kind(StrEnum):
    """What kind of movement or making available a line is."""

    EXPORT = "export"
    REEXPORT = "reexport"
    IN_COUNTRY_TRANSFER = "in_country_transfer"
    SERVICE = "service"
    BROKERING = "brokering"
    PROCUREMENT = "procurement"
    ACQUISITION = "acquisition"
    UNKNOWN = "unknown"


class Role(StrEnum):
    """What a party does in a transfer."""

    SUPPLIER = "supplier"
    MANUFACTURER = "manufacturer"
    EXPORTER = "exporter"
    PURCHASER = "purchaser"
    INTERMEDIARY = "intermediary"
    INTERMEDIATE_CONSIGNEE = "intermediate_consignee"
    FREIGHT_FORWARDER = "freight_forwarder"
    CONSIGNEE = "consignee"
    END_USER = "end_user"
    NOTIFY_PARTY = "notify_party"
    BANK = "bank"
    INVESTOR = "investor"
    TARGET = "target"


class PartyType(StrEnum):
    """Whether a party is an organisation or a natural person."""

    ORGANISATION = "organisation"
    PERSON = "person"
    UNKNOWN = "unknown"


class ValueBasis(StrEnum):
    """Whether a value belongs to its line or is the total of the group, repeated."""

    LINE = "line"
    SHARED = "shared"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """A value that is present and could not be read; the rest of the line is still reviewed."""

    field: str
    value: str
    reason: str
    remedy: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumption:
    """A value that a profile filled in, not the line itself."""

    field: str
    value: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Extract:
    """A value taken out of long text by a table of labels; shown as `extracted`."""

    field: str
    value: str
    label: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """An owner of a party as the file states it; `percent` is None where not given."""

    name: str
    percent: Decimal | None = None
    country: str | None = None
    source: str | None = None
    owners: tuple[Owner, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """A body named on a line. `owners` is None where not given and empty where stated as none.

    `facts` are named facts of the registry about this party, as text (`military_end_user=true`).
    """

    role: Role
    name: str
    type: PartyType = PartyType.UNKNOWN
    country: str | None = None
    address: str | None = None
    identifiers: tuple[tuple[str, str], ...] = ()
    owners: tuple[Owner, ...] | None = None
    state_percent: Decimal | None = None
    facts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Money:
    """An amount in its own currency; never converted."""

    amount: Decimal
    currency: str | None = None
    basis: ValueBasis = ValueBasis.UNKNOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class Goods:
    """What is transferred. Codes stay text; `entries` holds declared control entries.

    `entries` maps a jurisdiction to `"4E001.c"`, `"EAR99"` or `"none"`; a jurisdiction that is
    not in it is not declared. `facts` are named facts of the registry, as text.
    """

    description: str | None = None
    hs: str | None = None
    codes: tuple[tuple[str, str], ...] = ()
    model: str | None = None
    quantity: Decimal | None = None
    value: Money | None = None
    entries: tuple[tuple[str, str], ...] = ()
    origin: str | None = None
    facts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A document that belongs to the line, by its hash."""

    title: str
    sha256: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Acquisition:
    """A buyer takes over or invests in a holder of technology (contract, section 1)."""

    activities: tuple[str, ...] = ()
    target_entries: tuple[tuple[str, tuple[str, ...]], ...] = ()
    stake_before_percent: Decimal | None = None
    stake_after_percent: Decimal | None = None
    rights: tuple[str, ...] | None = None
    form: str | None = None
    signing_date: TransferDate | None = None
    completion_date: TransferDate | None = None
    personal_data: tuple[str, ...] | None = None
    individuals: int | None = None
    facts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where a line was read: file name, its first line number there, and the file's hash."""

    file: str = ""
    line: int = 0
    sha256: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Transfer:
    """One line. Absence is a fact, never an error; a value that could not be read is a problem."""

    id: str
    source: Source = Source()
    keys: tuple[tuple[str, str], ...] = ()
    group: str | None = None
    date: TransferDate | None = None
    date_basis: DateBasis = DateBasis.UNKNOWN
    kind: Kind = Kind.UNKNOWN
    goods: Goods = Goods()
    dispatched_from: str | None = None
    transit: tuple[str, ...] | None = None
    destination: str | None = None
    parties: tuple[Party, ...] = ()
    end_use: str | None = None
    statements: tuple[tuple[str, str], ...] = ()
    documents: tuple[Document, ...] = ()
    acquisition: Acquisition | None = None
    problems: tuple[Problem, ...] = ()
    assumed: tuple[Assumption, ...] = ()
    extracted: tuple[Extract, ...] = ()

    def party(self, *roles: Role) -> Party | None:
        """Return the first party in one of `roles`, in the order of `roles`."""
        for role in roles:
            for party in self.parties:
                if party.role is role:
                    return party
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reject:
    """A row that could not be read at all. Rows in = read + read with problems + rejected."""

    source: Source
    reason: str
    remedy: str
    text: str = ""
