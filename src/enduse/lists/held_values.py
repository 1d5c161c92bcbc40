"""What the values of an entry are in one state of the lists and not in another, in words.

A history keeps a value that went, with its last day: so days are compared, not only texts. A value
with days in one state and without in the other, which holds last in both, is the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from enduse.lists.changes import words_key
from enduse.lists.identity import name_key
from enduse.lists.profiles import Profiles
from enduse.model.listing import Dated, ListEntry
from enduse.model.period import Period


@dataclass(slots=True)
class _Value:
    text: str
    days: list[Period]
    dated: bool = True

    @property
    def still(self) -> bool:
        """Whether it holds as things last stood."""
        return not self.dated or any(period.end is None for period in self.days)


def otherwise(old: ListEntry, new: ListEntry, profiles: Profiles) -> Iterator[tuple[str, str]]:
    """Each property of an entry that can alter a finding and is not as it was, with the words.

    Names are told apart by their words; terms that the table of profiles takes for one are one.
    When the entry itself was listed is not compared here.
    """
    for label, was, now in _groups(old, new):
        key = _key(old.list, label, profiles)
        told = list(_differ(_values(was, key), _values(now, key)))
        if told:
            yield label, f"{label} {', '.join(told)}"


def _groups(
    old: ListEntry, new: ListEntry
) -> tuple[tuple[str, tuple[Dated, ...], tuple[Dated, ...]], ...]:
    return (
        ("name", old.names, new.names),
        ("country", old.countries, new.countries),
        ("address", old.addresses, new.addresses),
        ("identifier", old.identifiers, new.identifiers),
        ("programme", old.programmes, new.programmes),
        ("requirement", old.requirement, new.requirement),
        ("policy", old.policy, new.policy),
        ("footnote", old.footnotes, new.footnotes),
    )


def _key(list_id: str, label: str, profiles: Profiles) -> Callable[[str], str]:
    if label == "name":
        return words_key

    def key(text: str) -> str:
        plain = name_key(text)
        return "/".join(profiles.of_text.get((list_id, label, plain), (plain,)))

    return key


def _values(values: Iterable[Dated], key: Callable[[str], str]) -> dict[str, _Value]:
    found: dict[str, _Value] = {}
    for one in values:
        held = found.setdefault(key(one.value), _Value(one.value, []))
        held.days += one.intervals
        held.dated = held.dated and bool(one.intervals)
    return found


def _differ(was: dict[str, _Value], now: dict[str, _Value]) -> Iterator[str]:
    """Values that no longer hold, that newly hold, and that hold on other days."""
    for key, one in was.items():
        other = now.get(key)
        if one.still and (other is None or not other.still):
            yield f"no longer {one.text}"
    for key, one in now.items():
        before = was.get(key)
        if one.still and (before is None or not before.still):
            yield f"newly {one.text}"
    for key in dict.fromkeys((*was, *now)):
        first, last = was.get(key), now.get(key)
        if first is None or last is None:
            alone = first or last
            if alone is not None and not alone.still:
                yield f"on other days {alone.text}"
        elif first.still == last.still and first.dated and last.dated and first.days != last.days:
            yield f"on other days {last.text}"
