"""The key of the licence check holds everything that a rule of law can read."""

from __future__ import annotations

from pathlib import Path

import pytest

from enduse.bulk.plan.reads import reads_of
from enduse.knowledge.source import open_knowledge
from enduse.lists.view import open_lists
from enduse.model.period import parse_transfer_date
from enduse.model.transfer import Goods, Kind, Party, Role, Transfer
from enduse.review.build import build_reviewer
from enduse.review.key_reach import held_by_key
from enduse.review.licence.law import law_of
from enduse.review.options import ReviewOptions

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


@pytest.mark.parametrize(
    ("fact", "held"),
    [
        ("destination.country", True),
        ("party.listing", True),
        ("entry.family", True),
        ("transfer.vague_end_use", False),
        ("transfer.end_use", False),
        ("party.name", False),
    ],
)
def test_what_the_key_leaves_out_is_known(root: Path, fact: str, held: bool) -> None:
    """Words of a line are not in the key; listings, places and entries are."""
    law = law_of(open_knowledge(root / "knowledge"))
    assert held_by_key([fact], law.facts) is held
    assert held_by_key(law.all_reads(), law.facts), "every line of every review answered anew"


def test_an_own_rule_on_an_end_use_answers_each_line_by_its_own(root: Path, tmp_path: Path) -> None:
    """Lines that differ in the stated end use alone do not share an answer."""
    (tmp_path / "law/us/ear").mkdir(parents=True)
    (tmp_path / "law/us/ear/zz-vague.yaml").write_text(
        "title: Vague end use\nkind: requirement\nversions:\n  - from: always\n"
        "    read_from: 2010-01-01\n    to: null\n    when:\n      all:\n"
        "        - {fact: destination.country, is: LA}\n"
        "        - {fact: transfer.vague_end_use, is: true}\n"
        "    then: {status: licence_required, reason: vague end use}\n"
        '    cite: [{instrument: own, pinpoint: "1"}]\n    verified: true\n',
        "utf-8",
    )
    pack = open_knowledge(root / "knowledge", [tmp_path])
    reviewer = build_reviewer(pack, open_lists(None, pack), ReviewOptions())
    lines = [
        Transfer(
            id=use,
            date=parse_transfer_date("2023-05-05"),
            kind=Kind.EXPORT,
            destination="LA",
            dispatched_from="US",
            goods=Goods(description="pumps", origin="US", entries=(("us", "EAR99"),)),
            parties=(Party(role=Role.END_USER, name="Alpha Trading Co", country="LA"),),
            end_use=use,
        )
        for use in ("water supply of the town", "public security")
    ]
    for some in (lines, lines[::-1]):
        statuses = {
            review.transfer.id: next(
                x.status.word for x in review.licence if x.jurisdiction == "us"
            )
            for review in reviewer.review_all(some)
        }
        assert statuses["public security"] == "licence_required"
        assert statuses["water supply of the town"] != "licence_required"
