"""Words: every template can be filled, and none says what we do not say."""

from __future__ import annotations

import re
import string

from enduse.model.citation import message
from enduse.review.words import sentence, templates

FORBIDDEN = re.compile(
    r"\b(clear|cleared|safe|approved|guilty|violation|hit|hits|blacklist\w*)\b", re.IGNORECASE
)


def test_every_template_can_be_filled() -> None:
    """No template asks for an argument with a strange name."""
    for id_, text in templates().items():
        names = {name for _, name, _, _ in string.Formatter().parse(text) if name}
        assert sentence(message(id_, **dict.fromkeys(names, "x")))


def test_no_template_judges() -> None:
    """Never: clear, cleared, safe, approved, guilty, violation, hit, blacklist."""
    assert [id_ for id_, text in templates().items() if FORBIDDEN.search(text)] == []


def test_law_upon_a_match_is_conditional() -> None:
    """A match of names is not an identification."""
    assert "If it is this body" in templates()["stop.listed.same"]
