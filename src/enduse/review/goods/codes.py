"""What customs and procurement codes say about the goods."""

from __future__ import annotations

from collections.abc import Sequence

from enduse.review.goods.evidence import CodeEvidence, Sign

SYSTEMS = ("hs", "cpv", "unspsc")
_SHORTEST = {"hs": 4, "cpv": 8, "unspsc": 6}


def _digits(code: str) -> str:
    """Return the digits of a code as printed (`8525.89.00`, `32323500-3`), or nothing."""
    head = code.strip().split("-", 1)[0]
    digits = head.replace(".", "").replace(" ", "")
    return digits if digits.isascii() and digits.isdigit() else ""


class CodeTable:
    """Codes of all technologies, found by the longest code that a given one starts with.

    `hiding`: the tariff codes under which any technology is found, however seldom.
    """

    def __init__(self, codes: Sequence[Sequence[str]]) -> None:
        """Take rows of system, code, specificity, label, technology."""
        self._tables: dict[str, dict[str, list[tuple[str, str, str]]]] = {s: {} for s in SYSTEMS}
        self.hiding = frozenset(code for system, code, *_ in codes if system == "hs")
        for system, code, specificity, label, id_ in codes:
            if specificity != "low":
                self._tables[system].setdefault(code, []).append((id_, specificity, label))

    def read(self, hs: str | None, codes: tuple[tuple[str, str], ...]) -> CodeEvidence:
        """Return what the HS code and the other codes (`cpv`, `unspsc`) say.

        Each technology has at most one sign for a system; a code of `low` specificity has none.
        A value that is no code says nothing.
        """
        signs: dict[tuple[str, str], Sign] = {}
        for system, given in (("hs", hs or ""), *codes):
            table = self._tables.get(system, {})
            digits = _digits(given)
            for length in range(len(digits), _SHORTEST.get(system, 99) - 1, -1):
                code = digits[:length]
                for id_, specificity, label in table.get(code, ()):
                    sign = Sign(
                        technology=id_,
                        kind=f"code_{specificity}",
                        words=given,
                        term=f"{system} {code} {label}",
                    )
                    signs.setdefault((system, id_), sign)
        return CodeEvidence(signs=tuple(signs.values()))
