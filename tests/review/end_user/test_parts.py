"""What each part of the knowledge is worth: the labelled names with the part left out."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path

import pytest

from enduse.knowledge.schema.organs import CompanyWords, NotOrgans, OrganFile
from enduse.review.end_user.recognise import OrganRecogniser

Rows = list[dict[str, str]]


def _class_f1(files: Mapping[str, OrganFile], rows: Rows, organs: frozenset[str]) -> float:
    reader = OrganRecogniser(files)
    right = wrong = missed = 0
    for row in rows:
        organ = reader.recognise(row["name"], row["country"] or None)
        have = organ.cls if organ and organ.cls in organs else None
        want = row["organ_class"] if row["organ_class"] in organs else None
        right += bool(want and have == want)
        wrong += bool(have and have != want)
        missed += bool(want and have != want)
    return 2 * right / max(1, 2 * right + wrong + missed)


@pytest.fixture(scope="module")
def rows(shared: Path) -> Rows:
    with (shared / "data" / "organ_truth_dev.csv").open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["unsure"] != "1"]


@pytest.mark.shared
def test_each_part_is_worth_something(organ_files: dict[str, OrganFile], rows: Rows) -> None:
    organs = frozenset(c for file in organ_files.values() for c in file.precedence)
    whole = _class_f1(organ_files, rows, organs)
    grammar_only = {key: file for key, file in organ_files.items() if file.language}
    grammar_only |= {k: f for k, f in organ_files.items() if k.startswith("grammar.")}
    bodies_only = {
        key: file.model_copy(update={"classes": {}}) for key, file in organ_files.items()
    }
    trusting = {
        key: file.model_copy(update={"not_organs": NotOrgans(), "companies": CompanyWords()})
        for key, file in organ_files.items()
    }
    figures = {
        "grammar only": _class_f1(grammar_only, rows, organs),
        "bodies only": _class_f1(bodies_only, rows, organs),
        "no words against": _class_f1(trusting, rows, organs),
    }
    assert whole >= 0.97
    assert all(figure < whole for figure in figures.values()), figures
    assert figures["grammar only"] >= 0.85
    assert figures["bodies only"] < 0.85
