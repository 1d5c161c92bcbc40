"""The transfers of a chunk as the contract's JSON, put together from the texts of their parts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from enduse.bulk.plan.factor import Factor
from enduse.bulk.plan.parts import Parts, Rest, When
from enduse.bulk.tables import compact
from enduse.intake.amounts import Amounts
from enduse.intake.contract_write import transfer_to_json
from enduse.model.transfer import Goods, Party, Source, Transfer

_ID = Transfer(id="")


def _fields(transfer: Transfer, *names: str) -> str:
    """Some fields of the JSON of a transfer, without brackets; empty where it has none of them."""
    whole = transfer_to_json(transfer)
    return compact({name: whole[name] for name in names if name in whole})[1:-1]


def _inner(transfer: Transfer, name: str) -> str:
    """What stands between the brackets of one field."""
    value = transfer_to_json(transfer).get(name)
    return "" if value is None else compact(value)[1:-1]


def _texts(factor: Factor[Any], text: Any) -> list[str]:
    """A text per line, made once per distinct value."""
    table = [text(value) for value in factor.values]
    return [table[code] for code in factor.codes.tolist()]


def _before(text: str) -> str:
    return text + "," if text else ""


def _after(text: str) -> str:
    return "," + text if text else ""


def transfer_texts(parts: Parts) -> list[str]:
    """The JSON of each line: the same text as `compact(transfer_to_json(line))`."""
    source = compact(
        transfer_to_json(
            Transfer(id="", source=Source(file=parts.file, line=1, sha256=parts.sha256))
        )["source"]
    )
    source_start, source_end = source.split('"line":1', 1)
    goods = _texts(parts.goods, _goods)
    amounts = _texts(parts.amounts, _amounts)
    slots = [_texts(slot, _parties) for slot in parts.slots]
    columns = zip(
        _texts(parts.rest, lambda r: _before(_rest(r, "acquisition", "assumed"))),
        _texts(parts.when, _when),
        _texts(parts.destination, lambda c: _after(_fields(_with(destination=c), "destination"))),
        _texts(
            parts.dispatched_from,
            lambda c: _after(_fields(_with(dispatched_from=c), "dispatched_from")),
        ),
        _texts(parts.rest, lambda r: _after(_rest(r, "documents"))),
        _texts(parts.end_use, lambda t: _after(_fields(_with(end_use=t), "end_use"))),
        _texts(parts.rest, lambda r: _after(_rest(r, "extracted"))),
        _all_goods(goods, amounts),
        ["" if g is None else f',"group":{compact(g)}' for g in parts.groups],
        [compact(i) for i in parts.ids],
        [_after(_fields(_with(keys=k), "keys")) if k else "" for k in parts.keys],
        _texts(parts.kind, lambda k: f'"kind":{compact(k.value)}'),
        _all_parties(slots, len(parts)),
        _texts(parts.rest, lambda r: _after(_rest(r, "problems"))),
        parts.numbers.tolist(),
        _texts(parts.statements, lambda s: _after(_fields(_with(statements=s), "statements"))),
        _texts(parts.transit, lambda t: _after(_fields(_with(transit=t), "transit"))),
        strict=True,
    )
    return [
        f'{{{rest}{when}{end}{start}{docs}{use}{ext}{good}{grp},"id":{id_}{keys},{kind}{party}'
        f'{prob},"source":{source_start}"line":{number}{source_end}{said}{way}}}'
        if number
        else compact(transfer_to_json(parts.transfer(n)))
        for n, (
            rest, when, end, start, docs, use, ext, good, grp, id_, keys, kind, party, prob,
            number, said, way,
        ) in enumerate(columns)
    ]  # fmt: skip


def _with(**values: Any) -> Transfer:
    return Transfer(id="", **values)


def _rest(rest: Rest, *names: str) -> str:
    line = Transfer(
        id="",
        problems=rest.problems,
        assumed=rest.assumed,
        documents=rest.documents,
        extracted=rest.extracted,
        acquisition=rest.acquisition,
    )
    return _fields(line, *names)


def _when(when: When) -> str:
    return _fields(_with(date=when[0], date_basis=when[1]), "date", "date_basis", "date_text")


def _goods(goods: Goods) -> str:
    return _inner(_with(goods=goods), "goods")


def _amounts(amounts: Amounts) -> str:
    return _inner(_with(goods=Goods(quantity=amounts.quantity, value=amounts.value)), "goods")


def _parties(parties: tuple[Party, ...]) -> str:
    return _inner(_with(parties=parties), "parties") if parties else ""


def _all_goods(goods: Sequence[str], amounts: Sequence[str]) -> list[str]:
    return [
        f',"goods":{{{one},{other}}}' if one and other
        else f',"goods":{{{one}{other}}}' if one or other
        else ""
        for one, other in zip(goods, amounts, strict=True)
    ]  # fmt: skip


def _all_parties(slots: Sequence[Sequence[str]], rows: int) -> list[str]:
    if not slots:
        return [""] * rows
    joined = [",".join(filter(None, texts)) for texts in zip(*slots, strict=True)]
    return [f',"parties":[{text}]' if text else "" for text in joined]
