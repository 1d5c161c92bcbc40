"""The transfers of a chunk as the contract's JSON, put together from the texts of their parts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from json.encoder import encode_basestring as quoted
from typing import TYPE_CHECKING, Any

import numpy as np

from enduse.bulk.plan.factor import Codes, Factor
from enduse.bulk.plan.parts import Parts, Rest, When
from enduse.bulk.tables import ordered
from enduse.intake.amounts import Amounts
from enduse.intake.contract_write import transfer_to_json
from enduse.model.transfer import Goods, Party, Source, Transfer

if TYPE_CHECKING:
    import pyarrow as pa

_ESCAPED = r'["\\\x00-\x1f]'
"""What a text may not hold as it is in JSON."""


def transfer_texts(parts: Parts) -> pa.Array:
    """The JSON of each line: the same text as `ordered(transfer_to_json(line))`."""
    import pyarrow as pa
    import pyarrow.compute as pc

    whole = Transfer(id="", source=Source(file=parts.file, line=1, sha256=parts.sha256))
    start, _, end = ordered(transfer_to_json(whole)["source"]).partition('"line":1')
    texts = pc.binary_join_element_wise(
        '{"id":',
        _quoted(pa.array(parts.ids, pa.string())),
        ",",
        _keys(parts),
        _group(parts),
        _texts(parts.when, _when),
        _texts(parts.kind, lambda kind: f'"kind":{quoted(kind.value)},'),
        _around('"goods":{', _goods(parts), "},"),
        _texts(parts.dispatched_from, lambda c: _said("dispatched_from", c)),
        _texts(parts.transit, lambda way: _fields(_with(transit=way), "transit")),
        _texts(parts.destination, lambda c: _said("destination", c)),
        _around('"parties":[', _parties(parts), "],"),
        _texts(parts.end_use, lambda text: _said("end_use", text)),
        _texts(parts.statements, lambda said: _fields(_with(statements=said), "statements")),
        _texts(parts.rest, _rest),
        f'"source":{start}"line":',
        pa.array(parts.numbers).cast(pa.string()),
        f"{end}}}",
        "",
    )
    unnumbered = np.flatnonzero(parts.numbers == 0).tolist()
    if unnumbered:
        plain = texts.to_pylist()
        for row in unnumbered:
            plain[row] = ordered(transfer_to_json(parts.transfer(row)))
        texts = pa.array(plain, pa.string())
    return texts


def _quoted(texts: pa.Array) -> pa.Array:
    """Each text as JSON; nothing stays nothing."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if pc.any(pc.match_substring_regex(texts, _ESCAPED)).as_py():
        return pa.array([None if t is None else quoted(t) for t in texts.to_pylist()], pa.string())
    return pc.binary_join_element_wise('"', texts, '"', "")


def _around(head: str, columns: Sequence[pa.Array], tail: str) -> pa.Array:
    """Texts of columns, each with a comma after it, between a head and a tail.

    The last comma goes; where there is no text, there is no head either.
    """
    import pyarrow.compute as pc

    if not columns:
        return ""
    texts = pc.binary_join_element_wise(*columns, "")
    ended = pc.binary_replace_slice(texts, -1, 1 << 30, tail)
    return pc.if_else(
        pc.equal(pc.binary_length(texts), 0), "", pc.binary_join_element_wise(head, ended, "")
    )


def _texts(factor: Factor[Any], text: Callable[[Any], str]) -> pa.Array:
    """A text per line, made once per distinct value."""
    return _taken([text(value) for value in factor.values], factor.codes)


def _taken(texts: Sequence[str], codes: Codes) -> pa.Array:
    import pyarrow as pa

    if len(texts) == 1:
        return pa.repeat(pa.scalar(texts[0], pa.string()), len(codes))
    return pa.array(texts, pa.string()).take(pa.array(codes))


def _with(**values: Any) -> Transfer:
    return Transfer(id="", **values)


def _fields(transfer: Transfer, *names: str) -> str:
    """Some fields of the JSON of a transfer, each with a comma after it."""
    whole = transfer_to_json(transfer)
    text = ordered({name: whole[name] for name in names if name in whole})[1:-1]
    return text + "," if text else ""


def _inner(transfer: Transfer, name: str) -> str:
    """What stands between the brackets of one field, with a comma after it."""
    value = transfer_to_json(transfer).get(name)
    return "" if value is None else ordered(value)[1:-1] + ","


def _said(name: str, text: str | None) -> str:
    return "" if text is None else f'"{name}":{quoted(text)},'


def _group(parts: Parts) -> pa.Array:
    import pyarrow as pa
    import pyarrow.compute as pc

    groups = _quoted(pa.array(parts.groups, pa.string()))
    return pc.fill_null(pc.binary_join_element_wise('"group":', groups, ",", ""), "")


def _keys(parts: Parts) -> pa.Array:
    if not any(parts.keys):
        return _taken([""], np.zeros(len(parts), np.int64))
    import pyarrow as pa

    texts = [_fields(_with(keys=keys), "keys") if keys else "" for keys in parts.keys]
    return pa.array(texts, pa.string())


def _rest(rest: Rest) -> str:
    line = _with(
        problems=rest.problems,
        assumed=rest.assumed,
        documents=rest.documents,
        extracted=rest.extracted,
        acquisition=rest.acquisition,
    )
    return _fields(line, "documents", "acquisition", "problems", "assumed", "extracted")


@lru_cache(maxsize=20_000)
def _when(when: When) -> str:
    return _fields(_with(date=when[0], date_basis=when[1]), "date", "date_text", "date_basis")


def _goods(parts: Parts) -> list[pa.Array]:
    """Goods with the amounts in their midst, where the contract has them."""
    return [
        _texts(parts.goods, _goods_before),
        _texts(parts.amounts, _amounts),
        _texts(parts.goods, _goods_after),
    ]


def _goods_before(goods: Goods) -> str:
    if goods.codes or goods.model is not None or goods.description is None:
        some = Goods(
            description=goods.description, hs=goods.hs, codes=goods.codes, model=goods.model
        )
        return _inner(_with(goods=some), "goods")
    text = f'"description":{quoted(goods.description)},'
    return text if goods.hs is None else f'{text}"hs":{quoted(goods.hs)},'


def _goods_after(goods: Goods) -> str:
    if goods.entries or goods.facts:
        some = Goods(entries=goods.entries, origin=goods.origin, facts=goods.facts)
        return _inner(_with(goods=some), "goods")
    return _said("origin", goods.origin)


def _amounts(amounts: Amounts) -> str:
    quantity, value = amounts.quantity, amounts.value
    first = "" if quantity is None else f'"quantity":"{quantity:f}",'
    if value is None:
        return first
    currency, basis = _said("currency", value.currency), value.basis.value
    return f'{first}"value":{{"amount":"{value.amount:f}",{currency}"basis":"{basis}"}},'


def _parties(parts: Parts) -> list[pa.Array]:
    return [_texts(slot, _of_slot) for slot in parts.slots]


def _of_slot(parties: tuple[Party, ...]) -> str:
    return "".join(map(_party, parties))


def _party(party: Party) -> str:
    if party.identifiers or party.owners is not None or party.facts or (
        party.state_percent is not None or party.address is not None
    ):  # fmt: skip
        return _inner(_with(parties=(party,)), "parties")
    text = f'{{"role":"{party.role}","type":"{party.type}","name":{quoted(party.name)}'
    country = "" if party.country is None else f',"country":{quoted(party.country)}'
    return f"{text}{country}}},"
