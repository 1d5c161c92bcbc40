"""What customs and procurement codes say about the goods."""

from __future__ import annotations

from collections.abc import Mapping

from enduse.knowledge.schema.technology import GoodsCode, TechnologyFile
from enduse.review.goods.evidence import CodeEvidence, Sign

_SYSTEMS = ("hs", "cpv", "unspsc")
_SHORTEST = {"hs": 4, "cpv": 8, "unspsc": 6}


def _digits(code: str) -> str:
    """Return the digits of a code as printed (`8525.89.00`, `32323500-3`), or nothing."""
    head = code.strip().split("-", 1)[0]
    digits = head.replace(".", "").replace(" ", "")
    return digits if digits.isascii() and digits.isdigit() else ""


class CodeTable:
    """Codes of all technologies, found by the longest code that a given one starts with."""

    def __init__(self, technology: Mapping[str, TechnologyFile]) -> None:
        self._tables: dict[str, dict[str, list[tuple[str, GoodsCode]]]] = {}
        for system in _SYSTEMS:
            table: dict[str, list[tuple[str, GoodsCode]]] = {}
            for id_, item in technology.items():
                codes: tuple[GoodsCode, ...] = getattr(item.codes, system)
                for code in codes:
                    if code.specificity != "low":
                        table.setdefault(code.code, []).append((id_, code))
            self._tables[system] = table

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
                for id_, code in table.get(digits[:length], ()):
                    sign = Sign(
                        technology=id_,
                        kind=f"code_{code.specificity}",
                        words=given,
                        term=f"{system} {code.code} {code.label}",
                    )
                    signs.setdefault((system, id_), sign)
        return CodeEvidence(signs=tuple(signs.values()))
