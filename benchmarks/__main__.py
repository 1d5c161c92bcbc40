"""`python -m benchmarks --lines N --json FILE`: bulk against one review call per line.

Both engines take the same generated file from its bytes to a whole run with all evidence. The
baseline is one review call per line with a memory on every check (`memoised.py`), run on at most
`--baseline-lines` lines; bulk is measured on these lines too, so that the ratio compares like with
like. What is compiled from knowledge and lists is kept beforehand for both. `--entries N` takes in
a generated list of N entries (`generated_list.py`); without it, only the shipped designations are
searched. `--keep FOLDER` keeps the generated lines there and takes them again; `--memory` is that
of `enduse review`. The tables of the docs are made from such files by `benchmarks.table`.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.generate import list_names, write
from benchmarks.generated import generated
from benchmarks.generated_list import hold

LAW_TIERS = ("", " scope", " bare")


def measured(
    engine: str, file: Path, folder: Path, root: Path, memory: str | None = None
) -> dict[str, Any]:
    """Wall seconds, CPU seconds and the peak of the memory of all processes of one review."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.monotonic()
    child = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "benchmarks.engine",
            engine,
            file,
            folder,
            root / "cache",
            root / "store",
            *([memory] if memory else []),
        ]
    )
    peak = 0
    while child.poll() is None:
        peak = max(peak, tree_kilobytes(child.pid))
        time.sleep(0.1)
    seconds = time.monotonic() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if child.returncode:
        raise SystemExit(f"the {engine} engine ended with {child.returncode}")
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return {"seconds": seconds, "cpu_seconds": cpu, "peak_memory_mb": peak // 1024}


def tree_kilobytes(pid: int) -> int:
    """Memory of a process and its children; pages that they share count once (PSS)."""
    total = 0
    for path in (f"/proc/{pid}/smaps_rollup", f"/proc/{pid}/task/{pid}/children"):
        try:
            text = Path(path).read_text()
        except OSError:
            continue
        if path.endswith("children"):
            total += sum(tree_kilobytes(int(child)) for child in text.split())
        else:
            total += next(int(row.split()[1]) for row in text.splitlines() if row[:4] == "Pss:")
    return total


def stages_of(folder: Path, lines: int) -> dict[str, Any]:
    """Cost per stage and keys per line, as the run notes them."""
    said = json.loads((folder / "stages.json").read_text())
    keys = {name: count / lines for name, count in said["keys_evaluated"].items()}
    law = sum(share for name, share in keys.items() if name not in ("flags", "conditions"))
    return {
        "stages_cpu_seconds": said["cpu_seconds"],
        "keys_per_line": keys,
        "law_keys_per_line": law,
    }


def run(
    lines: int,
    baseline_lines: int,
    seed: int,
    entries: int,
    keep: Path | None = None,
    memory: str | None = None,
) -> dict[str, Any]:
    """Measure bulk on all lines, and both engines on the lines of the baseline.

    Args:
        keep: folder of generated lines, which are taken from there where they are the same.
        memory: as `enduse review --memory` takes it.
    """
    found: dict[str, Any] = {"lines": lines, "seed": seed, "memory": memory}
    found["generated_entries"] = entries
    with tempfile.TemporaryDirectory(prefix="enduse-bench-") as name:
        root = Path(name)
        listed = list_names()
        if entries:
            listed += hold(root, root / "store", entries, seed)
        write(root / "warm.csv", 200, seed, listed)
        measured("local", root / "warm.csv", root / "warm", root)
        input_ = generated(keep or root, lines, seed, entries, listed)
        found["input_bytes"] = input_.stat().st_size
        found["machine"] = machine()
        bulk = measured("local", input_, root / "bulk", root, memory)
        found |= bulk | stages_of(root / "bulk", lines)
        found["cpu_us_per_line"] = bulk["cpu_seconds"] / lines * 1e6
        found["lines_per_second"] = lines / bulk["seconds"]
        if baseline_lines:
            count = min(baseline_lines, lines)
            some = generated(keep or root, count, seed, entries, listed)
            found["baseline"] = {"lines": count} | measured("memoised", some, root / "line", root)
            same = bulk
            if count < lines:
                same = measured("local", some, root / "same", root, memory)
            found["bulk_on_baseline_lines"] = same
            ratio = found["baseline"]["cpu_seconds"] / same["cpu_seconds"]
            found["ratio_cpu_per_line"] = ratio
            found["ratio_cpu_per_line_at_all_lines"] = (
                found["baseline"]["cpu_seconds"] / count / (bulk["cpu_seconds"] / lines)
            )
    return found


def machine() -> dict[str, Any]:
    """What the figures were measured on; nothing that names it."""
    return {
        "commit": _commit(),
        "measured_on": datetime.now(UTC).date().isoformat(),
        "processors": os.cpu_count(),
        "processor": _said("/proc/cpuinfo", "model name"),
        "memory_mb": int((_said("/proc/meminfo", "MemTotal") or "0 kB").split()[0]) // 1024,
        "load_before": os.getloadavg()[0],
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.release()} {platform.machine()}",
    }


def _said(path: str, name: str) -> str | None:
    """What a file of the system says under a name."""
    try:
        rows = Path(path).read_text().splitlines()
    except OSError:
        return None
    return next((row.partition(":")[2].strip() for row in rows if row.startswith(name)), None)


def _commit() -> str | None:
    """The commit that was measured; with a + where files were changed since."""
    commands = (["git", "rev-parse", "--short=12", "HEAD"], ["git", "status", "--porcelain", "src"])
    here = Path(__file__).parent.parent
    try:
        name, changed = (
            subprocess.run(one, cwd=here, capture_output=True, text=True, check=True).stdout.strip()
            for one in commands
        )
    except (OSError, subprocess.CalledProcessError):
        return None
    return name + ("+" if changed else "")


def main() -> None:
    """Read the command line, measure, write."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--lines", type=int, default=100_000)
    parser.add_argument("--baseline-lines", type=int, default=100_000, help="0: no baseline")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--entries", type=int, default=0, help="entries of a generated list")
    parser.add_argument("--keep", type=Path, help="keep generated lines here, and reuse them")
    parser.add_argument("--memory", help="memory that bulk may take, e.g. 1G")
    parser.add_argument("--json", type=Path)
    args = parser.parse_args()
    found = run(args.lines, args.baseline_lines, args.seed, args.entries, args.keep, args.memory)
    text = json.dumps(found, indent=1, sort_keys=True)
    if args.json:
        args.json.parent.mkdir(parents=True, exist_ok=True)
        args.json.write_text(text + "\n")
    print(text)


if __name__ == "__main__":
    main()
