"""What every reader shares: the log of a reading, errors that name row and column, clean text."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from enduse.errors import DataError
from enduse.lists.identity import name_key
from enduse.model.transfer import Problem, Reject, Source

_BLANKS = re.compile(r"[\s\u00a0\u200b\ufeff]+")
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_WINDOWS = re.compile(r"[\x80-\x9f]")
_FEDERAL_REGISTER = re.compile(r"\b(\d{2,3})\s*F\.?\s?R\.?,?\s*(\d{2,6})\b")


NO_PART = "Fetch the file again: JSON that breaks off cannot be read, as a part neither."


class UnreadableListError(DataError):
    """A file that is not what its source publishes, or that its publisher has changed."""


class TruncatedListError(UnreadableListError):
    """A file that breaks off: a download that did not end."""


def changed(file: str, row: str, what: str) -> UnreadableListError:
    """Build the error for a column, element or word that nobody has looked at yet."""
    return UnreadableListError(
        f"{file}, {row}",
        f"{what} is not known: the publisher changed the file",
        "Nothing was taken over. Look at the change, then add it to the reader of this source.",
    )


@dataclass(slots=True)
class ReadLog:
    """What a reading met besides entries.

    Args:
        file: its name, for messages.
        codes: the publisher's words for lists, to their ids.
        countries: country names by `name_key`, to ISO codes.
        list_date: the day the file itself states.
        declared: the number of entries the file itself states.
        newest_start: the latest day on which an entry is listed, by the file itself.
        carries: properties for which absence in this file means removal.
        programmes: programme codes met, by list, with the row of the first.
        partial: the file is a part of a list by its user's word, so that an end cut off and a
            number of records that is not reached are noted, not refused.
    """

    file: str
    codes: Mapping[str, str] = field(default_factory=dict)
    countries: Mapping[str, str] = field(default_factory=dict)
    list_date: date | None = None
    declared: int | None = None
    newest_start: date | None = None
    rows: int = 0
    carries: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)
    rejects: list[Reject] = field(default_factory=list)
    programmes: dict[tuple[str, str], str] = field(default_factory=dict)
    partial: bool = False
    _unknown_countries: set[str] = field(default_factory=set)

    def problem(self, row: str, column: str, value: str, reason: str, remedy: str) -> None:
        """Note a value that is there and could not be read; the entry stays."""
        self.problems.append(
            Problem(field=f"{row}: {column}", value=value[:200], reason=reason, remedy=remedy)
        )

    def reject(self, line: int, reason: str, remedy: str, text: str = "") -> None:
        """Note a row that could not be read at all."""
        source = Source(file=self.file, line=line)
        self.rejects.append(Reject(source=source, reason=reason, remedy=remedy, text=text[:200]))

    def cut_off(self, where: str, problem: str) -> None:
        """Refuse a file that breaks off; note it where the file is a part by its user's word.

        Raises:
            TruncatedListError: unless the file is a part.
        """
        if not self.partial:
            raise TruncatedListError(where, problem, "Fetch the file again.")
        self.problem(where, "end of file", "", problem, "Import the whole file when you have it.")

    def programme(self, list_id: str, code: str, row: str) -> str:
        """Note a programme, for the check against those that the knowledge knows."""
        self.programmes.setdefault((list_id, code), row)
        return code

    def country(self, text: str, row: str) -> str:
        """Return the ISO code of a country as printed, or empty text with one note per word."""
        value = clean(text)
        if not value:
            return ""
        if len(value) == 2 and value.isascii() and value.isalpha() and value.isupper():
            return value
        code = self.countries.get(name_key(value), "")
        if not code and value not in self._unknown_countries:
            self._unknown_countries.add(value)
            self.problem(
                row, "country", value, "no code is known for it", "Add it to country-names.csv."
            )
        return code

    def day(self, text: str, row: str, column: str, *forms: str) -> date | None:
        """Read a date in one of the forms that the source uses; else note it and return None."""
        value = clean(text)
        if not value:
            return None
        for form in forms:
            try:
                return datetime.strptime(value, form).date()  # noqa: DTZ007 - a day has no zone
            except ValueError:
                continue
        self.problem(row, column, value, "not a date as this source writes them", "Check it.")
        return None


def clean(text: str | None) -> str:
    """Strip blanks, join runs of them, drop control characters, byte order marks included.

    Signs of U+0080 to U+009F are punctuation of Windows read in the wrong encoding.
    """
    if not text:
        return ""
    if text.isascii() and text.isprintable() and "  " not in text:
        return text.strip()
    if _WINDOWS.search(text):
        text = _WINDOWS.sub(_windows, text)
    return _BLANKS.sub(" ", _CONTROLS.sub(" ", text)).strip()


def _windows(sign: re.Match[str]) -> str:
    return sign[0].encode("latin-1").decode("cp1252", "replace").replace("\ufffd", " ")


def citations(text: str) -> tuple[str, ...]:
    """Return Federal Register pages as `84 FR 54002`, or the text as printed where none is."""
    value = clean(text)
    found = tuple(dict.fromkeys(f"{v} FR {p}" for v, p in _FEDERAL_REGISTER.findall(value)))
    return found or ((value,) if value else ())


def split(text: str, mark: str) -> list[str]:
    """Split a cell and drop empty parts."""
    return [part for part in (clean(p) for p in text.split(mark)) if part]


def decode(data: bytes, log: ReadLog, *encodings: str) -> str:
    """Decode in the first encoding that takes every byte; say which byte fails in the last."""
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError as err:
            last = err
            continue
        return text.removeprefix("\ufeff")
    raise UnreadableListError(
        log.file, f"not text in {encodings[-1]}: byte {last.start}", "Fetch the file again."
    )


Detector = Callable[[bytes], str]
"""Tell which part of a source a file is (`main`, `alt`, …), or empty text if it is none."""
