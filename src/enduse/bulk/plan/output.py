"""The tables of a chunk of lines, made from its answers; the same rows as line by line."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from enduse.bulk.findings import (
    context_rows,
    flag_rows,
    goods_rows,
    licence_rows,
    organ_rows,
)
from enduse.bulk.plan.answers import Plan
from enduse.bulk.plan.blocks import Blocks, repeated
from enduse.bulk.plan.bodies import Bodies
from enduse.bulk.plan.decide import Answered, FlagAnswer
from enduse.bulk.plan.factor import Codes, Factor, combine, combine_codes, distinct
from enduse.bulk.plan.own import OWN, own_text
from enduse.bulk.plan.parts import Parts
from enduse.bulk.plan.transfers import transfer_texts
from enduse.bulk.tables import (
    BETWEEN,
    COLUMNS,
    END_USERS,
    SUPPLIERS,
    ask,
    cause,
    compact,
    keys_text,
    listed_later,
    match_rows_of,
    schema,
    statuses,
)
from enduse.model.review import FlagFinding, PartyFinding
from enduse.model.transfer import Party, Role, Transfer
from enduse.review.engine import asked
from enduse.review.questions import FILE, ITEM_FACTS, item_of, subject_of

if TYPE_CHECKING:
    import pyarrow as pa

Tables = dict[str, "pa.Table"]


def tables_of(plan: Plan, answered: Sequence[Answered], first: int) -> Tables:
    """The tables of answered lines; `first` is the number of the first line in the run."""
    import pyarrow as pa

    one = answered[0]
    parts = one.looked.parts
    parties = {
        row: plan.decider.parties(one.looked, row, parts.transfer(row))
        for row in np.flatnonzero(one.looked.matched).tolist()
    }
    rows = np.arange(first, first + len(parts))
    matches = [m for row in sorted(parties) for m in match_rows_of(first + row, parties[row])]
    return {
        "transfers": pa.table(
            {"row": pa.array(rows), "transfer": pa.array(transfer_texts(parts), pa.string())}
        ),
        "lines": _lines(plan, answered, rows, parties),
        "findings": _findings(plan, one, first),
        "matches": pa.Table.from_pylist(matches, schema("matches")),
    }


def _findings(plan: Plan, one: Answered, first: int) -> pa.Table:
    looked, blocks = one.looked, Blocks()
    columns = [looked.goods.numbers(lambda g: blocks.block(goods_rows(0, g[1])))]
    for slot in looked.slots:
        columns.append(
            _few(
                slot,
                {
                    code: blocks.block(r for o in organs for r in organ_rows(0, o))
                    for code, organs in slot.organs.items()
                },
            )
        )
    for licence in one.licences:
        columns.append(
            _numbers(licence, lambda one: blocks.block(licence_rows(0, one) if one else ()))
        )
    columns.append(_flags(one, blocks))
    context = np.zeros(len(looked.parts), np.int64)
    for row in np.flatnonzero(looked.found).tolist():
        found = plan.checks.context(looked.parts.transfer(row), looked.goods.at(row)[1])
        if found:
            context[row] = blocks.block(context_rows(0, found))
    return blocks.table(first, [*columns, context])


def _few(slot: Bodies, numbers: Mapping[int, int]) -> Codes:
    """A number per row, given that of the few values that have one."""
    table = np.zeros(len(slot.parties.values), np.int64)
    for code, number in numbers.items():
        table[code] = number
    return table[slot.parties.codes]


def _numbers(factor: Factor[Any], function: Callable[[Any], int]) -> Codes:
    """As `Factor.numbers`, but only of values that a line has: answers are kept for a run."""
    numbers, first = distinct(factor.codes)
    found = [function(factor.at(row)) for row in first.tolist()]
    return np.array(found, np.int64)[numbers]


def _flags(one: Answered, blocks: Blocks) -> Codes:
    def plain(answer: FlagAnswer) -> int:
        return -1 if _has_own(answer) else blocks.block(flag_rows(0, *answer))

    codes = _numbers(one.flags, plain)
    parts = one.looked.parts
    for row in np.flatnonzero(codes < 0).tolist():
        transfer = parts.transfer(row)
        flags, routes = one.flags.at(row)
        codes[row] = blocks.block(
            flag_rows(
                0, [filled(f, transfer) for f in flags], [filled(f, transfer) for f in routes]
            )
        )
    return codes


def _has_own(answer: FlagAnswer) -> bool:
    return any(b.text == OWN for some in answer for flag in some for b in flag.because)


def filled(flag: FlagFinding, transfer: Transfer) -> FlagFinding:
    """A flag with a line's own words where its answer only marks them."""
    if not any(one.text == OWN for one in flag.because):
        return flag
    because = tuple(
        replace(one, text=own_text(one.field, transfer) or "") if one.text == OWN else one
        for one in flag.because
    )
    return replace(flag, because=because)


def _lines(
    plan: Plan,
    answered: Sequence[Answered],
    rows: Codes,
    parties: dict[int, tuple[PartyFinding, ...]],
) -> pa.Table:
    import pyarrow as pa

    one = answered[0]
    looked, parts = one.looked, one.looked.parts
    count = len(parts)
    text = _text
    decided = one.decided
    supplier, user, between = (_named(parts, roles) for roles in (SUPPLIERS, END_USERS, BETWEEN))
    organ = _organ(one)
    said = combine(*one.licences) if one.licences else Factor(np.zeros(count, np.int64), [()])
    later: list[list[str]] = [[]] * count
    for row, found in parties.items():
        later[row] = listed_later(found)
    also = combine(
        *(f for a in answered[1:] for f in (a.looked.days, a.decided))
    ) if len(answered) > 1 else Factor(np.zeros(count, np.int64), [()])  # fmt: skip
    columns = {
        "row": pa.array(rows),
        "id": pa.array(parts.ids, pa.string()),
        "file": text(Factor(np.zeros(count, np.int64), [parts.file])),
        "line": pa.array(parts.numbers),
        "group": pa.array(parts.groups, pa.string()),
        "keys": pa.array([keys_text(k) if k else "{}" for k in parts.keys], pa.string()),
        "kind": text(parts.kind, lambda kind: kind.value),
        "date": text(parts.when, lambda when: None if when[0] is None else when[0].text),
        "as_of": text(looked.days, lambda days: days[0].isoformat() if days else None),
        "outcome": text(decided, lambda d: d.outcome.word),
        "why": text(decided, lambda d: d.why.id),
        "why_args": text(decided, lambda d: compact(dict(d.why.args))),
        "cause": text(decided, lambda d: cause(d.outcome, d.why, d.unknown_because)),
        "cite": text(decided, lambda d: dict(d.why.args).get("cite", "")),
        "unknown_because": _lists(decided, lambda d: list(d.unknown_because)),
        "problems": pa.array(parts.rest.numbers(lambda rest: len(rest.problems))),
        "description": text(parts.goods, lambda goods: goods.description),
        "technologies": _lists(looked.goods, lambda g: [t.id for t in g[1].technologies]),
        "organ": text(organ, lambda o: o[0] if o else None),
        "organ_level": text(organ, lambda o: o[1] if o else None),
        "supplier": text(supplier, _name),
        "supplier_country": text(supplier, _country),
        "intermediary": text(between, _name),
        "end_user": text(user, _name),
        "end_user_country": text(user, _country),
        "dispatched_from": text(parts.dispatched_from),
        "destination": text(parts.destination),
        "amount": text(parts.amounts, lambda a: format(a.value.amount, "f") if a.value else None),
        "currency": text(parts.amounts, lambda a: a.value.currency if a.value else None),
        "value_basis": text(parts.amounts, lambda a: a.value.basis.value if a.value else None),
        "statuses": text(said, lambda some: statuses(one for one in some if one is not None)),
        "asks": _asks(plan, parts, said),
        "also": text(also, _also),
        "listed_later": pa.array(later, pa.list_(pa.string())),
    }
    return pa.table([columns[name] for name in COLUMNS["lines"]], names=schema("lines").names)


def _also(pairs: tuple[Any, ...]) -> str:
    some = zip(pairs[::2], pairs[1::2], strict=True)
    return compact([[str(days[0] if days else None), d.outcome.word] for days, d in some])


def _text(factor: Factor[Any], text: Callable[[Any], str | None] = lambda value: value) -> pa.Array:
    import pyarrow as pa

    codes, first = distinct(factor.codes)
    texts = pa.array([text(factor.at(row)) for row in first.tolist()], pa.string())
    return repeated(texts, codes)


def _lists(factor: Factor[Any], texts: Callable[[Any], list[str]]) -> pa.Array:
    import pyarrow as pa

    codes, first = distinct(factor.codes)
    found = pa.array([texts(factor.at(row)) for row in first.tolist()], pa.list_(pa.string()))
    return found.take(pa.array(codes))


def _name(party: Party | None) -> str | None:
    return party.name if party else None


def _country(party: Party | None) -> str | None:
    return party.country if party else None


def _named(parts: Parts, roles: Sequence[Role]) -> Factor[Party | None]:
    """The first party in the first of the roles that a line has."""
    codes = np.zeros(len(parts), np.int64)
    values: list[Party | None] = [None]
    for role in roles:
        for slot in parts.slots:
            here = [next((p for p in value if p.role is role), None) for value in slot.values]
            if not any(here):
                continue
            table = np.where(
                np.array([p is not None for p in here]), np.arange(len(here)) + len(values), 0
            )
            values += here
            codes = np.where(codes == 0, table[slot.codes], codes)
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
            codes = np.where(codes == 0, _few(slot, table), codes)
    return Factor(codes, values)


def _asks(plan: Plan, parts: Parts, said: Factor[tuple[Any, ...]]) -> pa.Array:
    """The questions of each line; those about goods or the file once per distinct goods."""
    question = plan.checks.law.question
    specs = said.map(
        lambda some: tuple(
            (fact, subject, question(fact))
            for fact, subject, _ in asked(one for one in some if one is not None)
        )
    )
    own = specs.flags(lambda spec: any(_of_line(fact, subject) for fact, subject, _ in spec))
    goods = np.where(specs.flags(len), parts.goods.codes + 1, 0)
    alone = np.where(own, np.arange(1, len(parts) + 1), 0)
    codes, first = combine_codes(
        [(specs.codes, len(specs.values)), (goods, len(parts.goods.values) + 1),
         (alone, len(parts) + 1)]
    )  # fmt: skip

    def texts(row: int) -> list[str]:
        found = []
        for fact, subject, words in specs.at(row):
            if _of_line(fact, subject):
                about = subject_of(parts.transfer(row), fact, subject)
            else:
                about = item_of(parts.goods.at(row)) if fact.startswith(ITEM_FACTS) else FILE
            found.append(ask(fact, about, words))
        return found

    import pyarrow as pa

    lists = pa.array([texts(row) for row in first.tolist()], pa.list_(pa.string()))
    return lists.take(pa.array(codes))


def _of_line(fact: str, subject: str) -> bool:
    """Whether a question is about a party or the line itself, not about goods or the file."""
    return subject.startswith("parties[") or not fact.startswith((*ITEM_FACTS, "statement."))
