"""Profiles: each recognises its own layout, and no other takes it away."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from enduse.errors import KnowledgeError, NoInputError, UsageError
from enduse.intake.mapping import best_mapping, heading_key, map_columns
from enduse.intake.report import ReadReport
from enduse.knowledge.folder import Folder
from enduse.knowledge.schema.profiles import Joined, ProfileFile, is_field
from enduse.model.transfer import Reject, Role, Transfer

Read = Callable[..., tuple[list[Transfer], list[Reject], ReadReport]]


def test_the_folder_of_profiles_is_sound(folder: Folder) -> None:
    """No problem in any file of it."""
    assert [str(p) for p in folder.problems if p.file.startswith("profiles/")] == []


def test_each_profile_wins_a_table_with_all_of_its_headings(
    profiles: Mapping[str, ProfileFile],
) -> None:
    """The layouts do not steal from one another."""
    for name, profile in profiles.items():
        plain = profile.kind == "transfers" and not profile.tables and not profile.headerless
        if not plain or profile.generic:
            continue
        known = profile.recognise
        headings = [*known.all, *known.any]
        for given in profile.columns.values():
            headings += given.join if isinstance(given, Joined) else given
        keys: dict[str, str] = {}
        for heading in headings:
            keys.setdefault(heading_key(heading), heading)
        found = best_mapping(list(keys.values()), known.file_name or "x", profiles)
        assert found is not None
        assert found.profile_id == name, f"{found.profile_id} takes the table of {name}"


@pytest.mark.parametrize("language", ["de", "en", "es", "fr", "ru", "zh"])
def test_plain_headings_of_six_languages_are_known(
    profiles: Mapping[str, ProfileFile], language: str
) -> None:
    """A table with the first heading of every field is read by its language's profile."""
    profile = profiles[f"generic_{language}"]
    headings = [
        (given.join if isinstance(given, Joined) else given)[0]
        for given in profile.columns.values()
    ]
    found = best_mapping(headings, "x", profiles)
    assert found is not None
    assert found.profile_id == f"generic_{language}"
    assert {f.field for f in found.fields} == set(profile.columns)


def test_of_several_headings_the_first_with_a_value_counts(read_all: Read, tmp_path: Path) -> None:
    """Row by row, in the order of the profile."""
    path = tmp_path / "a.csv"
    path.write_text(
        "Order No,Ship Date,Invoice Date,Description,Ship To\n"
        "1,2021-01-01,2021-02-02,a,X\n2,,2021-02-02,b,Y\n"
    )
    transfers, _, _ = read_all(path)
    assert [(t.date.text, t.date_basis.value) for t in transfers if t.date] == [
        ("2021-01-01", "ship"), ("2021-02-02", "invoice")
    ]  # fmt: skip


def test_two_scripts_of_a_party_are_two_names_of_one_role(read_all: Read, tmp_path: Path) -> None:
    """National customs layouts: local script and English, NULL as text, headings in row 6."""
    path = tmp_path / "Kazakhstan_Export_F.csv"
    path.write_text(
        "Report,,,,,,,\n\n\n\n\n"
        "RECORDS_TAG,HS_CODE_2,EXPORTER_NAME,EXPORTER_NAME_EN,BUYER_NAME,DESTINATION_COUNTRY,"
        "EXP_DATE,USD_FOB\nR,85,ТОО ПРИМЕР,LLP PRIMER,NULL,УЗБЕКИСТАН,2025-09-15,NULL\n",
        encoding="utf-8",
    )
    transfers, _, report = read_all(path)
    assert report.files[0].header_line == 6
    one = transfers[0]
    assert [(p.role, p.name) for p in one.parties] == [
        (Role.EXPORTER, "ТОО ПРИМЕР"), (Role.EXPORTER, "LLP PRIMER")
    ]  # fmt: skip
    assert (one.destination, one.dispatched_from, one.goods.value) == ("UZ", "KZ", None)
    assert ("dispatched_from", "file name Kazakhstan_Export_F.csv") in [
        (a.field, a.by) for a in one.assumed
    ]
    assert "HS_CODE_2" in report.files[0].not_kept


def test_a_table_that_holds_no_transfers_is_refused_with_the_reason(
    read_all: Read, tmp_path: Path
) -> None:
    """A nomenclature is known, and is not read as transfers."""
    path = tmp_path / "hs.csv"
    path.write_text("section,hscode,description,parent,level\nI,0101,Horses,01,4\n")
    from enduse.errors import DataError

    with pytest.raises(DataError, match="HS codes"):
        read_all(path)


def test_a_layout_without_headings_is_known_by_name_and_width(
    read_all: Read, tmp_path: Path
) -> None:
    """EU reports on missions; rows that do not begin with a year are rejected elsewhere."""
    path = tmp_path / "mission.csv"
    path.write_text("2006,BG,Bulgaria,AF,Afghanistan,SEEBRIG,JAMMER\n")
    transfers, _, _ = read_all(path)
    assert transfers[0].goods.description == "JAMMER"
    broker = tmp_path / "broker.csv"
    row = "2008,AT,Austria,issued,CA,Canada,1,,,21,,RU,Russia\n"
    broker.write_text(row + row.replace("2008", "[u'X'"))
    transfers, rejects, _ = read_all(broker)
    assert (len(transfers), len(rejects)) == (1, 1)


def test_a_profile_in_a_file_is_used_and_its_faults_are_said(
    read_all: Read, tmp_path: Path
) -> None:
    """`--profile FILE.yaml`, read as strictly as the pack's."""
    table = tmp_path / "a.csv"
    table.write_text("wer;was\nBeispiel GmbH;Kameras\n")
    good = tmp_path / "p.yaml"
    good.write_text(
        "title: x\nabout: y\ncolumns:\n  end_user: [wer]\n  goods_description: [was]\n"
        "defaults: {kind: export}\ncite:\n  - {instrument: z}\nverified: false\n"
    )
    transfers, _, _ = read_all(table, profile=str(good))
    assert transfers[0].parties[0].name == "Beispiel GmbH"
    assert transfers[0].assumed[0].by == f"profile {good}"
    bad = tmp_path / "bad.yaml"
    bad.write_text(good.read_text().replace("end_user:", "watched_person:"))
    with pytest.raises(KnowledgeError, match="not a field"):
        read_all(table, profile=str(bad))
    with pytest.raises(NoInputError):
        read_all(table, profile=str(tmp_path / "none.yaml"))
    with pytest.raises(UsageError):
        read_all(table, profile="nonsense")


def test_the_schema_has_no_place_for_a_watched_person() -> None:
    """Fields are those of the contract and a few of ours; anything else is refused."""
    for name in ("end_user_country", "fact_x", "key_VBELN", "consignee_also", "code_taric",
                 "supplier_identifier_lei"):  # fmt: skip
        assert is_field(name)
    for name in ("watched_person", "fact_", "passenger", "end_user_phone", "colour"):
        assert not is_field(name)


def test_columns_that_feed_no_field_are_not_kept(profiles: Mapping[str, ProfileFile]) -> None:
    """They are named, and their cells are dropped."""
    mapping = map_columns("flat", profiles["flat"], ["id", "end_user", "Phone", "ID"])
    assert mapping.not_kept == ("Phone", "ID")
    assert mapping.repeated == ("ID",)
