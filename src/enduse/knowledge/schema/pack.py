"""`knowledge/pack.yaml`: the version of what we know."""

from __future__ import annotations

from datetime import date

from enduse.knowledge.schema.base import Strict


class PackCard(Strict):
    """Version and day of the knowledge, and the instruments with the day each was read through.

    Args:
        known_through: rule id prefix (an instrument or a jurisdiction) to the day read through.
        jurisdictions: whose law the pack holds, in the order of reports.
        unlisted: the code by which a jurisdiction calls goods on no list (`none` where not given).
        adds_to: a jurisdiction whose law stands beside that of another, e.g. a member state's.
        not_modelled: by jurisdiction, law that this pack does not hold, in words.
    """

    title: str
    version: str
    compiled: date
    licence: str
    known_through: dict[str, date]
    jurisdictions: tuple[str, ...] = ()
    unlisted: dict[str, str] = {}
    adds_to: dict[str, str] = {}
    not_modelled: dict[str, tuple[str, ...]] = {}
