"""Fixtures that every test may use."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


def _shared() -> Path | None:
    named = os.environ.get("ENDUSE_SHARED")
    place = Path(named) if named else ROOT.parent / "shared"
    return place if (place / "contract.md").is_file() else None


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The data folder beside the checkout; CI must have it, a user need not."""
    place = _shared()
    if place is None:
        if os.environ.get("CI"):
            pytest.fail("../shared is missing, and CI may not skip the tests that need it")
        pytest.skip("needs the data folder ../shared (or $ENDUSE_SHARED), which is not here")
    return place
