"""What tells values apart that hold decimals: 50 and 50.0 are equal, and are two texts on a line.

A line quotes a number as its file gives it. Values are numbered by the texts of their decimals, so
that no line is given the text of another one, whichever comes first.
"""

from __future__ import annotations

from collections.abc import Hashable

from enduse.intake.amounts import Amounts
from enduse.model.transfer import Party
from enduse.review.keys import exact_owners, exact_text


def exact_amounts(amounts: Amounts) -> Hashable:
    """A key for amounts."""
    value = amounts.value
    if value is None:
        return exact_text(amounts.quantity)
    return exact_text(amounts.quantity), str(value.amount), value.currency, value.basis


def exact_parties(parties: tuple[Party, ...]) -> Hashable:
    """A key for parties; those without shares are their own key."""
    for party in parties:
        if party.state_percent is not None or party.owners:
            return parties, tuple(
                (exact_text(one.state_percent), exact_owners(one.owners)) for one in parties
            )
    return parties
