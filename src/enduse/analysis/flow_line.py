"""Lines of a run as transfers of technology: who, to whom, through whom, when, what it rests on."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from enduse.analysis.public import PublicNames
from enduse.bulk.run import Run
from enduse.bulk.tables import Row
from enduse.model.period import parse_transfer_date

SUPPLIERS = ("supplier", "exporter", "manufacturer")
BETWEEN = ("intermediary", "intermediate_consignee", "freight_forwarder")
USERS = ("end_user", "consignee", "purchaser")
CONTROLLED = frozenset({"prohibited", "licence_required", "exception_to_check", "notify_authority"})
NOT_TOLD = frozenset({"insufficient", "unconfirmed"})
_APART = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Named:
    """A party of a line: its role, its name as shown, its country."""

    role: str
    name: str
    country: str | None

    @property
    def key(self) -> str:
        """The name without case and punctuation: what "the same name" means here."""
        return name_key(self.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowLine:
    """One line.

    Args:
        day: first possible day, or None; `until` the last: a year is 365 possible days.
        listed: list entries a party equals that were in force on the day.
        later: list entries a party equals that came after the day, or had ended.
        words: the matched words of the goods text.
        controlled: `yes` where any law required or forbade on that day, `not told`, or `no`.
        supplier, between, user: who supplied, through whom, to whom.
    """

    row: int
    id: str
    file: str
    line: int
    day: str | None
    until: str | None
    kind: str
    technologies: tuple[str, ...]
    parties: tuple[Named, ...]
    organ: str | None
    destination: str | None
    description: str
    words: str
    amount: Decimal | None
    currency: str | None
    basis: str | None
    group: str | None
    statuses: tuple[tuple[str, str], ...]
    listed: tuple[str, ...]
    later: tuple[str, ...]
    outcome: str

    # Asked for each table of a report: found once.
    year: str = field(init=False)
    supplier: Named | None = field(init=False)
    between: Named | None = field(init=False)
    user: Named | None = field(init=False)
    controlled: str = field(init=False)

    def __post_init__(self) -> None:
        said = {status for _, status in self.statuses}
        controlled = "yes" if said & CONTROLLED else "not told" if said & NOT_TOLD else "no"
        object.__setattr__(self, "year", self.day[:4] if self.day else "?")
        object.__setattr__(self, "controlled", controlled)
        object.__setattr__(self, "supplier", self.party(SUPPLIERS))
        object.__setattr__(self, "between", self.party(BETWEEN))
        object.__setattr__(self, "user", self.party(USERS))

    def party(self, roles: Sequence[str]) -> Named | None:
        """The first party in the roles, in their order."""
        for role in roles:
            for one in self.parties:
                if one.role == role:
                    return one
        return None

    def money(self) -> Row:
        """The value, as sums of a run are made of it."""
        return {
            "amount": None if self.amount is None else format(self.amount, "f"),
            "currency": self.currency,
            "value_basis": self.basis,
            "group": self.group,
            "file": self.file,
        }


def name_key(name: str) -> str:
    """A name without case, punctuation and doubled blanks; nothing is translated or guessed."""
    return _APART.sub(" ", name.casefold()).strip()


COLUMNS = (
    "row", "id", "file", "line", "kind", "date", "as_of", "technologies", "organ", "destination",
    "description", "amount", "currency", "value_basis", "group", "statuses", "outcome",
    "listed_later", "end_user",
)  # fmt: skip


def flow_lines(
    run: Run, technologies: Sequence[str] = (), public: PublicNames | None = None
) -> Iterator[FlowLine]:
    """Lines in which a surveillance technology was recognised, in order.

    Args:
        technologies: only these; all where none are given.
        public: fold names that are not to be published, and cut quotes to the matched words.
    """
    wanted = frozenset(technologies)
    heads = {
        line["row"]: line
        for line in run.rows("lines", COLUMNS)
        if line["technologies"] and (not wanted or wanted & set(line["technologies"]))
    }
    words = _words(run, heads)
    listed = _listed(run, heads)
    for row in run.rows("transfers"):
        head = heads.get(row["row"])
        if head is None:
            continue
        parties = _parties(json.loads(row["transfer"]), _shown(head, public))
        shown = words.get(row["row"], "")
        yield FlowLine(
            row=head["row"],
            id=head["id"],
            file=head["file"],
            line=head["line"],
            day=head["as_of"],
            until=_last_day(head["date"]) or head["as_of"],
            kind=head["kind"],
            technologies=tuple(t for t in head["technologies"] if not wanted or t in wanted),
            parties=parties,
            organ=head["organ"],
            destination=head["destination"],
            description=shown if public else head["description"] or "",
            words=shown,
            amount=None if head["amount"] is None else Decimal(head["amount"]),
            currency=head["currency"],
            basis=head["value_basis"],
            group=head["group"],
            statuses=tuple(sorted(json.loads(head["statuses"]).items())),
            listed=tuple(sorted(listed[row["row"]])),
            later=tuple(sorted(head["listed_later"])),
            outcome=head["outcome"],
        )


def _last_day(text: str | None) -> str | None:
    """The last possible day of a date, where its text can be read."""
    if text is None:
        return None
    try:
        return parse_transfer_date(text).last.isoformat()
    except ValueError:
        return None


Shown = Callable[[Mapping[str, Any]], str]


def _shown(head: Row, public: PublicNames | None) -> Shown:
    def name(party: Mapping[str, Any]) -> str:
        text: str = party.get("name", "")
        if public is None or not text:
            return text
        organ = bool(head["organ"]) and text == head["end_user"]
        return public.shown(text, party.get("type", "unknown"), organ=organ)

    return name


def _parties(transfer: Mapping[str, Any], shown: Shown) -> tuple[Named, ...]:
    return tuple(
        Named(p["role"], shown(p), p.get("country"))
        for p in transfer.get("parties", ())
        if p.get("name")
    )


def _words(run: Run, heads: Mapping[int, Row]) -> dict[int, str]:
    """The matched goods words of each line."""
    found: dict[int, dict[str, None]] = defaultdict(dict)
    for one in run.rows("findings", ("row", "check", "field", "text")):
        if one["row"] in heads and one["check"] == "goods" and _of_goods(one):
            found[one["row"]][one["text"]] = None
    return {row: "; ".join(texts) for row, texts in found.items()}


def _of_goods(finding: Row) -> bool:
    return bool(finding["text"]) and (finding["field"] or "").startswith("goods")


def _listed(run: Run, heads: Mapping[int, Row]) -> dict[int, set[str]]:
    """Entries that a party equals and that were in force on the line's day."""
    found: dict[int, set[str]] = defaultdict(set)
    for one in run.rows("matches", ("row", "list", "entry_name", "relation", "listed_as_of")):
        if one["row"] in heads and one["relation"] == "same" and one["listed_as_of"] == "yes":
            found[one["row"]].add(f"{one['entry_name']} ({one['list']})")
    return found
