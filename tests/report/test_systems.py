"""An entry of the registry in words: what nobody checked never stands among what is."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest

from enduse.knowledge.folder import read_folder
from enduse.knowledge.schema.systems import SystemFile
from enduse.knowledge.schema.technology import TechnologyFile
from enduse.report.systems import NOT_CHECKED, entry_lines
from enduse.review.systems import Registry


@pytest.fixture(scope="module")
def sections(root: Path) -> tuple[Registry, dict[str, TechnologyFile]]:
    folder = read_folder(root / "knowledge")
    systems = cast("dict[str, SystemFile]", folder.sections["systems"])
    technology = cast("dict[str, TechnologyFile]", folder.sections["technology"])
    return Registry.build(systems), technology


def _text(sections: tuple[Registry, dict[str, TechnologyFile]], id_: str) -> list[str]:
    registry, technology = sections
    (system,) = registry.find(id_)
    return list(entry_lines(system, technology))


def test_every_entry_of_the_article_says_its_sources_and_the_law_or_the_gap(
    sections: tuple[Registry, dict[str, TechnologyFile]],
) -> None:
    registry, technology = sections
    for system in registry.select(seed=True):
        lines = list(entry_lines(system, technology))
        assert any(line.startswith("  [") for line in lines), system.id
        for id_ in system.file.technologies:
            at = lines.index(f"  technology {id_}:")
            assert "may fall under" in lines[at + 1] or "gap" in lines[at + 1], (system.id, id_)


def test_claims_from_memory_stand_under_their_heading_after_the_checked_ones(
    sections: tuple[Registry, dict[str, TechnologyFile]],
) -> None:
    lines = _text(sections, "national_dna_db")
    heading = lines.index(f"  {NOT_CHECKED.upper()}")
    checked = next(i for i, line in enumerate(lines) if "takes in genetic profiles" in line)
    memory = next(i for i, line in enumerate(lines) if "whole groups" in line)
    assert checked < heading < memory


def test_a_charge_is_shown_with_its_state_and_day(
    sections: tuple[Registry, dict[str, TechnologyFile]],
) -> None:
    text = " ".join(line.strip() for line in _text(sections, "enforcement_finfisher_2023"))
    assert "charged as of 2023-05-22" in text
    assert "A charge is not a conviction" in text


def test_the_reply_and_the_way_to_report_an_error_are_shown(
    sections: tuple[Registry, dict[str, TechnologyFile]],
) -> None:
    text = " ".join(line.strip() for line in _text(sections, "ecu911"))
    assert "reply of Huawei" in text
    assert "to report an error" in text
