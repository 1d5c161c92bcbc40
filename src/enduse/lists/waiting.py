"""Parts that came before the main file of their edition: kept until it comes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from enduse.errors import ListStoreError
from enduse.lists.editions import File
from enduse.lists.folder import keep_raw, read_raw, write_whole


class PartWaitsError(ListStoreError):
    """Not a failure: the part is kept, and nothing can be said of its list before the main file."""

    exit_code = 0


def keep_waiting(root: Path, source: str, day: date, parts: Mapping[str, File]) -> None:
    """Keep parts of an edition whose main file is not there yet."""
    for kind, file in parts.items():
        record = {"file": file.name, "sha256": keep_raw(root, file.data)}
        text = json.dumps(record, sort_keys=True).encode() + b"\n"
        write_whole(_folder(root, source, day) / f"{kind}.json", text)


def waiting(root: Path, source: str, day: date) -> dict[str, File]:
    """Parts that wait for the main file of an edition."""
    found = {}
    folder = _folder(root, source, day)
    for path in sorted(folder.glob("*.json")) if folder.is_dir() else []:
        record = json.loads(path.read_text(encoding="utf-8"))
        found[path.stem] = File(record["file"], read_raw(root, record["sha256"]))
    return found


def no_longer_waiting(root: Path, source: str, day: date) -> None:
    """Forget the parts of an edition that is held now."""
    folder = _folder(root, source, day)
    for path in folder.glob("*.json") if folder.is_dir() else []:
        path.unlink(missing_ok=True)


def _folder(root: Path, source: str, day: date) -> Path:
    return root / "waiting" / source / day.isoformat()
