"""Derived facts that read words: whether a text holds one of the words of the fact file."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from enduse.model.transfer import Party
from enduse.review.evaluate.derived import Context, derived
from enduse.review.evaluate.values import Known, Missing, Value


@derived
def has_word(context: Context) -> Value:
    """Whether the text that the fact reads holds one of its `words`.

    Words are whole words without case and accents; a word that ends in `*` is a beginning, and
    one in a script without spaces is looked for anywhere. `not_words` take the answer away.
    """
    spec = context.file.derived
    assert spec is not None, "a derived fact says how"
    source = context.get(spec.reads[0])
    if isinstance(source, Missing):
        return Missing(source.level, source.asks)
    assert isinstance(source, Known), "words are looked for in text"
    text = plain(str(source.value))
    found = pattern(context.setting("words")).search(text) is not None
    without = context.setting("not_words")
    return Known(found and not (without and pattern(without).search(text)))


@derived
def same_name_as_role(context: Context) -> Value:
    """Whether another party in one of the `roles` has the same name, letter for letter but case.

    False where nobody is named in these roles.
    """
    mine = context.party
    others = [
        party
        for n, party in enumerate(context.line.transfer.parties)
        if n != context.index and party.role.value in context.setting("roles") and party.name
    ]
    if mine is None:
        return context.missing()
    return Known(any(plain(other.name) == plain(mine.name) for other in others))


@derived
def last_known_recipient(context: Context) -> Value:
    """Whether the party is the end user, or the consignee of a line that names no end user."""
    mine = context.party
    if mine is None:
        return context.missing()
    named = {party.role.value for party in context.line.transfer.parties if party.name}
    if mine.role.value == "end_user":
        return Known(value=True)
    return Known(mine.role.value == "consignee" and "end_user" not in named)


@derived
def address_of_listed(context: Context) -> Value:
    """Whether another party of the line that is the same as a list entry has the same address."""
    mine = context.party
    if mine is None or not addressed(mine) or not mine.address:
        return context.missing()
    others = [
        party
        for n, party in enumerate(context.line.transfer.parties)
        if n != context.index and party.address and _listed(context, party)
    ]
    here = _words_of(mine.address)
    return Known(any(_words_of(other.address or "") == here for other in others))


def addressed(party: Party) -> bool:
    """Whether a party has an address that says something when another shares it."""
    return bool(party.address) and len(plain(party.address or "")) >= _SHORTEST


_SHORTEST = 12
"""A shorter address (a town, a country) says nothing when it is shared."""


def _listed(context: Context, party: Party) -> bool:
    found = context.line.listings.get(party.name, ())
    return any(one.relation.value == "same" and one.listed for one in found)


@lru_cache(maxsize=65_536)
def plain(text: str) -> str:
    """Lower case, without accents, one blank between words, no punctuation."""
    parts = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return " ".join(parts.translate(_TABLE).split())


class _Table(dict[int, str]):
    """What becomes of a character the first time it is met; `str.translate` asks for each."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        out = self[code] = "" if _accent(char) else " " if _splits(char) else char
        return out


_TABLE = _Table()


def _accent(char: str) -> bool:
    return unicodedata.combining(char) != 0 and char < "\u0900"


def _splits(char: str) -> bool:
    return not (char.isalnum() or unicodedata.category(char).startswith("M"))


def _words_of(text: str) -> tuple[str, ...]:
    return tuple(sorted(plain(text).split()))


@lru_cache(maxsize=256)
def pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    """One pattern for a list of words."""
    return re.compile("|".join(_one(word) for word in words))


def is_wide(text: str) -> bool:
    """Whether a word is in a script without blanks, so that it is looked for anywhere."""
    return any("\u2e80" <= char <= "\u9fff" or "\u0e00" <= char <= "\u0e7f" for char in text)


def _one(word: str) -> str:
    text = re.escape(plain(word.removesuffix("*")))
    if is_wide(text):
        return text
    return rf"(?<!\w){text}" + ("" if word.endswith("*") else r"(?!\w)")
