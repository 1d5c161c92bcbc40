"""Names of a line against the official lists, as of its day."""

from enduse.review.parties.check import PartyCheck

__all__ = ["PartyCheck"]
