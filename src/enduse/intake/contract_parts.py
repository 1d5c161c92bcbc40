"""The parts of the contract's JSON: goods, parties, acquisition."""

from __future__ import annotations

from collections.abc import Mapping

from enduse.intake.cells import CellError, hs_code
from enduse.intake.contract_values import Obj, Parts
from enduse.model.transfer import (
    Acquisition,
    Goods,
    Money,
    Owner,
    Party,
    PartyType,
    Role,
    ValueBasis,
)

_DEPTH = 5
_GOODS = frozenset(
    ("description", "hs", "codes", "model", "quantity", "value", "entries", "origin", "facts")
)
_PARTY = frozenset(
    (
        "role",
        "type",
        "name",
        "country",
        "address",
        "identifiers",
        "owners",
        "state_percent",
        "facts",
    )
)
_ACQUISITION = frozenset(
    ("activities", "target_entries", "stake_before_percent", "stake_after_percent", "rights",
     "form", "signing_date", "completion_date", "personal_data", "individuals", "facts")
)  # fmt: skip


def read_goods(parts: Parts, obj: Obj) -> Goods:
    """Read `goods`."""
    goods = parts.inner(obj, "goods", "goods")
    parts.unknown_keys(goods, _GOODS, "goods")
    hs = parts.text(goods, "hs", "goods.hs")
    if hs is not None:
        try:
            hs, remark = hs_code(hs)
            if remark:
                parts.problem("goods.hs", goods.get("hs"), remark, "Write codes as texts.")
        except CellError as err:
            parts.problem("goods.hs", hs, err.reason, err.remedy)
            hs = None
    return Goods(
        description=parts.text(goods, "description", "goods.description"),
        hs=hs,
        codes=parts.pairs(goods, "codes", "goods.codes"),
        model=parts.text(goods, "model", "goods.model"),
        quantity=parts.number(goods, "quantity", "goods.quantity"),
        value=_money(parts, goods),
        entries=parts.pairs(goods, "entries", "goods.entries"),
        origin=parts.country(goods, "origin", "goods.origin"),
        facts=parts.pairs(goods, "facts", "goods.facts"),
    )


def _money(parts: Parts, goods: Obj) -> Money | None:
    value = parts.inner(goods, "value", "goods.value")
    parts.unknown_keys(value, frozenset(("amount", "currency", "basis")), "goods.value")
    amount = parts.number(value, "amount", "goods.value.amount")
    currency = parts.text(value, "currency", "goods.value.currency")
    basis = parts.word(value, "basis", "goods.value.basis", ValueBasis, ValueBasis.UNKNOWN)
    if amount is None:
        return None
    return Money(amount=amount, currency=currency, basis=basis)


def read_party(parts: Parts, value: object, path: str) -> Party | None:
    """Read one party; a role that is not known keeps the name in, as an intermediary."""
    if not isinstance(value, Mapping):
        parts.problem(path, value, "not an object", "Give an object with role and name.")
        return None
    parts.unknown_keys(value, _PARTY, path)
    name = parts.text(value, "name", f"{path}.name")
    role_text = parts.text(value, "role", f"{path}.role")
    if name is None:
        parts.problem(path, value, "a party without a name", "Give its name, or leave it out.")
        return None
    try:
        role = Role(role_text or "")
    except ValueError:
        role = Role.INTERMEDIARY
        parts.problem(
            f"{path}.role", role_text or "", "not a role of the contract; read as an intermediary",
            f"Say one of: {', '.join(Role)}.",
        )  # fmt: skip
    return Party(
        role=role,
        name=name,
        type=parts.word(value, "type", f"{path}.type", PartyType, PartyType.UNKNOWN),
        country=parts.country(value, "country", f"{path}.country"),
        address=parts.text(value, "address", f"{path}.address"),
        identifiers=parts.pairs(value, "identifiers", f"{path}.identifiers"),
        owners=_owners(parts, value, path, 0),
        state_percent=parts.percent(value, "state_percent", f"{path}.state_percent"),
        facts=parts.pairs(value, "facts", f"{path}.facts"),
    )


def _owners(parts: Parts, obj: Obj, path: str, depth: int) -> tuple[Owner, ...] | None:
    if obj.get("owners") is None:
        return None
    if depth >= _DEPTH:
        parts.problem(f"{path}.owners", "…", "owners of owners go too deep", "Keep five levels.")
        return None
    found: list[Owner] = []
    for i, one in enumerate(parts.objects(obj, "owners", f"{path}.owners")):
        where = f"{path}.owners[{i}]"
        keys = frozenset(("name", "percent", "country", "source", "owners"))
        parts.unknown_keys(one, keys, where)
        name = parts.text(one, "name", f"{where}.name")
        if name is None:
            parts.problem(where, one, "an owner without a name", "Give the owner's name.")
            continue
        found.append(
            Owner(
                name=name,
                percent=parts.percent(one, "percent", f"{where}.percent"),
                country=parts.country(one, "country", f"{where}.country"),
                source=parts.text(one, "source", f"{where}.source"),
                owners=_owners(parts, one, where, depth + 1),
            )
        )
    return tuple(found)


def read_acquisition(parts: Parts, value: object) -> Acquisition | None:
    """Read `acquisition`; None where it is not given."""
    if value is None:
        return None
    path = "acquisition"
    if not isinstance(value, Mapping):
        parts.problem(path, value, "not an object", "Give an object.")
        return None
    parts.unknown_keys(value, _ACQUISITION, path)
    entries = parts.inner(value, "target_entries", f"{path}.target_entries")
    read = {k: parts.texts(entries, k, f"{path}.target_entries.{k}") for k in entries}
    individuals = parts.number(value, "individuals", f"{path}.individuals")
    return Acquisition(
        activities=parts.texts(value, "activities", f"{path}.activities") or (),
        target_entries=tuple(sorted((k, v) for k, v in read.items() if v is not None)),
        stake_before_percent=parts.percent(
            value, "stake_before_percent", f"{path}.stake_before_percent"
        ),
        stake_after_percent=parts.percent(
            value, "stake_after_percent", f"{path}.stake_after_percent"
        ),
        rights=parts.texts(value, "rights", f"{path}.rights"),
        form=parts.text(value, "form", f"{path}.form"),
        signing_date=parts.date(value, "signing_date", f"{path}.signing_date"),
        completion_date=parts.date(value, "completion_date", f"{path}.completion_date"),
        personal_data=parts.texts(value, "personal_data", f"{path}.personal_data"),
        individuals=None if individuals is None else int(individuals),
        facts=parts.pairs(value, "facts", f"{path}.facts"),
    )
