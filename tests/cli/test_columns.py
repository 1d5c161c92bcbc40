"""`enduse columns`: what is shown, and that the profile written is one that reads the file."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from enduse.cli.main import app
from enduse.errors import DataError, OutputError
from enduse.intake.profile_file import read_profile

RUNNER = CliRunner()


def columns(root: Path, *arguments: str) -> str:
    """Run the command and return what it shows."""
    result = RUNNER.invoke(
        app, ["columns", *arguments, "--knowledge", str(root / "knowledge")], catch_exceptions=False
    )
    assert result.exit_code == 0
    return result.output


def test_headings_fields_and_samples_are_shown_in_eighty_columns(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Han takes two columns on a screen; what feeds no field is said to be not kept."""
    monkeypatch.setenv("ENDUSE_HOME", str(tmp_path / "home"))
    path = tmp_path / "订单.csv"
    path.write_text("订单号;收货人;货物名称;颜色;发货日期\n1;示例公司;人脸识别摄像机" + "很长" * 30
                    + ";红;24.11.2026\n", encoding="utf-8")  # fmt: skip
    shown = columns(root, str(path))
    assert "profile: generic_zh" in shown
    assert "days are written dmy" in shown
    assert "not kept" in shown
    import unicodedata

    for line in shown.splitlines():
        wide = sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in line)
        assert wide <= 80 or line.startswith(("订单.csv", "profile"))


def test_the_profile_written_reads_the_file_it_came_from(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Strict YAML with the mapping, habits, and the columns left out as comments."""
    monkeypatch.setenv("ENDUSE_HOME", str(tmp_path / "home"))
    path = tmp_path / "orders.csv"
    path.write_text('Order No;Consignee;"Colour: ""x"" #1";Ship Date;Net Value\n'
                    "1;Example;red;24/11/2026;1.234,56\n", encoding="utf-8")  # fmt: skip
    target = tmp_path / "mine.yaml"
    columns(root, str(path), "--write", str(target))
    profile = read_profile(target)
    assert profile.columns["consignee"] == ("Consignee",)
    assert (profile.day_order, profile.decimal_mark) == ("dmy", ",")
    assert "# FIELD:" in target.read_text(encoding="utf-8")
    with pytest.raises(OutputError):
        columns(root, str(path), "--write", str(target))
    assert "profile: " + str(target) in columns(root, str(path), "--profile", str(target))


def test_tables_that_belong_together_are_shown_as_one_set(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Which table gives the lines, which columns are keys, which feed a field."""
    monkeypatch.setenv("ENDUSE_HOME", str(tmp_path / "home"))
    shown = columns(root, str(root / "examples" / "sap"))
    assert "profile: sap_sd (table VBAP: its rows are the lines)" in shown
    assert "profile: sap_sd (table KNA1: joined to the lines by key)" in shown
    fields = dict(line.split()[:2] for line in shown.splitlines() if line[:5] in ("KUNNR", "NAME1"))
    assert fields == {"KUNNR": "key", "NAME1": "consignee"}


def test_a_format_whose_fields_are_fixed_has_no_columns(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """JSON of the contract is not mapped."""
    monkeypatch.setenv("ENDUSE_HOME", str(tmp_path / "home"))
    path = tmp_path / "a.jsonl"
    path.write_text('{"id": "1"}\n')
    with pytest.raises(DataError):
        columns(root, str(path))
