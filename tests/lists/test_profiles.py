"""Free text of entries becomes profiles through a table; what no row maps says so."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from enduse.lists.reference import Reference


def test_blanks_case_and_signs_do_not_matter(reference: Reference) -> None:
    """Publishers print the same terms in many ways."""
    profile = reference.profiles.profile
    one = profile(
        "us-bis-el", "For all items subject to the EAR. (See §744.11 of the EAR)",
        "Presumption of denial", (),
    )  # fmt: skip
    other = profile(
        "us-bis-el", "for ALL items  subject to the EAR (see § 744.11 of the EAR).",
        "presumption of denial.", (),
    )  # fmt: skip
    assert one == other == "us-bis-el/all-items/presumption-of-denial"


def test_footnotes_stand_behind(reference: Reference) -> None:
    """The rule on foreign direct products reads them."""
    found = reference.profiles.profile(
        "us-bis-el",
        "For all items subject to the EAR. (See §§ 734.9(e)(2) and 744.11 of the EAR)4",
        "Presumption of denial",
        (),
    )
    assert found == "us-bis-el/all-items/presumption-of-denial/footnote-4"


def test_unmapped_text_is_unmapped(reference: Reference) -> None:
    """Never the nearest row."""
    assert (
        reference.profiles.profile("us-bis-el", "For some items", "Presumption of denial", ())
        == "us-bis-el/unmapped"
    )


def test_a_programme_may_have_a_profile_of_its_own(reference: Reference) -> None:
    """Securities restrictions are no export restriction."""
    profile = reference.profiles.profile
    assert profile("us-ofac-ns", "", "", ("CMIC-EO13959",)) == "us-ns-cmic"
    assert profile("us-ofac-ns", "", "", ("SYRIA",)) == "us-ofac-ns"
    assert profile("un-sc", "", "", ("DRC",)) == "un-sc"


@pytest.mark.shared
def test_the_table_maps_the_entity_list(shared: Path, reference: Reference) -> None:
    """All but the two entries whose policy column repeats the requirement."""
    path = shared / "data" / "law" / "entity_list_20260731.csv"
    with path.open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))
    unmapped = [
        row["name"]
        for row in rows
        if reference.profiles.profile(
            "us-bis-el", row["license_requirement"], row["license_review_policy"], ()
        )
        == "us-bis-el/unmapped"
    ]
    assert len(rows) == 3420
    assert len(unmapped) == 2
