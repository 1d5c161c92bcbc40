"""What a published page leaves out: natural persons, and untyped names without a legal form."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from enduse.knowledge.schema.names import NamesFile

PERSON = "(a natural person)"
UNTYPED = "(a name without a legal form)"
_IDEOGRAPHS = 0x2E80
_APART = re.compile(r"[\W_]+")


class PublicNames:
    """Decides which names of parties may be published.

    Args:
        files: the names knowledge; its legal forms say which untyped name is an organisation.
    """

    def __init__(self, files: Mapping[str, NamesFile]) -> None:
        spaced: list[str] = []
        joined: list[str] = []
        for file in files.values():
            for spellings in file.legal_forms.values():
                for one in spellings:
                    pattern, apart = _pattern(one)
                    (spaced if apart else joined).append(pattern)
        self._spaced = re.compile(r"(?:^|\s)(?:" + "|".join(_longest(spaced)) + r")(?:\s|$)")
        self._joined = re.compile("|".join(_longest(joined)) or r"(?!)")

    def shown(self, name: str, kind: str, *, organ: bool) -> str:
        """The name, or what stands in its place.

        Args:
            kind: `organisation`, `person` or `unknown`, as the line says.
            organ: the name is a security organ; such bodies are never persons.
        """
        if kind == "person":
            return PERSON
        if kind == "organisation" or organ or self.has_form(name):
            return name
        return UNTYPED

    def has_form(self, name: str) -> bool:
        """Whether the name carries a legal form."""
        text = _words(name)
        return bool(self._spaced.search(text) or self._joined.search(text))


def _words(text: str) -> str:
    return _APART.sub(" ", text.casefold()).strip()


def _pattern(form: str) -> tuple[str, bool]:
    """A legal form as an expression, and whether blanks must stand around it.

    A form of one or two letters counts at the end of a name only: elsewhere it is a word.
    """
    words = [
        re.escape(_words(word)) + (r"\w*" if word.endswith("*") else "") for word in form.split()
    ]
    text = r"\s".join(words)
    if form.isascii() and len(form) <= 2:
        return text + "$", True
    return text, form[0].isalpha() and ord(form[0]) < _IDEOGRAPHS


def _longest(patterns: Iterable[str]) -> list[str]:
    return sorted(set(patterns), key=lambda one: (-len(one), one))
