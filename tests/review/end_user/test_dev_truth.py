"""The labelled development names, scored as `tools/score_organs.py` scores them."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path

import pytest

from enduse.review.end_user.recognise import OrganRecogniser


@pytest.mark.shared
def test_the_development_names_reach_their_floor(
    recogniser: OrganRecogniser, shared: Path, tmp_path: Path
) -> None:
    truth = shared / "data" / "organ_truth_dev.csv"
    out = tmp_path / "reviews.jsonl"
    with truth.open(encoding="utf-8", newline="") as rows, out.open("w") as reviews:
        for row in csv.DictReader(rows):
            organ = recogniser.recognise(row["name"], row["country"] or None)
            party = {"organ": {"class": organ.cls} if organ else None}
            line = {"transfer": {"id": row["id"]}, "parties": [party]}
            reviews.write(json.dumps(line) + "\n")
    scorer = shared / "tools" / "score_organs.py"
    done = subprocess.run(
        [sys.executable, str(scorer), str(truth), "score", str(out)],
        capture_output=True,
        text=True,
        check=True,
    )
    last = done.stdout.strip().splitlines()[-1]
    figures = {
        name: float(value)
        for part in last.replace("organ or not: ", "").replace(";", ",").split(",")
        for name, value in [part.strip().rsplit(" ", 1)]
    }
    assert figures["class F1"] >= 0.97, done.stdout
    assert figures["precision"] >= 0.97, done.stdout
    assert figures["recall"] >= 0.97, done.stdout
