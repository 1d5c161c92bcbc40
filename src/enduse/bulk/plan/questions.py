"""The questions of every line, put together from their parts once per question and subject."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from enduse.bulk.plan.factor import Codes, Factor, Interner, distinct
from enduse.bulk.plan.parts import Parts
from enduse.bulk.plan.texts import quoted, texts_of
from enduse.bulk.tables import compact
from enduse.model.licence import Licence
from enduse.model.transfer import Transfer
from enduse.review.engine import Checks, asked
from enduse.review.questions import FILE, ITEM_FACTS, item_of, subject_of

if TYPE_CHECKING:
    import pyarrow as pa

Said = tuple[Licence | None, ...]
Asking = tuple[str, str]
"""A missing fact, and its subject as the law names it."""
_ITEM, _FILE, _LINE = range(3)


class Questions:
    """Makes the column of questions; which questions an answer asks is kept for the run."""

    def __init__(self, checks: Checks) -> None:
        self._question = checks.law.question
        self._asked: dict[tuple[Any, ...], tuple[int, ...]] = {}
        self._asks: Interner[Asking] = Interner()

    def of(
        self, said: Factor[tuple[Licence | None, ...]], keys: list[Any], parts: Parts
    ) -> pa.Array:
        """The questions of each line, as lists of texts.

        Args:
            said: the answers of the jurisdictions.
            keys: what tells each of its values from others of the run.
        """
        import pyarrow as pa

        specs = [self._spec(key, some) for key, some in zip(keys, said.values, strict=True)]
        sizes = np.array([len(spec) for spec in specs], np.int64)
        flat = np.array([ask for spec in specs for ask in spec], np.int64)
        starts = np.concatenate(([0], np.cumsum(sizes)))[:-1]
        lengths = sizes[said.codes]
        ends = np.concatenate(([0], np.cumsum(lengths)))
        total = int(ends[-1])
        places = np.repeat(starts[said.codes] - ends[:-1], lengths) + np.arange(total)
        asks = flat[places] if total else np.zeros(0, np.int64)
        rows = np.repeat(np.arange(len(parts)), lengths)
        texts = self._texts(asks, rows, parts)
        return pa.ListArray.from_arrays(pa.array(ends, pa.int32()), texts)

    def _spec(self, key: Any, some: Said) -> tuple[int, ...]:
        found = self._asked.get(key)
        if found is None:
            found = self._asked[key] = tuple(
                self._asks((fact, subject))
                for fact, subject, _ in asked(one for one in some if one is not None)
            )
        return found

    def _texts(self, asks: Codes, rows: Codes, parts: Parts) -> pa.Array:
        """`["fact","subject","question"]` for each question of each line."""
        import pyarrow as pa
        import pyarrow.compute as pc

        known, goods = self._asks.values, parts.goods
        about = np.array([_kind(*one) for one in known] or [0], np.int64)[asks]
        subjects = np.zeros(len(asks), np.int64)
        of_item = about == _ITEM
        subjects[of_item], first = distinct(goods.codes[rows[of_item]])
        items = [item_of(goods.at(row)) for row in rows[of_item][first].tolist()]
        own: Interner[str] = Interner()
        subjects[about == _FILE] = len(items) + own(FILE)
        for n in np.flatnonzero(about == _LINE).tolist():
            row = int(rows[n])
            line = Transfer(id=parts.ids[row], parties=parts.parties(row))
            subjects[n] = len(items) + own(subject_of(line, *known[int(asks[n])]))
        before = texts_of([f"[{compact(fact)}," for fact, _ in known])
        middle = quoted(texts_of([*items, *own.values]))
        after = texts_of([f",{compact(self._question(fact))}]" for fact, _ in known])
        return pc.binary_join_element_wise(
            before.take(pa.array(asks)),
            middle.take(pa.array(subjects)),
            after.take(pa.array(asks)),
            "",
        )


def _kind(fact: str, subject: str) -> int:
    """What a question is about: goods, the file, or a party or the line itself."""
    if subject.startswith("parties["):
        return _LINE
    if fact.startswith(ITEM_FACTS):
        return _ITEM
    return _FILE if fact.startswith("statement.") else _LINE
