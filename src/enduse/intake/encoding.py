"""What a text file is encoded in: found while it is hashed, from all of its bytes."""

from __future__ import annotations

import codecs
import hashlib
import io
from dataclasses import dataclass
from typing import TextIO

from enduse.errors import UsageError
from enduse.intake.input import Input

_BLOCK = 1 << 20
_SAMPLE = 1 << 16
_PIECE = 1 << 15
_BOMS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
# Encodings in which exports of ERP systems, customs offices and portals are met.
_CANDIDATES = [
    "cp1252", "cp1250", "cp1251", "koi8_r", "cp866", "gb18030", "big5", "shift_jis", "euc_jp",
    "euc_kr", "cp1256", "cp1253", "cp1254", "cp1255", "cp1257", "cp1258", "cp874",
]  # fmt: skip
_MOSTLY = 0.9


@dataclass(frozen=True, slots=True)
class Scan:
    """The hash of an input, its encoding as far as it is text, and how that was found.

    `utf8` says that all its bytes fit UTF-8, whatever it is read as.
    """

    sha256: str
    size: int
    encoding: str
    how: str
    utf8: bool = False


def check_encoding(name: str) -> str:
    """Return the canonical name of an encoding.

    Raises:
        UsageError: for a name that Python does not know as a text encoding.
    """
    try:
        found = codecs.lookup(name)
    except (LookupError, ValueError):
        found = None
    if found is None or not getattr(found, "_is_text_encoding", True):
        raise UsageError("--encoding", f"no encoding {name}", "Say utf-8, cp1251, gb18030, ...")
    return found.name


def open_text(source: Input, encoding: str, newline: str | None = None) -> TextIO:
    """Open an input as text; bytes that do not fit become U+FFFD, which readers look for."""
    return io.TextIOWrapper(source.open(), encoding, errors="replace", newline=newline)


class Utf8:
    """An input as UTF-8; bytes that do not fit become U+FFFD.

    Args:
        valid: all bytes of the input are UTF-8, so that it may be taken as it is.
    """

    def __init__(self, source: Input, encoding: str, *, valid: bool) -> None:
        self._text: TextIO | None = None
        self._mark = b""
        if valid and encoding in ("utf-8", "utf-8-sig"):
            self._bytes = source.open()
            self._mark = codecs.BOM_UTF8 if encoding == "utf-8-sig" else b""
        else:
            self._text = open_text(source, encoding, "")

    def read(self, size: int) -> bytes:
        """About as many bytes; none only at the end."""
        if self._text is not None:
            return self._text.read(size).encode("utf-8", "surrogatepass")
        data = self._bytes.read(max(size, len(self._mark)))
        if self._mark:
            data = data.removeprefix(self._mark) or self._bytes.read(size)
            self._mark = b""
        return data

    def close(self) -> None:
        """Close the input."""
        (self._text or self._bytes).close()


def scan(source: Input, override: str | None = None) -> Scan:
    """Read all bytes once: hash them, and tell the encoding from those that are not ASCII."""
    digest = hashlib.sha256()
    utf8 = codecs.getincrementaldecoder("utf-8")()
    valid, head, sample, size = True, b"", bytearray(), 0
    with source.open() as handle:
        while block := handle.read(_BLOCK):
            digest.update(block)
            head = head or block[:4096]
            size += len(block)
            if not block.isascii() and len(sample) < _SAMPLE:
                lines = (line for line in block.splitlines(keepends=True) if not line.isascii())
                for line in lines:
                    sample += line[: _SAMPLE // 8]
                    if len(sample) >= _SAMPLE:
                        break
            if valid:
                try:
                    # In short pieces, whose text stays in the processor's cache.
                    for start in range(0, len(block), _PIECE):
                        utf8.decode(block[start : start + _PIECE])
                except UnicodeDecodeError:
                    valid = False
    if valid:
        try:
            utf8.decode(b"", final=True)
        except UnicodeDecodeError:
            valid = False
    if override is not None:
        return Scan(digest.hexdigest(), size, check_encoding(override), "as told", valid)
    encoding, how = _encoding(head, bytes(sample), valid)
    return Scan(digest.hexdigest(), size, encoding, how, valid)


def _encoding(head: bytes, sample: bytes, valid: bool) -> tuple[str, str]:
    for bom, name in _BOMS:
        if head.startswith(bom):
            return name, "byte order mark"
    wide = _without_bom(head)
    if wide:
        return wide, "zero bytes stand in every second place"
    if valid:
        return "utf-8", "all bytes fit" if sample else "only ASCII"
    lines = [line for line in sample.splitlines() if not line.isascii()]
    fitting = sum(1 for line in lines if _fits(line))
    if lines and fitting >= _MOSTLY * len(lines):
        return "utf-8", f"fits {fitting} of {len(lines)} lines that are not ASCII; others damaged"
    return _guessed(sample)


def _without_bom(head: bytes) -> str | None:
    half = len(head) // 2
    if half < 4 or b"\0" not in head:
        return None
    odd, even = head[1::2].count(0), head[0::2].count(0)
    for name, here, there in (("utf-16-le", odd, even), ("utf-16-be", even, odd)):
        if here > 0.03 * half and there < 0.01 * half:
            try:
                codecs.getincrementaldecoder(name)().decode(head)
            except UnicodeDecodeError:
                return None
            return name
    return None


def _fits(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _guessed(sample: bytes) -> tuple[str, str]:
    from charset_normalizer import from_bytes

    best = from_bytes(sample, cp_isolation=_CANDIDATES, threshold=0.5).best()
    if best is None:
        return "cp1252", "no encoding fits well; taken as Western European"
    name = codecs.lookup(best.encoding).name
    if name in _LATIN:
        name = _latin(sample, name)
    elif name in _HAN:
        name = _kana(sample) or name
    return name, f"guessed from {len(sample):,} bytes that are not ASCII"


_LATIN = ("cp1250", "cp1252", "cp1254", "cp1257", "cp1258")
_HAN = ("gb18030", "big5", "euc_kr")


def _latin(sample: bytes, guess: str) -> str:
    """Western and Turkish bytes look Central European to a statistic of short texts."""
    try:
        high = [c for c in sample.decode("cp1252") if c > "\x9f"]
    except UnicodeDecodeError:
        return guess
    letters = [c for c in high if c.isalpha() and c not in "ªº"]
    if len(letters) < 0.8 * len(high):
        return guess
    turkish = sum(c in "ðþýÐÞÝ" for c in letters)
    icelandic = sum(c in "áíóúéæÁÍÓÚÉÆ" for c in letters)
    return "cp1254" if turkish > icelandic else "cp1252"


def _kana(sample: bytes) -> str | None:
    """Japanese is told from Chinese by its syllables."""
    for name in ("shift_jis", "euc_jp"):
        try:
            text = sample.decode(name)
        except UnicodeDecodeError:
            continue
        wide = [c for c in text if c > "\u2fff"]
        if sum("\u3041" <= c <= "\u30ff" for c in wide) > 0.2 * len(wide):
            return name
    return None
