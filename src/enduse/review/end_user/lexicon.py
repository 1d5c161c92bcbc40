"""The words of the grammar, ready to be found: one entry a spelling, with all it may mean."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import product

from enduse.knowledge.schema.organs import Body, ClassWords, OrganFile
from enduse.review.end_user.spelling import Spelling, is_unspaced

MAX_SPELLINGS = 24
"""A phrase of several abbreviated words is written in at most so many ways."""


class Use(StrEnum):
    """What a word says in a name."""

    STRONG = "strong"
    WEAK = "weak"
    BODY = "name"
    ACRONYM = "acronym"
    NEVER = "never"
    NONE = "none"
    RELATED = "related"
    COMPANY = "company"
    HEAD = "head"
    LEVEL = "level"
    UNIT = "unit"
    PLACE = "place"
    COUNTRY = "country"
    REGION = "region"
    PLAIN = "plain"
    TRADE = "trade"
    GOVERNMENT = "government"


ORGAN_USES = frozenset({Use.STRONG, Use.WEAK, Use.BODY, Use.ACRONYM})


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """One meaning of one word.

    Args:
        term: the word as the knowledge file writes it.
        use: what it says.
        cls: class of the organ or agent; the unit's class for `UNIT`.
        file: id of the knowledge file.
        country: country for which alone it counts, or which it tells (`COUNTRY`, `REGION`,
            `PLACE`).
        where: `first`, `last` or empty, for companies.
        level: for `LEVEL`.
        of: for `UNIT`, the class it is a unit of.
        body: the particular body, for `BODY` and `ACRONYM`.
        distinct: an acronym that means nothing else.
        place: name of the place, for `PLACE`.
        universal: for words against an organ: they count in names of every language.
    """

    term: str
    use: Use
    file: str
    cls: str = ""
    country: str = ""
    where: str = ""
    level: str = ""
    of: str = ""
    body: Body | None = None
    distinct: bool = False
    place: str = ""
    universal: bool = False


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Folded patterns and their meanings, in one order."""

    spelling: Spelling
    patterns: tuple[str, ...]
    meanings: tuple[tuple[Meaning, ...], ...]


def build_lexicon(organs: Mapping[str, OrganFile]) -> Lexicon:
    """Fold every word of every file; equal spellings share a pattern."""
    fillers = {word for file in organs.values() for word in file.fillers}
    terms = [
        (key, file, meaning) for key, file in sorted(organs.items()) for meaning in _of(key, file)
    ]
    plain = Spelling(frozenset(), {})
    variants = {
        ord(other): form
        for file in organs.values()
        for form, others in file.variants.items()
        for other in others
    }
    spelling = Spelling(
        frozenset(plain.fold(word).strip() for word in fillers if word.strip()), variants
    )
    table: dict[str, dict[Meaning, None]] = {}
    for _, file, meaning in terms:
        for written in _written(meaning.term, file.abbreviations):
            pattern = _pattern(spelling, written)
            if pattern.strip():
                table.setdefault(pattern, {})[meaning] = None
    ordered = sorted(table)
    return Lexicon(spelling, tuple(ordered), tuple(tuple(table[p]) for p in ordered))


def _pattern(spelling: Spelling, term: str) -> str:
    folded = spelling.fold(term.strip("*"))
    body = folded.strip()
    if not body:
        return ""
    joined = is_unspaced(body)
    left = "" if joined or term.startswith("*") else " "
    right = "" if joined or term.endswith("*") else " "
    return f"{left}{body}{right}"


_GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "Ä": "Ae", "Ö": "Oe"})


def _written(term: str, abbreviations: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """The ways a term is written: in full, with abbreviated words, without umlauts."""
    yield term
    spelled = term.translate(_GERMAN)
    if spelled != term:
        yield spelled
    words = term.split()
    if len(words) < 2 or not abbreviations:
        return
    choices = [(word, *abbreviations.get(word.casefold(), ())) for word in words]
    for count, ways in enumerate(product(*choices)):
        if count >= MAX_SPELLINGS:
            return
        if count:
            yield " ".join(ways)


def _of(key: str, file: OrganFile) -> Iterator[Meaning]:
    country = file.country
    for cls, words in (*file.classes.items(), *file.agents.items()):
        yield from _class(key, cls, words, country)
    yield from _plain(key, file)
    for level, terms in file.levels.items():
        for term in terms:
            yield Meaning(term=term, use=Use.LEVEL, file=key, level=level)
    for use, table in ((Use.COUNTRY, file.demonyms), (Use.REGION, file.regions)):
        for iso2, terms in table.items():
            for term in terms:
                yield Meaning(term=term, use=use, file=key, country=iso2)
    for unit in file.units:
        for term in unit.words:
            yield Meaning(term=term, use=Use.UNIT, file=key, cls=unit.is_, of=unit.of)
    for place in file.places:
        full = f"{place.name}, {place.within}" if place.within else place.name
        for term in (place.name, *place.names):
            yield Meaning(term=term, use=Use.PLACE, file=key, country=country, place=full)
    for body in file.bodies:
        yield from _body(key, body, country)


def _plain(key: str, file: OrganFile) -> Iterator[Meaning]:
    """Words that say one thing and no more."""
    words, companies = file.not_organs, file.companies
    for use, where, terms in (
        (Use.NONE, "", words.none),
        (Use.RELATED, "", words.related),
        (Use.TRADE, "", words.trade),
        (Use.NEVER, "", words.neutral),
        (Use.HEAD, "", file.heads),
        (Use.PLAIN, "", file.plain),
        (Use.GOVERNMENT, "", file.government),
        (Use.COMPANY, "first", companies.first),
        (Use.COMPANY, "last", companies.last),
        (Use.COMPANY, "", companies.any),
    ):
        for term in terms:
            yield Meaning(
                term=term,
                use=use,
                file=key,
                country=file.country,
                where=where,
                universal=file.universal,
            )


def _class(key: str, cls: str, words: ClassWords, country: str) -> Iterator[Meaning]:
    for use, terms in ((Use.STRONG, words.strong), (Use.WEAK, words.weak)):
        for term in terms:
            yield Meaning(term=term, use=use, cls=cls, file=key, country=country)
    for term in words.never:
        yield Meaning(term=term, use=Use.NEVER, cls=cls, file=key, country=country)


def _body(key: str, body: Body, country: str) -> Iterator[Meaning]:
    names = dict.fromkeys((body.name, *body.native, *body.also))
    for term in names:
        yield Meaning(
            term=term, use=Use.BODY, cls=body.class_, file=key, country=country, body=body
        )
    for acronym in body.acronyms:
        yield Meaning(
            term=acronym.text,
            use=Use.ACRONYM,
            cls=body.class_,
            file=key,
            country=country,
            body=body,
            distinct=acronym.distinct,
        )
