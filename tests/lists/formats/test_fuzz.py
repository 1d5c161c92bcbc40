"""Any bytes at all give entries or an error that says what is wrong, never a traceback."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.lists.formats.mutations import SAMPLES, mutated, survives

from enduse.lists.formats.registry import sources
from enduse.lists.reference import Reference

NAMES = [f"{source}-{i}" for i, (source, _) in enumerate(SAMPLES)]


@pytest.mark.parametrize(("source", "data"), SAMPLES, ids=NAMES)
def test_damaged_files_never_give_a_traceback(
    reference: Reference, source: str, data: bytes
) -> None:
    """300 damaged files a reader; `benchmarks/fuzz_lists.py` takes 10,000."""
    chance = random.Random(source)
    assert survives(reference, source, data) == "read", "the sample itself reads"
    outcomes = {survives(reference, source, mutated(data, chance)) for _ in range(300)}
    assert "refused" in outcomes


@given(st.binary(max_size=400), st.sampled_from(sources()))
def test_any_bytes_at_all(reference: Reference, data: bytes, source: str) -> None:
    """Not even a file."""
    survives(reference, source, data)


def test_every_source_is_damaged() -> None:
    """A new reader needs a sample here."""
    same_shape = {
        "us-ofac-cons-advanced-xml",
        "us-ofac-cons-csv",
        "us-ofac-cons-xml",
        "us-ofac-sdn-enhanced-xml",
    }
    assert {source for source, _ in SAMPLES} | same_shape == set(sources())
