"""How a reading is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from enduse.intake.input import Limits


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadOptions:
    """What the command line may say about its input.

    Args:
        profile: id of a profile; None: the one whose headings fit best.
        encoding, delimiter, sheet: None: found in the file.
        defaults: field of the flat form to a value for every line without one; each is recorded
            as assumed by the command line.
        items, partners: product and customer masters, joined by key.
        limits: what one input may unpack to.
    """

    profile: str | None = None
    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None
    defaults: Mapping[str, str] = field(default_factory=dict)
    items: Path | None = None
    partners: Path | None = None
    limits: Limits = Limits()
