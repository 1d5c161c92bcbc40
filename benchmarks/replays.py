"""What happens to a store and a kept run when lists go wrong or change; the table of lists.md.

Run from the checkout: PYTHONPATH=src python -m benchmarks.replays FOLDER [--lines N]
FOLDER holds real list files (`us-csl/2022-05-06.csv.gz`, `un-sc/2024-11-30.xml.gz`). Everything
happens in a temporary home. Each row is what `enduse` itself said; nothing is written by hand.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import io
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.generate import write
from enduse.fetch import Fetched, Held, HttpFetcher, Progress
from enduse.knowledge.source import open_knowledge
from enduse.lists.update import update
from enduse.lists.view import open_store

CORRECTED, REMOVED, ALIASED = "Megvii Technology", "NSO Group", "Dahua Technology"
ALIAS = "Zhejiang Example Alias Works"
DAY, NEXT, LATER = "2022-05-06", "2022-05-07", "2022-05-08"


class Silent:
    """A publisher that cannot be reached."""

    def get(self, url: str, held: Held, progress: Progress) -> Fetched:
        """Fail as the network does: the port is one at which nothing answers."""
        folder = Path(tempfile.gettempdir()) / "enduse-replays"
        name = url.rpartition("/")[2]
        return HttpFetcher(folder).get(f"http://127.0.0.1:9/{name}", held, progress)


def enduse(home: Path, *args: str | Path) -> tuple[str, int, float]:
    """Run a verb in a process of its own; return what it said, its exit code and seconds."""
    begun = time.monotonic()
    code = "from enduse.cli.main import run; run()"
    done = subprocess.run(
        [sys.executable, "-c", code, *map(str, args)],
        env={**os.environ, "ENDUSE_HOME": str(home), "ENDUSE_WIDTH": "10000"},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout + done.stderr, done.returncode, time.monotonic() - begun


def rows_of(path: Path) -> tuple[list[str], list[dict[str, str]]]:
    """Heading and rows of the Consolidated Screening List as CSV."""
    with gzip.open(path, "rt", encoding="utf-8", newline="") as handle:
        reader = csv.DictReader(handle)
        return list(reader.fieldnames or ()), list(reader)


def written(path: Path, heading: list[str], rows: Iterable[dict[str, str]]) -> Path:
    """Write rows as the publisher does."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, heading, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    path.write_text(out.getvalue(), encoding="utf-8")
    return path


def changed(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    """A name corrected, an entry removed, an alias added."""
    found = []
    for row in rows:
        one, name = dict(row), row["name"]
        if row["source"].startswith("Entity List"):
            if name == REMOVED:
                continue
            if name == CORRECTED:
                one["name"] = f"{CORRECTED} Limited"
            if name == ALIASED:
                one["alt_names"] = "; ".join(t for t in (row["alt_names"], ALIAS) if t)
        found.append(one)
    return found


def lines_with_names(path: Path, lines: int, names: Iterable[str]) -> None:
    """Generated lines, and a few that name the bodies whose entries change."""
    write(path, lines, 1)
    with path.open(encoding="utf-8", newline="") as handle:
        heading = next(csv.reader(handle))
    with path.open("a", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, heading, lineterminator="\n")
        for n, name in enumerate(names):
            row = dict.fromkeys(heading, "")
            row |= {"id": f"R{n}", "end_user": name, "date": "2022-05-10", "destination": "CN"}
            row |= {"goods_description": "video cameras", "end_user_country": "CN"}
            writer.writerow({k: v for k, v in row.items() if k in heading})


def short(text: str, most: int = 6) -> str:
    """The first lines of what was said, as one cell."""
    found = [t.strip() for t in text.splitlines() if t.strip()]
    more = f"<br>(and {len(found) - most} lines more)" if len(found) > most else ""
    return "<br>".join(t[:240].replace("|", "/") for t in found[:most]) + more


def main() -> None:
    """Play every case and print the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--lines", type=int, default=100_000)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        play(asked.folder, asked.lines, Path(name))


def play(folder: Path, lines: int, place: Path) -> None:
    """Print one row a case: what was done, what was said."""
    home, run = place / "home", place / "run"
    heading, rows = rows_of(folder / "us-csl" / f"{DAY}.csv.gz")
    whole = written(place / "whole.csv", heading, rows)
    no_sdn = [r for r in rows if not r["source"].startswith("Specially Designated")]
    without = written(place / "without-sdn.csv", heading, no_sdn)
    half = written(place / "half.csv", heading, rows[: len(rows) // 2])
    after = written(place / "changed.csv", heading, changed(rows))
    print("| case | verb | exit | seconds | said |\n|---|---|---|---|---|", flush=True)

    def row(case: str, verb: str, said: tuple[str, int, float], most: int = 6) -> None:
        print(
            f"| {case} | {verb} | {said[1]} | {said[2]:.1f} | {short(said[0], most)} |", flush=True
        )

    def imported(case: str, path: Path, day: str, *more: str) -> None:
        said = enduse(home, "lists", "import", "us-csl", path, "--date", day, *more)
        row(case, "import", said, 3)

    def status(case: str, day: str, word: str) -> None:
        text, code, seconds = enduse(home, "lists", "status", "--as-of", day)
        told = [t for t in text.splitlines() if any(w in t for w in word.split(","))]
        row(case, "status", ("\n".join(told), code, seconds))

    imported("the whole list", whole, DAY)
    sheet = place / "lines.csv"
    lines_with_names(sheet, lines, [CORRECTED, REMOVED, ALIASED, ALIAS])
    said = enduse(home, "review", sheet, "--engine", "local", "--out", run)
    row(
        f"a run of {lines:,} lines",
        "review",
        (f"{len(said[0].splitlines()):,} lines of report", *said[1:]),
    )
    imported("without its SDN part", without, NEXT)
    imported("half as long", half, NEXT)
    status("both refused", NEXT, "us-ofac-sdn:,kept aside,serving")
    imported("the same, as a part", without, NEXT, "--partial")
    part = enduse(home, "lists", "diff", f"us-csl@{DAY}", f"us-csl@{NEXT}")
    row("the same, as a part", "diff", part, 4)
    imported("a name corrected, an entry removed, an alias added", after, LATER)
    diff = enduse(home, "lists", "diff", f"us-csl@{DAY}", f"us-csl@{LATER}", "--list", "us-bis-el")
    row("corrected, removed, added", "diff", diff, 9)
    for turn in ("first time", "again"):
        again = enduse(home, "rereview", run, "--from", f"us-csl@{DAY}", "--to", f"us-csl@{LATER}")
        row(f"corrected, removed, added, {turn}", "rereview", again, 30)
    status("the present state", LATER, "us-bis-el:,us-ofac-sdn:,kept aside")
    failing(home, row)


def failing(home: Path, row: object) -> None:
    """A refresh that fails for a day, and the day after."""
    assert callable(row)
    store = open_store(home / "lists", open_knowledge(None, (), home / "cache"))
    now = datetime(2022, 5, 9, 6, 0, tzinfo=UTC)
    begun = time.monotonic()
    (outcome,) = update(store, Silent(), now, ["us-csl"])
    said = f"{outcome.source}: {outcome.state}: {outcome.detail}"
    row("a refresh that fails for a day", "update", (said, 0, time.monotonic() - begun))
    text, code, seconds = enduse(home, "lists", "status", "--as-of", "2022-05-09")
    told = [t for t in text.splitlines() if t.startswith(("refresh", "us-ofac-sdn", "The files"))]
    row("a refresh that fails for a day", "status", ("\n".join(told), code, seconds))


if __name__ == "__main__":
    main()
