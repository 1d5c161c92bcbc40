"""What one cell says: pure functions from a cell to a value, or to the reason why not.

A cell is text, or what a spreadsheet typed it as (number, day). Nothing is guessed: decimal mark
and order of day and month come from the profile or from the column (`column_habits`).
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import Literal

from enduse.model.period import TransferDate, parse_transfer_date

Cell = str | int | float | bool | date | datetime | Decimal | None
DayOrder = Literal["dmy", "mdy", "ymd"]
DecimalMark = Literal[".", ","]

_SPACES = re.compile(r"[\s\u00a0\u202f'’]+")
_NUMBER = re.compile(r"[0-9.,]*[0-9][.,]?\Z")
_DIGITS = str.maketrans(
    {chr(start + i): str(i) for start in (0x660, 0x6F0, 0xFF10) for i in range(10)}
)
_THREE_PARTS = re.compile(
    r"(\d{1,4})\s?[./\-年]\s?(\d{1,2})\s?[./\-月]\s?(\d{1,4})\s?日?\.?(?=\Z|[T\s])"
)
_NAMED_MONTH = re.compile(
    r"(?:(\d{1,2})[\s\-.]*([A-Za-z]{3,9})\.?|([A-Za-z]{3,9})\.?\s*(\d{1,2}))[\s\-,]*(\d{4})\b"
)
_MONTH_YEAR = re.compile(r"([A-Za-z]{3,9})\.?[\s\-]+(\d{4})\Z")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:\d{4}|\d{6})?\Z")
_MONTHS = {
    name: number
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1
    )
}  # fmt: skip
_LONG_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december", "sept",
)  # fmt: skip
_SERIAL_START = date(1899, 12, 30)
_SERIAL_RANGE = (20_000, 80_000)


class CellError(ValueError):
    """A cell that cannot be read: the reason, and what to do about it."""

    def __init__(self, reason: str, remedy: str) -> None:
        self.reason = reason
        self.remedy = remedy
        super().__init__(reason)


def cell_text(cell: Cell) -> str:
    """Return the cell as text; a whole number loses the `.0` a spreadsheet gave it."""
    if isinstance(cell, str):
        return cell.strip()
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == datetime.min.time() else cell.isoformat()
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def number(cell: Cell, mark: DecimalMark | None) -> Decimal:
    """Read a number; `100-` and `(100)` are negative, as ERP systems print them.

    Raises:
        CellError: for units, words, and `1.234` where nothing says what the mark means.
    """
    if not isinstance(cell, str):
        if isinstance(cell, bool) or cell is None or isinstance(cell, date):
            raise CellError("not a number", "Give digits.")
        return _finite(str(cell))
    text = _SPACES.sub("", cell).translate(_DIGITS)
    sign = ""
    if text.startswith("(") and text.endswith(")"):
        text, sign = text[1:-1], "-"
    elif text[-1:] == "-":
        text, sign = text[:-1], "-"
    elif text[:1] in ("-", "+", "\u2212"):
        text, sign = text[1:], "" if text[0] == "+" else "-"
    if text.isascii() and text.isdigit():
        return Decimal(sign + text)
    if re.fullmatch(r"\d+(\.\d+)?[eE][+-]?\d{1,2}", text):
        return _finite(sign + text)
    if not _NUMBER.match(text):
        raise CellError("not a number", "Give digits only; a unit belongs in a column of its own.")
    return Decimal(sign + _plain(text, mark))


def _finite(text: str) -> Decimal:
    try:
        value = Decimal(text)
    except InvalidOperation:
        raise CellError("not a number", "Give digits.") from None
    if not value.is_finite():
        raise CellError("not a finite number", "Give digits.")
    return (
        value.quantize(Decimal(1))
        if value == value.to_integral_value() and abs(value) < 10**18
        else value
    )


def decimal_mark_of(text: str) -> DecimalMark | None:
    """Return the decimal mark that a number alone proves, or None."""
    text = _SPACES.sub("", text).strip("-+()")
    points, commas = text.count("."), text.count(",")
    if not _NUMBER.match(text) or points + commas == 0:
        return None
    if points and commas:
        last = "." if text.rfind(".") > text.rfind(",") else ","
        return last if text.count(last) == 1 else None  # type: ignore[return-value]
    mark = "." if points else ","
    other: DecimalMark = "," if points else "."
    if points + commas > 1:
        return other
    before, after = text.split(mark)
    if len(after) != 3 or len(before) > 3 or before in ("", "0") or before.startswith("0"):
        return mark  # type: ignore[return-value]
    return None


def _plain(text: str, mark: DecimalMark | None) -> str:
    mark = mark or decimal_mark_of(text)
    if mark is None:
        raise CellError(
            f"{text} is one number with a decimal mark and another with a thousands mark",
            "Say decimal_mark in the profile.",
        )
    group = "," if mark == "." else "."
    whole, _, rest = text.partition(mark)
    parts = whole.split(group)
    grouped = len(parts) > 1
    if mark in rest or group in rest or (grouped and not (1 <= len(parts[0]) <= 3)):
        raise CellError(f"{text} does not fit the decimal mark {mark}", "Correct the number.")
    # Groups of two digits are the Indian way of writing lakhs and crores: 12,34,567.
    if grouped and (len(parts[-1]) != 3 or any(len(p) not in (2, 3) for p in parts[1:-1])):
        raise CellError(f"{text} does not fit the decimal mark {mark}", "Correct the number.")
    return ("".join(parts) or "0") + ("." + rest if rest else "")


def day(cell: Cell, order: DayOrder | None) -> TransferDate:
    """Read a date of any usual form as the interval of days it may be.

    Raises:
        CellError: for a day that does not exist, two-digit years, and `03/04/2021` where
            nothing says which is the month.
    """
    if isinstance(cell, datetime):
        return TransferDate(first=cell.date(), last=cell.date(), text=cell_text(cell))
    if isinstance(cell, date):
        return TransferDate(first=cell, last=cell, text=cell.isoformat())
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return _serial(cell)
    text = cell_text(cell)
    try:
        return parse_transfer_date(text)
    except ValueError:
        pass
    month = _MONTH_YEAR.match(text)
    number_of_month = _month(month[1]) if month else None
    if month and number_of_month:
        found = parse_transfer_date(f"{month[2]}-{number_of_month:02d}")
        return TransferDate(first=found.first, last=found.last, text=text)
    parts = _parts(text.translate(_DIGITS), order)
    if parts is None:
        raise CellError("not a date", "Write it as 2021-03-04, 2021-03 or 2021.")
    try:
        exact = date(*parts)
    except ValueError:
        raise CellError("not a day of the calendar", "Correct the date.") from None
    return TransferDate(first=exact, last=exact, text=text)


def _serial(value: float) -> TransferDate:
    if not _SERIAL_RANGE[0] <= value <= _SERIAL_RANGE[1]:
        if float(value).is_integer() and 1900 <= value <= 2100:
            return parse_transfer_date(str(int(value)))
        if float(value).is_integer() and 19000101 <= value <= 21001231:
            return day(str(int(value)), None)
        raise CellError("a number that is no date", "Write it as 2021-03-04.")
    found = _SERIAL_START + timedelta(days=int(value))
    return TransferDate(first=found, last=found, text=found.isoformat())


def day_order_of(text: str) -> DayOrder | None:
    """Return the order of day and month that a date alone proves, or None."""
    match = _THREE_PARTS.match(text.strip())
    if not match or len(match[1]) > 2 or len(match[3]) != 4:
        return None
    first, second = int(match[1]), int(match[2])
    if first > 12 >= second:
        return "dmy"
    return "mdy" if second > 12 >= first else None


def _month(name: str) -> int | None:
    name = name.lower()
    return _MONTHS.get(name[:3]) if len(name) == 3 or name in _LONG_MONTHS else None


def _parts(text: str, order: DayOrder | None) -> tuple[int, int, int] | None:
    match = _COMPACT.match(text)
    if match:
        return int(match[1]), int(match[2]), int(match[3])
    match = _NAMED_MONTH.match(text)
    if match:
        month = _month(match[2] or match[3])
        return (int(match[5]), month, int(match[1] or match[4])) if month else None
    match = _THREE_PARTS.match(text)
    if not match:
        return None
    first, second, third = match.groups()
    if len(first) == 4:
        return int(first), int(second), int(third)
    if len(third) != 4:
        raise CellError("the year has fewer than four digits", "Write the year with four digits.")
    one, two = int(first), int(second)
    # A day above 12 leaves one reading only, whatever the order of its column.
    order = order if order in ("dmy", "mdy") else day_order_of(text)
    if order is None and one == two:
        order = "dmy"
    if order is None:
        raise CellError(
            f"{text} is two different days, depending on the order of day and month",
            "Say day_order in the profile.",
        )
    return (int(third), two, one) if order == "dmy" else (int(third), one, two)


def truth(text: str) -> str | None:
    """Return `true` or `false` for the usual words, or None."""
    word = text.strip().casefold()
    if word in ("true", "yes", "y", "1", "si", "sí", "oui", "да", "是", "ja", "x"):
        return "true"
    return "false" if word in ("false", "no", "n", "0", "non", "нет", "否", "nein") else None


def hs_code(cell: Cell) -> tuple[str, str | None]:
    """Return the digits of an HS code, and a remark where a lost zero was put back.

    A number of an odd count of digits has lost its leading zero: codes have 2, 4, 6, 8, ... .

    Raises:
        CellError: for anything that is not 2 to 12 digits.
    """
    text = cell_text(cell)
    digits = re.sub(r"[.\s\-]", "", text).translate(_DIGITS)
    if digits.isascii() and digits.isdigit() and 2 <= len(digits) <= 14:
        if len(digits) % 2 and len(digits) in (3, 5, 7, 9):
            return "0" + digits, f"{text} was typed as a number; its leading zero was put back"
        return digits, None
    raise CellError("not an HS code", "Give 2 to 12 digits.")
