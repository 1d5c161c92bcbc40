"""The transfers of a chunk as the contract's JSON, put together from the texts of their parts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any

import numpy as np

from enduse.bulk.plan.factor import Factor
from enduse.bulk.plan.line_texts import LineTexts
from enduse.bulk.plan.parts import Pairs, Parts, Rest, When
from enduse.bulk.plan.texts import joined, named, section, taken, texts_of
from enduse.bulk.tables import compact, ordered
from enduse.intake.contract_write import transfer_to_json
from enduse.model.transfer import Goods, Party, Source, Transfer

if TYPE_CHECKING:
    import pyarrow as pa

_REMEMBERED = 20_000
"""Texts of rare fields kept from chunk to chunk; a bound on memory only."""


def transfer_texts(parts: Parts, told: LineTexts) -> pa.Array:
    """The JSON of each line: the same text as `ordered(transfer_to_json(line))`."""
    import pyarrow as pa
    import pyarrow.compute as pc

    whole = Transfer(id="", source=Source(file=parts.file, line=1, sha256=parts.sha256))
    start, _, end = ordered(transfer_to_json(whole)["source"]).partition('"line":1')
    texts = pc.binary_join_element_wise(
        "{",
        named("id", told.ids, ","),
        *_keys(parts.keys),
        _or_nothing(named("group", told.groups, ",")),
        _each(parts.when, _when),
        _each(parts.kind, lambda kind: f'"kind":{compact(kind.value)},'),
        *_goods(parts, told),
        _said("dispatched_from", parts.dispatched_from),
        _each(parts.transit, lambda way: _fields(_with(transit=way), "transit")),
        _said("destination", parts.destination),
        *_parties(parts),
        _said("end_use", parts.end_use),
        _each(parts.statements, lambda said: _fields(_with(statements=said), "statements")),
        _each(parts.rest, _rest),
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
        texts = texts_of(plain)
    return texts


def _each(factor: Factor[Any], text: Callable[[Any], str]) -> pa.Array | pa.Scalar:
    """Fields of each line, written once per distinct value."""
    return taken(texts_of(map(text, factor.values)), factor.codes)


def _said(name: str, factor: Factor[str | None]) -> pa.Array | pa.Scalar:
    return taken(named(name, texts_of(factor.values), ","), factor.codes)


def _or_nothing(texts: pa.Array) -> pa.Array:
    import pyarrow.compute as pc

    return pc.fill_null(texts, "") if texts.null_count else texts


def _with(**values: Any) -> Transfer:
    return Transfer(id="", **values)


def _fields(transfer: Transfer, *names: str) -> str:
    """Some fields of the JSON of a transfer, each with a comma after it."""
    whole = transfer_to_json(transfer)
    text = ordered({name: whole[name] for name in names if name in whole})[1:-1]
    return text + "," if text else ""


def _inner(json: Any) -> str | None:
    """What stands between the brackets; None for nothing."""
    return ordered(json)[1:-1] or None


def _keys(keys: Sequence[Pairs]) -> list[pa.Array]:
    if not any(keys):
        return []
    return [texts_of([_fields(_with(keys=some), "keys") if some else "" for some in keys])]


@lru_cache(maxsize=_REMEMBERED)
def _when(when: When) -> str:
    return _fields(_with(date=when[0], date_basis=when[1]), "date", "date_text", "date_basis")


def _rest(rest: Rest) -> str:
    line = _with(
        problems=rest.problems,
        assumed=rest.assumed,
        documents=rest.documents,
        extracted=rest.extracted,
        acquisition=rest.acquisition,
    )
    return _fields(line, "documents", "acquisition", "problems", "assumed", "extracted")


def _goods(parts: Parts, told: LineTexts) -> list[Any]:
    """Goods with the amounts in their midst, where the contract has them."""
    values, codes = parts.goods.values, parts.goods.codes
    coded = _few(values, attrgetter("codes", "model"), _coded)
    ends = _few(values, attrgetter("entries", "origin", "facts"), _ends)
    hs = named("hs", texts_of(map(attrgetter("hs"), values)))
    before = joined([named("description", told.descriptions), hs, coded])
    amounts = ((column, parts.amounts.codes) for column in _amounts(told))
    return section('"goods":{', [(before, codes), *amounts, (ends, codes)], "},")


def _few(values: Iterable[Any], read: Callable[[Any], Any], text: Callable[..., Any]) -> pa.Array:
    """A text per value, where what it is made of repeats."""
    return texts_of([text(*some) for some in map(read, values)])


@lru_cache(maxsize=_REMEMBERED)
def _coded(codes: Pairs, model: str | None) -> str | None:
    return _inner(transfer_to_json(_with(goods=Goods(codes=codes, model=model))).get("goods", {}))


@lru_cache(maxsize=_REMEMBERED)
def _ends(entries: Pairs, origin: str | None, facts: Pairs) -> str | None:
    goods = Goods(entries=entries, origin=origin, facts=facts)
    return _inner(transfer_to_json(_with(goods=goods)).get("goods", {}))


def _amounts(told: LineTexts) -> tuple[pa.Array, pa.Array]:
    """Quantity and value."""
    import pyarrow.compute as pc

    amount = named("amount", told.amounts, ",")
    currency = _or_nothing(named("currency", told.currencies, ","))
    basis = named("basis", told.bases, "}")
    value = pc.binary_join_element_wise('"value":{', amount, currency, basis, "")
    return named("quantity", told.quantities), value


def _parties(parts: Parts) -> list[Any]:
    slots = [(_of_slot(slot.values), slot.codes) for slot in parts.slots]
    return section('"parties":[', slots, "],")


def _of_slot(values: Sequence[tuple[Party, ...]]) -> pa.Array:
    """The parties of each value, with commas between them."""
    import pyarrow as pa

    texts = _texts([party for some in values for party in some])
    sizes = np.fromiter(map(len, values), np.int64, len(values))
    if (sizes == 1).all():
        return texts
    first = np.cumsum(sizes) - sizes
    if (sizes < 2).all():
        return texts.take(pa.array(first, mask=sizes == 0))
    plain = texts.to_pylist()
    return texts_of(
        [
            ",".join(plain[n : n + size]) or None
            for n, size in zip(first.tolist(), sizes.tolist(), strict=True)
        ]
    )


def _texts(parties: list[Party]) -> pa.Array:
    import pyarrow.compute as pc

    usual = (
        named(name, texts_of(map(attrgetter(name), parties)))
        for name in ("role", "type", "name", "country")
    )
    rest = texts_of(map(_rest_of, parties))
    return pc.binary_join_element_wise("{", joined([*usual, rest]), "}", "")


def _rest_of(party: Party) -> str | None:
    """What few parties have."""
    if (
        party.address is None
        and party.owners is None
        and party.state_percent is None
        and not party.identifiers
        and not party.facts
    ):
        return None
    json: Any = transfer_to_json(_with(parties=(party,)))["parties"]
    usual = ("role", "type", "name", "country")
    return _inner({name: value for name, value in json[0].items() if name not in usual})
