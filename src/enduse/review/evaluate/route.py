"""Derived facts about the way of the goods: countries passed twice, hubs away from the route."""

from __future__ import annotations

from enduse.review.evaluate.derived import Context, derived
from enduse.review.evaluate.values import Known, Value


@derived
def route_passes_twice(context: Context) -> Value:
    """Whether a country of the route (dispatch, transit, destination) is passed twice.

    Without transit countries there is nothing to tell.
    """
    line = context.line.transfer
    if not line.transit:
        return context.missing()
    way = [line.dispatched_from, *line.transit, line.destination]
    steps = [
        here for n, here in enumerate(way) if here is not None and (n == 0 or way[n - 1] != here)
    ]
    return Known(len(set(steps)) < len(steps))


@derived
def transit_off_route(context: Context) -> Value:
    """Whether the goods pass a hub that lies in the region of neither end of the route.

    `hubs` names the hubs; the table of the fact gives the region of a country. Without transit,
    dispatch or destination there is nothing to tell, and a country without region is no hub.
    """
    line, spec = context.line.transfer, context.file.derived
    assert spec is not None, "a derived fact says how"
    assert spec.table is not None, "the fact names the table of regions"
    if not line.transit or line.dispatched_from is None or line.destination is None:
        return context.missing()
    table = context.tables[spec.table, context.setting("key")[0], context.setting("value")[0]]

    def regions(country: str) -> frozenset[str]:
        return table.members(country, context.line.day).known

    near = regions(line.dispatched_from) | regions(line.destination)
    ends = {line.dispatched_from, line.destination}
    hubs = set(context.setting("hubs")) & set(line.transit) - ends
    return Known(any(regions(hub) and not regions(hub) & near for hub in hubs))
