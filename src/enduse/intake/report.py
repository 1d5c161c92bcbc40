"""What was read: per file its format, mapping and counts, and what its rows hold at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from enduse.intake.text import script_of
from enduse.model.transfer import Goods, Party, Reject, Role, Transfer

# Shorter texts rarely say which goods they mean: "PARTS", "TILES".
_SHORT = 12
_COUNTS = ("parties", "end_user_or_consignee", "goods_text", "goods_text_short", "goods_code",
           "date", "destination")  # fmt: skip


@dataclass(slots=True)
class Coverage:
    """How many rows hold what a review needs, and in which scripts; silence is not absence.

    `goods_text_short` counts texts of fewer than twelve characters.
    """

    parties: int = 0
    end_user_or_consignee: int = 0
    goods_text: int = 0
    goods_text_short: int = 0
    goods_code: int = 0
    date: int = 0
    destination: int = 0
    name_scripts: Counter[str] = field(default_factory=Counter)
    text_scripts: Counter[str] = field(default_factory=Counter)

    def add(self, transfer: Transfer) -> None:
        """Count one transfer."""
        if transfer.parties:
            self.parties += 1
            self.end_user_or_consignee += any(map(receives, transfer.parties))
            for party in transfer.parties:
                self.name_scripts[script_of(party.name)] += 1
        self.add_goods([transfer.goods], [1])
        self.date += transfer.date is not None
        self.destination += transfer.destination is not None

    def add_names(self, names: Iterable[str], times: Iterable[int]) -> None:
        """Count the scripts of names, each of which so many parties have."""
        _add_scripts(self.name_scripts, names, times)

    def add_goods(self, goods: Iterable[Goods], times: Iterable[int]) -> None:
        """Count goods, each of so many transfers."""
        texts: list[str] = []
        counts: list[int] = []
        coded = 0
        for one, count in zip(goods, times, strict=True):
            if one.description:
                texts.append(one.description)
                counts.append(count)
            if one.hs or one.codes or one.entries:
                coded += count
        self.goods_code += coded
        self.goods_text += sum(counts)
        _add_scripts(self.text_scripts, texts, counts)
        short = (n for text, n in zip(texts, counts, strict=True) if len(text) < _SHORT)
        self.goods_text_short += sum(short)

    def merge(self, other: Coverage) -> None:
        """Add the counts of another file."""
        for name in _COUNTS:
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.name_scripts.update(other.name_scripts)
        self.text_scripts.update(other.text_scripts)


def _add_scripts(scripts: Counter[str], texts: Iterable[str], times: Iterable[int]) -> None:
    latin = 0
    for text, count in zip(texts, times, strict=True):
        # Most texts; what `script_of` says of them.
        if text.isascii() and text[:1].isalpha():
            latin += count
        else:
            scripts[script_of(text)] += count
    if latin:
        scripts["Latin"] += latin


def receives(party: Party) -> bool:
    """Whether a party is the one that goods end with, as far as a line says it."""
    return party.role in (Role.END_USER, Role.CONSIGNEE)


@dataclass(slots=True)
class LineCounts:
    """What some lines of a file come to."""

    read: int = 0
    with_problems: int = 0
    coverage: Coverage = field(default_factory=Coverage)


@dataclass(slots=True)
class FileReport:
    """One input. `rows_in` is always read + with problems + rejected.

    Args:
        mapping: field to the headings that feed it.
        not_kept: headings that feed no field; their cells are dropped.
        remarks: what a person should know of the file as a whole.
        failed: the file could not be read, or breaks off: why.
    """

    name: str
    sha256: str = ""
    format: str = ""
    encoding: str = ""
    encoding_how: str = ""
    delimiter: str = ""
    header_line: int | None = None
    profile: str = ""
    profile_why: str = ""
    mapping: tuple[tuple[str, tuple[str, ...]], ...] = ()
    not_kept: tuple[str, ...] = ()
    joined: tuple[str, ...] = ()
    remarks: list[str] = field(default_factory=list)
    failed: str = ""
    read: int = 0
    with_problems: int = 0
    rejected: int = 0
    set_aside: int = 0
    coverage: Coverage = field(default_factory=Coverage)

    @property
    def rows_in(self) -> int:
        """Rows that stand in the file, blank ones aside."""
        return self.read + self.with_problems + self.rejected

    def count(self, item: Transfer | Reject) -> None:
        """Count what a reader yielded."""
        if isinstance(item, Reject):
            self.rejected += 1
            return
        if item.problems:
            self.with_problems += 1
        else:
            self.read += 1
        self.coverage.add(item)

    def add(self, counts: LineCounts) -> None:
        """Count lines that were read by somebody else."""
        self.read += counts.read
        self.with_problems += counts.with_problems
        self.coverage.merge(counts.coverage)


@dataclass(slots=True)
class ReadReport:
    """All inputs of one reading, in order. Complete once the reading is exhausted.

    `skipped` names files of folders that are no data (documents, settings, programs).
    """

    files: list[FileReport] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)

    def total(self, name: str) -> int:
        """Sum one count (`rows_in`, `read`, `with_problems`, `rejected`) over the files."""
        return sum(getattr(one, name) for one in self.files)

    @property
    def coverage(self) -> Coverage:
        """What the rows of all files hold."""
        total = Coverage()
        for one in self.files:
            total.merge(one.coverage)
        return total

    def coverage_line(self) -> str:
        """One sentence for the head of a report."""
        rows = self.total("read") + self.total("with_problems")
        if not rows:
            return "No row could be read."
        c = self.coverage

        def share(count: int) -> str:
            return f"{count * 100 // rows} %"

        def scripts(counts: Counter[str]) -> str:
            total = sum(counts.values()) or 1
            ordered = sorted(counts.items(), key=lambda one: (-one[1], one[0]))
            return ", ".join(f"{name} {count * 100 // total} %" for name, count in ordered)

        few = c.goods_text_short
        short = f" ({share(few)} in under {_SHORT} characters)" if few else ""
        return (
            f"Of {rows:,} rows, {share(c.parties)} name a party "
            f"({share(c.end_user_or_consignee)} an end user or consignee), "
            f"{share(c.goods_text)} describe goods{short}, {share(c.date)} have a date, "
            f"{share(c.destination)} a destination. "
            f"Scripts of names: {scripts(c.name_scripts) or 'none'}; "
            f"of goods texts: {scripts(c.text_scripts) or 'none'}."
        )
