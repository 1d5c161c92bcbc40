"""`proposals`: a change of law that somebody proposes, as an overlay folder carries it.

The folder holds the proposed files (`controls/…`, `law/…`, `lists/…`) and one such card. The rest
of the overlay is ordinary knowledge; the card says what it is, and which technologies a new entry
would reach, so that the goods check names it as a candidate.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from enduse.knowledge.schema.base import Cite, Strict
from enduse.knowledge.schema.technology import Candidate


class ProposedCandidate(Candidate):
    """A technology that a proposed entry would reach."""

    technology: str


class ProposalFile(Strict):
    """A proposal.

    Args:
        status: `draft`: ours; `published`: an authority proposed it; `withdrawn`; `adopted`.
        candidates: technologies that its entries would reach.
        leaves_out: what of the published text the overlay does not carry.
    """

    title: str
    summary: str = Field(min_length=1)
    status: Literal["draft", "published", "withdrawn", "adopted"]
    published: date | None = None
    candidates: tuple[ProposedCandidate, ...] = ()
    leaves_out: tuple[str, ...] = ()
    cite: tuple[Cite, ...] = ()
    note: str = ""
    verified: bool
