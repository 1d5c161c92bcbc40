"""The transfers of a chunk as the contract's JSON, put together from the texts of their parts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from enduse.bulk.plan.factor import Factor
from enduse.bulk.plan.parts import Parts, Rest, When
from enduse.bulk.tables import ordered
from enduse.intake.amounts import Amounts
from enduse.intake.contract_write import transfer_to_json
from enduse.model.transfer import Goods, Party, Source, Transfer


def _fields(transfer: Transfer, *names: str) -> str:
    """Some fields of the JSON of a transfer, each with a comma after it."""
    whole = transfer_to_json(transfer)
    text = ordered({name: whole[name] for name in names if name in whole})[1:-1]
    return text + "," if text else ""


def _inner(transfer: Transfer, name: str) -> str:
    """What stands between the brackets of one field."""
    value = transfer_to_json(transfer).get(name)
    return "" if value is None else ordered(value)[1:-1]


def _texts(factor: Factor[Any], text: Any) -> list[str]:
    """A text per line, made once per distinct value."""
    table = [text(value) for value in factor.values]
    return [table[code] for code in factor.codes.tolist()]


def transfer_texts(parts: Parts) -> list[str]:
    """The JSON of each line: the same text as `ordered(transfer_to_json(line))`."""
    whole = Transfer(id="", source=Source(file=parts.file, line=1, sha256=parts.sha256))
    start, _, end = ordered(transfer_to_json(whole)["source"]).partition('"line":1')
    columns = zip(
        [ordered(id_) for id_ in parts.ids],
        [_fields(_with(keys=keys), "keys") if keys else "" for keys in parts.keys],
        ["" if group is None else f'"group":{ordered(group)},' for group in parts.groups],
        _texts(parts.when, _when),
        _texts(parts.kind, lambda kind: f'"kind":{ordered(kind.value)},'),
        _goods(parts),
        _texts(
            parts.dispatched_from, lambda c: _fields(_with(dispatched_from=c), "dispatched_from")
        ),
        _texts(parts.transit, lambda way: _fields(_with(transit=way), "transit")),
        _texts(parts.destination, lambda c: _fields(_with(destination=c), "destination")),
        _all_parties([_texts(slot, _parties) for slot in parts.slots], len(parts)),
        _texts(parts.end_use, lambda text: _fields(_with(end_use=text), "end_use")),
        _texts(parts.statements, lambda said: _fields(_with(statements=said), "statements")),
        _texts(parts.rest, _rest),
        parts.numbers.tolist(),
        strict=True,
    )
    return [
        f'{{"id":{id_},{"".join(texts)}"source":{start}"line":{number}{end}}}'
        if number
        else ordered(transfer_to_json(parts.transfer(n)))
        for n, (id_, *texts, number) in enumerate(columns)
    ]


def _with(**values: Any) -> Transfer:
    return Transfer(id="", **values)


def _rest(rest: Rest) -> str:
    line = _with(
        problems=rest.problems,
        assumed=rest.assumed,
        documents=rest.documents,
        extracted=rest.extracted,
        acquisition=rest.acquisition,
    )
    return _fields(line, "documents", "acquisition", "problems", "assumed", "extracted")


def _when(when: When) -> str:
    return _fields(_with(date=when[0], date_basis=when[1]), "date", "date_text", "date_basis")


def _goods(parts: Parts) -> list[str]:
    """Goods with the amounts in their midst, where the contract has them."""
    before = _texts(
        parts.goods,
        lambda g: _inner(
            _with(goods=Goods(description=g.description, hs=g.hs, codes=g.codes, model=g.model)),
            "goods",
        ),
    )
    amounts = _texts(parts.amounts, _amounts)
    after = _texts(
        parts.goods,
        lambda g: _inner(
            _with(goods=Goods(entries=g.entries, origin=g.origin, facts=g.facts)), "goods"
        ),
    )
    texts = (",".join(filter(None, some)) for some in zip(before, amounts, after, strict=True))
    return [f'"goods":{{{text}}},' if text else "" for text in texts]


def _amounts(amounts: Amounts) -> str:
    return _inner(_with(goods=Goods(quantity=amounts.quantity, value=amounts.value)), "goods")


def _parties(parties: tuple[Party, ...]) -> str:
    return _inner(_with(parties=parties), "parties") if parties else ""


def _all_parties(slots: Sequence[Sequence[str]], rows: int) -> list[str]:
    if not slots:
        return [""] * rows
    joined = (",".join(filter(None, texts)) for texts in zip(*slots, strict=True))
    return [f'"parties":[{text}],' if text else "" for text in joined]
