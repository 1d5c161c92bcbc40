"""Which module reads the files of which source."""

from __future__ import annotations

import gzip
import importlib
import io
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from enduse.errors import UsageError
from enduse.lists.formats.reading import (
    ReadLog,
    TruncatedListError,
    UnreadableListError,
)
from enduse.model.listing import ListEntry

_HERE = "enduse.lists.formats."
_MODULES: dict[str, tuple[str, ...]] = {
    "au-dfat": ("au_dfat:read",),
    "ch-seco": ("ch_seco:read",),
    "ca-sema": ("ca_sema:read",),
    "eu-fsf": (
        "eu_fsf_xml:read",
        "eu_fsf_csv:read",
        "eu_fsf_old:read_whole",
        "eu_fsf_old:read_csv",
    ),
    "jp-meti-eul": ("jp_meti:read",),
    "own": ("own:read",),
    "uk-ofsi": ("uk_ofsi:read", "uk_ofsi_xml:read"),
    "uk-sl": ("uk_sl:read", "uk_sl_csv:read"),
    "un-sc": ("un_sc:read",),
    "us-bis-dpl": ("us_bis_dpl:read",),
    "us-bis-el": ("us_small:read_el",),
    "us-bis-el-ecfr": ("us_bis_el_ecfr:read",),
    "us-bis-uvl": ("us_small:read_uvl",),
    "us-csl": ("us_csl:read", "us_csl_json:read"),
    "us-fcc-covered": ("us_fcc_covered:read",),
    "us-ofac-cons-advanced-xml": ("us_ofac_advanced:read",),
    "us-ofac-cons-csv": ("us_ofac_csv:read",),
    "us-ofac-cons-enhanced-xml": ("us_ofac_enhanced:read",),
    "us-ofac-cons-xml": ("us_ofac_xml:read",),
    "us-ofac-sdn-advanced-xml": ("us_ofac_advanced:read",),
    "us-ofac-sdn-csv": ("us_ofac_csv:read",),
    "us-ofac-sdn-enhanced-xml": ("us_ofac_enhanced:read",),
    "us-ofac-sdn-txt": ("us_ofac_txt:read",),
    "us-ofac-sdn-xml": ("us_ofac_xml:read",),
    "us-state-dtc": ("us_small:read_dtc",),
    "us-state-isn": ("us_small:read_isn",),
}
LIMIT = 1 << 30
"""Largest file that is unpacked: a gigabyte."""

Read = Callable[[Mapping[str, bytes], ReadLog], Iterator[ListEntry]]


@dataclass(frozen=True, slots=True)
class Reader:
    """One shape of a source: which part a file is, and how an edition is read."""

    source: str
    part: Callable[[bytes], str]
    read: Read


def sources() -> tuple[str, ...]:
    """Every source that can be read."""
    return tuple(sorted(_MODULES))


def reader_for(source: str, data: bytes, file: str) -> tuple[Reader, str]:
    """Find the reader whose shape the bytes have, and the part they are.

    Raises:
        UsageError: for a source that nobody reads.
        UnreadableListError: where no shape of the source fits; the text says what the file is.
    """
    if source not in _MODULES:
        raise UsageError(source, "no such source", f"Take one of: {', '.join(sources())}.")
    for place in _MODULES[source]:
        module_name, _, function = place.partition(":")
        module = importlib.import_module(_HERE + module_name)
        detect = getattr(module, f"part_{function.removeprefix('read_')}", None) or module.part
        part = detect(data)
        if part:
            return Reader(source, detect, getattr(module, function)), part
    raise UnreadableListError(
        file, f"{_what(data)}, not a file of {source}", "Check SOURCE and FILE, or fetch it again."
    )


def _what(data: bytes) -> str:
    head = data[:1000].lstrip().lower()
    if not data.strip():
        return "an empty file"
    if head.startswith((b"<!doctype html", b"<html")) or b"<html" in head:
        return "a web page"
    return "a file of another kind"


def unpack(data: bytes, file: str) -> bytes:
    """Return the bytes, unpacked where they are gzip.

    Raises:
        TruncatedListError: an archive that breaks off or is damaged, or is larger than `LIMIT`.
    """
    if not data.startswith(b"\x1f\x8b"):
        return data
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as archive:
            plain = archive.read(LIMIT + 1)
    except (OSError, EOFError, zlib.error) as err:
        raise TruncatedListError(file, f"damaged gzip: {err}", "Fetch the file again.") from None
    if len(plain) > LIMIT:
        raise TruncatedListError(file, "larger than a gigabyte unpacked", "Check the file.")
    return plain
