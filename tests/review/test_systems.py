"""The registry of documented systems: found by name, context for a line, never proof."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest

from enduse.knowledge.folder import read_folder
from enduse.knowledge.schema.systems import SystemFile
from enduse.model.citation import Because
from enduse.model.subject import GoodsFinding, Technology
from enduse.model.transfer import Goods, Party, Role, Transfer
from enduse.review.systems import Registry


@pytest.fixture(scope="module")
def files(root: Path) -> dict[str, SystemFile]:
    folder = read_folder(root / "knowledge")
    assert [p for p in folder.problems if p.file.startswith("systems")] == []
    return cast("dict[str, SystemFile]", folder.sections["systems"])


@pytest.fixture(scope="module")
def registry(files: dict[str, SystemFile]) -> Registry:
    return Registry.build(files)


def test_every_entry_of_the_article_resolves_by_id_and_by_each_of_its_names(
    registry: Registry, files: dict[str, SystemFile]
) -> None:
    seed = {key: file for key, file in files.items() if file.seed}
    assert len(seed) == 25
    for key, file in seed.items():
        assert [s.id for s in registry.find(key)] == [key]
        for name in (file.title, *file.aliases, *([file.native] if file.native else [])):
            assert key in [s.id for s in registry.find(name)], name


@pytest.mark.parametrize(
    ("words", "id_"),
    [
        ("police cloud", "police_cloud"),
        ("警务云", "police_cloud"),
        ("Sharp Eyes", "sharp_eyes"),
        ("雪亮工程", "sharp_eyes"),
        ("IJOP", "ijop"),
        ("Golden Shield", "golden_shield"),
        ("great firewall", "gfw"),
        ("ECU-911", "ecu911"),
        ("ecu 911", "ecu911"),
        ("Tiananmen sanctions", "tiananmen_ban"),
        ("Computerlinks", "enforcement_computerlinks_2013"),
        ("Aramex", "enforcement_aramex_2014"),
    ],
)
def test_an_entry_is_found_by_the_words_people_use(
    registry: Registry, words: str, id_: str
) -> None:
    assert id_ in [s.id for s in registry.find(words)]


def test_words_that_name_nothing_find_nothing(registry: Registry) -> None:
    assert registry.find("zzz no such system") == ()
    assert registry.find("") == ()


def test_a_line_with_supplier_place_and_technology_gets_its_context(registry: Registry) -> None:
    found = registry.context(
        ["Hangzhou Hikvision Digital Technology Co., Ltd."],
        ["皮山县公安局"],
        ["CN"],
        ["facial_recognition"],
    )
    ids = [dict(m.args)["entry"] for m in found]
    assert "hik_pishan_2017" in ids
    sentence = dict(found[ids.index("hik_pishan_2017")].args)
    assert (sentence["evidence"], sentence["date"]) == ("documented report", "2018-10-02")
    assert sentence["source"]


@pytest.mark.parametrize(
    ("supplier", "end_user", "place", "technology"),
    [
        ("Hikvision", "皮山县公安局", "CN", "dna_analysis"),
        ("Acme Cameras", "皮山县公安局", "CN", "facial_recognition"),
        ("Hikvision", "City of Oslo", "NO", "facial_recognition"),
    ],
)
def test_two_of_three_are_not_enough(
    registry: Registry, supplier: str, end_user: str, place: str, technology: str
) -> None:
    ids = [
        dict(m.args)["entry"]
        for m in registry.context([supplier], [end_user], [place], [technology])
    ]
    assert "hik_pishan_2017" not in ids


def test_entries_from_memory_and_measures_never_speak_in_a_review(
    registry: Registry, files: dict[str, SystemFile]
) -> None:
    spoken = {s.id for systems in registry.by_technology.values() for s in systems}
    assert spoken
    assert "pk_lahore" in files
    assert all(files[key].verified for key in spoken)
    assert all(files[key].kind != "legal_measure" for key in spoken)
    lahore = registry.context(["Huawei"], ["PSCA"], ["PK", "Lahore"], ["video_surveillance_camera"])
    assert "pk_lahore" not in [dict(m.args)["entry"] for m in lahore]


def test_a_transfer_without_technology_gets_no_context(registry: Registry) -> None:
    line = Transfer(
        id="1",
        destination="EC",
        goods=Goods(description="cameras"),
        parties=(
            Party(role=Role.SUPPLIER, name="Huawei Technologies Co., Ltd."),
            Party(role=Role.END_USER, name="Servicio Integrado de Seguridad ECU 911", country="EC"),
        ),
    )
    seen = GoodsFinding(
        technologies=(
            Technology(
                id="video_surveillance_camera",
                because=(Because(field="goods.description", text="cameras"),),
            ),
        )
    )
    assert registry.of_transfer(line, GoodsFinding()) == ()
    ids = [dict(m.args)["entry"] for m in registry.of_transfer(line, seen)]
    assert "ecu911" in ids


def test_selection_filters_by_technology_country_kind_and_article(registry: Registry) -> None:
    chosen = list(registry.select(technology="dna_analysis", country="cn"))
    assert {"national_dna_db", "thermo_xj"} <= {s.id for s in chosen}
    assert all("dna_analysis" in s.file.technologies for s in chosen)
    actions = [s.id for s in registry.select(kind="enforcement")]
    assert "enforcement_aramex_2014" in actions
    assert len(list(registry.select(seed=True))) == 25
