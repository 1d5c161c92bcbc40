"""The key of the licence check holds everything that a rule of law can read."""

from __future__ import annotations

from pathlib import Path

from enduse.bulk.plan.reads import reads_of
from enduse.knowledge.source import open_knowledge
from enduse.review.licence.law import law_of

HELD = {
    "kind", "destination", "dispatched_from", "transit", "parties.type", "parties.country",
    "parties.state_percent", "parties.name", "goods.origin", "goods.hs",
}  # fmt: skip
NAMED = ("parties.facts.", "goods.facts.", "statements.", "acquisition.")
NOT_HELD = {"names", "addresses"}


def test_no_rule_of_law_reads_what_the_key_leaves_out(root: Path) -> None:
    """A rule on other words of a line would be answered for other lines too: widen the key."""
    law = law_of(open_knowledge(root / "knowledge"))
    export = [rule for name in law.jurisdictions for rule in law.behind(name)]
    nodes = [node for rule in export for one in rule.versions for node in one.nodes()]
    read = reads_of(nodes, law.facts, law.tables, ())
    places = {place for fact in read.facts for place in law.facts[fact].places}
    assert {p for p in places if p not in HELD and not p.startswith(NAMED)} == set()
    compared = {place for fact in read.texts for place in law.facts[fact].places}
    assert "parties.name" not in compared, "a name is in the key by its listings only"
    assert not read.words, "facts read from words are not in the key"
    assert not read.inputs & NOT_HELD
