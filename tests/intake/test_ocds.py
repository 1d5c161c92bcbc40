"""Open Contracting data: one line per awarded item, each process counted once."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from enduse.intake.ocds_merge import merged, releases_of
from enduse.intake.report import ReadReport
from enduse.model.transfer import Kind, Reject, Role, Transfer, ValueBasis

Read = Callable[..., tuple[list[Transfer], list[Reject], ReadReport]]

PARTIES = [
    {"id": "B1", "name": "Policía de Ejemplo", "roles": ["buyer", "procuringEntity"],
     "address": {"countryName": "Colombia", "locality": "Ejemplo"}},
    {"id": "S1", "name": "Cámaras Ejemplo S.A.", "roles": ["supplier"],
     "identifier": {"scheme": "CO-RUE", "id": "0099"}, "address": {"countryName": "COLOMBIA"}},
]  # fmt: skip


def release(**changes: object) -> dict[str, object]:
    """One release with an award of two items."""
    return {
        "ocid": "ocds-x-1",
        "id": "1",
        "date": "2021-03-01T00:00:00Z",
        "tag": ["award"],
        "parties": PARTIES,
        "buyer": {"id": "B1", "name": "Policía de Ejemplo"},
        "tender": {"id": "T", "title": "Videovigilancia", "procuringEntity": {"name": "Ana Pérez"}},
        "awards": [
            {
                "id": "A1",
                "status": "active",
                "date": "2021-03-04T00:00:00Z",
                "value": {"amount": 1000, "currency": "COP"},
                "suppliers": [{"id": "S1", "name": "Cámaras Ejemplo S.A."}],
                "items": [
                    {"id": "1", "description": "Cámara domo", "quantity": 2,
                     "classification": {"scheme": "UNSPSC", "id": "46171610"}},
                    {"id": "2", "description": "Soporte", "quantity": 2},
                ],
            }
        ],
        **changes,
    }  # fmt: skip


def write(path: Path, *documents: object, lines: bool = False) -> Path:
    """Write documents one after another, or one a line."""
    texts = [json.dumps(d, ensure_ascii=False, indent=None if lines else 1) for d in documents]
    path.write_text("\n".join(texts), encoding="utf-8")
    return path


def test_one_line_per_item_with_buyer_and_supplier(read_all: Read, tmp_path: Path) -> None:
    """The award's value is shared by its items; a person named as entity is not taken."""
    transfers, rejects, report = read_all(write(tmp_path / "a.json", {"releases": [release()]}))
    assert not rejects
    assert [t.goods.description for t in transfers] == ["Cámara domo", "Soporte"]
    one = transfers[0]
    assert one.kind is Kind.PROCUREMENT
    assert one.id == "ocds-x-1/A1/1"
    assert one.group == "ocds-x-1/A1"
    assert [(p.role, p.name, p.country) for p in one.parties] == [
        (Role.SUPPLIER, "Cámaras Ejemplo S.A.", "CO"), (Role.END_USER, "Policía de Ejemplo", "CO")
    ]  # fmt: skip
    assert one.parties[0].identifiers == (("CO-RUE", "0099"),)
    assert one.destination == "CO"
    assert one.date is not None
    assert (one.date.first.isoformat(), one.date.instant) == ("2021-03-04", None)
    assert one.goods.value is not None
    assert one.goods.value.basis is ValueBasis.SHARED
    assert one.goods.codes == (("unspsc", "46171610"),)
    assert report.files[0].format == "ocds"


def test_packages_records_releases_and_lines_say_the_same(read_all: Read, tmp_path: Path) -> None:
    """Release package, record package, single release, JSON lines, versioned release."""
    one = release()
    versioned = {
        "ocid": "ocds-x-1",
        "initiationType": [{"releaseID": "1", "releaseDate": "2021", "value": "tender"}],
        "parties": PARTIES,
        "awards": [
            {
                "id": "A1",
                "date": [
                    {"releaseDate": "2021-02-01", "value": "2021-01-01T00:00:00Z"},
                    {"releaseDate": "2021-03-01", "value": "2021-03-04T00:00:00Z"},
                ],
                "value": {"amount": [{"releaseDate": "2021", "value": 1000}], "currency": "COP"},
                "suppliers": [{"id": "S1", "name": "Cámaras Ejemplo S.A."}],
                "items": one["awards"][0]["items"],  # type: ignore[index]
            }
        ],
    }
    forms: list[object] = [
        {"releases": [one]},
        {"records": [{"ocid": "ocds-x-1", "compiledRelease": one, "releases": [{"url": "u"}]}]},
        {"records": [{"ocid": "ocds-x-1", "releases": [one]}]},
        one,
        versioned,
    ]
    said = []
    for i, form in enumerate(forms):
        transfers, rejects, _ = read_all(write(tmp_path / f"{i}.json", form))
        assert not rejects
        said.append([(t.id, t.goods, t.parties, t.date) for t in transfers])
    assert all(one == said[0] for one in said)


def test_releases_of_one_process_are_merged_and_counted_once(
    read_all: Read, tmp_path: Path
) -> None:
    """Tender, award and its amendment, over several documents of one file."""
    tender = release(id="0", date="2021-01-01T00:00:00Z", tag=["tender"], awards=[])
    amended = release(id="2", date="2021-04-01T00:00:00Z", tag=["awardUpdate"])
    amended["awards"][0]["value"] = {"amount": 2000, "currency": "COP"}  # type: ignore[index]
    path = write(tmp_path / "m.json", {"releases": [tender, release()]}, {"releases": [amended]})
    transfers, _, report = read_all(path)
    assert len(transfers) == 2
    assert transfers[0].goods.value is not None
    assert transfers[0].goods.value.amount == 2000
    assert "2 earlier releases merged" in report.files[0].remarks[0]


def test_the_same_line_of_two_files_is_read_once(read_all: Read, tmp_path: Path) -> None:
    """A release package and the record package of the same process."""
    write(tmp_path / "a.json", {"releases": [release()]})
    write(tmp_path / "b.json", {"records": [{"ocid": "ocds-x-1", "compiledRelease": release()}]})
    transfers, _, report = read_all(tmp_path)
    assert len(transfers) == 2
    assert report.files[1].set_aside == 2


def test_a_process_without_a_live_award_gives_what_is_sought(
    read_all: Read, tmp_path: Path
) -> None:
    """A cancelled award has no supplier to review; the tender has a buyer and a text."""
    gone = release()
    gone["awards"][0]["status"] = "cancelled"  # type: ignore[index]
    transfers, _, report = read_all(write(tmp_path / "c.json", gone))
    assert [t.goods.description for t in transfers] == ["Videovigilancia"]
    assert [p.role for p in transfers[0].parties] == [Role.SUPPLIER, Role.END_USER] or [
        p.role for p in transfers[0].parties
    ] == [Role.END_USER]
    assert report.files[0].set_aside == 1


def test_a_region_code_or_a_delivery_address_says_the_country(
    read_all: Read, tmp_path: Path
) -> None:
    """NUTS codes begin with the country; `CDMX` is a city, not a region of the Congo."""
    for region, country in (("UKM82", "GB"), ("CDMX", None), ("Valle", None), ("EL30", "GR")):
        buyer = {**PARTIES[0], "address": {"region": region}}
        one = release(parties=[buyer, PARTIES[1]])
        transfers, _, _ = read_all(write(tmp_path / f"{region}.json", one))
        assert transfers[0].destination == country, region
        delivered = release(parties=[buyer])
        delivered["tender"] = {"items": [{"deliveryAddresses": [{"countryName": "Chile"}]}]}
        transfers, _, _ = read_all(write(tmp_path / f"d{region}.json", delivered))
        assert transfers[0].destination == (country or "CL"), region


def test_broken_lines_and_links_are_rejects(read_all: Read, tmp_path: Path) -> None:
    """A line that is not JSON, and a record that only links to its releases."""
    path = tmp_path / "l.jsonl"
    linked = {"records": [{"ocid": "y", "releases": [{"url": "https://example.org"}]}]}
    path.write_text(
        "\n".join([json.dumps(release()), '{"ocid": ', json.dumps(linked), json.dumps({"a": 1})])
    )
    transfers, rejects, _ = read_all(path)
    assert len(transfers) == 2
    assert [(r.source.line, r.reason[:8]) for r in rejects] == [
        (2, "not JSON"), (3, "a record"), (4, "no relea")
    ]  # fmt: skip


def test_latin_1_and_numbers_in_wrappers_are_read(read_all: Read, tmp_path: Path) -> None:
    """Latin-1 JSON, and the `$numberLong` of a document store."""
    one = release()
    one["awards"][0]["value"] = {"amount": {"$numberLong": "24978479879"}}  # type: ignore[index]
    path = tmp_path / "w.json"
    path.write_bytes(json.dumps({"releases": [one]}, ensure_ascii=False).encode("latin-1"))
    transfers, _, report = read_all(path)
    assert transfers[0].parties[1].name == "Policía de Ejemplo"
    assert transfers[0].goods.value is not None
    assert transfers[0].goods.value.amount == 24978479879
    assert report.files[0].encoding == "cp1252"


def test_merging_follows_the_standard() -> None:
    """Lists merge by id, null removes, later values win whatever the order given."""
    first = {"date": "2020", "tag": ["tender"], "a": {"x": 1, "y": 2}, "l": [{"id": 1, "v": 1}]}
    second = {
        "date": "2021", "tag": ["award"], "a": {"x": None, "z": 3},
        "l": [{"id": 1, "v": 2}, {"id": 2}],
    }  # fmt: skip
    whole = merged([second, first])
    assert whole["a"] == {"y": 2, "z": 3}
    assert whole["l"] == [{"id": 1, "v": 2}, {"id": 2}]
    assert whole["tag"] == ["compiled"]
    assert list(releases_of("x")) == []
