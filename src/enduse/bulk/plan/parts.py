"""Lines cut into parts whose values repeat: days, countries, goods, amounts, parties."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from enduse.bulk.plan.exact import exact_amounts, exact_parties
from enduse.bulk.plan.factor import Codes, Factor, Key, combine, encode
from enduse.intake.amounts import Amounts, with_amounts
from enduse.model.period import DateBasis, TransferDate
from enduse.model.transfer import (
    Acquisition,
    Assumption,
    Document,
    Extract,
    Goods,
    Kind,
    Party,
    Problem,
    Source,
    Transfer,
)
from enduse.review.declared import DeclaredFacts
from enduse.review.keys import exact_deal
from enduse.review.questions import Answers, OwnFacts

Pairs = tuple[tuple[str, str], ...]
When = tuple[TransferDate | None, DateBasis]


@dataclass(frozen=True, slots=True)
class Rest:
    """What few lines have: problems, assumptions, documents, extracts, a deal."""

    problems: tuple[Problem, ...] = ()
    assumed: tuple[Assumption, ...] = ()
    documents: tuple[Document, ...] = ()
    extracted: tuple[Extract, ...] = ()
    acquisition: Acquisition | None = None


NO_REST = Rest()


def exact_rest(rest: Rest) -> Hashable:
    """A key for a rest: a deal is told apart by the texts of its stakes too."""
    return rest if rest.acquisition is None else (rest, exact_deal(rest.acquisition))


@dataclass(frozen=True, slots=True)
class Parts:
    """Lines of one file, in order, as columns.

    `slots` hold the parties: a line's parties are those of its slots, one after the other.
    """

    file: str
    sha256: str
    numbers: Codes
    ids: Sequence[str]
    groups: Sequence[str | None]
    keys: Sequence[Pairs]
    when: Factor[When]
    kind: Factor[Kind]
    dispatched_from: Factor[str | None]
    transit: Factor[tuple[str, ...] | None]
    destination: Factor[str | None]
    end_use: Factor[str | None]
    statements: Factor[Pairs]
    goods: Factor[Goods]
    amounts: Factor[Amounts]
    slots: tuple[Factor[tuple[Party, ...]], ...]
    rest: Factor[Rest]

    def __len__(self) -> int:
        return len(self.ids)

    def parties(self, row: int) -> tuple[Party, ...]:
        """The parties of a line."""
        return tuple(party for slot in self.slots for party in slot.at(row))

    def transfer(self, row: int) -> Transfer:
        """The line as the single review reads it."""
        rest, (day, basis) = self.rest.at(row), self.when.at(row)
        return Transfer(
            id=self.ids[row],
            source=Source(file=self.file, line=int(self.numbers[row]), sha256=self.sha256),
            keys=self.keys[row],
            group=self.groups[row],
            date=day,
            date_basis=basis,
            kind=self.kind.at(row),
            goods=with_amounts(self.goods.at(row), self.amounts.at(row)),
            dispatched_from=self.dispatched_from.at(row),
            transit=self.transit.at(row),
            destination=self.destination.at(row),
            parties=self.parties(row),
            end_use=self.end_use.at(row),
            statements=self.statements.at(row),
            documents=rest.documents,
            acquisition=rest.acquisition,
            problems=rest.problems,
            assumed=rest.assumed,
            extracted=rest.extracted,
        )


def parts_of(transfers: Sequence[Transfer]) -> Parts:
    """Cut lines of one file that were read one by one."""
    import numpy as np

    first = transfers[0].source
    width = max(len(t.parties) for t in transfers)

    def column(values: Iterable[Any], key: Key | None = None) -> Factor[Any]:
        return encode(values, key)

    return Parts(
        file=first.file,
        sha256=first.sha256,
        numbers=np.array([t.source.line for t in transfers], np.int64),
        ids=[t.id for t in transfers],
        groups=[t.group for t in transfers],
        keys=[t.keys for t in transfers],
        when=column((t.date, t.date_basis) for t in transfers),
        kind=column(t.kind for t in transfers),
        dispatched_from=column(t.dispatched_from for t in transfers),
        transit=column(t.transit for t in transfers),
        destination=column(t.destination for t in transfers),
        end_use=column(t.end_use for t in transfers),
        statements=column(t.statements for t in transfers),
        goods=column(_without_amounts(t.goods) for t in transfers),
        amounts=column(
            (Amounts(t.goods.quantity, t.goods.value) for t in transfers), exact_amounts
        ),
        slots=tuple(
            column((t.parties[n : n + 1] for t in transfers), exact_parties) for n in range(width)
        ),
        rest=column(
            (
                Rest(t.problems, t.assumed, t.documents, t.extracted, t.acquisition)
                for t in transfers
            ),
            exact_rest,
        ),
    )


def _without_amounts(goods: Goods) -> Goods:
    return replace(goods, quantity=None, value=None)


def with_answers(parts: Parts, answers: Answers) -> Parts:
    """Lay answers into lines: the same as `Answers.lay_into` of each."""
    about = answers.line_ids
    named = encode(id_ if id_ in about else None for id_ in parts.ids)
    deals = parts.rest.map(lambda rest: rest.acquisition, exact_deal)
    own = combine(parts.statements, parts.destination, parts.dispatched_from, deals, named).each(
        lambda some: answers.own(OwnFacts(*some[:-1]), some[-1])
    )
    rest = combine(parts.rest, own.map(lambda facts: facts.acquisition, exact_deal)).map(
        lambda some: replace(some[0], acquisition=some[1]), exact_rest
    )
    return replace(
        parts,
        goods=parts.goods.map(answers.goods),
        slots=tuple(
            slot.map(lambda some: tuple(answers.party(party) for party in some), exact_parties)
            for slot in parts.slots
        ),
        statements=own.map(lambda facts: facts.statements),
        destination=own.map(lambda facts: facts.destination),
        dispatched_from=own.map(lambda facts: facts.dispatched_from),
        rest=rest,
    )


def completed(parts: Parts, statements: Pairs, declared: DeclaredFacts) -> Parts:
    """Lay statements made for all lines into them, and find facts that no rule can read."""

    def laid(own: Pairs) -> Pairs:
        said = {name for name, _ in own}
        return (*own, *((n, v) for n, v in statements if n not in said))

    if statements:
        parts = replace(parts, statements=parts.statements.map(laid))
    given = (
        (goods.facts for goods in parts.goods.values),
        parts.statements.values,
        (p.facts for slot in parts.slots for parties in slot.values for p in parties),
    )
    deals = any(rest.acquisition is not None for rest in parts.rest.values)
    if not deals and not any(map(any, given)):
        return parts
    facts = parts.goods.map(lambda goods: goods.facts)
    slots = [
        slot.map(lambda value: tuple(Party(role=p.role, name="", facts=p.facts) for p in value))
        for slot in parts.slots
    ]

    def rest(value: tuple[Any, ...]) -> Rest:
        was, goods, said, *parties = value
        line = Transfer(
            id="",
            goods=Goods(facts=goods),
            statements=said,
            parties=tuple(party for some in parties for party in some),
            problems=was.problems,
            acquisition=was.acquisition,
        )
        found: Rest = replace(was, problems=declared.checked(line).problems)
        return found

    columns = combine(parts.rest, facts, parts.statements, *slots)
    return replace(parts, rest=columns.map(rest, exact_rest))
