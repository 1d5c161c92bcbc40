"""What a file of the registry may not say."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path
from typing import Any, cast

import pytest
from pydantic import ValidationError

from enduse.knowledge.folder import read_folder
from enduse.knowledge.schema.systems import SystemFile, person_in

GOOD: dict[str, Any] = {
    "title": "A monitoring centre",
    "kind": "sale",
    "period": "2011",
    "technologies": ["lawful_interception"],
    "claims": [
        {
            "text": "A company sold a monitoring centre to an operator.",
            "evidence": "press_report",
            "sources": ["paper"],
            "verified": True,
        }
    ],
    "sources": [
        {"key": "paper", "title": "A report", "url": "https://example.org/1", "read": True}
    ],
    "verified": True,
    "report_errors": "Open an issue.",
}


def _changed(**parts: Any) -> dict[str, Any]:
    return {**deepcopy(GOOD), **parts}


def test_a_whole_entry_loads() -> None:
    assert SystemFile.model_validate(GOOD).checked[0].sources == ("paper",)


@pytest.mark.parametrize(
    "text",
    [
        "The spyware was found on the phone of journalist Jane Roe.",
        "Mr Smith was followed for a year.",
        "The list holds the number +86 139 1234 5678.",
        "The file of 110101199003077758 was opened.",
        "Write to someone@example.org about it.",
        "The woman, born in 1990, was stopped.",
    ],
)
def test_watched_persons_are_refused_wherever_they_stand(text: str) -> None:
    claim = {**GOOD["claims"][0], "text": text}
    for parts in ({"claims": [claim]}, {"open_questions": [text]}, {"aliases": [text]}):
        with pytest.raises(ValidationError, match="no persons in the registry"):
            SystemFile.model_validate(_changed(**parts))


@pytest.mark.parametrize(
    "text",
    [
        "About 4,300 cameras and 16 centres, 126 million dollars, in 2019.",
        "Reporters and activists were attacked between 2016 and 2021.",
        "The Ministry of Public Security bought it under 84 FR 54002.",
        "A contract of 98.6 million euros of December 2010.",
    ],
)
def test_figures_and_bodies_are_no_persons(text: str) -> None:
    assert person_in(text) is None


def test_a_verified_claim_needs_a_source_that_was_read() -> None:
    unread = [{**GOOD["sources"][0], "read": False}]
    with pytest.raises(ValidationError, match="no source of it was read"):
        SystemFile.model_validate(_changed(sources=unread))


def test_a_claim_names_sources_of_its_own_file() -> None:
    claim = {**GOOD["claims"][0], "sources": ["elsewhere"]}
    with pytest.raises(ValidationError, match="there is no source elsewhere"):
        SystemFile.model_validate(_changed(claims=[claim]))


def test_an_enforcement_action_states_where_it_stands() -> None:
    with pytest.raises(ValidationError, match="states where it stands"):
        SystemFile.model_validate(_changed(kind="enforcement"))


def test_every_charge_and_penalty_carries_its_state_and_day(root: Path) -> None:
    files = cast("dict[str, SystemFile]", read_folder(root / "knowledge").sections["systems"])
    actions = [file for file in files.values() if file.kind == "enforcement"]
    assert len(actions) >= 5
    assert all(court.as_of and court.state for file in actions for court in file.court)
    assert all(file.report_errors for file in files.values())


def test_the_technologies_of_an_entry_are_known(root: Path) -> None:
    sections = read_folder(root / "knowledge").sections
    known = set(sections["technology"])
    assert known
    files = cast("dict[str, SystemFile]", sections["systems"])
    named = {t for file in files.values() for t in file.technologies}
    assert named <= known
