"""What a rule reads must be in the key of the licence check, or two lines would share an answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pytest

from enduse.knowledge.schema.facts import FactFile
from enduse.knowledge.source import open_knowledge
from enduse.review.licence.law import Law, law_of

IN_KEY = (
    "destination",
    "dispatched_from",
    "transit",
    "kind",
    "statements.",
    "goods.entries",
    "goods.origin",
    "goods.hs",
    "goods.facts.",
    "parties.type",
    "parties.country",
    "parties.state_percent",
    "parties.facts.",
    "acquisition.",
)
READS_NAMES = {"has_word", "same_name_as_role", "address_of_listed", "name_like_listed"}
"""Derived facts that read words of a line; red flags may, law may not."""


@pytest.fixture(scope="module")
def law() -> Law:
    """The shipped law."""
    return law_of(open_knowledge())


def sources(fact: str, facts: Mapping[str, FactFile]) -> Iterator[FactFile]:
    """A fact and every fact it is derived from."""
    file = facts[fact]
    yield file
    for read in file.derived.reads if file.derived else ():
        yield from sources(read, facts)


def read_by_law(law: Law) -> set[str]:
    """Every registered fact that a rule reads."""
    return {fact for id_ in law.rules for fact in law.reads(id_) if fact in law.facts}


def test_no_rule_reads_words_of_a_name_an_address_or_an_end_use(law: Law) -> None:
    """Names are not in the key (design, section 1, point 4)."""
    found = [
        (fact, file.derived.by)
        for fact in sorted(read_by_law(law))
        for file in sources(fact, law.facts)
        if file.derived is not None and file.derived.by in READS_NAMES
    ]
    assert found == []


def test_every_declared_fact_a_rule_reads_is_in_the_key(law: Law) -> None:
    """A path of the transfer that is not in the key may not decide an answer of law."""
    outside = {
        file.declared_at
        for fact in read_by_law(law)
        for file in sources(fact, law.facts)
        if file.declared_at is not None and not file.declared_at.startswith(IN_KEY)
    }
    assert outside == set()


def test_law_reads_facts_at_all(law: Law) -> None:
    """The two tests above look at something."""
    assert {"party.listing", "destination.country", "entry.family"} <= read_by_law(law)
