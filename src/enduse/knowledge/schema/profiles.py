"""`knowledge/profiles/*.yaml`: how the headings of a known source become the contract's fields.

A profile is declarative, so that the reader of single files and the bulk engine apply the same
one: every field is the first non-empty of some columns, or some columns joined, then read by a
pure function of the cell. Field names are those of the contract's flat form
(`end_user_country`, `fact_NAME`, `key_NAME`, ...).
"""

from __future__ import annotations

import re
from typing import Literal, Self

from pydantic import Field, field_validator, model_validator

from enduse.knowledge.schema.base import Cite, Strict
from enduse.model.period import DateBasis
from enduse.model.transfer import Kind, PartyType, Role, ValueBasis

_PLAIN_FIELDS = (
    "id", "group", "date", "date_basis", "kind", "goods_description", "hs", "cpv", "unspsc",
    "model", "origin", "dispatched_from", "transit", "destination", "end_use", "value",
    "currency", "value_basis", "quantity", "goods_number", "text",
)  # fmt: skip
_DEAL_FIELDS = frozenset(
    f"acquisition_{name}"
    for name in (
        "activities", "stake_before_percent", "stake_after_percent", "rights", "form",
        "signing_date", "completion_date", "personal_data", "individuals",
    )
)  # fmt: skip
_PARTY_SUFFIXES = (
    "",
    "_also",
    "_country",
    "_address",
    "_owners",
    "_type",
    "_number",
    "_state_percent",
)
_PREFIXES = (
    "fact_", "statement_", "key_", "entry_", "code_", "acquisition_entries_", "acquisition_fact_",
)  # fmt: skip
_ROLE_FIELDS = frozenset(f"{role.value}{suffix}" for role in Role for suffix in _PARTY_SUFFIXES)
_IDENTIFIER = re.compile(rf"({'|'.join(role.value for role in Role)})_identifier_\w+\Z")


def is_field(name: str) -> bool:
    """Whether `name` is a field of the flat form, or one of ours beside it.

    Ours: `ROLE_also` (the same party in another script), `ROLE_type`, `ROLE_number` (its key in
    a customer master), `ROLE_identifier_SCHEME`, `goods_number` (key in a product master),
    `code_NAME` (another nomenclature), `text` (long text, read for labelled fields),
    `ROLE_state_percent`, and an acquisition: `acquisition_activities`, `acquisition_entries_us`,
    `acquisition_stake_after_percent`, `acquisition_fact_NAME`, ...
    """
    if (
        name in _PLAIN_FIELDS
        or name in _DEAL_FIELDS
        or name in _ROLE_FIELDS
        or _IDENTIFIER.match(name)
    ):
        return True
    return any(name.startswith(prefix) and len(name) > len(prefix) for prefix in _PREFIXES)


class Joined(Strict):
    """Several columns that make one text, in this order; the same text is not said twice."""

    join: tuple[str, ...] = Field(min_length=2)
    between: str = " / "


class Recognise(Strict):
    """Headings by which a table is known: every one of `all`, at least one of `any`, none of `no`.

    `file_name` is a regular expression, used where headings alone do not tell two layouts apart.
    """

    all: tuple[str, ...] = ()
    any: tuple[str, ...] = ()
    no: tuple[str, ...] = ()
    file_name: str | None = None


class JoinStep(Strict):
    """Look a row of another table up and add its columns to the line as `AS.HEADING`.

    Args:
        table: name of the table (`tables`).
        on: column of the looked-up table to column of the line so far; `=TEXT` is a constant.
        or_on: a second key, tried where the first finds nothing (a value for the whole document).
        pivot: column whose value becomes part of the name: `AS.VALUE.HEADING`.
        needed: a key without its row is a problem of the line.
        many: of several rows with one key, the `first`, or their `texts` joined.
        as_: prefix of the new columns.
    """

    table: str
    on: dict[str, str] = Field(min_length=1)
    or_on: dict[str, str] | None = None
    pivot: str | None = None
    needed: bool = False
    many: Literal["first", "texts"] = "first"
    as_: str = Field(alias="as")


class Headerless(Strict):
    """The headings of a layout that is published without any, and how to know it."""

    file_name: str
    headings: tuple[str, ...] = Field(min_length=1)


class FromFileName(Strict):
    """A field that only the name of the file states.

    `pattern` has one group, which names a country; `words` puts right what the table of names
    does not know.
    """

    field: str
    pattern: str
    words: dict[str, str] = Field(default_factory=dict)


class Label(Strict):
    """Words that stand before a value in running text, longer ones first where they overlap."""

    field: str
    words: tuple[str, ...] = Field(min_length=1)


class AmountWord(Strict):
    """A word of currency beside an amount in running text; `times` for words like 万元."""

    currency: str | None = None
    times: int = 1


class ProfileFile(Strict):
    """One known layout.

    Args:
        kind: `transfers`; `not_transfers` (known, and refused with `because`); `items` and
            `partners` (product and customer masters).
        columns: field to the columns that feed it: the first that is not empty, or joined.
        date_basis: what the date is the date of; `date_basis_of` says it per heading.
        currency_of: heading of a value to its currency, where the heading itself says it.
        day_order, decimal_mark: as the publisher writes them; None: only what is unambiguous.
        null_words: texts that mean nothing was given (`NULL`, `NA`), compared whole.
        values: per field, the source's word to ours. A word that is not in it is read as it is.
        defaults: per field, a value where the line has none; each is shown as assumed.
        row_pattern: what the first cell of every row looks like, where a file holds other rows
            too; those are rejected.
        labels: fields that are looked for in the long text (`text`), where no column gives them.
        stops: labels of what is not taken; they end the value before them.
        amount_words: words of currency beside an amount in that text.
        ignored: headings that are known and not taken, so that a new heading can be told.
        masters: product and customer masters may be joined by `goods_number` and `ROLE_number`.
    """

    title: str
    about: str
    kind: Literal["transfers", "not_transfers", "items", "partners"] = "transfers"
    because: str = ""
    generic: bool = False
    recognise: Recognise = Recognise()
    headerless: Headerless | None = None
    columns: dict[str, tuple[str, ...] | Joined] = Field(default_factory=dict)
    date_basis: DateBasis = DateBasis.UNKNOWN
    date_basis_of: dict[str, DateBasis] = Field(default_factory=dict)
    currency_of: dict[str, str] = Field(default_factory=dict)
    day_order: Literal["dmy", "mdy", "ymd"] | None = None
    decimal_mark: Literal[".", ","] | None = None
    null_words: tuple[str, ...] = ()
    separator: str = "|"
    values: dict[str, dict[str, str]] = Field(default_factory=dict)
    defaults: dict[str, str] = Field(default_factory=dict)
    from_file_name: tuple[FromFileName, ...] = ()
    tables: dict[str, Recognise] = Field(default_factory=dict)
    main: str | None = None
    joins: tuple[JoinStep, ...] = ()
    row_pattern: str | None = None
    labels: tuple[Label, ...] = ()
    stops: tuple[str, ...] = ()
    amount_words: dict[str, AmountWord] = Field(default_factory=dict)
    ignored: tuple[str, ...] = ()
    cite: tuple[Cite, ...] = Field(min_length=1)
    verified: bool
    note: str = ""

    @field_validator("columns", "values", "defaults")
    @classmethod
    def _known_fields(cls, given: dict[str, object]) -> dict[str, object]:
        for name in given:
            if not is_field(name):
                raise ValueError(f"{name} is not a field of the flat form")
        return given

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if self.kind == "not_transfers" and not self.because:
            raise ValueError("say because: why this table is not one of transfers")
        for name, allowed in (
            ("kind", Kind),
            ("date_basis", DateBasis),
            ("value_basis", ValueBasis),
        ):
            for word in [self.defaults.get(name), *self.values.get(name, {}).values()]:
                if word is not None and word not in [one.value for one in allowed]:
                    raise ValueError(f"{word} is not a {name}")
        for role in Role:
            word = self.defaults.get(f"{role.value}_type")
            if word is not None and word not in [one.value for one in PartyType]:
                raise ValueError(f"{word} is not a type of party")
        for step in self.joins:
            if step.table not in self.tables:
                raise ValueError(f"joins: no table {step.table}")
        if self.tables and self.main not in self.tables:
            raise ValueError("main: name the table whose rows are the lines")
        patterns = [self.recognise.file_name, self.row_pattern]
        patterns += [r.file_name for r in self.tables.values()]
        for one in [*patterns, *(f.pattern for f in self.from_file_name)]:
            if one is not None:
                re.compile(one)
        return self
