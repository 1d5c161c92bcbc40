"""Read a declared value of a fact as its file says: type, values, other spellings."""

from __future__ import annotations

from datetime import date
from decimal import Decimal, InvalidOperation

from enduse.knowledge.schema.facts import FactFile
from enduse.review.evaluate.level import Ask, Level
from enduse.review.evaluate.values import Known, Members, Missing, Value

_YES = frozenset({"true", "yes", "1"})
_NO = frozenset({"false", "no", "0"})
NOT_SAID = frozenset({"", "unknown", "not known", "?"})


def absent(fact: str, file: FactFile, subject: str = "") -> Missing:
    """What a fact is where nothing gives it, by the `when_absent` of its file."""
    level = Level.NOT_TESTED if file.when_absent == "not_tested" else Level.UNKNOWN
    return Missing(level, frozenset({Ask(fact, subject)}))


def read_value(fact: str, file: FactFile, text: str, subject: str = "") -> Value:
    """Read the text of a declared fact; text that does not fit is an unknown value.

    A value that is there and cannot be read is never taken for "not tested".
    """
    clean = text.strip()
    clean = file.aliases.get(clean, file.aliases.get(clean.lower(), clean))
    if clean.lower() in NOT_SAID:
        return absent(fact, file, subject)
    unreadable = Missing(Level.UNKNOWN, frozenset({Ask(fact, subject)}))
    if file.type == "boolean":
        low = clean.lower()
        return Known(low in _YES) if low in _YES | _NO else unreadable
    if file.type == "decimal":
        try:
            return Known(Decimal(clean))
        except InvalidOperation:
            return unreadable
    if file.type == "date":
        try:
            return Known(date.fromisoformat(clean))
        except ValueError:
            return unreadable
    if file.type == "set":
        parts = (part.strip() for part in clean.split("|"))
        return Members(known=frozenset(file.aliases.get(p, p) for p in parts if p))
    if file.values and clean not in file.values:
        return unreadable
    return Known(clean)


def readable(file: FactFile, text: str) -> bool:
    """Whether a declared value can be read as its file says."""
    if text.strip().lower() in NOT_SAID:
        return True
    return not isinstance(read_value("", file, text), Missing)
