"""Kill a bulk review at random moments, run it again, and compare with an undisturbed run.

    python -m benchmarks.kill --lines 100000 --kills 5 --seed 1

Every second kill takes the whole tree of processes, the others the leading process alone. Exit
code 1 where a file differs, or where nothing was kept.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks.generate import write


def main() -> None:
    """Run, kill, run again, compare."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.kill", description=__doc__)
    parser.add_argument("--lines", type=int, default=100_000)
    parser.add_argument("--kills", type=int, default=5)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    draw = random.Random(args.seed)
    with tempfile.TemporaryDirectory(prefix="enduse-kill-") as name:
        root = Path(name)
        write(root / "lines.csv", args.lines)
        whole = _seconds(root, "whole")
        expected = hashes(root / "whole")
        kills = [_killed(root, draw.uniform(0.1, 0.95) * whole, n) for n in range(args.kills)]
        last = _seconds(root, "killed")
        same = hashes(root / "killed") == expected
        said = {"lines": args.lines, "files": len(expected), "seconds_undisturbed": whole,
                "kills": kills, "seconds_of_the_last_run": last, "same_bytes": same}  # fmt: skip
    print(json.dumps(said, indent=1))
    sys.exit(0 if same else 1)


def hashes(folder: Path) -> dict[str, str]:
    """Hash of every file of a run but the note of what it cost."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != "stages.json"
    }


def _start(root: Path, name: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "benchmarks.engine", "local", str(root / "lines.csv"),
               str(root / name), str(root / "cache"), str(root / "store")]  # fmt: skip
    return subprocess.Popen(command, start_new_session=True)


def _seconds(root: Path, name: str) -> float:
    start = time.monotonic()
    code = _start(root, name).wait()
    if code:
        raise SystemExit(f"the review ended with {code}")
    return time.monotonic() - start


def _killed(root: Path, after: float, number: int) -> dict[str, Any]:
    """Start, kill after so many seconds, and say what was kept."""
    child = _start(root, "killed")
    time.sleep(after)
    if number % 2:
        os.killpg(child.pid, signal.SIGKILL)
    else:
        child.kill()
    child.wait()
    kept = len(list((root / ".killed.work" / "done").glob("*.json")))
    return {"after_seconds": after, "whole_tree": bool(number % 2), "chunks_kept": kept}


if __name__ == "__main__":
    main()
