"""What rests on a text: rules and entries that cite it, and the worked cases that hold them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from enduse.knowledge.pack import Pack
from enduse.knowledge.schema.base import Cite, Version
from enduse.knowledge.schema.cases import Case, CaseFile
from enduse.knowledge.schema.controls import EntryFile
from enduse.knowledge.schema.law import RuleFile
from enduse.knowledge.schema.watch import RestsOn, WatchFile


@dataclass(frozen=True, slots=True)
class Resting:
    """Ids of rules and entries that rest on a text, and of cases to read again with them."""

    rules: tuple[str, ...] = ()
    entries: tuple[str, ...] = ()
    cases: tuple[str, ...] = ()


class Rests:
    """Finds what rests on the texts that are watched."""

    def __init__(self, pack: Pack) -> None:
        self._rules: Mapping[str, RuleFile] = pack.section("law", RuleFile)
        self._entries: Mapping[str, EntryFile] = pack.section("controls", EntryFile)
        self._cases = pack.section("cases", CaseFile)

    def on(self, watched: WatchFile, parts: Iterable[str] | None = None) -> Resting:
        """Everything that cites the text; of its entries only those in `parts`, where given."""
        rules = [k for k, r in self._rules.items() if _cited(watched, k, r.versions)]
        entries = [
            k for k, e in self._entries.items() if _cited(watched, e.jurisdiction, e.versions)
        ]
        if parts is not None and watched.parts is not None and watched.parts.are == "entries":
            named = tuple(parts)
            entries = [k for k in entries if _within(self._entries[k].code, named)]
            rules = [k for k in rules if self._names(k, named)]
        codes = frozenset(self._entries[k].code for k in entries)
        cases = tuple(self._held(frozenset(rules), codes if parts is not None else frozenset()))
        return Resting(tuple(sorted(rules)), tuple(sorted(entries)), cases)

    def _names(self, rule: str, parts: tuple[str, ...]) -> bool:
        """Whether a rule names one of the entries in its conditions."""
        text = self._rules[rule].model_dump_json()
        return any(f'"{part}"' in text or f'"{part}.' in text for part in parts)

    def _held(self, rules: frozenset[str], codes: frozenset[str]) -> Iterator[str]:
        for key, file in sorted(self._cases.items()):
            for n, case in enumerate(file.cases, 1):
                if _rules_of(case) & rules or _codes_of(case) & codes:
                    yield f"{key}#{n}"


def _within(code: str, parts: tuple[str, ...]) -> bool:
    return any(code == part or code.startswith(part + ".") for part in parts)


def _rules_of(case: Case) -> set[str]:
    named = set(case.on)
    for expected in case.expect.values():
        named |= {*expected.rules, *expected.not_rules, *expected.exceptions}
        named |= set(expected.review_policies)
    return named


def _codes_of(case: Case) -> set[str]:
    goods = case.transfer.get("goods") or {}
    declared = goods.get("entries") or {} if isinstance(goods, dict) else {}
    found = {str(code) for code in declared.values() if code}
    for codes in case.candidates.values():
        found |= set(codes)
    return found


def _cited(watched: WatchFile, id_: str, versions: Iterable[Version]) -> bool:
    place = id_.partition(".")[0]
    cites = [cite for version in versions for cite in version.cite]
    return any(_matches(one, cite, place) for one in watched.rests for cite in cites)


def _matches(rests: RestsOn, cite: Cite, place: str) -> bool:
    if cite.instrument != rests.instrument:
        return False
    if rests.jurisdictions and place not in rests.jurisdictions:
        return False
    starts = [part.strip() for part in cite.pinpoint.replace(",", ";").split(";")]
    return not rests.pinpoints or any(
        start.startswith(prefix) for start in starts for prefix in rests.pinpoints
    )
