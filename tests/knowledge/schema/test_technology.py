"""What a technology file may say."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pydantic import ValidationError

from enduse.knowledge.folder import read_folder
from enduse.knowledge.schema.controls import EntryFile
from enduse.knowledge.schema.technology import Brand, Candidate, Reading, TechnologyFile

ROOT = Path(__file__).resolve().parents[3]
MINIMAL = {
    "title": "T",
    "what": "W",
    "rights": {
        "text": "R",
        "bears_on": ["privacy"],
        "cite": [{"instrument": "I"}],
        "verified": False,
    },
    "terms": {"en": {"strong": ["t"]}},
    "terms_verified": False,
    "sources": [{"instrument": "I"}],
    "verified": False,
}


def test_the_pack_holds_thirty_technologies_with_rights_and_reasons() -> None:
    """Each says what it does to which rights, and covers us, eu and uk by entry or by gap."""
    folder = read_folder(ROOT / "knowledge")
    files = folder.sections["technology"]
    assert len(files) == 30
    for id_, item in files.items():
        assert isinstance(item, TechnologyFile)
        assert len(item.rights.text) > 40, id_
        told = {c.jurisdiction for c in item.candidates} | {g.jurisdiction for g in item.gaps}
        assert told >= {"us", "eu", "uk"}, id_
        assert item.terms["en"].strong, id_


def test_no_output_word_of_the_knowledge_is_one_we_never_use() -> None:
    """Texts that reach a report keep to the house vocabulary."""
    banned = re.compile(r"\b(blacklist|cleared|guilty|approved|violations?)\b", re.IGNORECASE)
    for id_, item in read_folder(ROOT / "knowledge").sections["technology"].items():
        assert isinstance(item, TechnologyFile)
        texts = [item.title, item.what, item.rights.text]
        texts += [g.reason for g in item.gaps] + [c.covers for c in item.candidates]
        texts += [text for d in item.deciding for text in (d.question, d.decides)]
        assert not [text for text in texts if banned.search(text)], id_


def test_every_candidate_is_an_entry_of_the_control_lists() -> None:
    """A candidate that no list holds would never meet a rule."""
    folder = read_folder(ROOT / "knowledge")
    codes = {
        (entry.jurisdiction, entry.code)
        for entry in folder.sections["controls"].values()
        if isinstance(entry, EntryFile)
    }
    named = {
        (one.jurisdiction, one.entry)
        for item in folder.sections["technology"].values()
        if isinstance(item, TechnologyFile)
        for one in item.candidates
    }
    assert named - codes == set()


def test_a_candidate_is_decided_by_facts_that_the_file_describes() -> None:
    """A fact without a question cannot be asked for."""
    bad = MINIMAL | {
        "candidates": [
            {
                "jurisdiction": "us",
                "entry": "3A981",
                "decided_by": ["item.unheard_of"],
                "covers": "C",
                "verified": True,
            }
        ]
    }
    with pytest.raises(ValidationError, match="not described here"):
        TechnologyFile.model_validate(bad)


def test_a_full_gap_beside_a_candidate_is_refused() -> None:
    """An entry reaches it, or none does; a gap for a part says so."""
    bad = MINIMAL | {
        "candidates": [{"jurisdiction": "us", "entry": "3A981", "covers": "C", "verified": True}],
        "gaps": [{"jurisdiction": "us", "reason": "none", "verified": True}],
    }
    with pytest.raises(ValidationError, match="say partly"):
        TechnologyFile.model_validate(bad)


@pytest.mark.parametrize(
    ("model", "fields", "message"),
    [
        (Reading, {"pattern": "(", "value": "x"}, "missing"),
        (Reading, {"pattern": "a", "value": "{1}"}, "no group 1"),
        (Brand, {"maker": "M", "strength": "weak", "verified": False}, "words or models"),
        (
            Candidate,
            {
                "jurisdiction": "us",
                "entry": "E",
                "from": "2022-01-01",
                "to": "2021-01-01",
                "covers": "C",
                "verified": True,
            },
            "not after",
        ),
    ],
)
def test_parts_that_say_nothing_sensible_are_refused(
    model: type[Reading], fields: dict[str, object], message: str
) -> None:
    """The message names what is wrong."""
    with pytest.raises(ValidationError, match=message):
        model.model_validate(fields)
