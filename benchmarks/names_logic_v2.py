"""Predictions of nomenklatura `logic-v2` on the names truth, for the table of `benchmarks.names`.

    python3 -m venv NK && NK/bin/pip install nomenklatura numpy scipy
    NK/bin/python benchmarks/names_logic_v2.py ../shared logic_v2.csv [--every 1]

Runs in an environment of its own: nomenklatura pins libraries that enduse has in other versions,
so nothing of enduse is imported. It has no index, so each query gets the 100 listed names with the
nearest letter trigrams (cosine, rarity weighted, after transliteration by ICU), and every entry of
theirs is scored with all its names. Names only: no country, no type of the query.
"""

from __future__ import annotations

import argparse
import csv
import time
from collections import Counter
from pathlib import Path

import numpy as np
from followthemoney import model
from nomenklatura.matching.logic_v2.model import LogicV2
from nomenklatura.matching.types import ScoringConfig
from normality import ascii_text
from scipy import sparse

NEAREST, CHUNK, LEAST = 100, 200, 0.5


def trigrams(text: str) -> Counter[str]:
    """Return the letter trigrams of a name in Latin letters, with its edges."""
    plain = f"  {(ascii_text(text) or '').lower()} "
    return Counter(plain[i : i + 3] for i in range(len(plain) - 2))


def vectors(texts: list[str], known: dict[str, int], *, learn: bool) -> sparse.csr_matrix:
    """Return a row of trigram counts for each text."""
    rows, columns, values = [], [], []
    for row, text in enumerate(texts):
        for gram, count in trigrams(text).items():
            column = known.setdefault(gram, len(known)) if learn else known.get(gram, -1)
            if column >= 0:
                rows.append(row)
                columns.append(column)
                values.append(float(count))
    return sparse.csr_matrix((values, (rows, columns)), shape=(len(texts), len(known)))


def weighted(matrix: sparse.csr_matrix, rarity: np.ndarray) -> sparse.csr_matrix:
    """Return rows of length one, each trigram weighted by its rarity."""
    matrix = matrix @ sparse.diags(rarity)
    size = np.sqrt(matrix.multiply(matrix).sum(axis=1)).A1
    return sparse.diags(1 / np.maximum(size, 1e-9)) @ matrix


def main() -> None:
    """Score and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shared", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--every", type=int, default=1)
    args = parser.parse_args()
    data = args.shared / "data"
    with (data / "names_list_dev.csv").open(encoding="utf-8") as handle:
        listed = list(csv.DictReader(handle))
    with (data / "names_truth_dev.csv").open(encoding="utf-8") as handle:
        truth = [row for row in csv.DictReader(handle) if row["unsure"] != "1"][:: args.every]
    names, owner = [], []
    for i, row in enumerate(listed):
        for name in [row["name"], *filter(None, row["aliases"].split("|"))]:
            names.append(name)
            owner.append(i)
    known: dict[str, int] = {}
    counts = vectors(names, known, learn=True)
    spread = np.bincount(counts.indices, minlength=len(known))
    rarity = np.log((1 + len(names)) / (1 + spread))
    index = weighted(counts, rarity).T.tocsc()
    entities: dict[int, object] = {}
    config = ScoringConfig.defaults()
    start = time.process_time()
    with args.out.open("w", encoding="utf-8", newline="") as handle:
        out = csv.writer(handle)
        out.writerow(["id", "rank", "entry_id", "score"])
        for at in range(0, len(truth), CHUNK):
            part = truth[at : at + CHUNK]
            asked = weighted(vectors([r["query"] for r in part], known, learn=False), rarity)
            near = (asked @ index).toarray()
            for row, likeness in zip(part, near, strict=True):
                best = np.argpartition(-likeness, NEAREST)[:NEAREST]
                wanted = {owner[i] for i in best.tolist() if likeness[i] > 0}
                query = entity(f"q-{row['id']}", "LegalEntity", [row["query"]])
                scored = []
                for i in sorted(wanted):
                    if i not in entities:
                        kind = "Person" if listed[i]["type"] == "Individual" else "Organization"
                        every = [listed[i]["name"], *filter(None, listed[i]["aliases"].split("|"))]
                        entities[i] = entity(listed[i]["entry_id"], kind, every)
                    score = LogicV2.compare(query, entities[i], config).score
                    if score >= LEAST:
                        scored.append((-score, listed[i]["entry_id"]))
                for rank, (score, entry) in enumerate(sorted(scored)[:50], 1):
                    out.writerow([row["id"], rank, entry, f"{-score:.4f}"])
            if not at % (CHUNK * 5):
                handle.flush()
    spent = time.process_time() - start
    print(f"{len(truth)} queries, {1e3 * spent / len(truth):.1f} ms CPU a query")


def entity(key: str, schema: str, names: list[str]) -> object:
    """Return an entity with names alone."""
    return model.get_proxy({"id": key, "schema": schema, "properties": {"name": names}})


if __name__ == "__main__":
    main()
