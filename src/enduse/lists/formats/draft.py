"""An entry while its rows are being read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from enduse.lists.formats.reading import ReadLog, clean
from enduse.lists.identity import entry_id
from enduse.lists.periods import union
from enduse.model.listing import (
    Dated,
    DatesFrom,
    EntryType,
    Identifier,
    ListedName,
    ListEntry,
    NameKind,
)
from enduse.model.period import Period

_LINKED = re.compile(r"Linked To: [^;)]+")


_LABELS = re.compile(
    r"\b(IMO|INN|OGRN|OGRNIP|KPP|TIN)(?:\s*(?:number|no))?[\s:.#–-]*(\d[\d -]*\d)", re.IGNORECASE
)
_SHARED = frozenset({"KPP"})
"""Kinds of numbers that many bodies share: they tell no body, and stay in the remarks."""


def _labelled(value: str) -> list[tuple[str, str]]:
    """Kind and number of each part, where a cell holds nothing else than kinds and numbers."""
    found = [(m[1].upper(), re.sub(r"[ -]", "", m[2])) for m in _LABELS.finditer(value)]
    rest = _LABELS.sub(" ", value)
    return [] if any(c.isalnum() for c in rest) else found


def _since(start: date | None) -> tuple[tuple[Period, ...], DatesFrom]:
    return ((Period(start=start),), DatesFrom.LIST) if start else ((), DatesFrom.NOT_GIVEN)


@dataclass(slots=True)
class Draft:
    """Collects the values of one entry, each once, in the order read."""

    list_id: str
    id: str = ""
    type: EntryType = EntryType.UNKNOWN
    row: str = ""
    start: date | None = None
    end: date | None = None
    _periods: list[Period] = field(default_factory=list)
    _names: dict[str, ListedName] = field(default_factory=dict)
    _values: dict[str, dict[str, Dated]] = field(default_factory=dict)
    _identifiers: dict[tuple[str, str], Identifier] = field(default_factory=dict)
    _cite: dict[str, None] = field(default_factory=dict)
    _remarks: dict[str, None] = field(default_factory=dict)

    def name(
        self,
        text: str | None,
        kind: NameKind = NameKind.ALIAS,
        language: str = "",
        start: date | None = None,
    ) -> None:
        """Add a name; the same name again changes nothing, a primary one goes to the front."""
        value = clean(text)
        if not value or not any(c.isalnum() for c in value):
            return
        if value in self._names:
            return
        intervals, origin = _since(start)
        name = ListedName(
            value=value, kind=kind, language=language, intervals=intervals, dates_from=origin
        )
        if kind is NameKind.PRIMARY and not any(
            n.kind is NameKind.PRIMARY for n in self._names.values()
        ):
            self._names = {value: name, **self._names}
        else:
            self._names[value] = name

    def value(self, what: str, text: str | None, start: date | None = None) -> None:
        """Add a country, address, programme, requirement, policy or footnote."""
        value = clean(text)
        if value:
            intervals, origin = _since(start)
            self._values.setdefault(what, {}).setdefault(
                value, Dated(value=value, intervals=intervals, dates_from=origin)
            )

    def values(self, what: str, texts: Iterable[str]) -> None:
        """Add several values of one kind."""
        for text in texts:
            self.value(what, text)

    def identifier(self, scheme: str, text: str | None, country: str = "") -> None:
        """Add a number with the list's own word for its kind.

        A cell that names the kind itself (`IMO9562233`, `INN: 77 KPP: 78`) gives each number bare,
        as others write it.
        """
        value = clean(text)
        for label, number in _labelled(value) or ([(clean(scheme), value)] if value else []):
            if label in _SHARED:
                self.remark(f"{label} {number}")
                continue
            one = Identifier(value=number, scheme=label, country=country)
            self._identifiers.setdefault((label, number), one)

    def cite(self, texts: Iterable[str]) -> None:
        """Add citations as printed."""
        self._cite.update(dict.fromkeys(texts))

    def remark(self, text: str | None) -> None:
        """Add a remark."""
        value = clean(text)
        if value:
            self._remarks[value] = None

    @property
    def names(self) -> tuple[str, ...]:
        """Names so far, primary first."""
        return tuple(self._names)

    def period(self, start: date | None, end: date | None) -> None:
        """Add a period of listing; several of one entry are united."""
        if start is not None and end is not None and end <= start:
            return
        self._periods.append(Period(start=start, end=end))

    def _kept_remarks(self) -> str:
        """Remarks; of a natural person only whom the list ties it to (birth, papers: not kept)."""
        text = "; ".join(self._remarks)
        if self.type is EntryType.PERSON:
            return "; ".join(dict.fromkeys(_LINKED.findall(text)))
        return text

    def build(self, log: ReadLog, line: int = 0) -> ListEntry | None:
        """Return the entry; a row without any name becomes a reject and None."""
        if not self._names:
            log.reject(line, "an entry without a name", "Look at the row in the file.", self.row)
            return None
        values = {what: tuple(found.values()) for what, found in self._values.items()}
        countries = values.get("countries", ())
        if self.start is not None or self.end is not None:
            if self.end is not None and self.start is not None and self.end <= self.start:
                reason = f"not after the start {self.start}"
                log.problem(self.row, "end date", str(self.end), reason, "Check the row.")
                self.end = None
            self.period(self.start, self.end)
        intervals = union(self._periods)
        return ListEntry(
            list=self.list_id,
            entry=self.id
            or entry_id(self.list_id, next(iter(self._names)), [c.value for c in countries]),
            type=self.type,
            names=tuple(self._names.values()),
            intervals=intervals,
            dates_from=DatesFrom.LIST if intervals else DatesFrom.NOT_GIVEN,
            countries=countries,
            addresses=values.get("addresses", ()),
            identifiers=tuple(self._identifiers.values()),
            programmes=values.get("programmes", ()),
            requirement=values.get("requirement", ()),
            policy=values.get("policy", ()),
            footnotes=values.get("footnotes", ()),
            cite=tuple(self._cite),
            remarks=self._kept_remarks(),
        )


def built(drafts: Iterable[Draft], log: ReadLog) -> Iterator[ListEntry]:
    """The entries of a file whose entries stand on several rows each."""
    for draft in drafts:
        entry = draft.build(log)
        if entry is not None:
            yield entry
