"""What a person who interrupts a review is told of the work that was done."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def telling_what_is_kept(out: Path | None) -> Iterator[None]:
    """Say, where a review is interrupted, whether the same command goes on from what is done.

    Args:
        out: the folder of the run; None where it was not to be kept.
    """
    try:
        yield
    except KeyboardInterrupt:
        sys.stderr.write(f"enduse: {kept_words(out)}\n")
        raise


def kept_words(out: Path | None) -> str:
    """What is kept of a run that is not finished."""
    if out is None:
        return "nothing is kept: a review without --out RUN begins anew"
    from enduse.bulk.work import finished

    chunks, lines = finished(out)
    if not chunks:
        return f"no part of {out} was finished: the same command begins anew"
    return (
        f"{lines:,} reviewed lines in {chunks:,} finished parts are kept: the same command goes on "
        "from there"
    )
