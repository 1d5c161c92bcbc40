"""Transfers of JSON documents: the contract's own, Open Contracting data, or flat rows."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from enduse.intake.contract_json import TOP_KEYS, transfer_from_json
from enduse.intake.countries import CountryNames
from enduse.intake.input import Input
from enduse.intake.json_documents import Document, Undecoded, documents
from enduse.intake.ocds import lines_of
from enduse.intake.ocds_merge import is_ocds, merged, releases_of
from enduse.intake.report import FileReport
from enduse.model.transfer import Reject, Source, Transfer

_CONTRACT = frozenset(
    ("goods", "parties", "destination", "date", "kind", "acquisition", "dispatched_from", "transit",
     "statements", "end_use", "id")
)  # fmt: skip


def is_contract(keys: Sequence[str]) -> bool:
    """Whether all keys of an object are the contract's."""
    return bool(keys) and TOP_KEYS.issuperset(keys)


@dataclass(slots=True)
class Seen:
    """Lines of procurement read so far, over all files of a reading, by a digest of their text."""

    digests: set[bytes] = field(default_factory=set)

    def again(self, line: Mapping[str, object]) -> bool:
        """Whether exactly this line was read before; remembers it."""
        digest = hashlib.blake2b(repr(sorted(line.items())).encode(), digest_size=16).digest()
        if digest in self.digests:
            return True
        self.digests.add(digest)
        return False


def read_json(
    source: Input, encoding: str, report: FileReport, countries: CountryNames, seen: Seen
) -> Iterator[Transfer | Reject]:
    """Yield one transfer or reject per object, whatever the documents are wrapped in."""
    first = next(documents(source, encoding), None)
    if isinstance(first, Document) and any(is_ocds(v) for v in _values(first)[:1]):
        yield from _read_ocds(source, encoding, report, countries, seen)
        return
    for document in documents(source, encoding):
        if isinstance(document, Undecoded):
            yield _undecoded(document, report)
            continue
        many = isinstance(document.value, list)
        for i, value in enumerate(_values(document), 1):
            where = _where(report, i if many else document.line)
            yield _one(value, where, report, countries)


def _values(document: Document) -> list[object]:
    return document.value if isinstance(document.value, list) else [document.value]


def _where(report: FileReport, line: int) -> Source:
    return Source(file=report.name, line=line, sha256=report.sha256)


def _undecoded(document: Undecoded, report: FileReport) -> Reject:
    return Reject(
        source=_where(report, document.line),
        reason=document.reason,
        remedy="Correct the line; others are read.",
        text=document.text,
    )


def _one(
    value: object, where: Source, report: FileReport, countries: CountryNames
) -> Transfer | Reject:
    if isinstance(value, Mapping) and _CONTRACT & value.keys():
        report.profile = report.profile or "contract"
        return transfer_from_json(value, countries, where, f"{where.file}:{where.line}")
    return Reject(
        source=where,
        reason="not an object of the review contract, and no other format that is known",
        remedy="See `enduse schema transfer` for the keys.",
        text=repr(value)[:200],
    )


def _releases(document: Document) -> list[tuple[int, dict[str, object]]]:
    many = isinstance(document.value, list)
    found: list[tuple[int, dict[str, object]]] = []
    for i, value in enumerate(_values(document), 1):
        of_one = list(releases_of(value))
        found += [(i if many else document.line, one) for one in of_one]
    return found


@dataclass(slots=True)
class _Counts:
    merged: int = 0
    nothing: int = 0
    again: int = 0

    def into(self, report: FileReport) -> None:
        report.set_aside = self.nothing + self.again
        for count, what in (
            (self.merged, "earlier releases merged into the last of their process"),
            (self.nothing, "awards that came to nothing, set aside"),
            (self.again, "lines that were read before, unchanged, set aside"),
        ):
            if count:
                report.remarks.append(f"{count:,} {what}")


def _read_ocds(
    source: Input, encoding: str, report: FileReport, countries: CountryNames, seen: Seen
) -> Iterator[Transfer | Reject]:
    """Two passes: the first counts the releases of each process, so that few are held at once."""
    report.format, report.profile, report.profile_why = "ocds", "ocds", "its keys: ocid, releases"
    left: Counter[str] = Counter()
    for document in documents(source, encoding):
        if isinstance(document, Document):
            left.update(str(r.get("ocid")) for _, r in _releases(document) if r.get("ocid"))
    held: dict[str, list[dict[str, object]]] = {}
    counts = _Counts()
    for document in documents(source, encoding):
        if isinstance(document, Undecoded):
            yield _undecoded(document, report)
            continue
        releases = _releases(document)
        if not releases:
            yield _without(report, document.line, "no release or record of a process in it")
        for line, release in releases:
            whole = _complete(release, left, held, counts)
            if whole is None:
                continue
            if "url" in whole and len(whole) == 2:
                yield _without(report, line, "a record that only links to its releases")
            else:
                yield from _lines(whole, _where(report, line), countries, seen, counts)
    counts.into(report)


def _complete(
    release: dict[str, object],
    left: Counter[str],
    held: dict[str, list[dict[str, object]]],
    counts: _Counts,
) -> dict[str, object] | None:
    """The whole of a process once its last release is there; until then the others are held."""
    ocid = str(release.get("ocid") or "")
    if not ocid:
        return release
    left[ocid] -= 1
    waiting = held.pop(ocid, [])
    if left[ocid] > 0:
        held[ocid] = [*waiting, release]
        return None
    counts.merged += len(waiting)
    return merged([*waiting, release]) if waiting else release


def _lines(
    release: dict[str, object],
    where: Source,
    countries: CountryNames,
    seen: Seen,
    counts: _Counts,
) -> Iterator[Transfer]:
    lines, empty = lines_of(release)
    counts.nothing += empty
    for one in lines:
        if seen.again(one):
            counts.again += 1
        else:
            yield transfer_from_json(one, countries, where, f"{where.file}:{where.line}")


def _without(report: FileReport, line: int, reason: str) -> Reject:
    return Reject(
        source=_where(report, line), reason=reason, remedy="Give the releases themselves."
    )
