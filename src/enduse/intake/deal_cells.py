"""An acquisition in one row of a table: `acquisition_FIELD`, lists separated by `|`."""

from __future__ import annotations

from decimal import Decimal

from enduse.intake.cells import CellError, cell_text, day
from enduse.intake.fields import FieldReader
from enduse.model.period import TransferDate
from enduse.model.transfer import Acquisition

DEAL = "acquisition_"
_ENTRIES = f"{DEAL}entries_"
_FACT = f"{DEAL}fact_"
_WHOLE = Decimal(100)


def is_deal(field: str) -> bool:
    """Whether a field of the flat form belongs to an acquisition."""
    return field.startswith(DEAL)


def read_deal(reader: FieldReader) -> Acquisition | None:
    """Read the acquisition of a row; None where none of its fields says anything."""
    entries = (
        (jurisdiction.lower(), _parts(text)) for jurisdiction, text in reader.named(_ENTRIES)
    )
    deal = Acquisition(
        activities=_list(reader, "activities") or (),
        target_entries=tuple(sorted(entries)),
        stake_before_percent=_percent(reader, "stake_before_percent"),
        stake_after_percent=_percent(reader, "stake_after_percent"),
        rights=_list(reader, "rights"),
        form=reader.text(f"{DEAL}form"),
        signing_date=_day(reader, "signing_date"),
        completion_date=_day(reader, "completion_date"),
        personal_data=_list(reader, "personal_data"),
        individuals=_count(reader, "individuals"),
        facts=reader.named(_FACT, yes_no=True),
    )
    return None if deal == Acquisition() else deal


def _parts(text: str) -> tuple[str, ...]:
    return tuple(part for one in text.replace(";", "|").split("|") if (part := one.strip()))


def _list(reader: FieldReader, name: str) -> tuple[str, ...] | None:
    """Several texts; `none` says that there are none, an empty cell says nothing."""
    text = reader.text(DEAL + name)
    if text is None:
        return None
    return () if text.casefold() in ("none", "[]") else _parts(text)


def _percent(reader: FieldReader, name: str) -> Decimal | None:
    cell = reader.cell(DEAL + name)
    if isinstance(cell, str) and cell.endswith("%"):
        reader.problem(
            DEAL + name, cell, CellError("a sign beside the number", "Give 25, not 25%.")
        )
        return None
    share = reader.number(DEAL + name)
    if share is not None and not 0 <= share <= _WHOLE:
        err = CellError("not a share from 0 to 100", "Give percent.")
        reader.problem(DEAL + name, str(share), err)
        return None
    return share


def _count(reader: FieldReader, name: str) -> int | None:
    number = reader.number(DEAL + name)
    if number is None:
        return None
    if number < 0 or number != number.to_integral_value():
        reader.problem(DEAL + name, str(number), CellError("not a count", "Give a whole number."))
        return None
    return int(number)


def _day(reader: FieldReader, name: str) -> TransferDate | None:
    cell = reader.cell(DEAL + name)
    if cell_text(cell) == "":
        return None
    try:
        return day(cell, reader.habits.day_order(DEAL + name))
    except CellError as err:
        reader.problem(DEAL + name, cell, err)
        return None
