"""The headlines of a chunk of lines, a column at a time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from operator import attrgetter
from typing import TYPE_CHECKING, Any

import numpy as np

from enduse.bulk.plan.book import Book
from enduse.bulk.plan.decide import Answered
from enduse.bulk.plan.factor import Codes, Factor, combine, combine_codes
from enduse.bulk.plan.line_texts import LineTexts
from enduse.bulk.plan.look import Looked
from enduse.bulk.plan.own_words import few
from enduse.bulk.plan.questions import Said
from enduse.bulk.plan.texts import repeated, texts_of
from enduse.bulk.tables import (
    BETWEEN,
    COLUMNS,
    END_USERS,
    SUPPLIERS,
    cause,
    compact,
    keys_text,
    listed_later,
    schema,
)
from enduse.model.review import PartyFinding
from enduse.model.transfer import Party, Role

if TYPE_CHECKING:
    import pyarrow as pa


def lines_table(
    book: Book,
    answered: Sequence[Answered],
    rows: Codes,
    told: LineTexts,
    parties: dict[int, tuple[PartyFinding, ...]],
) -> pa.Table:
    """The table `lines`.

    Args:
        book: texts of answers.
        answered: lines as of their day, and as of other days beside it.
        rows: their numbers in the run.
        told: texts that other tables tell too.
        parties: what was found about the parties of lines with a match.
    """
    import pyarrow as pa

    one = answered[0]
    looked, parts, decided = one.looked, one.looked.parts, one.decided
    said, numbers = _said(one)
    supplier, user, between = (_named(looked, roles) for roles in (SUPPLIERS, END_USERS, BETWEEN))
    organ = _organ(one)
    also = combine(
        *(f for a in answered[1:] for f in (a.looked.days, a.decided))
    ) if len(answered) > 1 else Factor(np.zeros(len(parts), np.int64), [()])  # fmt: skip
    spoken = [book.statuses(key, some) for key, some in zip(numbers, said.values, strict=True)]
    columns = {
        "row": pa.array(rows),
        "id": told.ids,
        "file": repeated(pa.array([parts.file], pa.string()), np.zeros(len(parts), np.int64)),
        "line": pa.array(parts.numbers),
        "group": told.groups,
        "keys": _keys(parts.keys),
        "kind": _text(parts.kind, lambda kind: kind.value),
        "date": _text(parts.when, lambda when: None if when[0] is None else when[0].text),
        "as_of": _text(looked.days, lambda days: days[0].isoformat() if days else None),
        "outcome": _text(decided, lambda d: d.outcome.word),
        "why": _text(decided, lambda d: d.why.id),
        "why_args": _text(decided, lambda d: compact(dict(d.why.args))),
        "cause": _text(decided, lambda d: cause(d.outcome, d.why, d.unknown_because)),
        "cite": _text(decided, lambda d: dict(d.why.args).get("cite", "")),
        "unknown_because": _lists(decided, lambda d: list(d.unknown_because)),
        "problems": pa.array(parts.rest.numbers(lambda rest: len(rest.problems))),
        "description": repeated(told.descriptions, parts.goods.codes),
        "technologies": _technologies(one),
        "organ": _text(organ, lambda o: o[0] if o else None),
        "organ_level": _text(organ, lambda o: o[1] if o else None),
        "supplier": _of_party(supplier, "name"),
        "supplier_country": _of_party(supplier, "country"),
        "intermediary": _of_party(between, "name"),
        "end_user": _of_party(user, "name"),
        "end_user_country": _of_party(user, "country"),
        "dispatched_from": _text(parts.dispatched_from),
        "destination": _text(parts.destination),
        "amount": told.amounts.take(pa.array(parts.amounts.codes)),
        "currency": repeated(told.currencies, parts.amounts.codes),
        "value_basis": repeated(told.bases, parts.amounts.codes),
        "statuses": _text(Factor(said.codes, spoken)),
        "asks": book.questions.of(said, numbers, parts),
        "also": _text(also, _also),
        "listed_later": _few_lists(
            len(parts), {row: listed_later(found) for row, found in parties.items()}
        ),
    }
    return pa.table([columns[name] for name in COLUMNS["lines"]], names=schema("lines").names)


def _said(one: Answered) -> tuple[Factor[Said], list[tuple[int, ...]]]:
    """What the jurisdictions say together, and the numbers that tell each from all others."""
    if not one.licences:
        return Factor(np.zeros(len(one.looked.parts), np.int64), [()]), [()]
    codes, first = combine_codes([(f.codes, len(f.values)) for f in one.licences])
    numbers = list(zip(*(f.codes[first].tolist() for f in one.licences), strict=True))
    values = [
        tuple(f.values[code] for f, code in zip(one.licences, some, strict=True))
        for some in numbers
    ]
    return Factor(codes, values), numbers


def _also(pairs: tuple[Any, ...]) -> str:
    some = zip(pairs[::2], pairs[1::2], strict=True)
    return compact([[str(days[0] if days else None), d.outcome.word] for days, d in some])


def _keys(keys: Sequence[Any]) -> pa.Array:
    import pyarrow as pa

    if not any(keys):
        return repeated(pa.array(["{}"]), np.zeros(len(keys), np.int64))
    return pa.array([keys_text(k) if k else "{}" for k in keys], pa.string())


def _text(factor: Factor[Any], text: Callable[[Any], str | None] = lambda value: value) -> pa.Array:
    """A text per line, made once per value."""
    import pyarrow as pa

    return repeated(pa.array([text(value) for value in factor.values], pa.string()), factor.codes)


def _lists(factor: Factor[Any], texts: Callable[[Any], list[str]]) -> pa.Array:
    import pyarrow as pa

    found = pa.array([texts(value) for value in factor.values], pa.list_(pa.string()))
    return found.take(pa.array(factor.codes))


def _few_lists(count: int, lists: dict[int, list[str]]) -> pa.Array:
    """A list per line, given those of few lines; the others are empty."""
    import pyarrow as pa

    sizes = np.zeros(count + 1, np.int32)
    for row, texts in lists.items():
        sizes[row + 1] = len(texts)
    flat = [text for row in sorted(lists) for text in lists[row]]
    return pa.ListArray.from_arrays(pa.array(np.cumsum(sizes, dtype=np.int32)),
                                    pa.array(flat, pa.string()))  # fmt: skip


def _technologies(one: Answered) -> pa.Array:
    looked = one.looked
    goods = looked.goods
    rows = np.flatnonzero(looked.found).tolist()
    return _few_lists(
        len(looked.parts), {row: [t.id for t in goods.at(row)[1].technologies] for row in rows}
    )


def _of_party(factor: Factor[Party | None], name: str) -> pa.Array:
    read = attrgetter(name)
    texts = [None if party is None else read(party) for party in factor.values]
    return repeated(texts_of(texts), factor.codes)


def _named(looked: Looked, roles: Sequence[Role]) -> Factor[Party | None]:
    """The first party in the first of the roles that a line has."""
    codes = np.zeros(len(looked.parts), np.int64)
    values: list[Party | None] = [None]
    for role in roles:
        for slot in looked.slots:
            places = [there for there, _ in slot.names]
            if not any(role in there for there in places):
                continue
            parties = slot.parties
            if places == [{role}]:
                here = [value[0] if value else None for value in parties.values]
            else:
                here = [next((p for p in some if p.role is role), None) for some in parties.values]
            there = np.array([p is not None for p in here], np.bool_)
            table = np.where(there, np.arange(len(here)) + len(values), 0)
            values += here
            codes = np.where(codes == 0, table[parties.codes], codes)
    return Factor(codes, values)


def _organ(one: Answered) -> Factor[tuple[str, str] | None]:
    codes = np.zeros(len(one.looked.parts), np.int64)
    values: list[tuple[str, str] | None] = [None]
    for slot in one.looked.slots:
        table = {}
        for code, organs in slot.organs.items():
            found = next(((o.cls, o.level) for o in organs if o and o.state == "organ"), None)
            if found:
                table[code] = len(values)
                values.append(found)
        if table:
            parties = slot.parties
            codes = np.where(codes == 0, few(parties.codes, len(parties.values), table), codes)
    return Factor(codes, values)
