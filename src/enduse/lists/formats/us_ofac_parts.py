"""Parts of an edition that are not held, and what cannot be found without them."""

from __future__ import annotations

from enduse.lists.catalogue import Snapshot

ROWS = "-csv"
PARTS = {
    "alt": "aliases (ALT.CSV) are not held: names by alias cannot be found",
    "add": "addresses (ADD.CSV) are not held: countries and addresses cannot be compared",
}
"""What the main file of the Office of Foreign Assets Control lacks without each other part."""


def parts_missing(snapshot: Snapshot) -> tuple[str, ...]:
    """A sentence for each part that the publisher offers beside the main file and is not held."""
    if not (snapshot.source.startswith("us-ofac-") and snapshot.source.endswith(ROWS)):
        return ()
    return tuple(text for part, text in PARTS.items() if part not in snapshot.parts)
