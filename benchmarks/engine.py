"""One engine over one file, in a process of its own: `python -m benchmarks.engine ...`."""

from __future__ import annotations

import sys
from pathlib import Path


def main(
    engine: str, file: str, folder: str, cache: str, store: str, memory: str | None = None
) -> None:
    """Review a file with an engine into a folder; `store` holds lists, or is not there."""
    from enduse.bulk.engines import make_with
    from enduse.bulk.make import RunRequest
    from enduse.bulk.memory import read_size
    from enduse.cli.settings import knowledge_pack
    from enduse.intake.options import ReadOptions
    from enduse.lists.view import open_lists
    from enduse.review.options import ReviewOptions

    pack = knowledge_pack(None, None)
    request = RunRequest(
        paths=(Path(file),), reading=ReadOptions(), options=ReviewOptions(), cache=Path(cache)
    )
    lists = open_lists(Path(store), pack)
    if engine == "memoised":
        from benchmarks.memoised import make_memoised

        make_memoised(request, pack, lists, Path(folder))
        return
    room = read_size(memory) if memory else None
    make_with(engine, request, pack, lists, Path(folder), lambda _: None, memory=room)


if __name__ == "__main__":
    main(*sys.argv[1:7])
