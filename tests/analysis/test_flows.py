"""Flows count every line once where it belongs, and never close a gap by guess."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from enduse.analysis.around import Turn, around, turn_of
from enduse.analysis.flow_line import FlowLine, flow_lines
from enduse.analysis.flows import (
    by,
    chains,
    concentration,
    first_transfers,
    new_entrants,
)
from enduse.analysis.public import PERSON, UNTYPED, PublicNames
from enduse.analysis.rates import read_rates
from enduse.bulk.run import Run
from enduse.errors import DataError, UsageError
from enduse.knowledge.pack import Pack
from enduse.knowledge.schema.names import NamesFile
from enduse.review.licence.law import law_of


@pytest.fixture(scope="module")
def lines(run: Run) -> list[FlowLine]:
    """Lines with a technology."""
    return list(flow_lines(run))


@pytest.fixture(scope="module")
def names(pack: Pack) -> PublicNames:
    """What may be published."""
    return PublicNames(pack.section("names", NamesFile))


def test_lines_without_a_technology_are_no_flow(lines: list[FlowLine]) -> None:
    """Tiles stay out."""
    assert "N1" not in {line.id for line in lines}
    assert len(lines) == 9


def test_a_total_repeated_on_the_lines_of_a_group_counts_once(lines: list[FlowLine]) -> None:
    """F3 and F4 share 900; currencies stay apart."""
    sums = by(lines, ("technology", "destination"))["facial_recognition", "GB"]
    assert dict(sums.amounts.sums) == {"EUR": Decimal(1500), "USD": Decimal(910)}
    assert sums.lines == 6
    assert sums.exports == 5


def test_a_chain_is_two_dated_lines_with_one_name_and_never_backwards(
    lines: list[FlowLine],
) -> None:
    """The trader that received in March supplied in September under another spelling."""
    found, total = chains(lines)
    assert total == 1
    assert (found[0].first.id, found[0].second.id) == ("F1", "F2")
    assert found[0].technology == "facial_recognition"
    backwards = [line for line in lines if line.id in ("F1", "F2")]
    swapped = [
        FlowLine(**{**_fields(line), "day": "2018-01-01" if line.id == "F2" else line.day})
        for line in backwards
    ]
    assert chains(swapped) == ([], 0)


def _fields(line: FlowLine) -> dict[str, object]:
    return {f.name: getattr(line, f.name) for f in fields(FlowLine) if f.init}


def test_concentration_counts_named_suppliers_only(lines: list[FlowLine]) -> None:
    """Five of six lines to GB name two suppliers and an untyped name."""
    share = next(
        s for s in concentration(lines, ("technology", "destination"))
        if s.key == ("facial_recognition", "GB")
    )  # fmt: skip
    assert share.suppliers == 3
    assert share.largest == "Aurora Vision Inc"
    assert share.top_1 == 4 * 10_000 // 6
    assert share.herfindahl == (16 + 1 + 1) * 10_000 // 36


def test_first_transfers_and_newcomers_are_told_by_day(lines: list[FlowLine]) -> None:
    """The maker came to GB after the trader; the first line there is F2."""
    first = {(e.technology, e.destination): e.line for e in first_transfers(lines)}
    assert first["facial_recognition", "GB"] == "F2"
    new = {(e.destination, e.name): e.day for e in new_entrants(lines)}
    assert new["GB", "Aurora Vision Inc"] == "2021-05-01"
    assert ("AE", "Aurora Vision Inc") not in new


def test_around_compares_equal_windows_and_leaves_spans_out(
    lines: list[FlowLine],
) -> None:
    """Both sides are as long as the shorter one; a year that holds the day is left out."""
    day = Turn("xx.rule", "A rule", date(2020, 6, 1), ("an act",))
    found = around(lines, day)
    left = dict(found.left_out)
    assert left["without a day"] == 1
    assert left["whose date is a span that holds the day"] == 1
    assert found.days == 366
    assert found.before == 1
    assert found.after == 5
    sides = {(s.technology, s.destination): s.how for s in found.sides}
    assert sides["facial_recognition", "GB"] == "went on by others"


def test_a_rule_without_a_first_day_cannot_be_compared(pack: Pack) -> None:
    """The message says what to do."""
    with pytest.raises(UsageError, match="no rule has the id"):
        turn_of(law_of(pack), "us.no-such-rule")
    with pytest.raises(UsageError, match="begins on"):
        turn_of(law_of(pack), "eu.dual-use.art-5-1", date(2020, 1, 1))


def test_public_pages_fold_persons_and_untyped_names(run: Run, names: PublicNames) -> None:
    """A person, and a name without type and legal form, are named nowhere; bodies are."""
    shown = {p.name for line in flow_lines(run, (), names) for p in line.parties}
    assert {"Maria Example", "Jo Sample"} & shown == set()
    assert {PERSON, UNTYPED, "Aurora Vision Inc", "Metropolitan Police Service"} <= shown


def test_public_pages_cut_quotes_to_the_matched_words(run: Run, names: PublicNames) -> None:
    """The words of the goods that were matched, and nothing else."""
    for line in flow_lines(run, (), names):
        assert line.description == line.words


@pytest.mark.parametrize(
    ("name", "has"),
    [
        ("Aurora Vision Inc", True),
        ("ООО Ромашка", True),
        ("深圳市某某科技有限公司", True),
        ("Sociedad Ejemplo S.A. de C.V.", True),
        ("Maria Example", False),
        ("Иван Иванов", False),
        ("王小明", False),
        ("Ana de Sa Example", False),
    ],
)
def test_a_legal_form_is_seen_in_many_scripts(names: PublicNames, name: str, has: bool) -> None:
    """Short forms count at the end of a name only."""
    assert names.has_form(name) is has


def test_rates_convert_by_the_day_and_leave_the_rest(lines: list[FlowLine], tmp_path: Path) -> None:
    """The rate in force on the line's day; a currency that is not in the table stays."""
    file = tmp_path / "rates.csv"
    file.write_text("from,currency,rate\n2019-01-01,EUR,1.10\n2019-08-01,EUR,1.20\n")
    sums = by(lines, ("technology", "destination"), read_rates(file, "USD"))
    assert sums["facial_recognition", "GB"].amounts.sums == {"USD": Decimal("2710.00")}
    file.write_text("from,currency,rate\n2020-01-01,EUR,1.10\n")
    later = by(lines, ("technology", "destination"), read_rates(file, "USD"))
    assert later["facial_recognition", "GB"].unconverted == 1
    assert later["facial_recognition", "GB"].amounts.sums["EUR"] == 1500


def test_a_table_of_rates_that_cannot_be_read_names_its_line(tmp_path: Path) -> None:
    """Where, what, and what to write."""
    file = tmp_path / "rates.csv"
    file.write_text("from,currency,rate\n2019-01-01,EUR,one\n")
    with pytest.raises(DataError, match=r"rates\.csv:2"):
        read_rates(file, "USD")
