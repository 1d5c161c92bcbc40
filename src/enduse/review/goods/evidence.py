"""What a text and its codes show, before it is weighed: pure values, keys of a cache."""

from __future__ import annotations

from dataclasses import dataclass

from enduse.model.citation import Because
from enduse.model.subject import FactRead


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """A word or code that speaks for a technology (or, `negative`, for another thing).

    `place` is where it starts in the folded text; -1 for a code.
    """

    technology: str
    kind: str
    words: str
    term: str
    place: int = -1

    def because(self, field: str) -> Because:
        """Return it as the reason of a finding."""
        return Because(field=field, text=self.words, term=self.term, kind=self.kind)


@dataclass(frozen=True, slots=True, kw_only=True)
class TextEvidence:
    """All that one text shows: the same text gives the same evidence.

    `signs` are the words that count, `negative` the words that speak against a technology and are
    near one that counts, `context` the shared second words near a weak word, by technology.
    """

    signs: tuple[Sign, ...] = ()
    negative: tuple[Sign, ...] = ()
    context: tuple[Sign, ...] = ()
    facts: tuple[FactRead, ...] = ()

    @property
    def technologies(self) -> tuple[str, ...]:
        """Return the technologies that have a word in the text, in the order of the text."""
        return tuple(dict.fromkeys(sign.technology for sign in self.signs))


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeEvidence:
    """What the codes show; `kind` of a sign is `code_high` or `code_medium`."""

    signs: tuple[Sign, ...] = ()


NOTHING = TextEvidence()
NO_CODES = CodeEvidence()
