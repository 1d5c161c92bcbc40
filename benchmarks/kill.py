"""Kill a bulk review at random moments, run it again, and compare with an undisturbed run.

    python -m benchmarks.kill --lines 400000 --kills 5 --seed 1 --json FILE

Every second kill takes the whole tree of processes, the others the leading process alone. A
review that ends before it can be killed is compared too, and begun anew. Exit code 1 where a file
differs, where a finished chunk was made twice, or where no kill left a finished chunk.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks.__main__ import machine
from benchmarks.generate import list_names, write
from benchmarks.generated import generated

EARLIEST, LATEST = 0.15, 0.85
"""Parts of the time of an undisturbed run between which a kill is drawn."""
TABLES = ("transfers", "lines", "findings", "matches")


def main() -> None:
    """Run, kill, run again, compare."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.kill", description=__doc__)
    parser.add_argument("--lines", type=int, default=400_000)
    parser.add_argument("--kills", type=int, default=5)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="keep generated lines here, and reuse them")
    parser.add_argument("--json", type=Path)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="enduse-kill-") as name:
        said = killed(Path(name), args.lines, args.kills, args.seed, args.keep)
    text = json.dumps(said, indent=1)
    if args.json:
        args.json.parent.mkdir(parents=True, exist_ok=True)
        args.json.write_text(text + "\n")
    print(text)
    sys.exit(0 if passed(said) else 1)


def killed(root: Path, lines: int, kills: int, seed: int, keep: Path | None) -> dict[str, Any]:
    """Kill a review of so many lines so many times; say what was kept, and whether bytes agree."""
    draw = random.Random(seed)
    file = generated(keep or root, lines, 7, 0, list_names())
    write(root / "warm.csv", 200)
    _wait(_start(root, root / "warm.csv", "warm"))
    facts = machine()
    start = time.monotonic()
    _wait(_start(root, file, "whole"))
    whole = time.monotonic() - start
    expected = hashes(root / "whole")
    done: list[dict[str, Any]] = []
    early, same = 0, True
    while len(done) < kills:
        after = draw.uniform(EARLIEST, LATEST) * whole
        found = _killed(root, file, after, whole_tree=len(done) % 2 == 1)
        if found is not None:
            done.append(found)
            continue
        early += 1
        same &= hashes(root / "killed") == expected
        shutil.rmtree(root / "killed")
    start = time.monotonic()
    before = kept(root)
    _wait(_start(root, file, "killed"))
    return {
        "lines": lines,
        "chunks": len(list((root / "whole" / "lines").iterdir())),
        "files": len(expected),
        "seed": seed,
        "seconds_undisturbed": whole,
        "kills": done,
        "ended_before_a_kill": early,
        "seconds_of_the_last_run": time.monotonic() - start,
        "chunks_made_twice": twice(before, root / "killed") + sum(k["made_twice"] for k in done),
        "same_bytes": same and hashes(root / "killed") == expected,
        "machine": facts,
    }


def passed(said: dict[str, Any]) -> bool:
    """Whether the bytes agree, nothing was made twice, and some kill left a finished chunk."""
    some = any(one["chunks_kept"] for one in said["kills"])
    return bool(said["same_bytes"] and not said["chunks_made_twice"] and some)


def hashes(folder: Path) -> dict[str, str]:
    """Hash of every file of a run but the note of what it cost."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != "stages.json"
    }


def kept(root: Path) -> dict[str, int]:
    """Parts of finished chunks in the folder of the work, and when each was written."""
    work = root / ".killed.work"
    numbers = [note.stem for note in (work / "done").glob("*.json")]
    parts = [work / table / f"{number}.parquet" for number in numbers for table in TABLES]
    return {str(part.relative_to(work)): part.stat().st_mtime_ns for part in parts}


def twice(before: dict[str, int], folder: Path) -> int:
    """How many chunks that were finished before have another part in a folder now."""
    again = {
        Path(name).stem
        for name, written in before.items()
        if not (folder / name).is_file() or (folder / name).stat().st_mtime_ns != written
    }
    return len(again)


def _start(root: Path, file: Path, name: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "benchmarks.engine", "local", str(file), str(root / name),
               str(root / "cache"), str(root / "store")]  # fmt: skip
    return subprocess.Popen(command, start_new_session=True)


def _wait(child: subprocess.Popen[bytes]) -> None:
    code = child.wait()
    if code:
        raise SystemExit(f"the review ended with {code}")


def _killed(root: Path, file: Path, after: float, *, whole_tree: bool) -> dict[str, Any] | None:
    """Start, kill after so many seconds, and say what was kept; None where it ended before."""
    before = kept(root)
    child = _start(root, file, "killed")
    try:
        code = child.wait(timeout=after)
    except subprocess.TimeoutExpired:
        if whole_tree:
            os.killpg(child.pid, signal.SIGKILL)
        else:
            child.kill()
        code = child.wait()
    if code == 0:
        return None
    if code != -signal.SIGKILL:
        raise SystemExit(f"the review ended with {code}")
    # Processes whose leader was killed end by themselves; what they finish meanwhile is unnoted.
    now = kept(root)
    return {
        "after_seconds": after,
        "whole_tree": whole_tree,
        "chunks_kept_before": len(before) // len(TABLES),
        "chunks_kept": len(now) // len(TABLES),
        "made_twice": twice(before, root / ".killed.work"),
    }


if __name__ == "__main__":
    main()
