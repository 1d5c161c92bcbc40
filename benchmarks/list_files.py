"""Read every publisher's file in a folder; write the table of docs/explanation/lists.md.

Run from the checkout: PYTHONPATH=src python benchmarks/list_files.py FOLDER
Each file is read in a process of its own, so that seconds and memory are its own.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from pathlib import Path

from enduse.errors import EnduseError
from enduse.knowledge.source import open_knowledge
from enduse.lists.formats.reading import ReadLog
from enduse.lists.formats.registry import reader_for, sources, unpack
from enduse.lists.view import reference

PARTS = {".sdn.csv.gz": (".alt.csv", ".add.csv"), ".prim.csv": (".alt.csv", ".add.csv")}


def one(path: Path) -> str:
    """Read one file; return its row."""
    known = reference(open_knowledge(None, (), Path.home() / ".cache" / "enduse-benchmarks"))
    source = path.parent.name
    base = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    begun = time.process_time()
    name = f"{source}/{path.name}"
    try:
        data = unpack(path.read_bytes(), path.name)
        reader, part = reader_for(source, data, path.name)
        parts = {part: data}
        for end, others in PARTS.items():
            for other in others if path.name.endswith(end) else ():
                beside = path.with_name(path.name.removesuffix(end) + other)
                if beside.is_file():
                    parts[other.split(".")[1]] = beside.read_bytes()
        if part != "main":
            return f"| {name} | read with its main file | | | | | | |"
        log = ReadLog(path.name, known.source(source).codes, known.countries)
        entries = names = dated = 0
        for entry in reader.read(parts, log):
            entries += 1
            names += len(entry.names) - 1
            dated += bool(entry.intervals)
    except EnduseError as err:
        return f"| {name} | refused: {err.problem} | | | | | | |"
    seconds = time.process_time() - begun
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    cells = (f"{entries:,}", f"{names:,}", f"{dated:,}", str(len(log.rejects)))
    cells += (str(len(log.problems)), f"{seconds:.2f}", f"{(peak - base) / 1024:.0f}")
    return f"| {name} | " + " | ".join(cells) + " |"


def main() -> None:
    """Read all files of the folder, or the one that is named."""
    place = Path(sys.argv[1])
    if place.is_file():
        print(one(place))
        return
    print("| file | entries | aliases | with days | rejects | problems | CPU s | MB more |")
    print("|---|---|---|---|---|---|---|---|")
    for path in sorted(place.glob("*/*")):
        if path.parent.name in sources():
            done = subprocess.run(
                [sys.executable, __file__, str(path)], capture_output=True, text=True, check=False
            )
            print(done.stdout.strip() or f"| {path.name} | {done.stderr.strip()[-200:]} |")


if __name__ == "__main__":
    main()
