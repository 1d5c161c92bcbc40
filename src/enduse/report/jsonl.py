"""Whole reviews as the contract's JSON, one object a line."""

from __future__ import annotations

import json
from typing import BinaryIO

from enduse.bulk.expand import Expander
from enduse.bulk.run import Run
from enduse.report.selection import Selection
from enduse.review.wire import review_json


def write_jsonl(run: Run, selection: Selection, out: BinaryIO) -> None:
    """Write every selected review."""
    expander = Expander(run, selection.store, selection.cache)
    for review in expander.reviews(selection.rows(run)):
        found = review_json(review, dict(expander.knowledge), run.id)
        out.write(json.dumps(found, ensure_ascii=False, separators=(",", ":")).encode() + b"\n")
