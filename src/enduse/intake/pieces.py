"""Pieces of a table: rows, or many rows that stand together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from enduse.intake.delimited import Broken, Row
from enduse.intake.parquet import Batch
from enduse.intake.plain import Plain

Piece = Row | Broken | Plain | Batch


def rows_of(pieces: Iterable[Piece]) -> Iterator[Row | Broken]:
    """The rows of pieces, one by one."""
    for piece in pieces:
        if isinstance(piece, Plain | Batch):
            yield from piece.rows()
        else:
            yield piece


def first_rows(pieces: Iterator[Piece], count: int) -> tuple[list[Piece], list[Row | Broken]]:
    """The first pieces, as many as hold `count` rows, and these rows."""
    held: list[Piece] = []
    rows: list[Row | Broken] = []
    while len(rows) < count and (piece := next(pieces, None)) is not None:
        held.append(piece)
        rows += islice(rows_of([piece]), count - len(rows))
    return held, rows


def without(pieces: Iterable[Piece], count: int) -> Iterator[Piece]:
    """The pieces without their first `count` rows; a piece that is cut comes row by row."""
    for piece in pieces:
        if count <= 0:
            yield piece
            continue
        for row in rows_of([piece]):
            if count <= 0:
                yield row
            count -= 1
