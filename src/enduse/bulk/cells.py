"""The numbers of a run's summary, each with a handle that lists its rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from enduse.bulk.rejected import reasons
from enduse.bulk.run import Run
from enduse.bulk.tables import Row
from enduse.errors import UsageError
from enduse.model.outcome import Status

TITLES = {
    "outcome": "Lines by outcome",
    "told": "Could it be told",
    "unknown": "What was missing to tell, on lines of any outcome",
    "rejected": "Rows that could not be read, by reason",
    "technology": "Technologies",
    "organ": "Security organs",
    "list": "Lists with a match",
    "relation": "Matches by relation",
    "destination": "Destinations",
    "year": "Years",
}
"""Groups of numbers, in the order in which they are shown."""

_COLUMNS = [
    "row",
    "outcome",
    "unknown_because",
    "asks",
    "technologies",
    "organ",
    "destination",
    "as_of",
    "statuses",
]
NOT_GIVEN = "?"
TOLD = {
    "not": "the outcome is unknown",
    "in_part": "an outcome that an answer could still change",
    "as_read": "an outcome; nothing is asked or open, or the line stops",
}
"""How far lines could be told. A line that stops is told: no answer makes it worse."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A number of lines; `id` is `group=value`, and `enduse show RUN --cell ID` lists them.

    Those of group `rejected` are rows that were not reviewed.
    """

    group: str
    value: str
    lines: int

    @property
    def id(self) -> str:
        """The handle."""
        return f"{self.group}={self.value}"


def cells_of(run: Run) -> list[Cell]:
    """Every number of the summary, by group, the largest first."""
    counts: dict[str, Counter[str]] = {group: Counter() for group in TITLES}
    for line in run.rows("lines", _COLUMNS):
        for group, value in _of_line(line):
            counts[group][value] += 1
    for group, value, _ in _of_matches(run):
        counts[group][value] += 1
    counts["rejected"] = reasons(run)
    return [
        Cell(group, value, lines)
        for group, found in counts.items()
        for value, lines in sorted(found.items(), key=lambda one: (-one[1], one[0]))
    ]


def rows_of_cell(run: Run, id_: str) -> frozenset[int]:
    """The rows behind a number.

    Raises:
        UsageError: for a handle of no group.
    """
    group, sign, value = id_.partition("=")
    if not sign or group not in TITLES:
        known = ", ".join(f"{name}=..." for name in TITLES)
        raise UsageError("--cell", f"{id_!r} is no number of a summary", f"Handles: {known}.")
    if group == "rejected":
        raise UsageError(
            "--cell", "rows that were rejected have no review", "Use `enduse show RUN --rejects`."
        )
    if group in ("list", "relation"):
        return frozenset(row for g, v, row in _of_matches(run) if (g, v) == (group, value))
    return frozenset(
        line["row"] for line in run.rows("lines", _COLUMNS) if (group, value) in _of_line(line)
    )


def _told(line: Row) -> str:
    if line["outcome"] == "unknown":
        return "not"
    if line["outcome"] == "stop":
        return "as_read"
    missing = line["unknown_because"] or line["asks"] or law_is_open(line)
    return "in_part" if missing else "as_read"


def law_is_open(line: Row) -> bool:
    """Whether the law of a jurisdiction could not be answered: the line lacks what it asks."""
    return f'"{Status.INSUFFICIENT.word}"' in (line["statuses"] or "")


def _of_line(line: Row) -> list[tuple[str, str]]:
    found = [
        ("outcome", line["outcome"]),
        ("told", _told(line)),
        ("destination", line["destination"] or NOT_GIVEN),
        ("year", (line["as_of"] or NOT_GIVEN)[:4]),
    ]
    found += [("unknown", why) for why in line["unknown_because"]]
    found += [("technology", one) for one in line["technologies"]]
    if line["organ"]:
        found.append(("organ", line["organ"]))
    return found


def _of_matches(run: Run) -> Iterator[tuple[str, str, int]]:
    """Lists and relations of matches, once per line."""
    seen: set[tuple[str, str, int]] = set()
    for match in run.rows("matches", ["row", "list", "relation"]):
        for one in (("list", match["list"]), ("relation", match["relation"])):
            key = (*one, match["row"])
            if key not in seen:
                seen.add(key)
                yield key
