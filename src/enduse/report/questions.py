"""The sheet of questions: one row per distinct subject and fact; and the filled sheet read back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from enduse.bulk.run import Run
from enduse.bulk.summary import summarise
from enduse.errors import DataError, OutputError
from enduse.review.questions import Answer

HEADINGS = ("lines", "about", "question", "answer", "source", "person", "date", "fact")
WIDTHS = (8, 42, 60, 24, 24, 18, 12, 28)


def write_questions(run: Run, path: Path) -> int:
    """Write every question of a run, the one that most lines ask first; return how many."""
    import xlsxwriter

    questions = summarise(run).questions.ordered()
    part = path.with_name(path.name + ".part")
    try:
        book = xlsxwriter.Workbook(
            str(part), {"strings_to_formulas": False, "strings_to_urls": False}
        )
        sheet = book.add_worksheet("questions")
        bold = book.add_format({"bold": True, "bottom": 1})
        wrap = book.add_format({"text_wrap": True, "valign": "top"})
        open_ = book.add_format({"bg_color": "#fff4cc", "text_wrap": True, "valign": "top"})
        for column, (heading, width) in enumerate(zip(HEADINGS, WIDTHS, strict=True)):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, heading, bold)
        sheet.freeze_panes(1, 0)
        for n, (question, lines) in enumerate(questions, 1):
            sheet.write_number(n, 0, lines, wrap)
            sheet.write_string(n, 1, question.subject, wrap)
            sheet.write_string(n, 2, question.question, wrap)
            for column in range(3, 7):
                sheet.write_blank(n, column, None, open_)
            sheet.write_string(n, 7, question.fact, wrap)
        sheet.autofilter(0, 0, max(len(questions), 1), len(HEADINGS) - 1)
        book.close()
        part.replace(path)
    except (OSError, xlsxwriter.exceptions.FileCreateError) as err:
        raise OutputError(str(path), f"cannot be written: {err}", "Name another file.") from None
    return len(questions)


def read_answers(path: Path) -> Iterator[Answer]:
    """Read a filled sheet; rows without an answer are questions that stay open."""
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()
    except (OSError, CalamineError, IndexError) as err:
        raise DataError(
            str(path), f"cannot be read: {err}", "Give the sheet that --ask wrote, filled in."
        ) from None
    headings = [str(cell).strip().lower() for cell in rows[0]] if rows else []
    missing = [name for name in ("about", "fact", "answer") if name not in headings]
    if missing:
        raise DataError(
            str(path),
            f"has no column {', '.join(missing)}",
            "Keep the headings of the sheet that --ask wrote.",
        )
    place = {name: headings.index(name) for name in HEADINGS if name in headings}
    for row in rows[1:]:
        cell = {name: _text(row[n]) if n < len(row) else "" for name, n in place.items()}
        if cell["answer"]:
            yield Answer(
                fact=cell["fact"],
                subject=cell["about"],
                value=cell["answer"],
                source=cell.get("source", ""),
                person=cell.get("person", ""),
                date=cell.get("date", ""),
            )


def _text(cell: object) -> str:
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()
