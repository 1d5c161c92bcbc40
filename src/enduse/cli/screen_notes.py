"""What an answer of `enduse screen` says beside its matches: how much its silence is worth."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from enduse.cli.days_held import Newest, in_words, newest_files, silences
from enduse.cli.screen_answer import Answer
from enduse.model.match import PartyMatch, Searched
from enduse.model.transfer import Reject
from enduse.report.unread import not_searched
from enduse.screening.canon import ALIAS, MOST_READINGS, MOST_WORDS, every_reading
from enduse.screening.names_kept import Names
from enduse.screening.screen import MOST_MATCHES
from enduse.screening.script import clean, latin, runs
from enduse.screening.word import CARRIES, Reading

NOTHING = "nothing was looked for; no match says nothing"
SHORT = 3
"""Letters below which a name is said to be too short to tell."""


@dataclass(frozen=True, slots=True)
class ScriptRead:
    """A script of a name in which few listed names are found.

    Args:
        found_of_100: cases of the test in which a name in this script found its entry.
        read_as: the name in our own romanisation.
    """

    script: str
    found_of_100: str
    read_as: str


def unsearched(unreadable: Iterable[str], only: frozenset[str]) -> tuple[str, ...]:
    """A sentence for each list asked for that could not be read: which, why, and what to do.

    Args:
        unreadable: `list: reason` of each.
        only: the lists asked for; all where empty.
    """
    asked = (text for text in unreadable if not only or text.partition(": ")[0] in only)
    return not_searched(asked, "screen")


def unsearched_rows(rejects: Iterable[Reject]) -> tuple[str, ...]:
    """A sentence for each row of a list of one's own that was not read, so not searched."""
    return tuple(
        f"not searched: {one.source.file}, line {one.source.line}, which was rejected:"
        f" {one.reason}. {one.remedy}"
        for one in rejects
    )


def newest_of(match: PartyMatch, files: Mapping[str, Newest]) -> Newest | None:
    """The newest file of the list of a match; shipped designations have their own."""
    return files.get(match.snapshot) or files.get(match.name.list)


def listed_periods(match: PartyMatch, files: Mapping[str, Newest]) -> str:
    """When an entry was listed, and where its days come from; empty where nobody says."""
    newest = newest_of(match, files)
    return "; ".join(
        in_words(period, dates, match.uncertain, newest) for period, dates in match.intervals
    )


def old_files(searched: Iterable[Searched], day: date) -> str:
    """A sentence on the files for which a newer one is due on a day; empty where none is."""
    late = [one for one in searched if one.due and one.due <= day.isoformat()]
    if not late:
        return ""
    told = ", ".join(f"{one.list} of {one.list_date} (due since {one.due})" for one in late)
    return f"old files: {told}; fetch newer ones with `enduse lists update`, or import them"


class Notes:
    """Says of an answer what its reader must know; the same words in every format.

    Args:
        unsearched: sentences about lists that could not be searched, for every answer.
        searched: what was searched: `silences` names lists of which absence says nothing for
            the day, `files` holds the newest file of each.
        day: the day asked about.
    """

    def __init__(
        self,
        known: Names,
        unsearched: tuple[str, ...] = (),
        searched: Sequence[Searched] = (),
        day: date | None = None,
    ) -> None:
        self._known = known
        self.unsearched = unsearched
        self.silences = silences(searched, day)
        self.files = newest_files(searched)

    def scripts(self, answer: Answer) -> tuple[ScriptRead, ...]:
        """Scripts of the name whose measured share is small, with the share."""
        weak = self._known.found
        found = runs(clean(answer.query.name))
        spelt = " ".join(latin(word) for _, word in found)
        return tuple(
            ScriptRead(script, weak[script], spelt)
            for script in dict.fromkeys(script for script, _ in found)
            if script in weak
        )

    def of(self, answer: Answer) -> tuple[str, ...]:
        """Sentences about the name: too open, too long, a weak script, a country not read."""
        return tuple(self._sentences(answer))

    def _sentences(self, answer: Answer) -> Iterator[str]:
        query = answer.query
        if query.unread_country:
            yield f"the country {query.unread_country!r} is not read: not compared"
        for odd in query.problems:
            if odd.field != "country":
                yield f"{odd.field} {odd.value!r}: {odd.reason}"
        if answer.cut:
            yield (
                f"only the best {MOST_MATCHES} matches were kept, and there may be more: ask"
                " with a longer name, or of one list with --list"
            )
        if not query.name:
            looked = "only the number was looked for" if query.identifiers else NOTHING
            yield f"no name: {looked}"
        found = every_reading(query.name, self._known.knowledge)
        if query.name and not answer.matches:
            yield from _open(found)
        if len(found) > MOST_READINGS:
            yield (
                f"{len(found)} names were read in this one, and only the first {MOST_READINGS} were"
                " compared: ask for the others by themselves"
            )
        if any(len(one.split()) > MOST_WORDS for one in ALIAS.split(query.name)):
            yield f"only the first {MOST_WORDS} words of a name were compared"
        for one in self.scripts(answer):
            yield f"read as (our romanisation): {one.read_as}"
            yield (
                f"names in this script find their entry in {one.found_of_100} of 100 cases of our"
                " test: no match says little"
            )


def _open(found: Sequence[Reading]) -> Iterable[str]:
    """What the silence about a name with these readings is worth."""
    if not found:
        return ("no letter or digit to compare: no match says nothing",)
    if not any(word.kind in CARRIES and len(word.key) > 1 for one in found for word in one):
        return ("only words that many bodies bear: no match says little; add to the name",)
    if sum(len(word.text) for word in found[0]) < SHORT:
        return ("too short to tell one body from others: no match says little",)
    return ()
