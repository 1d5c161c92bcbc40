"""Compile the words of the grammar into the lines that a lexicon reads."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from itertools import product

from enduse.knowledge.schema.organs import Body, ClassWords, OrganFile
from enduse.review.end_user.lexicon import ORGAN_USES, Known, Meaning, Use
from enduse.review.end_user.spelling import Spelling, is_unspaced

MAX_SPELLINGS = 24
"""A phrase of several abbreviated words is written in at most so many ways."""


def compile_lexicon(organs: Mapping[str, OrganFile]) -> bytes:
    """Compile every word of every file: a line of what is asked of all, a line per pattern."""
    files = dict(sorted(organs.items()))
    spelling, table = _patterns(files)
    marks = sorted({mark for file in files.values() for mark in file.care_of})
    head = {
        "fillers": sorted(spelling.fillers),
        "variants": {str(code): form for code, form in spelling.variants.items()},
        "patterns": list(table),
        "organ": [
            number
            for number, meanings in enumerate(table.values())
            if any(meaning.use in ORGAN_USES for meaning in meanings)
        ],
        "precedence": _precedence(files, table.values()),
        "care_of": "|".join(re.escape(mark) for mark in marks),
    }
    lines = [head, *([_said(meaning) for meaning in meanings] for meanings in table.values())]
    return "\n".join(json.dumps(line, separators=(",", ":")) for line in lines).encode()


def _precedence(
    files: Mapping[str, OrganFile], meanings: Iterable[Iterable[Meaning]]
) -> tuple[str, ...]:
    """Classes of organs, those first that a file puts first; the rest by name."""
    ranked = dict.fromkeys(c for file in files.values() for c in file.precedence)
    named = {
        m.cls
        for own in meanings
        for m in own
        if m.use in ORGAN_USES and (m.body is None or m.body.state == "organ")
    }
    agents = {agent for file in files.values() for agent in file.agents}
    return (*ranked, *sorted(named - set(ranked) - agents))


_DEFAULTS = {field.name: field.default for field in fields(Meaning)}


def _said(meaning: Meaning) -> dict[str, object]:
    """Take a meaning apart into what JSON can hold, without what it does not say."""
    said = {name: getattr(meaning, name) for name in _DEFAULTS}
    body = meaning.body
    if body is not None:
        said["body"] = [body.number, body.state, body.level, body.place, body.parent]
    return {name: value for name, value in said.items() if value != _DEFAULTS[name]}


def _patterns(
    files: Mapping[str, OrganFile],
) -> tuple[Spelling, dict[str, dict[Meaning, None]]]:
    """Fold every word of every file; equal spellings share a pattern."""
    fillers = {word for file in files.values() for word in file.fillers}
    terms = [(key, file, meaning) for key, file in files.items() for meaning in _of(key, file)]
    plain = Spelling(frozenset(), {})
    variants = {
        ord(other): form
        for file in files.values()
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
    return spelling, {pattern: table[pattern] for pattern in sorted(table)}


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
    for number, body in enumerate(file.bodies):
        yield from _body(key, number, body, country)


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


def _body(key: str, number: int, body: Body, country: str) -> Iterator[Meaning]:
    known = Known(number, body.state, body.level, body.place, body.parent)
    names = dict.fromkeys((body.name, *body.native, *body.also))
    for term in names:
        yield Meaning(
            term=term, use=Use.BODY, cls=body.class_, file=key, country=country, body=known
        )
    for acronym in body.acronyms:
        yield Meaning(
            term=acronym.text,
            use=Use.ACRONYM,
            cls=body.class_,
            file=key,
            country=country,
            body=known,
            distinct=acronym.distinct,
        )
