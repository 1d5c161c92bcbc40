"""A change of knowledge reopens exactly the lines that a full re-run finds changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from enduse.bulk.knowledge_change import reached
from enduse.bulk.rereview_knowledge import Asked, rereview_knowledge
from enduse.bulk.run import Run, RunWriter
from enduse.bulk.said import reopened
from enduse.bulk.write import write_run
from enduse.intake.contract_json import transfer_from_json
from enduse.intake.contract_write import transfer_to_json
from enduse.knowledge.pack import Pack, write_pack
from enduse.knowledge.schema.sections import SECTION_MODELS
from enduse.lists.view import Lists, open_lists
from enduse.model.transfer import Transfer
from enduse.review.build import build_reviewer
from enduse.review.engine import Reviewer
from enduse.review.licence.law import law_of
from enduse.review.options import ReviewOptions
from tests.bulk.random_lines import lines

MANIFEST = {"options": {"as_of": None, "also_as_of": [], "jurisdictions": [], "rules": []}}
Sections = dict[str, dict[str, BaseModel]]
Plain = dict[str, Any]


@pytest.fixture(scope="module")
def sections(pack: Pack) -> Sections:
    """The knowledge, every item read."""
    return {name: dict(pack.section(name, model)) for name, model in SECTION_MODELS.items()}


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Keeps what takes long to build."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="module")
def transfers(listed: list[str]) -> list[Transfer]:
    """Lines as a run keeps them."""
    return [transfer_from_json(transfer_to_json(t)) for t in lines(250, 7, listed)]


@pytest.fixture(scope="module")
def run(
    transfers: list[Transfer],
    reviewer: Reviewer,
    pack: Pack,
    tmp_path_factory: pytest.TempPathFactory,
) -> Run:
    """A run of them."""
    with RunWriter(tmp_path_factory.mktemp("runs") / "run") as writer:
        write_run(transfers, reviewer, writer)
        return writer.finish(MANIFEST, pack.data)


def with_item(sections: Sections, section: str, key: str, change: Callable[[Plain], None]) -> Pack:
    """The knowledge with one item changed."""
    item = sections[section][key]
    plain = item.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    change(plain)
    other = {**sections, section: {**sections[section], key: type(item).model_validate(plain)}}
    return Pack(write_pack(other), "changed")


def without_item(sections: Sections, section: str, key: str) -> Pack:
    """The knowledge without one item."""
    held = {k: v for k, v in sections[section].items() if k != key}
    return Pack(write_pack({**sections, section: held}), "without")


def _rule_for_all(plain: Plain) -> None:
    for version in plain["versions"]:
        version["when"] = {"fact": "destination.country", "in": ["CN", "RU", "VN"]}


def _later(plain: Plain) -> None:
    plain["versions"][0]["from"] = "2019-01-01"


def _stayed(plain: Plain) -> None:
    for version in plain["versions"]:
        version["text_status"] = "stayed"


def _no_candidates(plain: Plain) -> None:
    plain["candidates"] = [c for c in plain["candidates"] if c["jurisdiction"] != "eu"]


def _new_term(plain: Plain) -> None:
    plain["terms"]["en"]["strong"] = [*plain["terms"]["en"]["strong"], "cotton shirts"]


def _question(plain: Plain) -> None:
    plain["question"] = "Is it so, in other words?"


def _notes(plain: Plain) -> None:
    plain["summary"] = "The same in other words."


def _another_title(plain: Plain) -> None:
    plain["title"] = "Another title"


def changed_pack(sections: Sections, kind: str) -> Pack:
    """The knowledge with a change of one kind."""
    law = sections["law"]
    duty = "us.ear.744-21-a-2-all-items"
    changes: Mapping[str, tuple[str, str, Callable[[Plain], None]]] = {
        "rule": ("law", duty, _rule_for_all),
        "definition": ("law", "us.ear.def.supplement-2-to-part-744", _rule_for_all),
        "summary of a rule": ("law", duty, _notes),
        "entry": (
            "controls",
            next(k for k, e in sections["controls"].items() if _code(e) == "5A001.f.1"),
            _later,
        ),
        "candidate": ("technology", "thermal_imaging", _no_candidates),
        "term": ("technology", "dna_analysis", _new_term),
        "flag": ("flags", "kyc-09", _stayed),
        "question": ("facts", "party.military_end_user", _question),
        "case": ("cases", next(iter(sections["cases"])), _another_title),
    }
    assert duty in law
    if kind == "rule gone":
        return without_item(sections, "law", duty)
    if kind == "organs gone":
        return without_item(sections, "organs", "cn")
    if kind == "designation":
        key = next(k for k in sections["lists"] if k.endswith("84-fr-54002"))
        return without_item(sections, "lists", key)
    if kind == "names":
        return without_item(sections, "names", "measured")
    section, key, change = changes[kind]
    return with_item(sections, section, key, change)


def _code(entry: BaseModel) -> str:
    return str(getattr(entry, "code", ""))


KINDS = ("rule", "rule gone", "definition", "summary of a rule", "entry", "candidate", "term",
         "flag", "question", "organs gone", "designation", "case")  # fmt: skip
SILENT = {"summary of a rule", "case"}


QUICK = ("rule", "candidate", "flag", "designation")
EACH = [k if k in QUICK else pytest.param(k, marks=pytest.mark.slow) for k in KINDS]


@pytest.mark.parametrize("kind", EACH)
def test_rereview_equals_a_full_run(
    kind: str, sections: Sections, run: Run, pack: Pack, lists: Lists, reviewer: Reviewer,
    transfers: list[Transfer], cache: Path,
) -> None:  # fmt: skip
    """Every line whose review says otherwise, and no other."""
    other = changed_pack(sections, kind)
    other_lists = open_lists(None, other)
    noted = Asked()
    found = {
        one.row: one
        for one in rereview_knowledge(run, (pack, lists), (other, other_lists), cache, noted=noted)
    }
    after = build_reviewer(other, other_lists, ReviewOptions(), cache)
    pairs = zip(reviewer.review_all(transfers), after.review_all(transfers), strict=True)
    full = {
        row: one
        for row, (old, new) in enumerate(pairs)
        if (one := reopened(row, old, new)) is not None
    }
    assert found == full
    in_groups = rereview_knowledge(run, (pack, lists), (other, other_lists), cache, many=0)
    assert {one.row: one for one in in_groups} == full, "one line of each kind tells the others"
    assert bool(full) == (kind not in SILENT), "the change touches something"
    assert len(full) < len(transfers)
    assert noted.reached is not None
    assert len(noted.reached.items) == 1
    assert noted.lines >= len(full)


def test_only_the_law_that_a_rule_belongs_to_is_asked(
    sections: Sections, run: Run, pack: Pack, lists: Lists
) -> None:
    """A rule of one jurisdiction; an entry of a law that another adds to; a quiet section."""
    before = law_of(pack)

    def jurisdictions(kind: str) -> tuple[str, ...]:
        other = changed_pack(sections, kind)
        return reached(pack, other, before, law_of(other)).jurisdictions

    assert jurisdictions("rule") == ("us",)
    assert jurisdictions("definition") == ("us",)
    key = next(k for k, e in sections["controls"].items() if getattr(e, "jurisdiction", "") == "eu")
    other = with_item(sections, "controls", key, _another_title)
    assert reached(pack, other, before, law_of(other)).jurisdictions == ("de", "eu")
    assert jurisdictions("flag") == ()
    noted = Asked()
    rule = changed_pack(sections, "rule")
    assert list(rereview_knowledge(run, (pack, lists), (rule, lists), noted=noted))
    asked = {name.partition(" ")[0] for name in noted.keys}
    assert asked & {"us", "eu", "uk", "de", "flags"} == {"us", "flags"}


def test_the_same_knowledge_reopens_nothing(run: Run, pack: Pack, lists: Lists) -> None:
    """And nothing is asked."""
    noted = Asked()
    assert list(rereview_knowledge(run, (pack, lists), (pack, lists), noted=noted)) == []
    assert noted.reached is not None
    assert noted.reached.items == ()
    assert not noted.keys


def test_a_later_reading_of_the_law_reaches_that_law_only(sections: Sections, pack: Pack) -> None:
    """The card says through when the law was read; its version and notes say nothing of a line."""
    later = with_item(
        sections,
        "pack",
        "pack",
        lambda p: p["known_through"].update(uk=date(2026, 9, 1).isoformat()),
    )
    found = reached(pack, later, law_of(pack), law_of(later))
    assert (found.jurisdictions, found.goods) == (("uk",), False)
    named = with_item(sections, "pack", "pack", lambda p: p.update(version="2027.01.01"))
    assert not reached(pack, named, law_of(pack), law_of(named)).plan
