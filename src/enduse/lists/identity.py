"""What makes two published rows the same entry, where the publisher gives no id."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable
from functools import lru_cache


@lru_cache(maxsize=65_536)
def name_key(name: str) -> str:
    """Reduce a name to its letters and digits, without case, marks, blanks or punctuation.

    Two spellings that differ only there are one name. A `?` (a character that a publisher lost)
    counts as punctuation, which is what it mostly was.
    """
    folded = unicodedata.normalize("NFKD", name).casefold()
    letters = [c for c in folded if c.isalnum()]
    return "".join(letters) or folded.strip()


def entry_id(list_id: str, name: str, countries: Iterable[str]) -> str:
    """Make an id from list, name and countries, for lists that publish none."""
    text = "\0".join((list_id, name_key(name), *sorted(countries)))
    return "h" + hashlib.sha256(text.encode()).hexdigest()[:16]
