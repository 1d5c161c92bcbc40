"""What two reviews of one line say differently, in words; nothing where they say the same.

What is constant over a run (snapshots searched, the day through which law was read) and citations
alone make no difference.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import zip_longest
from types import MappingProxyType

from enduse.model.licence import Licence, Position
from enduse.model.match import SCORE_SCALE, PartyMatch
from enduse.model.period import Period
from enduse.model.review import FlagFinding, Review
from enduse.model.transfer import Party
from enduse.review.words import sentence

Key = tuple[str, str]
"""List and id of an entry."""

NONE: Mapping[Key, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Reopened:
    """A line that a change touches materially: what it said, and what it says now.

    `changes` names what changed, in words.
    """

    row: int
    id: str
    was: str
    now: str
    why: str
    changes: tuple[str, ...]


def reopened(
    row: int, one: Review, other: Review, became: Mapping[Key, str] = NONE
) -> Reopened | None:
    """What differs materially between two reviews of a line; None where nothing does.

    Args:
        became: shipped designations that a list holds now, with the list's id of the entry.
    """
    changes = tuple(dict.fromkeys(differences(one, other, became)))
    if not changes:
        return None
    return Reopened(
        row, other.transfer.id, one.outcome.word, other.outcome.word, sentence(other.why), changes
    )


def differences(one: Review, other: Review, became: Mapping[Key, str] = NONE) -> Iterator[str]:
    """Every difference between two reviews, the matches first."""
    yield from matches_differ(_by_entry(one), _by_entry(other), became)
    yield from _organs(one, other)
    yield from _goods(one, other)
    yield from _licences(one, other)
    yield from _flags((*one.flags, *one.routes), (*other.flags, *other.routes))
    was, now = ({(u.fact, u.subject): u.question for u in r.unknown} for r in (one, other))
    yield from _parted("fact", (k[0] for k in was), (k[0] for k in now), "no longer asked", "asked")
    if any(was[k] != now[k] for k in was.keys() & now.keys()):
        yield "a question is put in other words"
    if one.context != other.context:
        yield "documented systems: others than before"
    if one.outcome != other.outcome:
        yield f"outcome: {one.outcome.word} before, {other.outcome.word} now"
    elif one.why != other.why:
        yield f"reason before: {sentence(one.why)}"
    if set(one.unknown_because) != set(other.unknown_because):
        before, after = (", ".join(r.unknown_because) or "nothing" for r in (one, other))
        yield f"not known for want of: {before} before, {after} now"
    for first, second in zip_longest(one.also, other.also):
        yield from (f"as of {second.as_of}: {text}" for text in differences(first, second, became))


def _parted(
    what: str, was: Iterable[str], now: Iterable[str], gone: str, come: str
) -> Iterator[str]:
    before, after = dict.fromkeys(was), dict.fromkeys(now)
    yield from (f"{gone}: {what} {key}" for key in before if key not in after)
    yield from (f"{come}: {what} {key}" for key in after if key not in before)


Entry = tuple[str, str, str]
"""Who was asked about, list and id of the entry."""


def matches_differ(
    was: Mapping[Entry, PartyMatch],
    now: Mapping[Entry, PartyMatch],
    became: Mapping[Key, str] = NONE,
) -> Iterator[str]:
    """How matches differ, in words: those that went, that came, and that say something else.

    A shipped designation that a list holds now is one entry under two ids: it neither went nor
    came.
    """
    ids = {k: (*k[:2], became[k[1:]]) for k in was if k not in now and k[1:] in became}
    ids = {k: new for k, new in ids.items() if new in now and new not in was}
    same = frozenset(ids.values())
    for key, match in was.items():
        if key not in now and key not in ids:
            yield f"no longer matched: {_entry(key, match)}"
    yield from _now_in_the_list(was, now, ids)
    for key, match in now.items():
        if key not in was and key not in same:
            yield f"newly matched: {_entry(key, match)}"
    for key in was:
        if key in now and was[key] != now[key]:
            said = "; ".join(_in_match(was[key], now[key]))
            yield f"changed: {_entry(key, now[key])}: {said}"


def _now_in_the_list(
    was: Mapping[Entry, PartyMatch], now: Mapping[Entry, PartyMatch], ids: Mapping[Entry, Entry]
) -> Iterator[str]:
    for old, new in ids.items():
        before = replace(was[old], name=replace(was[old].name, entry=new[2]))
        said = "as before" if before == now[new] else "; ".join(_in_match(before, now[new]))
        yield f"now in the list (was a shipped designation): {_entry(new, now[new])}: {said}"


def _by_entry(review: Review) -> Mapping[Entry, PartyMatch]:
    return {
        key: match
        for finding in review.parties
        for key, match in by_entry(_who(finding.party), finding.matches).items()
    }


def by_entry(who: str, matches: Iterable[PartyMatch]) -> dict[Entry, PartyMatch]:
    """Matches of a body without the hashes of snapshots and citations."""
    return {
        (who, match.name.list, match.name.entry): replace(match, snapshot="", cite=())
        for match in matches
    }


def _entry(key: Entry, match: PartyMatch) -> str:
    who = f"{key[0]}, " if key[0] else ""
    return f"{who}{key[1]} {match.name.entry_name} ({key[2]})"


def _who(party: Party) -> str:
    return f"{party.role.value} {party.name}"


def _in_match(one: PartyMatch, other: PartyMatch) -> Iterator[str]:
    """The properties in which a match with an entry differs."""
    pairs = (
        ("name of the entry", one.name.entry_name, other.name.entry_name),
        ("relation", one.name.relation.value, other.name.relation.value),
        ("score", _four(one.name.score), _four(other.name.score)),
        ("by its name", one.name.matched_name, other.name.matched_name),
        ("listed", _days(one), _days(other)),
        ("on that day", _on(one.listed_as_of), _on(other.listed_as_of)),
        ("profile", one.profile, other.profile),
        ("requirement", one.requirement, other.requirement),
        ("policy", one.policy, other.policy),
        ("compared", ", ".join(one.name.compared), ", ".join(other.name.compared)),
        ("because", "; ".join(one.name.because), "; ".join(other.name.because)),
    )
    told = [f"{what} {a or '-'} before, {b or '-'} now" for what, a, b in pairs if a != b]
    yield from told or ["its words compare otherwise"]


def _four(score: int) -> str:
    return f"{score / SCORE_SCALE:.4f}"


def _days(match: PartyMatch) -> str:
    return ", ".join(f"{_period(p)} ({origin.value})" for p, origin in match.intervals)


def _period(period: Period) -> str:
    return f"{period.start or 'start not given'} to {period.end or 'still'}"


def _on(listed: bool | None) -> str:
    return {True: "listed", False: "not listed", None: "not known"}[listed]


def _organs(one: Review, other: Review) -> Iterator[str]:
    for was, now in zip(one.parties, other.parties, strict=True):
        if was.organ != now.organ:
            before, after = (
                f"{organ.cls} ({organ.state})" if organ else "none"
                for organ in (was.organ, now.organ)
            )
            yield f"organ of {_who(now.party)}: {before} before, {after} now"


def _goods(one: Review, other: Review) -> Iterator[str]:
    was, now = one.goods, other.goods
    if was == now:
        return
    told = [
        *_parted(
            "technology", (t.id for t in was.technologies), (t.id for t in now.technologies),
            "no longer seen", "newly seen",
        ),
        *_parted(
            "candidate",
            (f"{c.jurisdiction} {c.entry}" for c in was.candidates),
            (f"{c.jurisdiction} {c.entry}" for c in now.candidates),
            "no longer", "newly",
        ),
    ]  # fmt: skip
    yield from told or ["goods: read for other reasons than before"]


def plain_licence(licence: Licence | None) -> Licence | None:
    """A licence answer without what is constant over a run, and without citations."""
    if licence is None:
        return None
    positions = tuple(_plain(position) for position in licence.positions)
    return replace(licence, positions=positions, law_read_through=None, not_modelled=())


def _plain(position: Position) -> Position:
    return replace(
        position,
        cite=(),
        rules=tuple(replace(rule, cite=()) for rule in position.rules),
        exceptions=tuple(replace(one, cite=()) for one in position.exceptions),
        review_policies=tuple(replace(one, cite=()) for one in position.review_policies),
    )


def _licences(one: Review, other: Review) -> Iterator[str]:
    was, now = ({(x.jurisdiction, x.regime): x for x in review.licence} for review in (one, other))
    for key in dict.fromkeys((*was, *now)):
        before, after = plain_licence(was.get(key)), plain_licence(now.get(key))
        if before != after:
            yield f"{key[0]} ({key[1]}): " + "; ".join(_in_licence(before, after))


def _in_licence(one: Licence | None, other: Licence | None) -> Iterator[str]:
    before, after = (x.status.word if x else "not asked" for x in (one, other))
    told = [] if before == after else [f"{before} before, {after} now"]
    rules = [
        {f"{rule.id}": None for p in x.positions for rule in p.rules} if x else {}
        for x in (one, other)
    ]
    told += _parted("rule", rules[0], rules[1], "no longer", "newly")
    if not told and one is not None and other is not None:
        told = [
            f"entry {p.entry or '-'} ({p.basis}) answered otherwise"
            for p in other.positions
            if p not in one.positions
        ]
    yield from told or ["answered otherwise"]


SILENT = ("not_seen", "not_tested")
"""States of a flag that say nothing of a line: a flag in them is as none."""


def plain_flags(flags: Iterable[FlagFinding]) -> dict[str, FlagFinding]:
    """Flags that say something of a line, without citations; reasons only where one is seen."""
    return {
        flag.id: replace(flag, cite=(), because=flag.because if flag.state == "seen" else ())
        for flag in flags
        if flag.state not in SILENT
    }


def _flags(one: Iterable[FlagFinding], other: Iterable[FlagFinding]) -> Iterator[str]:
    was, now = plain_flags(one), plain_flags(other)
    for key in dict.fromkeys((*was, *now)):
        if was.get(key) == now.get(key):
            continue
        before, after = (held[key].state if key in held else "not_seen" for held in (was, now))
        if before == after:
            yield f"flag {key}: {after}, in other words than before"
        else:
            yield f"flag {key}: {before} before, {after} now"
