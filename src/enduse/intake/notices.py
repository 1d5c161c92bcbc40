"""Labelled fields taken out of the long text of a notice: each with its span, shown as extracted.

A value that a column gives is never overruled. The labels are the profile's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from enduse.intake.cells import Cell, CellError, cell_text, number
from enduse.intake.delimited import Broken, Row
from enduse.intake.mapping import FieldSource
from enduse.intake.pieces import rows_of
from enduse.intake.tables import Headed
from enduse.knowledge.schema.profiles import AmountWord, ProfileFile
from enduse.model.transfer import Extract

_LONGEST = 300
_OPENING = 500
_AMOUNT = re.compile(r"[0-9][0-9.,'\u00a0 ]*[0-9]|[0-9]")
# A full stop ends a sentence after a word; after `S.A.` it belongs to the name.
_FULL_STOP = re.compile(r"(?<=[^\W\d_]{4})\.\Z")
_END = re.compile(r"\s*(?=[\r\n。；;|\t]|\Z|\s{3,})")
_COLON = re.compile(r"[:：]\s*")
_LONGEST_LABEL = 60


@dataclass(frozen=True, slots=True)
class Labels:
    """The labels of a profile as one pattern, and the words of its amounts."""

    pattern: re.Pattern[str]
    fields: Mapping[str, str]
    amounts: Mapping[str, AmountWord]
    amount: re.Pattern[str]

    @classmethod
    def of(cls, profile: ProfileFile) -> Labels | None:
        """Compile the labels of a profile; None where it has none."""
        if not profile.labels:
            return None
        fields = {_key(w): label.field for label in profile.labels for w in label.words}
        fields.update({_key(w): "" for w in profile.stops})
        given = [w for label in profile.labels for w in label.words]
        words = sorted([*given, *profile.stops], key=len, reverse=True)
        pattern = re.compile(rf"({'|'.join(map(_as_pattern, words))})\s*\Z", re.IGNORECASE)
        units = sorted(profile.amount_words, key=len, reverse=True)
        amount = re.compile("|".join(re.escape(u) for u in units) or r"(?!)", re.IGNORECASE)
        return cls(pattern, fields, profile.amount_words, amount)

    def found(self, text: str) -> dict[str, Extract]:
        """The first value of each labelled field, with its span in the text."""
        marks = list(self._marks(text))
        found: dict[str, Extract] = {}
        for i, (_, after, label) in enumerate(marks):
            field = self.fields.get(_key(label))
            stop = marks[i + 1][0] if i + 1 < len(marks) else len(text)
            piece = text[after : min(stop, after + _LONGEST)]
            end = _END.search(piece)
            value = piece[: end.start()] if end else piece
            value = _FULL_STOP.sub("", value.rstrip(" ,，、"))
            if field and value.strip() and field not in found:
                start = after + len(value) - len(value.lstrip())
                value = value.strip()
                found[field] = Extract(
                    field=field, value=value, label=label, start=start, end=start + len(value)
                )
        return found

    def _marks(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Start of each label, end of its colon and blanks, and the label; by colons, for speed."""
        last = 0
        for colon in _COLON.finditer(text):
            start = max(last, colon.start() - _LONGEST_LABEL)
            match = self.pattern.search(text, start, colon.start())
            if match is not None:
                yield match.start(), colon.end(), match[1]
                last = colon.end()

    def money(self, text: str) -> tuple[Cell, str | None]:
        """An amount in running text and its currency; the text itself where it is not plain."""
        match = _AMOUNT.search(text)
        if match is None:
            return text, None
        before, after = text[: match.start()], text[match.end() :]
        near = self.amount.match(after.lstrip()) or self.amount.search(before)
        word = next((self.amounts[u] for u in self.amounts if near and u == near[0]), None)
        try:
            amount = number(match[0], None)
        except CellError:
            return match[0], word.currency if word else None
        return amount * Decimal(word.times if word else 1), word.currency if word else None


def _as_pattern(word: str) -> str:
    """A label as a pattern: blanks of any kind between its parts, and no letter before it.

    Han is written without blanks between words, so that anything may stand before it.
    """
    plain = re.escape(word).replace("\\ ", r"\s*")
    return plain if word[0] >= "\u2e80" else r"(?<![^\W\d_])" + plain


def _key(label: str) -> str:
    return "".join(label.split()).casefold()


def with_extracts(headed: Headed) -> Headed:
    """Lay the extracted fields behind the columns of a table that has a long text."""
    labels = Labels.of(headed.mapping.profile)
    text = next((f for f in headed.mapping.fields if f.field == "text"), None)
    if labels is None or text is None:
        return headed
    wanted = dict.fromkeys([*filter(None, labels.fields.values()), "currency", "goods_description"])
    width = len(headed.headings)
    places = {field: width + i for i, field in enumerate(wanted)}
    own = {f.field: f.columns for f in headed.mapping.fields}
    fields = [
        replace(f, columns=(*f.columns, places[f.field]), headings=(*f.headings, _name(f.field)))
        if f.field in places
        else f
        for f in headed.mapping.fields
    ]
    fields += [
        FieldSource(field=f, columns=(place,), headings=(_name(f),))
        for f, place in places.items()
        if f not in own
    ]
    rows = _rows(rows_of(headed.rows), labels, text.columns, own, tuple(wanted), width)
    headings = (*headed.headings, *map(_name, wanted))
    return Headed(replace(headed.mapping, fields=tuple(fields)), headings, headed.line, rows)


def _name(field: str) -> str:
    return f"text: {field}"


def _rows(
    rows: Iterator[Row | Broken],
    labels: Labels,
    text_columns: tuple[int, ...],
    own: Mapping[str, tuple[int, ...]],
    wanted: tuple[str, ...],
    width: int,
) -> Iterator[Row | Broken]:
    for row in rows:
        if isinstance(row, Broken) or len(row.cells) > width:
            yield row
            continue
        cells = row.cells + [""] * (width - len(row.cells))
        text = "\n".join(t for c in text_columns if (t := cell_text(cells[c])))
        empty = {f for f in wanted if not any(cell_text(cells[c]) for c in own.get(f, ()))}
        values, kept = _values(labels, text, empty)
        new = [values.get(field, "") for field in wanted]
        yield Row(row.line, [*cells, *new], row.problems, (*row.extracted, *kept))


def _values(
    labels: Labels, text: str, empty: set[str]
) -> tuple[dict[str, Cell], tuple[Extract, ...]]:
    values: dict[str, Cell] = {}
    kept: list[Extract] = []
    for field, one in labels.found(text).items():
        if field not in empty:
            continue
        kept.append(one)
        if field == "value":
            values["value"], currency = labels.money(one.value)
            if currency and "currency" in empty:
                values["currency"] = currency
        else:
            values[field] = one.value
    if "goods_description" in empty and "goods_description" not in values and text:
        opening = text[:_OPENING]
        values["goods_description"] = opening
        label = f"its first {len(opening)} characters"
        kept.append(
            Extract(
                field="goods_description", value=opening, label=label, start=0, end=len(opening)
            )
        )
    return values, tuple(kept)
