"""The catalogue: a file for each snapshot, written last; what it does not name is not held."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from enduse.errors import ListStoreError
from enduse.lists.folder import digest, write_whole

FORMAT = 1


class Strict(BaseModel):
    """Unknown keys are refused: a record is of this format or an error."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Part(Strict):
    """One file of a snapshot."""

    sha256: str
    bytes: int
    file: str


class Carried(Strict):
    """What a snapshot holds of one list."""

    entries: int
    names: int
    dated: int


class Snapshot(Strict):
    """One edition of a source on a day.

    Args:
        day: the day on which the publisher offered it.
        list_date: the day that the file itself states.
        coverage: `complete`, or `partial` where absence says nothing.
        carries: properties for which absence in it means removal.
        prior: the snapshot of the source held before it.
        problems, rejects: how many values and rows could not be read.
    """

    format: int = FORMAT
    source: str
    day: date
    list_date: date | None = None
    retrieved_at: datetime | None = None
    coverage: Literal["complete", "partial"] = "complete"
    parts: dict[str, Part] = Field(min_length=1)
    lists: dict[str, Carried]
    carries: tuple[str, ...]
    problems: int
    rejects: int
    prior: str = ""
    licence: str = ""
    accepted: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """Hash of its bytes: of the file where there is one, else of the parts' hashes."""
        if list(self.parts) == ["main"]:
            return self.parts["main"].sha256
        text = "\n".join(f"{kind} {part.sha256}" for kind, part in sorted(self.parts.items()))
        return digest(text.encode())


def record_path(root: Path, snapshot: Snapshot) -> Path:
    """Where its record stands."""
    name = f"{snapshot.day.isoformat()}-{snapshot.id.removeprefix('sha256:')[:12]}.json"
    return root / "catalogue" / snapshot.source / name


def write_record(root: Path, snapshot: Snapshot) -> None:
    """Commit a snapshot: from here on it is held."""
    text = json.dumps(snapshot.model_dump(mode="json"), indent=1, sort_keys=True)
    write_whole(record_path(root, snapshot), text.encode() + b"\n")


def read_catalogue(root: Path) -> tuple[Snapshot, ...]:
    """Every snapshot held, by source and day.

    Raises:
        ListStoreError: a record that cannot be read; its file is named.
    """
    found = []
    folder = root / "catalogue"
    for path in sorted(folder.glob("*/*.json")) if folder.is_dir() else []:
        try:
            found.append(Snapshot.model_validate_json(path.read_bytes()))
        except (OSError, ValidationError) as err:
            raise ListStoreError(
                str(path.relative_to(root)), f"not a record of this store: {err}", "Remove it."
            ) from None
    return tuple(sorted(found, key=lambda s: (s.source, s.day, s.id)))


def held(snapshots: tuple[Snapshot, ...], source: str) -> tuple[Snapshot, ...]:
    """Snapshots of one source, oldest first."""
    return tuple(s for s in snapshots if s.source == source)
