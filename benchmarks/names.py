"""Measure name screening: how well on the development truth, and how fast.

    PYTHONPATH=src python benchmarks/names.py ../shared [--names 20000] [--skip-quality]

Quality stands beside `rapidfuzz` token_sort_ratio >= 88 in the same run. Speed is CPU time of one
process over composed names (words of real organisations, recombined), the ratio to
`rapidfuzz.process.cdist` is taken on a sample of the same names against the same list.
"""

from __future__ import annotations

import argparse
import csv
import random
import resource
import statistics
import time
from collections import defaultdict
from pathlib import Path

from rapidfuzz import fuzz, process, utils

from enduse.knowledge.folder import read_folder
from enduse.model.match import Relation
from enduse.screening.exhaustive import screen_exhaustively
from enduse.screening.index import NameIndex
from enduse.screening.names_file import read_own_list
from enduse.screening.screen import Screener
from enduse.screening.vocabulary import build_names_knowledge

Row = dict[str, str]
Predicted = dict[str, list[tuple[str, str]]]


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--names", type=int, default=20_000)
    parser.add_argument("--skip-quality", action="store_true")
    args = parser.parse_args()
    data = args.shared / "data"
    knowledge = build_names_knowledge(read_folder(Path("knowledge")).sections["names"])
    entries = read_own_list(data / "names_list_dev.csv")
    start = time.process_time()
    index = NameIndex.build(entries, knowledge)
    print(f"build {time.process_time() - start:.1f} s CPU, {len(entries):,} entries")
    print(f"{sum(a.nbytes for a in index.arrays.values()) / 1e6:.0f} MB of columns")
    with (data / "names_truth_dev.csv").open(encoding="utf-8") as handle:
        truth = [row for row in csv.DictReader(handle) if row["unsure"] != "1"]
    screener = Screener(index)
    if not args.skip_quality:
        quality(truth, screener, index)
    speed(truth, screener, index, args.names)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory {peak:.0f} MB")


def quality(truth: list[Row], screener: Screener, index: NameIndex) -> None:
    """Print right first matches and false alarms, ours beside token_sort."""
    start = time.process_time()
    answers = screener.screen([row["query"] for row in truth])
    print(f"ours {1e3 * (time.process_time() - start) / len(truth):.2f} ms CPU a query")
    ours: Predicted = {
        row["id"]: [(m.entry, m.relation.value) for m in found]
        for row, found in zip(truth, answers, strict=True)
    }
    other = token_sort(truth, index)
    for column, wanted in (("kind", "match"), ("class", "match"), ("query_script", "match")):
        print(f"\nright first match, by {column}: ours, token_sort >= 88")
        grouped = groups(truth, column, wanted)
        for name, rows in grouped.items():
            print(f"  {name:34} {len(rows):5} {first(rows, ours):.3f} {first(rows, other):.3f}")
    print("\nnames without an entry: alarms per 1,000, ours, token_sort >= 88")
    for name, rows in groups(truth, "kind", "no_match").items():
        print(f"  {name:34} {len(rows):5} {alarms(rows, ours):.1f} {alarms(rows, other):.1f}")
    related = [row for row in truth if row["label"] == "related"]
    found = [
        next((r for e, r in ours[row["id"]][:5] if e in row["expected_entry_ids"].split("|")), "")
        for row in related
    ]
    named = [one for one in found if one]
    called = sum(one == Relation.RELATED for one in named) / max(1, len(named))
    print(f"related: found among five {len(named) / len(related):.3f}, called related {called:.3f}")


def groups(truth: list[Row], column: str, label: str) -> dict[str, list[Row]]:
    """Rows of a label by a column, within alias and variant for all but kinds."""
    found: dict[str, list[Row]] = defaultdict(list)
    for row in truth:
        if row["label"] == label and (column == "kind" or row["kind"] in ("alias", "variant")):
            found[row[column] if column == "kind" else f"{row['kind']} {row[column]}"].append(row)
    return dict(sorted(found.items()))


def first(rows: list[Row], predicted: Predicted) -> float:
    """Share of rows whose first match is expected."""
    right = sum(
        bool(predicted[row["id"]])
        and predicted[row["id"]][0][0] in row["expected_entry_ids"].split("|")
        for row in rows
    )
    return right / len(rows)


def alarms(rows: list[Row], predicted: Predicted) -> float:
    """Rows with any match, per 1,000."""
    return 1_000 * sum(bool(predicted[row["id"]]) for row in rows) / len(rows)


def sorted_words(text: str) -> str:
    """What token_sort_ratio compares; sorting once makes the baseline as fast as it can be."""
    return " ".join(sorted(utils.default_process(text).split()))


def token_sort(truth: list[Row], index: NameIndex) -> Predicted:
    """The baseline: every listed name, token_sort_ratio of 88 or more, best first."""
    texts = [index.text(i) for i in range(len(index.arrays["text_ends"]))]
    choices = [sorted_words(text) for text in texts]
    ends, flat = index.arrays["name_entry_ends"], index.arrays["name_entry"]
    found: Predicted = {}
    for row in truth:
        query = sorted_words(row["query"])
        hits = process.extract(query, choices, scorer=fuzz.ratio, score_cutoff=88, limit=5)
        found[row["id"]] = [
            (index.entry(int(entry))[1], "same")
            for _, _, i in hits
            for entry in flat[(ends[i - 1] if i else 0) : ends[i]]
        ]
    return found


def composed(truth: list[Row], count: int) -> list[str]:
    """Distinct names of words of real organisations, recombined; the same for everyone."""
    chance = random.Random(11)
    pool = [row["query"].split() for row in truth if row["kind"].startswith("negative")]
    names: dict[str, None] = {}
    while len(names) < count:
        one, two = chance.choice(pool), chance.choice(pool)
        names[" ".join(one[: 1 + len(one) // 2] + two[len(two) // 2 :])] = None
    return list(names)


def speed(truth: list[Row], screener: Screener, index: NameIndex, count: int) -> None:
    """Print CPU per name in a batch and alone, and the ratio to cdist."""
    names = composed(truth, count)
    start = time.process_time()
    answers = screener.screen(names)
    spent = time.process_time() - start
    print(f"\n{count:,} composed names: {1e6 * spent / count:.0f} us CPU a name in a batch")
    print(f"  {sum(map(bool, answers)):,} names with a match")
    sample = names[:200]
    choices = [sorted_words(index.text(i)) for i in range(len(index.arrays["text_ends"]))]
    asked = [sorted_words(name) for name in sample]
    start = time.process_time()
    process.cdist(asked, choices, scorer=fuzz.ratio, score_cutoff=88)
    each = (time.process_time() - start) / len(sample)
    print(f"  cdist token_sort {1e6 * each:.0f} us a name: {each * count / spent:.1f} times ours")
    alone = []
    for name in names[:1_000]:
        start = time.process_time()
        screener.screen([name])
        alone.append(1e3 * (time.process_time() - start))
    alone.sort()
    middle, high = statistics.median(alone), alone[len(alone) * 99 // 100]
    print(f"  one name, warm: p50 {middle:.2f} ms, p99 {high:.2f} ms CPU")
    few = sample[:6]
    same = screener.screen(few) == screen_exhaustively(few, index)
    print(f"  exhaustive check on {len(few)} names: {'equal' if same else 'DIFFERENT'}")


if __name__ == "__main__":
    main()
