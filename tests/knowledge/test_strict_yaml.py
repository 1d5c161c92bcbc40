"""Strict YAML: the traps that other readers fall into (style notes, section 3.4)."""

from __future__ import annotations

import contextlib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enduse.knowledge.strict_yaml import StrictYamlError, parse


@pytest.mark.parametrize(
    "text",
    ["4E001", "5E002", "010620", "8525.89", "NO", "NA", "12:30", "1_000", "0x1f", "yes", "~"],
)
def test_codes_stay_text(text: str) -> None:
    """What other readers take for numbers, booleans or times stays the text it is."""
    assert parse(f"code: {text}").value == {"code": text}


def test_only_null_booleans_and_days_are_resolved() -> None:
    """The three things that are resolved, and nothing else."""
    value = parse("a: null\nb: true\nc: false\nd: 2026-11-24\ne:\n").value
    assert value == {"a": None, "b": True, "c": False, "d": date(2026, 11, 24), "e": None}


def test_quoted_values_are_text() -> None:
    """Quotes keep a value as text, a day and a boolean included."""
    assert parse("a: 'true'\nb: \"2026-11-24\"").value == {"a": "true", "b": "2026-11-24"}


def test_a_key_may_not_stand_twice() -> None:
    """The last one does not win silently: the second line is named."""
    with pytest.raises(StrictYamlError) as caught:
        parse("a: 1\nb: 2\na: 3\n")
    assert caught.value.line == 3


@pytest.mark.parametrize(
    "text",
    [
        "a: &x 1\nb: *x",
        "a: !!python/object 1",
        "a: 2026-02-30",
        "? [a]\n: b",
        "a: 1\n---\nb: 2",
        "a: [1",
    ],
)
def test_what_is_not_plain_is_refused(text: str) -> None:
    """Anchors, tags, impossible days, complex keys, several documents and broken YAML."""
    with pytest.raises(StrictYamlError):
        parse(text)


def test_lines_are_known_for_every_part() -> None:
    """A validation error can name the line of the value it is about."""
    document = parse("title: x\nversions:\n  - from: always\n    to: null\n")
    assert document.line(("versions", 0, "to")) == 4
    assert document.line(("versions", 0, "missing")) == 3


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text: str) -> None:
    """No text gives another error than the strict one."""
    with contextlib.suppress(StrictYamlError):
        parse(text)
