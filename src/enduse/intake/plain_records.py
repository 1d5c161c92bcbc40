"""Where records end in delimited text that keeps the rules of RFC 4180, found without reading it.

A quote opens a cell right behind a delimiter or a line end and closes it right before one; a
quote within stands twice. As long as this holds, a line end belongs to a cell exactly where the
number of quotes before it is odd, and every reader of CSV agrees. In a line where no quote
opens a cell, quotes are but marks (`1/2" pipe`). The first place where it does
not hold is where whoever asks must read with care.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Places = npt.NDArray[np.int64]
_LF, _CR, _QUOTE = 10, 13, 34


class Ends(NamedTuple):
    """Records of a stretch of text.

    Args:
        ends: the place behind the line end of each record.
        lines: how many lines of text end up to there.
        odd: whether what follows the last record does not keep the rules.
    """

    ends: Places
    lines: Places
    odd: bool


def record_ends(data: bytes, delimiter: int, *, last: bool) -> Ends:
    """Find the records of a stretch of text that begins with a record.

    Args:
        last: whether the text ends here, so that its last record needs no line end.
    """
    text = np.frombuffer(data, np.uint8)
    newlines = np.flatnonzero(text == _LF)
    bad = len(text)
    if _CR in data:
        bad = min(bad, _lone_return(text, last=last))
    ends = newlines
    if _QUOTE in data:
        quotes = np.flatnonzero(text == _QUOTE)
        stray = _stray_quote(text, quotes, delimiter)
        if stray < len(text):
            opening, other = _without_marks(text, quotes, newlines, delimiter)
            other = min(other, _stray_quote(text, opening, delimiter))
            if other > stray:
                quotes, stray = opening, other
        bad = min(bad, stray)
        inside = np.searchsorted(quotes, newlines) & 1
        ends = newlines[inside == 0]
        closed = len(quotes) % 2 == 0
    else:
        closed = True
    if last and closed and bad == len(text) and len(text) and text[-1] != _LF:
        newlines = np.append(newlines, len(text) - 1)
        ends = np.append(ends, len(text) - 1)
    if bad < len(text):
        ends = ends[: np.searchsorted(ends, bad)]
    lines = np.searchsorted(newlines, ends, side="right")
    whole = len(ends) > 0 and int(ends[-1]) == len(text) - 1
    odd = bad < len(text) or (last and not whole)
    return Ends(ends + 1, lines, odd)


def _lone_return(text: npt.NDArray[np.uint8], *, last: bool) -> int:
    """The first carriage return that no line feed follows: a line end to a reader of lines."""
    returns = np.flatnonzero(text == _CR)
    follows = np.append(text[1:], np.uint8(0 if last else _LF))[returns]
    lone = returns[follows != _LF]
    return int(lone[0]) if len(lone) else len(text)


def _stray_quote(text: npt.NDArray[np.uint8], quotes: Places, delimiter: int) -> int:
    """The first quote that neither opens a cell, nor closes one, nor stands for a quote in it."""
    if not len(quotes):
        return len(text)
    opening, closing = quotes[0::2], quotes[1::2]
    before = _before(text, opening)
    after = np.append(text, np.uint8(_LF))[closing + 1]
    wrong = [
        opening[(before != delimiter) & (before != _LF) & (before != _QUOTE)],
        closing[(after != delimiter) & (after != _LF) & (after != _QUOTE) & (after != _CR)],
    ]
    return min((int(some[0]) for some in wrong if len(some)), default=len(text))


def _before(text: npt.NDArray[np.uint8], places: Places) -> npt.NDArray[np.uint8]:
    """The byte before each place; a line end before the first."""
    found = text[places - 1]
    found[places == 0] = _LF
    return found


def _without_marks(
    text: npt.NDArray[np.uint8], quotes: Places, newlines: Places, delimiter: int
) -> tuple[Places, int]:
    """Leave out the quotes of lines in which none opens a cell: they stand for inches.

    Returns:
        The quotes that are left, and the first line where this is wrong, as it is within a cell.
    """
    line = np.searchsorted(newlines, quotes)
    before = _before(text, quotes)
    opens = np.unique(line[(before == delimiter) | (before == _LF)])
    kept = np.isin(line, opens)
    starts = np.concatenate(([0], newlines + 1))[np.unique(line[~kept])]
    within = starts[np.searchsorted(quotes[kept], starts) % 2 == 1]
    return quotes[kept], int(within[0]) if len(within) else len(text)
