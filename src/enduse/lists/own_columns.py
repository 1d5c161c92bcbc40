"""The columns of a user's own list, the same wherever one is read."""

from __future__ import annotations

NEEDED = ("entry_id", "list", "name")
OPTIONAL = ("aliases", "country", "type", "from", "to", "cite", "address", "programme", "remarks")
IDENTIFIER = "identifier_"
"""What stands before the scheme in the heading of a column of numbers."""

WHAT_TO_DO = (
    f"Take one of: {', '.join((*NEEDED, *OPTIONAL))}, {IDENTIFIER}SCHEME (a number);"
    " or leave the column out."
)


def known(column: str) -> bool:
    """Whether a heading is one of an own list; an empty one names nothing."""
    return not column or column in NEEDED or column in OPTIONAL or column.startswith(IDENTIFIER)
