"""Which parts of an edition are not held."""

from __future__ import annotations

from datetime import date

import pytest

from enduse.lists.catalogue import Part, Snapshot
from enduse.lists.formats.us_ofac_parts import parts_missing


@pytest.mark.parametrize(
    ("source", "parts", "words"),
    [
        ("us-ofac-sdn-csv", ("main",), ["ALT.CSV", "ADD.CSV"]),
        ("us-ofac-cons-csv", ("main", "alt"), ["ADD.CSV"]),
        ("us-ofac-sdn-csv", ("main", "alt", "add"), []),
        ("us-ofac-sdn-xml", ("main",), []),
        ("un-sc", ("main",), []),
    ],
)
def test_each_part_that_is_not_held_is_named(
    source: str, parts: tuple[str, ...], words: list[str]
) -> None:
    """Only where the publisher offers the edition in parts."""
    held = {kind: Part(sha256="sha256:0", bytes=1, file=kind) for kind in parts}
    one = Snapshot(
        source=source, day=date(2024, 3, 5), parts=held, lists={}, carries=(), problems=0, rejects=0
    )
    told = parts_missing(one)
    assert len(told) == len(words)
    assert all(word in text for word, text in zip(words, told, strict=True))
