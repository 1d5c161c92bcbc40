"""Blind labelling: draw findings by stratum, and read the labels back with their interval."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from pathlib import Path

from enduse.bulk.label_sheet import SHEET, answers_of
from enduse.bulk.run import Run
from enduse.errors import DataError, EnduseError, UsageError
from enduse.review.words import entry_said

BY = ("technology", "list", "relation")
LABELS = "labels.json"
"""Labels that were read back; a note beside the run, not part of its identity."""
_Z = 1.959964
LEAST = 5
"""Findings drawn of a stratum that has so many: fewer say nothing of it."""


@dataclass(frozen=True, slots=True)
class Unit:
    """One finding a person judges: its stratum, and the words of the line to judge by."""

    id: str
    stratum: tuple[str, ...]
    question: str
    text: str
    beside: str
    country: str


@dataclass(frozen=True, slots=True)
class Precision:
    """What labels say about a stratum: found, labelled, right, and the 95 % interval of Wilson."""

    stratum: str
    found: int
    labelled: int
    right: int

    @property
    def interval(self) -> tuple[float, float]:
        """Lower and upper bound of the share that is right."""
        return wilson(self.right, self.labelled)

    def words(self) -> str:
        """As a reader wants it: `found 1,212; estimated right 870 to 960`."""
        if self.labelled == self.found:
            return f"{self.stratum}: found {self.found:,}, all labelled: {self.right:,} are right"
        low, high = self.interval
        return (
            f"{self.stratum}: found {self.found:,}; estimated right {round(low * self.found):,} "
            f"to {round(high * self.found):,} ({self.right} of {self.labelled} labelled are right)"
        )


def wilson(right: int, labelled: int) -> tuple[float, float]:
    """The 95 % score interval of a share; (0, 1) where nothing was labelled."""
    if not labelled:
        return 0.0, 1.0
    share, z2 = right / labelled, _Z * _Z
    middle = (share + z2 / (2 * labelled)) / (1 + z2 / labelled)
    half = sqrt(share * (1 - share) / labelled + z2 / (4 * labelled**2)) * _Z / (1 + z2 / labelled)
    return max(0.0, middle - half), min(1.0, middle + half)


def units(run: Run, by: Sequence[str]) -> Iterator[Unit]:
    """Every finding of a run in the strata asked for.

    Raises:
        UsageError: for an unknown stratum.
    """
    unknown = set(by) - set(BY)
    if unknown or not by:
        raise UsageError("--by", f"{', '.join(sorted(unknown)) or 'nothing'} is no stratum",
                         f"Use some of {', '.join(BY)}.")  # fmt: skip
    columns = ["row", "technologies", "description", "end_user_country"]
    technologies: dict[int, list[str]] = {}
    matched = "list" in by or "relation" in by
    for line in run.rows("lines", columns):
        if matched:
            technologies[line["row"]] = line["technologies"]
            continue
        for one in line["technologies"]:
            yield Unit(
                _unit("t", line["row"], one), (one,), f"Are these goods {one.replace('_', ' ')}?",
                line["description"] or "", "", "",
            )  # fmt: skip
    if not matched:
        return
    for match in run.rows("matches"):
        had = technologies[match["row"]] or ["-"]
        whole = json.loads(match["match"])
        stratum = {
            "list": match["list"],
            "relation": match["relation"],
            "technology": "+".join(had),
        }
        yield Unit(
            _unit("m", match["row"], match["party"], match["list"], match["entry"]),
            tuple(stratum[name] for name in by),
            "Is the party the body of this entry, or its branch, parent or affiliate?",
            match["name"], entry_said(match["entry_name"], whole["matched_name"]),
            whole.get("country") or "",
        )  # fmt: skip


def _unit(kind: str, *parts: object) -> str:
    """An id that tells what is labelled (a technology, a match), and is no number to a sheet."""
    return f"{kind}-{_id(kind, *parts)}"


def _id(*parts: object) -> str:
    return hashlib.sha256("\0".join(map(str, parts)).encode()).hexdigest()[:16]


def draw(found: Sequence[Unit], count: int, seed: str) -> list[Unit]:
    """Draw about `count` units in all, the same share of each stratum.

    Of a small stratum at least `LEAST` are drawn (all where it has fewer), so that there may be
    more. The draw and the order of the sheet follow from the seed and the units alone.

    Raises:
        UsageError: for a count below one.
    """
    if count < 1:
        raise UsageError("--n", f"{count} findings cannot be drawn", "Write 1 or more.")
    strata: dict[tuple[str, ...], list[Unit]] = {}
    for one in dict.fromkeys(found):
        strata.setdefault(one.stratum, []).append(one)
    total = sum(map(len, strata.values()))
    chosen: list[Unit] = []
    for stratum in sorted(strata):
        some = sorted(strata[stratum], key=lambda u: _id(seed, u.id))
        chosen += some[: max(LEAST, round(count * len(some) / total))]
    return sorted(chosen, key=lambda u: _id("order", seed, u.id))


def sheet(chosen: Sequence[Unit]) -> str:
    """The labelling sheet as CSV: nothing in it tells the stratum or the score."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(SHEET)
    for one in chosen:
        cells = (one.id, one.question, one.text, one.beside, one.country, "")
        writer.writerow("'" + c if c[:1] in ("=", "+", "-", "@") else c for c in cells)
    return out.getvalue()


def read_labels(run: Run, by: Sequence[str], path: Path) -> list[Precision]:
    """Read a filled sheet back: precision per stratum, kept beside the run.

    Raises:
        EnduseError: for a file that is no filled sheet of this run.
    """
    answers = answers_of(path)
    found: dict[tuple[str, ...], list[int]] = {}
    for one in dict.fromkeys(units(run, by)):
        counts = found.setdefault(one.stratum, [0, 0, 0])
        counts[0] += 1
        if one.id in answers:
            counts[1] += 1
            counts[2] += answers.pop(one.id)
    if answers:
        raise _not_of(answers, by, path)
    result = [Precision(" · ".join(key), *counts) for key, counts in sorted(found.items())]
    note = [[one.stratum, one.found, one.labelled, one.right] for one in result]
    said_by = json.dumps({"by": list(by), "strata": note}, ensure_ascii=False, indent=1) + "\n"
    (run.folder / LABELS).write_text(said_by, encoding="utf-8")
    return result


def _not_of(left: Mapping[str, bool], by: Sequence[str], path: Path) -> EnduseError:
    """The error for answers to findings that are not among those of these strata."""
    kind = "m" if {"list", "relation"} & set(by) else "t"
    other = sum(not one.startswith(f"{kind}-") for one in left)
    if other == len(left):
        drawn = "--by technology" if kind == "m" else "--by list, or --by relation"
        return UsageError(
            "--by",
            f"{path} is a sheet about {'technologies' if kind == 'm' else 'matches'}, and "
            f"--by {','.join(by)} asks about {'matches' if kind == 'm' else 'technologies'}",
            f"Read it as it was drawn: {drawn}.",
        )
    return DataError(
        str(path),
        f"{len(left):,} of its units are no findings of this run (the first: {next(iter(left))})",
        "Read the sheet with the run it was drawn from, and leave the column `unit` as it was.",
    )


def labels_of(run: Run) -> list[Precision]:
    """Precision that was measured on this run; empty where nobody labelled anything."""
    path = run.folder / LABELS
    if not path.is_file():
        return []
    said = json.loads(path.read_text(encoding="utf-8"))["strata"]
    return [Precision(*one) for one in said if one[2]]
