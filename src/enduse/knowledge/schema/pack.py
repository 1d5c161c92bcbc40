"""`knowledge/pack.yaml`: the version of what we know."""

from __future__ import annotations

from datetime import date

from enduse.knowledge.schema.base import Strict


class PackCard(Strict):
    """Version and day of the knowledge, and the instruments with the day each was read through."""

    title: str
    version: str
    compiled: date
    licence: str
    known_through: dict[str, date]
