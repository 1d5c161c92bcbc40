"""The sentence of an outcome says what is true of its own line."""

from __future__ import annotations

import pytest

from enduse.model.match import NameMatch, PartyMatch, Relation, WordPair
from enduse.model.outcome import Outcome
from enduse.model.review import PartyFinding
from enduse.model.subject import GoodsFinding
from enduse.model.transfer import Party, Role, Transfer
from enduse.review.outcome import Found, decide
from enduse.review.words import sentence

NOBODY = "Neither a consignee nor an end user is named: nobody "


@pytest.mark.parametrize(
    ("parties", "words"),
    [
        ((), "could be looked up."),
        (((Role.SUPPLIER, ""),), "could be looked up."),
        (((Role.SUPPLIER, "Delta"),), "but the supplier could be looked up."),
        (
            ((Role.INTERMEDIATE_CONSIGNEE, "Y"), (Role.SUPPLIER, "X"), (Role.SUPPLIER, "Z")),
            "but the supplier and the intermediate consignee could be looked up.",
        ),
    ],
)
def test_who_was_looked_up_is_named_where_nobody_receives(
    parties: tuple[tuple[Role, str], ...], words: str
) -> None:
    """A supplier or an intermediary is looked up too; only a line without names has nobody."""
    line = Transfer(id="1", parties=tuple(Party(role=r, name=n) for r, n in parties))
    found = decide(Found(transfer=line, parties=(), goods=GoodsFinding(), licence=(), flags=()))
    assert (found.outcome, found.unknown_because[0]) == (Outcome.UNKNOWN, "party")
    assert sentence(found.why) == NOBODY + words


@pytest.mark.parametrize(
    ("matched", "entry"),
    [("ATLANTIS", "STARLA, by its name ATLANTIS"), ("Starla", "STARLA")],
)
def test_the_name_of_an_entry_that_matched_is_said(matched: str, entry: str) -> None:
    """An entry that matched by another name than its first one would look like a mistake."""
    party = Party(role=Role.SUPPLIER, name="ATLANTIS SRL")
    word = WordPair(query="atlantis", entry="atlantis", how="equal", weight=1)
    name = NameMatch(
        list="a-list", entry="1", entry_name="STARLA", matched_name=matched,
        relation=Relation.SAME, score=10_000, words=(word,),
    )  # fmt: skip
    match = PartyMatch(name=name, intervals=(), listed_as_of=True, profile="", snapshot="", cite=())
    finding = PartyFinding(index=0, party=party, matches=(match,))
    found = Found(
        transfer=Transfer(id="1", parties=(party,)), parties=(finding,), goods=GoodsFinding(),
        licence=(), flags=(),
    )  # fmt: skip
    assert sentence(decide(found).why) == (
        f"The supplier's name equals an entry of a-list ({entry}). "
        "No rule that was read asks for a licence because of it."
    )
