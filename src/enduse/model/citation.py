"""Where a statement comes from: the cited act, and the input field or list entry it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A pointer to law or to a source, as a lawyer would write it."""

    instrument: str
    pinpoint: str = ""
    url: str = ""
    read_on: date | None = None

    def __post_init__(self) -> None:
        if not self.instrument:
            raise ValueError("a citation names its instrument")

    def __str__(self) -> str:
        return f"{self.instrument} {self.pinpoint}".strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Because:
    """The input that carried a finding, in its own words.

    Args:
        field: path in the transfer, e.g. `goods.description` or `parties[1].name`.
        text: the words or code of the input.
        term: the term, pattern or code of the knowledge that matched.
        kind: strong, weak, context, brand, code, name, fact, statement or negative.
    """

    field: str
    text: str
    term: str = ""
    kind: str = "fact"


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A sentence before it is words: an id and its arguments, by name."""

    id: str
    args: tuple[tuple[str, str], ...] = ()


def message(id_: str, /, **args: str) -> Message:
    """Build a `Message`; arguments are kept in the order of their names."""
    return Message(id=id_, args=tuple(sorted(args.items())))
