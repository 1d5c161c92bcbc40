"""Reading row by row and by column: `python -m benchmarks.reading FILE...`, CPU per line.

By row: transfers, cut into columns, sent to another process (pickled and taken in), as bulk did
before it read by column. By column: blocks cut, sent, and read there.
"""

from __future__ import annotations

import pickle
import sys
from collections.abc import Callable
from pathlib import Path
from time import process_time
from typing import Any

from enduse.bulk.chunks import parts_in_turn
from enduse.bulk.reading import counts_of, parts_of_block
from enduse.cli.settings import knowledge_pack
from enduse.intake.blocks import Block
from enduse.intake.options import ReadOptions
from enduse.intake.read import knowledge_for_reading, read
from enduse.model.collector import no_collector

LINES = 50_000


def by_row(file: Path, knowledge: tuple[Any, Any]) -> tuple[int, dict[str, float]]:
    """Lines, and CPU seconds per stage."""
    took = dict.fromkeys(("read and cut into columns", "send"), 0.0)
    lines, start = 0, process_time()
    for parts in parts_in_turn(read([file], ReadOptions(), *knowledge), [], LINES):
        before = process_time()
        pickle.loads(pickle.dumps(parts, pickle.HIGHEST_PROTOCOL))
        took["send"] += process_time() - before
        lines += len(parts)
    took["read and cut into columns"] = process_time() - start - took["send"]
    return lines, took


def by_column(file: Path, knowledge: tuple[Any, Any]) -> tuple[int, dict[str, float]]:
    """Lines, and CPU seconds per stage."""
    took = dict.fromkeys(("cut", "send", "read", "count"), 0.0)
    lines, start = 0, process_time()
    for block in read([file], ReadOptions(), *knowledge).in_blocks(LINES):
        if not isinstance(block, Block):
            continue
        before = process_time()
        block = pickle.loads(pickle.dumps(block, pickle.HIGHEST_PROTOCOL))
        sent = process_time()
        with no_collector():
            parts = parts_of_block(block)
            done = process_time()
            counts_of(parts)
        took["send"] += sent - before
        took["read"] += done - sent
        took["count"] += process_time() - done
        lines += len(parts)
    took["cut"] = process_time() - start - sum(took.values())
    return lines, took


def main(files: list[str]) -> None:
    """Print both ways for each file."""
    knowledge = knowledge_for_reading(knowledge_pack(None, None))
    ways: tuple[tuple[str, Callable[..., Any]], ...] = (("row", by_row), ("column", by_column))
    for name in files:
        for way, measure in ways:
            lines, took = measure(Path(name), knowledge)
            each = {stage: round(seconds / lines * 1e6, 2) for stage, seconds in took.items()}
            total = sum(took.values()) / lines * 1e6
            print(f"{Path(name).name}: {lines:,} lines by {way}: {total:.1f} us a line {each}")


if __name__ == "__main__":
    main(sys.argv[1:])
