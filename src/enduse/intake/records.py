"""Records of delimited text: many at once where the rules of CSV are kept, one by one elsewhere.

Nothing is lost: what an unclosed quote has swallowed is given back and read as lines.
"""

from __future__ import annotations

import csv
import io
import re
import weakref
from collections.abc import Iterator
from typing import TYPE_CHECKING

from enduse.intake.delimited import Broken, Row
from enduse.intake.encoding import Utf8
from enduse.intake.input import Input, Limits
from enduse.intake.plain import Plain, blank, text_of

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

MEASURED = 30
"""The first rows of a text, read one by one; the widest says how wide rows are."""
_MOST_LINES = 500
_WINDOW = 1 << 20
_AFTER_ODD = 1 << 12
_LINE_END = re.compile(rb"\r\n|\n|\r")
_REMEDY = "Correct the line; others are read."


class _TooLongError(Exception):
    pass


class Records(Iterator[Row | Broken | Plain]):
    """Pieces of a delimited text, in order.

    Args:
        source, encoding, valid: the text; `valid` says that all its bytes are UTF-8.
        delimiter: between cells.
        limits: of cells.
        measured: how many rows are read one by one before any are taken together.
        window: bytes that are looked at together.

    Attributes:
        most: records that are taken together at most; may be changed between two pieces.
    """

    def __init__(
        self,
        source: Input,
        encoding: str,
        delimiter: str,
        limits: Limits,
        *,
        valid: bool = False,
        measured: int = MEASURED,
        window: int = _WINDOW,
    ) -> None:
        self.most = 5_000
        self._delimiter, self._limit = delimiter, limits.cell_chars
        self._alone = measured
        self._width = 0
        self._window, self._look = window, min(window, 1 << 16)
        self._handle = Utf8(source, encoding, valid=valid)
        # A reading may be left before its end, as that of headings is.
        self._close = weakref.finalize(self, self._handle.close)
        self._data, self._at, self._line, self._ended = b"", 0, 1, False
        plain = len(delimiter) == 1 and delimiter.isascii() and delimiter not in '"\r\n'
        self._byte = ord(delimiter) if plain else None
        # One limit for the whole process: raised and never lowered, as readings may overlap.
        if csv.field_size_limit() <= self._limit:
            csv.field_size_limit(self._limit + 1)

    def __next__(self) -> Row | Broken | Plain:
        while True:
            if self._alone <= 0 and self._byte is not None:
                plain = self._together(self._byte)
                if plain is not None:
                    return plain
            if not self._more(1):
                self._close()
                raise StopIteration
            one = self._by_itself()
            if one is not None:
                self._alone -= 1
                return one

    def _more(self, size: int) -> bool:
        """Whether there is anything left, after reading on until `size` bytes are at hand."""
        while len(self._data) - self._at < size and not self._ended:
            block = self._handle.read(max(size, self._window))
            self._ended = not block
            self._data, self._at = self._data[self._at :] + block, 0
        return len(self._data) > self._at

    def _together(self, delimiter: int) -> Plain | None:
        """The next records that keep the rules; None where the next does not."""
        import numpy as np

        from enduse.intake.plain_records import record_ends

        texts: list[bytes] = []
        lines: list[npt.NDArray[np.int64]] = []
        left = self.most
        odd = False
        while left > 0 and not odd and self._more(self._look):
            data = self._data[self._at : self._at + self._look]
            last = self._ended and self._at + len(data) == len(self._data)
            found = record_ends(data, delimiter, last=last)
            taken, begins, odd = self._kept(data, found.ends, found.lines, left)
            if taken:
                texts.append(data[:taken])
                lines.append(begins)
                left -= len(begins)
                self._at += taken
            elif not found.odd and self._look < 4 * self._limit and not last:
                self._look *= 2
                continue
            else:
                odd = True
            odd = odd or (found.odd and left > 0)
            self._look = min(self._look * 2, self._window)
        if odd:
            self._look = min(_AFTER_ODD, self._window)
        if not texts:
            return None
        return Plain(np.concatenate(lines), b"".join(texts), self._delimiter)

    def _kept(
        self,
        data: bytes,
        ends: npt.NDArray[np.int64],
        upto: npt.NDArray[np.int64],
        most: int,
    ) -> tuple[int, npt.NDArray[np.int64], bool]:
        """How many bytes are taken, the first lines of their records, whether one was too odd.

        Args:
            ends: where records end.
            upto: how many lines end up to there.
            most: records to take.
        """
        import numpy as np

        starts = np.concatenate(([0], ends[:-1]))
        before = np.concatenate(([0], upto[:-1]))
        sizes, spans = ends - starts, upto - before
        stop = len(ends)
        odd = np.flatnonzero((sizes >= self._limit) | (spans > 1))
        for n in odd.tolist():
            if not self._fits(data[starts[n] : ends[n]], int(spans[n])):
                stop = n
                break
        text = np.frombuffer(data, np.uint8)
        empty = (sizes[:stop] <= 2) & ((text[starts[:stop]] == 10) | (text[starts[:stop]] == 13))
        filled = np.flatnonzero(~empty)
        if len(filled) > most:
            stop, filled = int(filled[most - 1]) + 1, filled[:most]
            whole = False
        else:
            whole = stop < len(ends)
        if not stop:
            return 0, filled, whole
        begins = self._line + before[filled]
        self._line += int(upto[stop - 1])
        return int(ends[stop - 1]), begins, whole

    def _fits(self, record: bytes, lines: int) -> bool:
        """Whether a record of several lines is one row and not several behind a stray quote."""
        if len(record) >= self._limit or lines > _MOST_LINES:
            return False
        text = io.StringIO(text_of(record), newline="")
        cells = next(csv.reader(text, delimiter=self._delimiter))
        return not self._width or len(cells) == self._width

    def _by_itself(self) -> Row | Broken | None:
        """The next record, read with care; None where it is blank."""
        taken: list[str] = []
        ends: list[int | None] = []
        try:
            cells = next(csv.reader(self._lines(taken, ends), delimiter=self._delimiter))
        except (_TooLongError, csv.Error) as err:
            swallowed = len(taken) > 1
            reason = "a quote is opened and not closed" if swallowed else "the line is too long"
            if isinstance(err, csv.Error):
                reason = f"{reason}: {err}"
            return self._broken(taken[0], ends[0], reason)
        if len(taken) > 1 and self._swallowed(cells, taken):
            return self._broken(taken[0], ends[0], "a quote is opened and not closed")
        line = self._line
        self._at += ends[-1] or 0
        self._line += len(taken)
        if blank(cells):
            return None
        if self._alone > 0:
            self._width = max(self._width, len(cells))
        return Row(line, cells)  # type: ignore[arg-type]

    def _swallowed(self, cells: list[str], taken: list[str]) -> bool:
        """Whether a row of several lines is really several rows behind a quote without its pair."""
        quotes = sum(text.count('"') for text in taken)
        return quotes % 2 == 1 or (self._width > 0 and len(cells) != self._width)

    def _broken(self, text: str, end: int | None, reason: str) -> Broken:
        """A first line that cannot be read; the lines behind it are given back."""
        line = self._line
        if end is None:
            self._skip_line()
        else:
            self._at += end
        self._line += 1
        return Broken(line, reason, _REMEDY, text[:200])

    def _lines(self, taken: list[str], ends: list[int | None]) -> Iterator[str]:
        """Lines from here on, noting their texts and where they end."""
        start, chars = 0, 0
        while (end := self._line_end(start)) != start:
            stop = start + _AFTER_ODD if end is None else end
            text = text_of(self._data[self._at + start : self._at + stop])
            taken.append(text)
            ends.append(end)
            chars += len(text)
            if end is None or chars > self._limit or len(taken) > _MOST_LINES:
                raise _TooLongError
            yield text
            start = end

    def _line_end(self, start: int) -> int | None:
        """Where the line that begins `start` bytes from here ends; None: it is too long."""
        size = _AFTER_ODD
        while True:
            self._more(start + size)
            found = _LINE_END.search(self._data, self._at + start)
            half = found is not None and found[0] == b"\r" and found.end() == len(self._data)
            if found is not None and (self._ended or not half):
                return found.end() - self._at
            if self._ended:
                return len(self._data) - self._at
            if size > 4 * self._limit:
                return None
            size *= 4

    def _skip_line(self) -> None:
        """Go behind a line of any length without holding it."""
        while (found := _LINE_END.search(self._data, self._at)) is None:
            self._at = len(self._data)
            if not self._more(1):
                return
        if found[0] == b"\r" and found.end() == len(self._data):
            self._at = found.start()
            self._more(2)
            found = _LINE_END.match(self._data, self._at)
        self._at = found.end() if found is not None else len(self._data)
