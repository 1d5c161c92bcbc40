"""A dated table: a CSV file and the card beside it (`NAME.csv` and `NAME.table.yaml`)."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from enduse.knowledge.schema.base import Cite, Strict

ColumnType = Literal["text", "code", "date", "decimal", "boolean", "set"]


class TableCard(Strict):
    """What a table holds, where it comes from, and the type of each column.

    Cells are read as text. `date` takes an ISO day, `always` or nothing; `set` is separated by
    `|`; `boolean` is `true` or `false`. `unlisted_keys: unknown` says that a key without any row
    is not answered by the table at all; otherwise such a key has no values.
    """

    title: str
    columns: dict[str, ColumnType] = Field(min_length=1)
    cite: tuple[Cite, ...] = Field(min_length=1)
    verified: bool
    read_from: date | None = None
    known_through: date | None = None
    unlisted_keys: Literal["nothing", "unknown"] = "nothing"
    note: str = ""


class Table(Strict):
    """The card and its rows, in file order."""

    card: TableCard
    rows: tuple[dict[str, str], ...]
