"""The tables of the docs: `python -m benchmarks.table benchmarks/results/*.json`.

A column for each result of `python -m benchmarks --json FILE`, the fewest lines first; below it,
on what was measured. `--into PAGE` puts it between the marks of a page, where it stands for good.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from enduse.errors import DataError

BEGIN, END = "<!-- results: begin -->", "<!-- results: end -->"
STAGES = {
    "lists": "lists (names)",
    "look": "looks (organs, goods, classes of parties)",
    "law and flags": "law and flags",
    "decide": "outcomes",
    "tables": "tables",
    "write": "writing",
    "read": "reading",
    "cut": "cutting, sending, gathering",
    "warm": "lines answered before the processes part",
    "build": "start of the checks",
}
"""Stages of `stages.json` in the order of the table; others stand below them by their names."""
Result = Mapping[str, Any]


def table(results: Sequence[Result]) -> str:
    """The table of some results in Markdown, and the machine they were measured on."""
    ordered = sorted(results, key=lambda one: (one["lines"], one["generated_entries"]))
    rows = list(_rows(ordered))
    head = ["", *(f"{one['lines']:,} lines" for one in ordered)]
    lines = [_row(head), _row(["---", *("---:" for _ in ordered)]), *map(_row, rows)]
    return "\n".join([*lines, "", *dict.fromkeys(map(_machine, ordered))]) + "\n"


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |".replace("|  |", "| |")


def _rows(results: Sequence[Result]) -> Iterator[list[str]]:
    def row(name: str, cell: Callable[[Result], str | None]) -> Iterator[list[str]]:
        cells = [cell(one) for one in results]
        if any(cell is not None for cell in cells):
            yield [name, *("" if cell is None else cell for cell in cells)]

    yield from row("entries of a generated list", lambda r: f"{r['generated_entries']:,}")
    yield from row("`--memory`", lambda r: r.get("memory"))
    yield from row("seconds", lambda r: f"{r['seconds']:,.1f}")
    yield from row("lines per second", lambda r: f"{r['lines_per_second']:,.0f}")
    yield from row("peak memory, all processes, MB", lambda r: f"{r['peak_memory_mb']:,}")
    yield from row("CPU per line, us", lambda r: _us(r["cpu_us_per_line"]))
    names = list(STAGES)
    names += sorted({n for r in results for n in r["stages_cpu_seconds"]} - STAGES.keys())
    for name in names:
        yield from row(f"of which {STAGES.get(name, name)}", lambda r, n=name: _stage(r, n))
    yield from row("of which in no stage", _no_stage)
    yield from row("law keys evaluated per line", lambda r: f"{r['law_keys_per_line']:.4f}")
    for name in ("flags", "conditions"):
        yield from row(f"{name} evaluated per line", lambda r, n=name: _keys(r, n))
    yield from row("memoised call per line, us", _baseline)
    yield from row("ratio of CPU per line, same lines", lambda r: _ratio(r, "ratio_cpu_per_line"))
    yield from row(
        "ratio to bulk on all lines", lambda r: _ratio(r, "ratio_cpu_per_line_at_all_lines")
    )


def _us(number: float) -> str:
    return f"{number:,.1f}" if number < 100 else f"{number:,.0f}"


def _stage(one: Result, name: str) -> str | None:
    spent = one["stages_cpu_seconds"].get(name)
    return None if spent is None else _us(spent / one["lines"] * 1e6)


def _no_stage(one: Result) -> str:
    spent = sum(one["stages_cpu_seconds"].values()) / one["lines"] * 1e6
    return _us(one["cpu_us_per_line"] - spent)


def _keys(one: Result, name: str) -> str | None:
    share = one["keys_per_line"].get(name)
    return None if share is None else f"{share:.4f}"


def _baseline(one: Result) -> str | None:
    found = one.get("baseline")
    if found is None:
        return None
    return f"{_us(found['cpu_seconds'] / found['lines'] * 1e6)} ({found['lines']:,} lines)"


def _ratio(one: Result, name: str) -> str | None:
    return None if name not in one else f"{one[name]:.1f}"


def _machine(one: Result) -> str:
    """A sentence about the machine."""
    said = one["machine"]
    return (
        f"{one['lines']:,} lines: {said['measured_on']}, commit {said['commit'] or 'not noted'}, "
        f"{said['processors']} processors ({said['processor'] or 'not told'}), "
        f"{said['memory_mb']:,} MB of memory, {said['system']}, Python {said['python']}, load "
        f"{said['load_before']:.1f} before, seed {one['seed']}.  "
    )


def read_results(paths: Sequence[Path]) -> list[Result]:
    """Read results.

    Raises:
        DataError: for a file that is no result of `python -m benchmarks`.
    """
    found = []
    for path in paths:
        try:
            said = json.loads(path.read_text(encoding="utf-8"))
            table([said])
        except (OSError, ValueError, LookupError, TypeError, AttributeError) as err:
            raise DataError(
                str(path), f"no result: {err!r}", "Write it with python -m benchmarks --json FILE."
            ) from None
        found.append(said)
    return found


def put_into(page: Path, text: str) -> None:
    """Put a table between the marks of a page.

    Raises:
        DataError: for a page without the marks.
    """
    whole = page.read_text(encoding="utf-8")
    before, begin, rest = whole.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise DataError(str(page), "has no place for results", f"Write {BEGIN} and {END}.")
    page.write_text(f"{before}{BEGIN}\n\n{text}\n{END}{after}", encoding="utf-8")


def main() -> None:
    """Read the command line, print or put."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.table", description=__doc__)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--into", type=Path, help="a page with the marks")
    args = parser.parse_args()
    try:
        text = table(read_results(args.files))
        if args.into is None:
            print(text, end="")
        else:
            put_into(args.into, text)
    except DataError as err:
        raise SystemExit(str(err)) from None


if __name__ == "__main__":
    main()
