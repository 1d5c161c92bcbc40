"""`enduse columns FILE`: which column is read as what, and a profile to edit."""

from __future__ import annotations

import sys
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from enduse.cli.settings import KnowledgeOption, OverlayOption, knowledge_pack
from enduse.errors import OutputError, UsageError

if TYPE_CHECKING:
    from enduse.intake.propose import Proposal

_WIDTH = 80
_HEADING, _FIELD = 26, 20


def columns(
    file: Annotated[Path, typer.Argument(help="A table: CSV, TSV, XLSX or Parquet.")],
    profile: Annotated[
        str | None, typer.Option("--profile", help="Profile, or file of one; default: best fit.")
    ] = None,
    encoding: Annotated[str | None, typer.Option("--encoding", help="Default: detected.")] = None,
    delimiter: Annotated[str | None, typer.Option("--delimiter", help="Default: found.")] = None,
    sheet: Annotated[str | None, typer.Option("--sheet", help="Of a workbook.")] = None,
    write: Annotated[
        Path | None, typer.Option("--write", help="Write a profile to edit; never overwrites.")
    ] = None,
    knowledge: KnowledgeOption = None,
    overlay: OverlayOption = None,
) -> None:
    """Show how the columns of a file would be read, with samples, and write a profile to edit."""
    from enduse.intake.options import ReadOptions
    from enduse.intake.profile_file import with_named
    from enduse.intake.propose import profile_text, propose
    from enduse.intake.read import knowledge_for_reading

    profiles, _ = knowledge_for_reading(knowledge_pack(knowledge, overlay))
    options = ReadOptions(profile=profile, encoding=encoding, delimiter=delimiter, sheet=sheet)
    proposals = propose(file, options, with_named(profiles, profile))
    for proposal in proposals:
        sys.stdout.write(shown(proposal))
    if write is not None:
        if len(proposals) != 1:
            raise UsageError("--write", f"{len(proposals)} tables", "Name one with --sheet.")
        _write(write, profile_text(proposals[0], f"enduse columns {file}"))
        sys.stdout.write(f"\nWritten: {write}. Edit it, then read with --profile {write}.\n")


def _write(path: Path, text: str) -> None:
    try:
        with path.open("x", encoding="utf-8") as handle:
            handle.write(text)
    except FileExistsError:
        raise OutputError(str(path), "is there already", "Name a new file.") from None
    except OSError as err:
        problem = f"cannot be written: {err.strerror}"
        raise OutputError(str(path), problem, "Name a folder you may write to.") from None


def shown(proposal: Proposal) -> str:
    """The mapping of one table as text of 80 columns."""
    table = proposal.table
    about = [table.format]
    if table.format == "text":
        about.append(f"{table.scanned.encoding} ({table.scanned.how})")
        about.append(f"delimiter {table.delimiter!r}")
    head = f"headings in line {proposal.line}" if proposal.line else "no headings"
    lines = [f"{table.name}: {', '.join(about)}, {head}, {len(proposal.columns)} columns"]
    lines.append(f"profile: {proposal.profile_id or 'none'} ({proposal.why})")
    if proposal.day_order:
        lines.append(f"days are written {proposal.day_order}")
    if proposal.decimal_mark:
        lines.append(f"the decimal mark is {proposal.decimal_mark!r}")
    lines += ["", _row("heading", "field", "samples"), "-" * _WIDTH]
    for column in proposal.columns:
        field = column.field or (f"perhaps {column.perhaps}" if column.perhaps else "not kept")
        lines.append(_row(column.heading or "(empty)", field, ", ".join(column.samples)))
    return "\n".join(lines) + "\n"


def _row(heading: str, field: str, samples: str) -> str:
    left = f"{_fit(heading, _HEADING)} {_fit(field, _FIELD)} "
    return (left + _fit(samples, _WIDTH - _HEADING - _FIELD - 2)).rstrip()


def _fit(text: str, width: int) -> str:
    """Cut or fill a text to a width on screen, where Han and the like take two columns."""
    kept, used = "", 0
    for c in " ".join(text.split()):
        if unicodedata.combining(c) or not c.isprintable():
            continue
        wide = 2 if unicodedata.east_asian_width(c) in "WF" else 1
        if used + wide > width:
            break
        kept, used = kept + c, used + wide
    return kept + " " * (width - used)
