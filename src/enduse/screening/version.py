"""Format of a kept index of names, apart from the index: to know it, no engine is loaded."""

from __future__ import annotations

INDEX_FORMAT = 6
"""Raised when the same names and knowledge give other columns."""
