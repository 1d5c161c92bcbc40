"""Write reviews in the shape the scorer reads, and read back what it prints."""

from __future__ import annotations

import importlib.util
import json
import re
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

from enduse.knowledge.schema.technology import TechnologyFile, TermList
from enduse.review.goods.recognise import GoodsRecogniser


@dataclass(frozen=True, slots=True)
class Score:
    """The last line of the scorer, and all of it."""

    macro: float
    micro: float
    caught: float
    text: str


def scorer(shared: Path) -> ModuleType:
    """Load the scorer as a module: its reading of rows and codes is the contract."""
    spec = importlib.util.spec_from_file_location("score_goods", shared / "tools/score_goods.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def score(recogniser: GoodsRecogniser, shared: Path, out: Path) -> Score:
    """Recognise every row of the development truth, and score it."""
    truth = shared / "data/goods_truth_dev.csv"
    tool = scorer(shared)
    with out.open("w", encoding="utf-8") as handle:
        for row in tool.rows(str(truth)):
            codes = tool.code(row)
            finding = recogniser.combine(
                recogniser.recognise_text(row["text"]),
                recogniser.recognise_codes(
                    codes.get("hs"), tuple((k, v) for k, v in codes.items() if k != "hs")
                ),
                {},
                False,
                None,
            )
            named = [{"id": one.id} for one in finding.technologies]
            line = {"transfer": {"id": row["id"]}, "goods": {"technologies": named}}
            handle.write(json.dumps(line) + "\n")
    command = [sys.executable, str(shared / "tools/score_goods.py"), str(truth), "score", str(out)]
    text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    found = re.search(r"macro F1 ([\d.]+), micro F1 ([\d.]+), .* caught ([\d.]+)", text)
    assert found is not None
    return Score(float(found[1]), float(found[2]), float(found[3]), text)


def without(technology: Mapping[str, TechnologyFile], source: str) -> dict[str, TechnologyFile]:
    """Return the knowledge without one source of evidence: terms, codes, brands or negatives."""
    return {id_: _without(item, source) for id_, item in technology.items()}


def _without(item: TechnologyFile, source: str) -> TechnologyFile:
    if source == "codes":
        return item.model_copy(update={"codes": type(item.codes)()})
    if source == "brands":
        return item.model_copy(update={"brands": ()})
    if source == "terms":
        return item.model_copy(update={"terms": {}})
    if source == "negatives":
        terms = {k: TermList(**{**v.model_dump(), "negative": ()}) for k, v in item.terms.items()}
        return item.model_copy(update={"terms": terms})
    if source == "weak terms":
        terms = {k: TermList(**{**v.model_dump(), "weak": ()}) for k, v in item.terms.items()}
        return item.model_copy(update={"terms": terms})
    raise ValueError(source)
