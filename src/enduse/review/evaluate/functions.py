"""Every derived fact: importing this module registers all of them."""

from __future__ import annotations

from enduse.review.evaluate import acts, combined, deals, listed, owners, route, wording
from enduse.review.evaluate.derived import FUNCTIONS

MODULES = (acts, combined, deals, listed, owners, route, wording)
"""The modules beside `derived` that register functions."""

__all__ = ["FUNCTIONS", "MODULES"]
