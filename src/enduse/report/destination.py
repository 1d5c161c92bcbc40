"""What official tables say of a destination, dated and cited: groups and chart marks, no score."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from enduse.knowledge.pack import Pack
from enduse.knowledge.schema.table import Table
from enduse.report.lines import wrapped

WIDTH = 80
KEY = "country"


def destination(pack: Pack, code: str) -> Iterator[str] | None:
    """Every dated membership of a country, by table; None where no table names the code."""
    found = {
        name: [row for row in table.rows if row.get(KEY) == code]
        for name, table in pack.section("tables", Table).items()
        if name.startswith("law.") and KEY in table.card.columns and "from" in table.card.columns
    }
    held = {name: rows for name, rows in found.items() if rows}
    return _lines(pack, code, held) if held else None


def _lines(pack: Pack, code: str, held: dict[str, list[dict[str, str]]]) -> Iterator[str]:
    yield f"{code}: what official tables say of this destination"
    for name, rows in sorted(held.items()):
        card = pack.section("tables", Table)[name].card
        value = "group" if "group" in card.columns else "column"
        yield from wrapped(f"{card.title} ({'; '.join(map(str, card.cite))})", WIDTH, "  ", "  ")
        spans: dict[tuple[str, str, str], list[str]] = defaultdict(list)
        for row in rows:
            spans[row["from"], row["to"], row.get("cite", "")].append(row[value])
        for (start, end, cite), values in sorted(spans.items()):
            begin = "always, as far as read" if start == "always" else f"from {start}"
            until = f", until before {end}" if end else ""
            text = f"{begin}{until}: {', '.join(sorted(values))}" + (f" ({cite})" if cite else "")
            yield from wrapped(text, WIDTH, "    ", "      ")
    yield "  No score of a country is made here: these are the tables that rules read."
