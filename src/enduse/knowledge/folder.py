"""Read a folder of knowledge files, and report every problem of every file in one go."""

from __future__ import annotations

import csv
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import BaseModel, ValidationError

from enduse.knowledge.schema.sections import SECTIONS, TABLES
from enduse.knowledge.schema.table import Table, TableCard
from enduse.knowledge.strict_yaml import Document, StrictYamlError, parse
from enduse.knowledge.table_cells import cell_problem


@dataclass(frozen=True, slots=True)
class FileProblem:
    """One problem: the file below the folder, its line, what is wrong."""

    file: str
    line: int
    problem: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.problem}"


@dataclass(slots=True)
class Folder:
    """All files of a folder by section and id, and the problems found on the way."""

    sections: dict[str, dict[str, BaseModel]] = field(default_factory=dict)
    files: dict[tuple[str, str], str] = field(default_factory=dict)
    problems: list[FileProblem] = field(default_factory=list)


def read_folder(root: Path) -> Folder:
    """Read every YAML and CSV file under `root`. Problems are collected, never raised."""
    folder = Folder()
    for section in [*SECTIONS, TABLES]:
        folder.sections[section] = {}
    for path in sorted(root.rglob("*")):
        if not path.is_file() or path.name.startswith((".", "_")):
            continue
        name = path.relative_to(root).as_posix()
        if path.name.endswith(".table.yaml"):
            if not path.with_name(path.name.removesuffix(".table.yaml") + ".csv").is_file():
                folder.problems.append(FileProblem(name, 1, "a table card without its CSV"))
        elif path.suffix == ".csv":
            _read_table(folder, root, path, name)
        elif path.suffix == ".yaml":
            _read_yaml(folder, root, path, name)
        elif path.suffix not in (".md", ""):
            folder.problems.append(FileProblem(name, 1, "not a YAML, CSV or Markdown file"))
    return folder


def file_id(relative: Path) -> str:
    """Turn a path without suffix into an id: segments joined with dots, no dot inside one."""
    return ".".join(relative.parts)


def _read_yaml(folder: Folder, root: Path, path: Path, name: str) -> None:
    relative = path.relative_to(root).with_suffix("")
    section = relative.parts[0] if len(relative.parts) > 1 else "pack"
    schema = SECTIONS.get(section)
    if schema is None:
        known = ", ".join(sorted(SECTIONS))
        folder.problems.append(FileProblem(name, 1, f"unknown folder {section} (known: {known})"))
        return
    if any("." in part for part in relative.parts):
        folder.problems.append(FileProblem(name, 1, "no dot inside a segment of an id"))
        return
    document = _document(folder, path, name)
    if document is None:
        return
    try:
        item = schema.model_validate(document.value)
    except ValidationError as err:
        _report(folder, name, document, err)
        return
    parts = relative.parts if section == "pack" else relative.parts[1:]
    key = file_id(Path(*parts))
    folder.sections[section][key] = item
    folder.files[(section, key)] = name


def _document(folder: Folder, path: Path, name: str) -> Document | None:
    try:
        return parse(path.read_bytes().decode("utf-8"))
    except UnicodeDecodeError as err:
        folder.problems.append(FileProblem(name, 1, f"not UTF-8 at byte {err.start}"))
    except StrictYamlError as err:
        folder.problems.append(FileProblem(name, err.line, err.problem))
    except OSError as err:
        folder.problems.append(FileProblem(name, 1, f"cannot be read: {err.strerror}"))
    return None


def _report(folder: Folder, name: str, document: Document, err: ValidationError) -> None:
    for one in err.errors(include_url=False, include_context=False):
        where = ".".join(str(part) for part in one["loc"])
        text = f"{where}: {one['msg']}" if where else one["msg"]
        folder.problems.append(FileProblem(name, document.line(tuple(one["loc"])), text))


def _read_table(folder: Folder, root: Path, path: Path, name: str) -> None:
    card_path = path.with_suffix(".table.yaml")
    card_name = card_path.relative_to(root).as_posix()
    if not card_path.is_file():
        folder.problems.append(FileProblem(name, 1, f"a table needs its card {card_path.name}"))
        return
    document = _document(folder, card_path, card_name)
    if document is None:
        return
    try:
        card = TableCard.model_validate(document.value)
    except ValidationError as err:
        _report(folder, card_name, document, err)
        return
    rows: list[dict[str, str]] = []
    try:
        with path.open(encoding="utf-8", newline="") as handle:
            reader = csv.reader(handle, strict=True)
            header = next(reader, [])
            if header != list(card.columns):
                text = f"columns {header}, the card says {list(card.columns)}"
                folder.problems.append(FileProblem(name, 1, text))
                return
            for cells in reader:
                if len(cells) != len(header):
                    text = f"{len(cells)} cells, {len(header)} columns"
                    folder.problems.append(FileProblem(name, reader.line_num, text))
                    continue
                row = dict(zip(header, cells, strict=True))
                for column, text in row.items():
                    wrong = cell_problem(card.columns[column], text)
                    if wrong:
                        folder.problems.append(
                            FileProblem(name, reader.line_num, f"{column}: {wrong}")
                        )
                rows.append(row)
    except (OSError, UnicodeDecodeError, csv.Error) as err:
        folder.problems.append(FileProblem(name, 1, f"cannot be read as CSV: {err}"))
        return
    key = file_id(path.relative_to(root).with_suffix(""))
    folder.sections[TABLES][key] = Table(card=card, rows=tuple(rows))
    folder.files[(TABLES, key)] = name
