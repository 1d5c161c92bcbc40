"""Which format an input has, told from its first bytes, never from its name."""

from __future__ import annotations

import re

from enduse.intake.encoding import Scan

_BINARY = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x7fELF", b"MZ", b"Rar!", b"7z\xbc\xaf",
           b"BZh", b"\xfd7zXZ", b"SQLite", b"\x28\xb5\x2f\xfd")  # fmt: skip
_JSON = re.compile(r'\{\s*["}]|\[\s*[\[{"\d\]tfn-]|[{\[]\s*\Z')
_HTML = re.compile(r"<(!doctype html|html)\b", re.IGNORECASE)


def format_of(head: bytes, scanned: Scan) -> str:
    """Return `parquet`, `spreadsheet`, `json`, `xml`, `html`, `text` or `binary`."""
    if head.startswith(b"PAR1"):
        return "parquet"
    if head.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        return "spreadsheet"
    if head.startswith(_BINARY):
        return "binary"
    text = head.decode(scanned.encoding, "replace").lstrip("\ufeff \t\r\n")
    if _mostly_control(text[:4096]):
        return "binary"
    if _JSON.match(text):
        return "json"
    if _HTML.match(text):
        return "html"
    return "xml" if re.match(r"<[?!A-Za-z_]", text) else "text"


def _mostly_control(text: str) -> bool:
    odd = sum(1 for c in text if c == "\ufffd" or (c < " " and c not in "\t\r\n\x1f"))
    return odd > 0.1 * max(len(text), 1)
