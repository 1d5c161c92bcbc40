"""`enduse licence` as a person types it."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from enduse.cli.main import app
from enduse.errors import DataError

RUNNER = CliRunner()
DEAL = {
    "kind": "acquisition",
    "date": "2022-03-01",
    "parties": [
        {"role": "investor", "name": "Investor Co", "country": "CN"},
        {"role": "target", "name": "Gesicht GmbH", "country": "DE"},
    ],
    "acquisition": {
        "activities": ["develops face recognition software"],
        "stake_before_percent": 0,
        "stake_after_percent": 24.99,
    },
}


def asked(*args: str, stdin: str = "") -> str:
    """The memo that the command prints."""
    return RUNNER.invoke(app, ["licence", *args], input=stdin, catch_exceptions=False).stdout


@pytest.mark.parametrize(
    ("key", "value"),
    [("goods", [{"description": "cameras"}]), ("parties", {"role": "end_user"}), ("statements", 1)],
)
def test_a_part_in_the_wrong_form_is_told(key: str, value: object) -> None:
    """A list where the contract wants an object is an error with the key, not a traceback."""
    with pytest.raises(DataError, match=key):
        asked("-", stdin=json.dumps({key: value}))


def test_a_share_with_decimals_is_read_as_written() -> None:
    """24.99 % reaches the 20 % step of section 55a and not the 25 % of section 55."""
    memo = asked("-", "--jurisdiction", "de", stdin=json.dumps(DEAL))
    assert "filing mandatory" in memo
    assert "de.fdi.awv-55a-nos-8-27" in memo
    assert "[de.fdi.awv-55-review]" not in memo


def test_what_was_not_read_stands_in_the_memo() -> None:
    """A role that the contract does not know is named before the answers."""
    deal = DEAL | {"parties": [{"role": "buyer", "name": "Investor Co", "country": "CN"}]}
    memo = asked("-", "--jurisdiction", "de", stdin=json.dumps(deal))
    assert "Not read: parties[0].role = 'buyer'" in memo


def test_what_nobody_stated_is_asked() -> None:
    """An undeclared probe for Myanmar: the memo asks for its functions, which decide."""
    memo = asked(
        *("--from", "GB", "--to", "MM", "--date", "2025-09-01", "--goods", "network probe"),
        *("--jurisdiction", "uk"),
    )
    assert "Nobody has stated these" in memo
    assert "inspect packets in depth" in memo


def test_entries_with_one_answer_are_told_once() -> None:
    """Candidates whose rules and exceptions are alike share one paragraph."""
    memo = asked(
        *("--from", "US", "--to", "KH", "--date", "2024-05-01", "--goods", "thermal camera"),
        *("--party", "end_user=Calmette Hospital@KH", "--jurisdiction", "us"),
    )
    assert "6A002.a.1 or 6A002.a.2" in memo


def test_a_country_may_be_named_in_words() -> None:
    """`--to Serbia` is read as a review reads it."""
    memo = asked(
        *("--from", "United States", "--to", "Serbia", "--date", "2024-05-01"),
        *("--entry", "us=3A980", "--jurisdiction", "us"),
    )
    assert "Not read" not in memo
    assert "US, EXPORT: LICENCE REQUIRED" in memo


def test_a_security_directorate_of_egypt_is_police() -> None:
    """The police of a governorate, named by its directorate, is not passed over."""
    memo = asked(
        *("--from", "US", "--to", "EG", "--date", "2024-05-01", "--entry", "us=none"),
        *("--goods", "face recognition camera", "--jurisdiction", "us"),
        *("--party", "end_user=Cairo Security Directorate@EG"),
    )
    assert "security organ (police)" in " ".join(memo.split())
