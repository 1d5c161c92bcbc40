"""JSON documents of an input: lines, one array, one object, or several one after another."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple, TextIO

from enduse.errors import DataError
from enduse.intake.encoding import open_text
from enduse.intake.input import Input

_LINE = 64 << 20
_WHOLE = 1 << 30


class Document(NamedTuple):
    """One decoded document and the line it starts on."""

    line: int
    value: object


class Undecoded(NamedTuple):
    """A line or file that is not JSON."""

    line: int
    reason: str
    text: str


def _constant(name: str) -> object:
    raise ValueError(f"{name} is not a JSON value")


# One for all documents: making one costs more than decoding a line.
_DECODER = json.JSONDecoder(parse_float=Decimal, parse_constant=_constant)


def decode(text: str) -> object:
    """Decode one document; numbers keep their digits.

    Raises:
        ValueError: for anything that is not JSON, or nested too deep.
    """
    try:
        return _DECODER.decode(text)
    except RecursionError:
        raise ValueError("nested too deep") from None


def documents(source: Input, encoding: str) -> Iterator[Document | Undecoded]:
    """Yield every document; a line that is not JSON does not end the reading."""
    with open_text(source, encoding) as handle:
        first, line = "", 0
        while not first.strip():
            first = handle.readline(_LINE)
            line += 1
            if not first:
                return
        if first.startswith("\ufeff"):
            first = first[1:]
        try:
            value = decode(first)
        except ValueError as err:
            second = handle.readline(_LINE)
            if first.strip()[:1] in "{[" and _is_line(second) and len(first.strip()) > 2:
                yield _undecoded(line, first, err)
                yield from _lines(handle, line + 1, second)
                return
            rest = second + handle.read(_WHOLE)
            yield from _concatenated(source.name, first + rest, line)
            return
        yield Document(line, value)
        yield from _lines(handle, line + 1, handle.readline(_LINE))


def _is_line(text: str) -> bool:
    try:
        return isinstance(decode(text), dict)
    except ValueError:
        return False


def _undecoded(line: int, text: str, err: ValueError) -> Undecoded:
    return Undecoded(line, f"not JSON: {err}", text[:200])


def _lines(handle: TextIO, number: int, text: str) -> Iterator[Document | Undecoded]:
    while text:
        if len(text) >= _LINE:
            yield Undecoded(number, "the line is too long", text[:200])
            while text and not text.endswith("\n"):
                text = handle.readline(_LINE)
        elif text.strip():
            try:
                yield Document(number, decode(text))
            except ValueError as err:
                yield _undecoded(number, text, err)
        number += 1
        text = handle.readline(_LINE)


def _concatenated(name: str, text: str, line: int) -> Iterator[Document | Undecoded]:
    if len(text) >= _WHOLE:
        raise DataError(name, "one JSON document of over a gigabyte", "Give JSON Lines.")
    place, counted = 0, 0
    while True:
        while place < len(text) and text[place] in " \t\r\n,\x1e":
            place += 1
        if place >= len(text):
            return
        line += text.count("\n", counted, place)
        counted = place
        try:
            value, place = _DECODER.raw_decode(text, place)
        except RecursionError:
            yield Undecoded(line, "not JSON: nested too deep", text[place : place + 200])
            return
        except ValueError as err:
            yield Undecoded(line, f"not JSON: {err}", text[place : place + 200])
            return
        yield Document(line, value)
