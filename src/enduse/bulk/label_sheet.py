"""Read a labelling sheet that a person filled, as a spreadsheet program wrote it."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from enduse.errors import DataError, NoInputError

SHEET = ("unit", "question", "on_the_line", "beside_it", "country", "answer")
NEEDED = ("unit", "answer")
_RIGHT, _WRONG = ("yes", "y", "right", "1", "true"), ("no", "n", "wrong", "0", "false")
_MARKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""How workbooks begin."""


def answers_of(path: Path) -> dict[str, bool]:
    """The answers of a sheet: unit, and whether the finding is right; empty cells are left out.

    Raises:
        NoInputError: where there is no such file.
        DataError: for a file that is no labelling sheet, for an answer that is neither yes nor no,
            for two answers to one unit, and where nothing was answered.
    """
    answers: dict[str, bool] = {}
    for number, row in enumerate(csv.DictReader(io.StringIO(_text(path)), delimiter=","), 2):
        unit = (row.get("unit") or "").strip().lstrip("'")
        said = (row.get("answer") or "").strip().lower()
        if not said:
            continue
        if said not in (*_RIGHT, *_WRONG):
            raise DataError(f"{path}:{number}", f"{said!r} is no answer", "Write yes or no.")
        if not unit:
            raise DataError(
                f"{path}:{number}", "an answer without a unit", "Leave the column `unit` as it was."
            )
        right = said in _RIGHT
        if answers.setdefault(unit, right) != right:
            raise DataError(
                f"{path}:{number}", f"{unit} is answered yes and no", "Leave one of the two."
            )
    if not answers:
        raise DataError(str(path), "no row has an answer", "Write yes or no into `answer`.")
    return answers


def _text(path: Path) -> str:
    """The sheet with commas between its cells."""
    try:
        data = path.read_bytes()
    except OSError as err:
        raise NoInputError(
            str(path), f"cannot be read: {err.strerror}", "Name the sheet that was filled."
        ) from None
    if data.startswith(_MARKS):
        raise DataError(str(path), "a workbook, not CSV", "Save the sheet as CSV (UTF-8).")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise DataError(str(path), "not UTF-8", "Save the sheet as CSV (UTF-8).") from None
    head = text.partition("\n")[0]
    cells = next((d for d in (",", ";", "\t") if set(NEEDED) <= set(_cells(head, d))), None)
    if cells is None:
        raise DataError(
            str(path),
            "no labelling sheet: its first row does not name `unit` and `answer`",
            f"Give a sheet that `enduse sample RUN` wrote: {','.join(SHEET)}.",
        )
    return text if cells == "," else _with_commas(text, cells)


def _cells(head: str, delimiter: str) -> list[str]:
    return [cell.strip() for cell in next(csv.reader([head], delimiter=delimiter), [])]


def _with_commas(text: str, delimiter: str) -> str:
    """As a spreadsheet program of another country writes it: `;` stands between cells."""
    out = io.StringIO()
    csv.writer(out).writerows(csv.reader(io.StringIO(text), delimiter=delimiter))
    return out.getvalue()
