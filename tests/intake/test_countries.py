"""Names of countries: many languages, no guesses."""

from __future__ import annotations

import pickle

import pytest

from enduse.intake.countries import CountryNames, folded
from enduse.knowledge.folder import Folder


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("CN", "CN"), ("cn", "CN"), ("CHN", "CN"), ("中国", "CN"), ("КИТАЙ", "CN"), ("Chine", "CN"),
        ("KOREA, REPUBLIC OF", "KR"), ("Россия", "RU"), ("U.A.E.", "AE"), ("TURKEY", "TR"),
        ("Türkiye", "TR"), ("COTE D'IVOIRE", "CI"), ("VENEZUELA, BOLIVARIAN REPUBLIC OF", "VE"),
        ("España", "ES"), ("ESPANA", "ES"), ("SPAIN (ES)", "ES"), ("Scotland", "GB"), ("EL", "GR"),
        ("Kosovo", "XK"), ("NO", "NO"), ("NA", "NA"), ("Viet Nam", "VN"),
    ],
)  # fmt: skip
def test_a_country_is_read_from_its_name_or_code(
    countries: CountryNames, text: str, code: str
) -> None:
    """ISO codes, customs spellings, other languages; `NO` and `NA` are countries."""
    assert countries.code(text) == code


@pytest.mark.parametrize(
    "text", ["Atlantis", "Congo", "Korea", "EUROPEAN UNION", "ZZ", "", "Spain (Portugal)", "OTHER"]
)
def test_a_name_that_is_none_or_two_is_not_guessed(countries: CountryNames, text: str) -> None:
    """Ambiguous and unknown names give no code."""
    assert countries.code(text) is None


def test_no_name_of_the_table_leads_to_two_codes(folder: Folder) -> None:
    """A name in two rows would be dropped in silence; the table must not hold one."""
    table = folder.sections["tables"]["profiles.countries"]
    seen: dict[str, str] = {}
    for row in table.rows:  # type: ignore[attr-defined]
        for name in [row["name"], *row["names"].split("|")]:
            if name:
                assert seen.setdefault(folded(name), row["code"]) == row["code"], name


def test_names_go_to_another_process(countries: CountryNames) -> None:
    """Also names that nobody has asked for yet; the original still knows them."""
    fresh = CountryNames((pair for pair in [("Deutschland", "DE")]), frozenset(["DE"]))
    for names in (countries, fresh):
        again = pickle.loads(pickle.dumps(names))
        assert again.code("Deutschland") == names.code("Deutschland") == "DE"
