"""The rows of red flags, with a line's own words where the answer of its key only marks them.

A place of a row (`destination`, `parties[2].name`) is a column; its words are put in once per
distinct value, not once per line.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import numpy as np

from enduse.bulk.findings import flag_rows
from enduse.bulk.plan.blocks import TEXT, Blocks, Cells, cells_of
from enduse.bulk.plan.decide import FlagAnswer
from enduse.bulk.plan.factor import Codes, Factor, combine_codes, distinct
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
        whole = np.zeros((width, len(answers)), np.int64)
        worded: dict[str, list[tuple[int, int, Cells]]] = {}
        for number, answer in enumerate(answers):
            for n, (cells, place) in enumerate(answer):
                if place:
                    worded.setdefault(place, []).append((n, number, cells))
                else:
                    whole[n, number] = blocks.block((cells,))
        found = whole[:, numbers]
        order = np.argsort(numbers, kind="stable")
        bounds = np.searchsorted(numbers[order], np.arange(len(answers) + 1))
        places = _Places(parts)
        for place, some in worded.items():
            of_answers = [order[bounds[number] : bounds[number + 1]] for _, number, _ in some]
            which = np.repeat(np.arange(len(some)), list(map(len, of_answers)))
            rows = np.concatenate(of_answers)
            codes, quoted, texts = places.texts(place, rows, which)
            made = blocks.worded([cells for _, _, cells in some], quoted, texts)
            found[np.array([n for n, _, _ in some])[which], rows] = made[codes]
        return list(found)

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
        self._columns: dict[str, Factor[Any]] = {}
        self._lengths = [slot.numbers(len) for slot in parts.slots]

    def texts(self, place: str, rows: Codes, which: Codes) -> tuple[Codes, Codes, list[str]]:
        """Words at a place of some rows, each distinct one once for whatever quotes it.

        Args:
            which: the number of what quotes the words of each row.

        Returns:
            A number per row; and by that number, what quotes and its words.
        """
        match = _PARTY.fullmatch(place)
        head = match[1] if match else place.partition(".")[0]
        column = self._columns.get(head)
        if column is None:
            column = self._party(int(head)) if match else getattr(self._parts, head)
            self._columns[head] = column
        values, of_rows = column.values, column.codes[rows]
        numbers, first = combine_codes(
            [(which, int(which.max(initial=0)) + 1), (of_rows, len(values))]
        )
        codes = of_rows[first].tolist()
        name = match[2] if match else place.partition(".")[2]
        texts = {code: _words(values[code], name) for code in dict.fromkeys(codes)}
        return numbers, which[first], [texts[code] for code in codes]

    def _party(self, index: int) -> Factor[Any]:
        """The party of that number in each line, whichever slot it is in."""
        codes = np.zeros(len(self._parts), np.int64)
        values: list[Party | None] = [None]
        before = np.zeros(len(codes), np.int64)
        for slot, lengths in zip(self._parts.slots, self._lengths, strict=True):
            at = index - before
            here = (at >= 0) & (at < lengths)
            for nth in np.unique(at[here]).tolist():
                rows = np.flatnonzero(here & (at == nth))
                codes[rows] = len(values) + slot.codes[rows]
                values += [value[nth] if len(value) > nth else None for value in slot.values]
            before = before + lengths
        return Factor(codes, values)


def _words(value: Any, name: str) -> str:
    """What a line says at a place: a value of its own, or a field of one."""
    words = getattr(value, name) if name else value
    if isinstance(words, tuple):
        words = own_text("transit", Transfer(id="", transit=words))
    return words or ""


def few(codes: Codes, count: int, numbers: Mapping[int, int]) -> Codes:
    """A number per row, given that of the few values that have one; else 0."""
    table = np.zeros(count, np.int64)
    for code, number in numbers.items():
        table[code] = number
    return table[codes]
