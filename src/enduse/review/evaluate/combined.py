"""Derived facts made of other facts, or asked for where other findings suggest them."""

from __future__ import annotations

from enduse.review.evaluate.derived import Context, derived
from enduse.review.evaluate.level import Ask, Level
from enduse.review.evaluate.values import Known, Members, Missing, Value


@derived
def all_true(context: Context) -> Value:
    """Whether every fact it reads is true: false where one is false; asks for what is missing."""
    spec = context.file.derived
    assert spec is not None, "a derived fact says how"
    values = [context.get(fact) for fact in spec.reads]
    if any(isinstance(value, Known) and value.value is False for value in values):
        return Known(False)
    open_ = [value for value in values if isinstance(value, Missing)]
    if len(open_) == len(values):
        return context.missing()
    if open_:
        asks = frozenset(ask for value in open_ for ask in value.asks)
        return Missing(min(value.level for value in open_), asks)
    return Known(True)


@derived
def is_one_of(context: Context) -> Value:
    """Whether the fact it reads has one of the `values`; its own question where that is open."""
    spec = context.file.derived
    assert spec is not None, "a derived fact says how"
    value = context.get(spec.reads[0])
    if not isinstance(value, Known):
        return context.missing()
    text = str(value.value).lower() if isinstance(value.value, bool) else str(value.value)
    return Known(text in context.setting("values"))


@derived
def asked_where(context: Context) -> Value:
    """A fact that nobody declared: asked for where the set it reads has one of the `values`.

    Elsewhere nobody need be asked: it is not tested.
    """
    spec = context.file.derived
    assert spec is not None, "a derived fact says how"
    found = context.get(spec.reads[0])
    suggests = isinstance(found, Members) and bool(found.known & set(context.setting("values")))
    level = Level.UNKNOWN if suggests else Level.NOT_TESTED
    return Missing(level, frozenset({Ask(context.fact, context.subject)}))


@derived
def table_set_of_set(context: Context) -> Value:
    """Values of a membership table for every known member of the set it reads."""
    spec = context.file.derived
    assert spec is not None, "a derived fact says how"
    assert spec.table is not None, "a table fact names its table"
    source = context.get(spec.reads[0])
    if not isinstance(source, Members):
        return context.missing()
    table = context.tables[spec.table, context.setting("key")[0], context.setting("value")[0]]
    sets = [table.members(member, context.line.day).known for member in sorted(source.known)]
    return Members(known=frozenset(value for one in sets for value in one))


@derived
def asked_of_agents(context: Context) -> Value:
    """A fact about whom a party acts for: asked where its name is that of an organ's agent."""
    seen = context.line.organs[context.index] if context.index is not None else None
    acts = seen is not None and seen.state == "agent_of_organ"
    level = Level.UNKNOWN if acts else Level.NOT_TESTED
    return Missing(level, frozenset({Ask(context.fact, context.subject)}))
