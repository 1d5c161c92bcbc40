"""What else is known of a party and an entry: it orders and cautions, and never deletes a match."""

from __future__ import annotations

from dataclasses import replace

from enduse.model.listing import ListEntry
from enduse.model.match import SCORE_SCALE, NameMatch, Relation
from enduse.model.transfer import Party
from enduse.screening.identifier import same_identifiers
from enduse.screening.vocabulary import keys_of

STRONGER, WEAKER = 150, 600
"""Ten-thousandths by which a score moves; it never leaves the range 1 to 10000."""
LEAST_ADDRESS_WORDS = 3


def support(match: NameMatch, party: Party, entry: ListEntry) -> tuple[NameMatch, bool | None]:
    """Return the match with identifiers, country and address compared, and whether countries agree.

    An equal identifier makes a match `same`; countries that differ make `same` only `possible`.
    Whether countries agree is None where either side names none.
    """
    compared = list(match.compared)
    because = list(match.because)
    relation, score = match.relation, match.score
    agrees = _countries_agree(party, entry)
    if agrees is not None:
        compared.append("country")
        score += STRONGER if agrees else -WEAKER
        if not agrees:
            listed = ", ".join(dict.fromkeys(one.value for one in entry.countries))
            because.append(f"country differs: {party.country}, listed with {listed}")
            relation = Relation.POSSIBLE if relation is Relation.SAME else relation
    shared = _shared_address(party, entry)
    if shared is not None:
        compared.append("address")
        score += STRONGER if shared else 0
    for scheme, value in same_identifiers(party.identifiers, entry):
        compared.append("identifier")
        because.append(f"{scheme} {value}".strip())
        relation, score = Relation.SAME, SCORE_SCALE
    return (
        replace(
            match,
            relation=relation,
            score=max(1, min(SCORE_SCALE, score)),
            compared=tuple(dict.fromkeys(compared)),
            because=tuple(because),
        ),
        agrees,
    )


def _countries_agree(party: Party, entry: ListEntry) -> bool | None:
    listed = {one.value.upper() for one in entry.countries if one.value}
    if not party.country or not listed:
        return None
    return party.country.upper() in listed


def _shared_address(party: Party, entry: ListEntry) -> bool | None:
    """Whether the addresses share three words or half of the shorter one."""
    if not party.address or not entry.addresses:
        return None
    own = set(keys_of(party.address))
    for address in entry.addresses:
        other = set(keys_of(address.value))
        needed = min(LEAST_ADDRESS_WORDS, (min(len(own), len(other)) + 1) // 2)
        if needed and len(own & other) >= needed:
            return True
    return False
