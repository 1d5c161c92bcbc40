"""The rows of red flags, with a line's own words where the answer of its key only marks them.

A place of a row (`destination`, `parties[2].name`) is a column; its words are put in once per
distinct value, not once per line.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from enduse.bulk.findings import flag_rows
from enduse.bulk.plan.blocks import TEXT, Blocks, Cells, cells_of
from enduse.bulk.plan.decide import FlagAnswer
from enduse.bulk.plan.factor import Codes, Factor, distinct
from enduse.bulk.plan.own import OWN, own_text
from enduse.bulk.plan.parts import Parts
from enduse.model.transfer import Party, Transfer

Template = tuple[Cells, str]
"""A row, and the place whose words belong into it; empty where it is whole."""
_PARTY = re.compile(r"parties\[(\d+)\]\.(.+)")


class FlagRows:
    """Makes the rows of red flags; the rows of an answer are kept for the run."""

    def __init__(self) -> None:
        self._templates: dict[int, tuple[Template, ...]] = {}

    def columns(self, flags: Factor[FlagAnswer], parts: Parts, blocks: Blocks) -> list[Codes]:
        """Blocks per line; as many columns as an answer has rows."""
        numbers, first = distinct(flags.codes)
        answers = [self._of(int(flags.codes[row]), flags.values) for row in first.tolist()]
        width = max((len(one) for one in answers), default=0)
        places = _Places(parts)
        order = np.argsort(numbers, kind="stable")
        bounds = np.searchsorted(numbers[order], np.arange(len(answers) + 1))
        whole = np.zeros((width, len(answers)), np.int64)
        worded: list[tuple[int, int, Template]] = []
        for number, answer in enumerate(answers):
            for n, (cells, place) in enumerate(answer):
                if place:
                    worded.append((n, number, (cells, place)))
                else:
                    whole[n, number] = blocks.block((cells,))
        found = [whole[n][numbers] for n in range(width)]
        for n, number, (cells, place) in worded:
            rows = order[bounds[number] : bounds[number + 1]]
            codes, texts = places.texts(place, rows)
            made = [blocks.block(((*cells[:TEXT], text, *cells[TEXT + 1 :]),)) for text in texts]
            found[n][rows] = np.array(made, np.int64)[codes]
        return found

    def _of(self, code: int, answers: Any) -> tuple[Template, ...]:
        found = self._templates.get(code)
        if found is None:
            cells = cells_of(flag_rows(0, *answers[code]))
            field = TEXT - 1
            found = self._templates[code] = tuple(
                (row, row[field] if row[TEXT] == OWN else "") for row in cells
            )
        return found


class _Places:
    """The words of lines at places that a finding quotes."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._lengths = [slot.numbers(len) for slot in parts.slots]
        before = np.zeros(len(parts), np.int64)
        self._before = []
        for lengths in self._lengths:
            self._before.append(before)
            before = before + lengths

    def texts(self, place: str, rows: Codes) -> tuple[Codes, list[str]]:
        """Numbers into distinct words, for some rows."""
        match = _PARTY.fullmatch(place)
        if match is not None:
            return self._of_party(int(match[1]), f"parties[0].{match[2]}", rows)
        head = place.partition(".")[0]
        column: Factor[Any] = getattr(self._parts, head)

        def text(value: Any) -> str:
            return own_text(place, Transfer(id="", **{head: value})) or ""

        return _numbered(column.codes[rows], lambda code: text(column.values[code]))

    def _of_party(self, index: int, place: str, rows: Codes) -> tuple[Codes, list[str]]:
        """Words of the party of that number in the line, whichever slot it is in."""
        codes = np.zeros(len(rows), np.int64)
        known: dict[int, Party] = {}
        size = 0
        for slot, before, lengths in zip(
            self._parts.slots, self._before, self._lengths, strict=True
        ):
            at = index - before[rows]
            here = np.flatnonzero((at >= 0) & (at < lengths[rows]))
            if len(here):
                width = int(lengths[rows[here]].max())
                own = size + slot.codes[rows[here]] * width + at[here]
                codes[here] = own
                for number in np.unique(own).tolist():
                    value, nth = divmod(number - size, width)
                    known[number] = slot.values[value][nth]
                size += len(slot.values) * width
        return _numbered(
            codes, lambda code: own_text(place, Transfer(id="", parties=(known[code],))) or ""
        )


def _numbered(codes: Codes, text: Callable[[int], str]) -> tuple[Codes, list[str]]:
    numbers, first = distinct(codes)
    return numbers, [text(int(codes[row])) for row in first.tolist()]


def few(codes: Codes, count: int, numbers: Mapping[int, int]) -> Codes:
    """A number per row, given that of the few values that have one; else 0."""
    table = np.zeros(count, np.int64)
    for code, number in numbers.items():
        table[code] = number
    return table[codes]
