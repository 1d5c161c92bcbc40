"""The values of the contract's JSON: each read on its own, with its path in the problem."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

from enduse.intake.cells import CellError, day, number
from enduse.intake.countries import CountryNames
from enduse.intake.text import cleaned
from enduse.model.period import TransferDate, parse_transfer_date
from enduse.model.transfer import Problem

E = TypeVar("E", bound=StrEnum)
Obj = Mapping[str, object]


def any_text(value: object) -> str | None:
    """A scalar as text; None for null, lists and objects."""
    if value is None or isinstance(value, Mapping | list):
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


class Parts:
    """Reads values by key; keeps a problem for each that is present and cannot be read."""

    def __init__(self, countries: CountryNames | None) -> None:
        self._countries = countries
        self.problems: list[Problem] = []

    def problem(self, path: str, value: object, reason: str, remedy: str) -> None:
        """Keep one problem."""
        text = value if isinstance(value, str) else repr(value)
        short = cleaned(text)[0][:120]
        self.problems.append(Problem(field=path, value=short, reason=reason, remedy=remedy))

    def unknown_keys(self, obj: Obj, known: frozenset[str], path: str) -> None:
        """Say which keys are not read, so that nothing is dropped in silence."""
        for key in obj:
            if key not in known:
                where = f"{path}.{key}" if path else key
                self.problem(where, obj[key], "not read: the contract has no such key", "Check it.")

    def text(self, obj: Obj, key: str, path: str) -> str | None:
        """A text; numbers are taken as they are written."""
        value = obj.get(key)
        if value is None:
            return None
        text = any_text(value)
        if text is None:
            self.problem(path, value, "not a text", "Give a text.")
            return None
        kept, lost = cleaned(text)
        if lost:
            self.problem(path, kept, lost, "Check how the file was written.")
        return kept.strip() or None

    def items(self, obj: Obj, key: str, path: str) -> Sequence[object]:
        """A list; an object or scalar in its place is a problem."""
        value = obj.get(key)
        if value is None:
            return ()
        if isinstance(value, list | tuple):
            return value
        self.problem(path, value, "not a list", "Give a list, also of one.")
        return ()

    def objects(self, obj: Obj, key: str, path: str) -> list[Obj]:
        """A list of objects."""
        found: list[Obj] = []
        for i, one in enumerate(self.items(obj, key, path)):
            if isinstance(one, Mapping):
                found.append(one)
            else:
                self.problem(f"{path}[{i}]", one, "not an object", "Give an object.")
        return found

    def inner(self, obj: Obj, key: str, path: str) -> Obj:
        """An object; empty where there is none."""
        value = obj.get(key)
        if value is None or isinstance(value, Mapping):
            return value or {}
        self.problem(path, value, "not an object", "Give an object.")
        return {}

    def pairs(
        self, obj: Obj, key: str, path: str, *, in_order: bool = False
    ) -> tuple[tuple[str, str], ...]:
        """Names to texts, by name or as they stand; null is left out, lists are joined by `|`."""
        found = {}
        inner = self.inner(obj, key, path)
        for name, value in inner.items():
            if isinstance(value, list) and all(any_text(one) is not None for one in value):
                joined = "|".join(any_text(one) or "" for one in value)
                text = self.text({"": joined}, "", f"{path}.{name}")
            else:
                text = self.text(inner, name, f"{path}.{name}")
            if text is not None:
                found[cleaned(name)[0]] = text
        return tuple(found.items() if in_order else sorted(found.items()))

    def texts(self, obj: Obj, key: str, path: str) -> tuple[str, ...] | None:
        """A list of texts, or one text with `|` between them; None where it is not given."""
        if obj.get(key) is None:
            return None
        value = obj[key]
        given = value.split("|") if isinstance(value, str) else self.items(obj, key, path)
        texts = (self.text({"": one}, "", f"{path}[{i}]") for i, one in enumerate(given))
        return tuple(text for text in texts if text is not None)

    def number(self, obj: Obj, key: str, path: str) -> Decimal | None:
        """A number, written as a text or a number."""
        value = obj.get(key)
        if value is None or value == "":
            return None
        try:
            if isinstance(value, str | int | float | Decimal):
                return number(value, "." if isinstance(value, str) else None)
            raise CellError("not a number", "Give digits.")
        except CellError as err:
            self.problem(path, value, err.reason, err.remedy)
            return None

    def percent(self, obj: Obj, key: str, path: str) -> Decimal | None:
        """A share from 0 to 100."""
        value = self.number(obj, key, path)
        if value is not None and not 0 <= value <= 100:
            self.problem(path, obj.get(key), "not a share from 0 to 100", "Correct the share.")
            return None
        return value

    def date(self, obj: Obj, key: str, path: str, said: object = None) -> TransferDate | None:
        """A day, a month, a year, a time, or an interval `FIRST/LAST` of days."""
        text = self.text(obj, key, path)
        if text is None:
            return None
        try:
            if "/" in text and len(text) == 21:
                first, last = (parse_transfer_date(one) for one in text.split("/"))
                found = TransferDate(first=first.first, last=last.last, text=text)
            else:
                found = day(text, None)
        except CellError as err:
            self.problem(path, text, err.reason, err.remedy)
            return None
        except ValueError:
            self.problem(path, text, "not a date", "Write it as 2021-03-04, 2021-03 or 2021.")
            return None
        if isinstance(said, str):
            found = TransferDate(
                first=found.first, last=found.last, text=said, instant=found.instant
            )
        return found

    def word(self, obj: Obj, key: str, path: str, words: type[E], otherwise: E) -> E:
        """One of the contract's words."""
        text = self.text(obj, key, path)
        if text is None:
            return otherwise
        try:
            return words(text)
        except ValueError:
            known = ", ".join(words)
            self.problem(path, text, "not a word of the contract", f"Say one of: {known}.")
            return otherwise

    def country(self, obj: Obj, key: str, path: str) -> str | None:
        """An ISO code, or a name that stands for one country."""
        text = self.text(obj, key, path)
        if text is None:
            return None
        code = self._code(text)
        if code is None:
            self.problem(
                path, text, "not the name of one country that we know", "Give its two-letter code."
            )
        return code

    def _code(self, text: str) -> str | None:
        if self._countries is not None:
            return self._countries.code(text)
        return text.upper() if len(text) == 2 and text.isascii() and text.isalpha() else None

    def countries(self, obj: Obj, key: str, path: str) -> tuple[str, ...] | None:
        """A list of countries; None where it is not given."""
        if obj.get(key) is None:
            return None
        given = self.items(obj, key, path)
        found = (self.country({"": one}, "", f"{path}[{i}]") for i, one in enumerate(given))
        return tuple(code for code in found if code is not None)
