"""Every list reader on damaged files: 10,000 a reader, the same for the same seed.

Run from the checkout: PYTHONPATH=src:. python benchmarks/fuzz_lists.py [COUNT] [SEED]
Exit code 1 and the traceback where a reader lets another exception out than an error of ours.
"""

from __future__ import annotations

import random
import sys
import time
from collections import Counter
from pathlib import Path

from tests.lists.formats.mutations import SAMPLES, mutated, survives

from enduse.knowledge.folder import read_folder
from enduse.knowledge.pack import Pack, write_pack
from enduse.lists.view import reference


def main() -> None:
    """Damage, read, count."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    seed = sys.argv[2] if len(sys.argv) > 2 else "1"
    folder = read_folder(Path(__file__).resolve().parent.parent / "knowledge")
    sections = {k: folder.sections[k] for k in ("lists", "tables", "pack")}
    known = reference(Pack(write_pack(sections), "fuzz"))
    for number, (source, data) in enumerate(SAMPLES):
        chance = random.Random(f"{seed}/{source}/{number}")
        begun = time.perf_counter()
        outcomes: Counter[str] = Counter()
        for turn in range(count):
            damaged = mutated(data, chance)
            try:
                outcomes[survives(known, source, damaged)] += 1
            except Exception:
                Path(f"/tmp/fuzz-{source}-{turn}.bin").write_bytes(damaged)
                raise
        seconds = time.perf_counter() - begun
        told = ", ".join(f"{k} {n:,}" for k, n in sorted(outcomes.items()))
        print(f"{source}: {count:,} damaged files, {told}, {seconds:.1f} s", flush=True)


if __name__ == "__main__":
    main()
