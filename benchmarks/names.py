"""Measure name screening: how well on the development truth, and how fast.

    PYTHONPATH=src python benchmarks/names.py ../shared [--names 20000] [--skip-quality]
    PYTHONPATH=src python benchmarks/names.py ../shared --logic-v2 logic_v2.csv --names 0
    PYTHONPATH=src python -m benchmarks.names ../shared --million

Quality stands beside `rapidfuzz` token_sort_ratio >= 88 in the same run, and beside nomenklatura
`logic-v2` >= 0.70 where its predictions are given (`benchmarks/names_logic_v2.py` makes them in an
environment of its own), as the table of `docs/explanation/names.md`. Speed is CPU time of one
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
from collections.abc import Iterator
from pathlib import Path

from rapidfuzz import fuzz, process

from benchmarks.million import million, sorted_words
from enduse.knowledge.folder import read_folder
from enduse.model.match import Relation
from enduse.review.parties.name_tables import read_own_list
from enduse.screening.exhaustive import screen_exhaustively
from enduse.screening.index import NameIndex
from enduse.screening.screen import FEW, Screener
from enduse.screening.vocabulary import build_names_knowledge

Row = dict[str, str]
Predicted = dict[str, list[tuple[str, str]]]
LEAST_ROWS = 10
"""Groups of fewer rows say nothing."""


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--names", type=int, default=20_000)
    parser.add_argument("--skip-quality", action="store_true")
    parser.add_argument("--logic-v2", type=Path, help="predictions of benchmarks/names_logic_v2.py")
    parser.add_argument("--million", type=int, nargs="?", const=1_000_000, default=0)
    args = parser.parse_args()
    data = args.shared / "data"
    if args.million:
        with (data / "names_truth_dev.csv").open(encoding="utf-8") as handle:
            million(args.shared, composed(list(csv.DictReader(handle)), args.million))
        return
    knowledge = build_names_knowledge(read_folder(Path("knowledge")).sections["names"])
    entries = read_own_list(data / "names_list_dev.csv").entries
    start = time.process_time()
    index = NameIndex.build(entries, knowledge)
    print(f"build {time.process_time() - start:.1f} s CPU, {len(entries):,} entries")
    print(f"{sum(a.nbytes for a in index.arrays.values()) / 1e6:.0f} MB of columns")
    with (data / "names_truth_dev.csv").open(encoding="utf-8") as handle:
        truth = [row for row in csv.DictReader(handle) if row["unsure"] != "1"]
    screener = Screener(index)
    if not args.skip_quality:
        quality(truth, screener, index, args.logic_v2)
    if args.names:
        speed(truth, screener, index, args.names)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory {peak:.0f} MB")


def quality(truth: list[Row], screener: Screener, index: NameIndex, other: Path | None) -> None:
    """Print right first matches and false alarms of every method as one table."""
    start = time.process_time()
    answers = [
        answer
        for at in range(0, len(truth), FEW - 1)
        for answer in screener.screen([row["query"] for row in truth[at : at + FEW - 1]])
    ]
    print(f"ours {1e3 * (time.process_time() - start) / len(truth):.2f} ms CPU a query")
    ours: Predicted = {
        row["id"]: [(m.entry, m.relation.value) for m in found]
        for row, found in zip(truth, answers, strict=True)
    }
    start = time.process_time()
    methods = {"ours": ours, "token_sort >= 88": token_sort(truth, index)}
    print(f"token_sort {1e3 * (time.process_time() - start) / len(truth):.2f} ms CPU a query")
    if other:
        methods["logic-v2 >= 0.70"] = logic_v2(truth, other)
    print("\n| | rows | " + " | ".join(methods) + " |")
    print("| --- " * (2 + len(methods)) + "|")
    for title, rows in tables(truth):
        line(title, rows, [f"{first(rows, found):.3f}" for found in methods.values()])
    for name, rows in groups(truth, "kind", "no_match").items():
        shown = [f"{alarms(rows, found):.1f}" for found in methods.values()]
        line(f"alarms per 1,000: {name}", rows, shown)
    related = [row for row in truth if row["label"] == "related"]
    seen = [called(related, found) for found in methods.values()]
    line("related, among the first five", related, [f"{found:.3f}" for found, _ in seen])
    line("of them called related", related, [f"{told:.3f}" for _, told in seen])
    print()
    for script in ("latin", "cyrillic", "han", "arabic"):
        rates(script, [row for row in truth if row["query_script"] == script], ours)


def line(title: str, rows: list[Row], values: list[str]) -> None:
    """Print a row of the table."""
    print(f"| {title} | {len(rows):,} | " + " | ".join(values) + " |")


def tables(truth: list[Row]) -> Iterator[tuple[str, list[Row]]]:
    """Yield the groups of rows with an entry: the aims, kinds, scripts, classes."""
    named = [r for r in truth if r["label"] == "match" and r["kind"] in ("alias", "variant")]
    shared = [
        row
        for row in named
        if row["query_script"] == "latin"
        and not any(word in row["class"] for word in ("acronym", "different"))
    ]
    yield "Latin, words at least partly shared", shared
    for script in ("cyrillic", "han", "arabic"):
        yield f"script {script}", [row for row in named if row["query_script"] == script]
    for column in ("kind", "query_script", "class"):
        for name, rows in groups(truth, column, "match").items():
            if len(rows) >= LEAST_ROWS:
                yield f"{column} {name}", rows


def rates(script: str, rows: list[Row], ours: Predicted) -> None:
    """Print the error rates of the two thresholds for a script, as a row."""
    has = [row for row in rows if row["label"] == "match"]
    none = [row for row in rows if row["label"] == "no_match"]
    right = [row for row in has if first([row], ours)]
    same = [row for row in right if ours[row["id"]][0][1] == "same"]
    wrong = [r for r in has if ours[r["id"]] and not first([r], ours)]
    wrong = [row for row in wrong if ours[row["id"]][0][1] == "same"]
    alarmed = [row for row in none if ours[row["id"]]]
    called_same = [row for row in alarmed if any(r == "same" for _, r in ours[row["id"]])]
    shares = [f"{len(part) / max(1, len(has)):.3f}" for part in (right, same, wrong)]
    print(
        f"| {script} | {len(has):,} | " + " | ".join(shares) + f" | {len(none):,} | {len(alarmed)}"
        f" | {len(called_same)} |"
    )


def called(related: list[Row], predicted: Predicted) -> tuple[float, float]:
    """Share of related bodies found among the first five, and of those called related."""
    found = [
        next(
            (r for e, r in predicted[row["id"]][:5] if e in row["expected_entry_ids"].split("|")),
            "",
        )
        for row in related
    ]
    named = [one for one in found if one]
    told = sum(one == Relation.RELATED for one in named)
    return len(named) / max(1, len(related)), told / max(1, len(named))


def logic_v2(truth: list[Row], path: Path) -> Predicted:
    """Read predictions of `benchmarks/names_logic_v2.py` at 0.70 and above."""
    found: Predicted = {row["id"]: [] for row in truth}
    with path.open(encoding="utf-8") as handle:
        for row in csv.DictReader(handle):
            if float(row["score"]) >= 0.70 and row["id"] in found:
                found[row["id"]].append((row["entry_id"], "same"))
    return found


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
