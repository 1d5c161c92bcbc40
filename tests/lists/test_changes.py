"""What changed between two files: counts, values, and whether it can alter a finding."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.lists.formats import publishers as p

from enduse.errors import UsageError
from enduse.lists.changes import Difference, differences, named, words_key
from enduse.lists.changes_text import as_json, html_page, missing_lines, text_lines
from enduse.lists.reference import Reference
from enduse.lists.store import File, ListStore


def un_files(store: ListStore, old: list[str], new: list[str]) -> Difference:
    rest = [p.un_entity(n, f"WORKS NUMBER {n}") for n in range(100, 600)]
    for day, entities in (("2024-11-30", old), ("2025-11-18", new)):
        data = p.un(day, *rest, *entities)
        store.add("un-sc", [File(f"{day}.xml", data)], date.fromisoformat(day))
    held = store.snapshots()
    found = differences(store, named(held, "un-sc@2024-11-30"), named(held, "un-sc@2025-11-18"))
    return next(iter(found))


def test_added_removed_and_changed(store: ListStore) -> None:
    """A name corrected, an entry removed, an entry added."""
    found = un_files(
        store,
        [p.un_entity(1001, "EXAMPLE WORCS"), p.un_entity(1002, "OLD WORKS")],
        [p.un_entity(1001, "EXAMPLE WORKS"), p.un_entity(1003, "NEW &lt;WORKS&gt;")],
    )
    assert dict(found.counts()) == {"added": 1, "removed": 1, "changed": 1}
    assert found.unchanged == 501
    assert found.programmes()[("Iran", "added")] == 1
    changed = found.changes[-1]
    assert changed.material
    assert changed.fields[0].property == "name"
    assert (changed.fields[0].removed, changed.fields[0].added) == (
        ("EXAMPLE WORCS",),
        ("EXAMPLE WORKS",),
    )
    text = "\n".join(text_lines([found]))
    assert "1 added, 1 removed, 1 changed, 501 as before" in text
    assert "name, before: EXAMPLE WORCS" in text
    assert json.loads(json.dumps(as_json([found])))[0]["counts"]["unchanged"] == 501
    page = html_page([found])
    assert "NEW &lt;WORKS&gt;" in page
    assert "<script" not in page


def test_an_alias_added_is_material_and_a_remark_is_not(store: ListStore) -> None:
    """Re-opening happens on a material change only."""
    plain = p.un_entity(1001, "EXAMPLE WORKS")
    alias = "<ENTITY_ALIAS><QUALITY>a.k.a.</QUALITY><ALIAS_NAME>EXW</ALIAS_NAME></ENTITY_ALIAS>"
    more = plain.replace("</ENTITY>", alias + "</ENTITY>")
    found = un_files(store, [plain], [more])
    assert found.changes[0].fields[0].added == ("EXW",)
    assert found.changes[0].material


def test_remarks_alone_change_nothing_that_matters(store: ListStore) -> None:
    """A comment edited by the publisher."""
    plain = p.un_entity(1001, "EXAMPLE WORKS")
    noted = plain.replace("</ENTITY>", "<COMMENTS1>New words.</COMMENTS1></ENTITY>")
    assert un_files(store, [plain], [noted]).changes == ()


def test_the_order_of_words_is_no_change() -> None:
    """One file prints the surname first, another last."""
    assert words_key("HASAN DUKHAN, Abdul Fattah") == words_key("Abdul Fattah HASAN DUKHAN")
    assert words_key("Institute 54") != words_key("Institute 55")


def test_terms_in_other_words_are_no_change(store: ListStore) -> None:
    """`For all items` and `All items` stand in one class of the table; another policy does not."""

    def edition(day: str, need: str, policy: str) -> None:
        rows = [
            p.csl_el("Example Works", license_requirement=need, license_policy=policy),
            p.csl_el("Second Works", license_requirement=need),
        ]
        file = File(f"{day}.csv", p.csl(*rows))
        store.add("us-csl", [file], date.fromisoformat(day), partial=True)

    words = "all items subject to the EAR. (See §744.11 of the EAR)"
    edition("2022-05-06", f"For {words}", "Policy of denial.")
    edition("2022-06-06", words.capitalize(), "Presumption of denial")
    held = store.snapshots()
    (found,) = differences(store, held[0], held[1])
    (change,) = found.changes
    assert change.entry.name == "Example Works"
    assert [f.property for f in change.fields] == ["policy"]


@settings(max_examples=20, deadline=None)
@given(
    st.dictionaries(st.integers(1, 12), st.sampled_from(["ALPHA", "BETA", "GAMMA"]), max_size=8),
    st.dictionaries(st.integers(1, 12), st.sampled_from(["ALPHA", "BETA", "GAMMA"]), max_size=8),
)
def test_the_changes_applied_to_the_old_file_give_the_new_one(
    tmp_path_factory: pytest.TempPathFactory,
    reference: Reference,
    old: dict[int, str],
    new: dict[int, str],
) -> None:
    """Nothing is told twice, and nothing is left out."""
    store = ListStore(tmp_path_factory.mktemp("lists"), reference)
    for day, held in (("2024-11-30", old), ("2024-12-30", new)):
        data = p.un(day, *[p.un_entity(1000 + n, name) for n, name in held.items()])
        store.add("un-sc", [File("f.xml", data)], date.fromisoformat(day), partial=True)
    first, second = (s.model_copy(update={"coverage": "complete"}) for s in store.snapshots())
    (found,) = differences(store, first, second)
    state = dict(old)
    for change in found.changes:
        number = int(change.entry.entry) - 1000
        if change.kind == "removed":
            del state[number]
        else:
            assert (number in state) == (change.kind == "changed")
            state[number] = change.entry.name
    assert state == new


def test_what_a_part_does_not_hold_was_not_removed(store: ListStore) -> None:
    """A part says nothing by its silence, neither as the new file nor as the old one."""
    rest = [p.un_entity(n, f"WORKS NUMBER {n}") for n in range(100, 600)]
    store.add("un-sc", [File("a.xml", p.un("2024-11-30", *rest))], date(2024, 11, 30))
    changed = [p.un_entity(100, "WORKS NUMBER ONE HUNDRED"), *rest[1:50]]
    store.add(
        "un-sc", [File("b.xml", p.un("2025-01-01", *changed))], date(2025, 1, 1), partial=True
    )
    whole, part = store.snapshots()
    for first, second in ((whole, part), (part, whole)):
        (found,) = differences(store, first, second)
        assert dict(found.counts()) == {"changed": 1}
        assert (found.unchanged, found.unsaid) == (50, 450)
        assert "450 more are in one file only" in "\n".join(text_lines([found]))
        assert as_json([found])[0]["counts"]["unsaid"] == 450  # type: ignore[index]
        assert "450 more" in html_page([found])


def test_a_list_that_one_file_lacks_is_told(store: ListStore) -> None:
    """The screening list without one of its parts is no list of removals."""
    both = p.csl(p.csl_el("Example Works"), p.csl_row(p.SDN, "X", type="Entity"))
    for day, data in (("2022-05-06", both), ("2022-05-08", p.csl(p.csl_el("Example Works")))):
        store.add("us-csl", [File("f.csv", data)], date.fromisoformat(day), partial=True)
    first, second = store.snapshots()
    assert [d.list for d in differences(store, first, second)] == ["us-bis-el"]
    (line,) = missing_lines(first, second)
    assert line.startswith("us-ofac-sdn: not compared: us-csl of 2022-05-08, a part,")
    assert list(missing_lines(second, first)) == [line]


@pytest.mark.parametrize(
    ("old", "new", "same"),
    [
        ("Example Works", "Example Works Limited", True),
        ("Example Works Co., Ltd.", "Example Works", True),
        ("Example Works JSC", "Example Works PJSC", True),
        ("Example Works", "Example Works Beijing", False),
        ("Ltd Co", "Other Ltd", False),
    ],
)
def test_a_name_that_gains_a_legal_form_is_a_name_corrected(
    store: ListStore, old: str, new: str, same: bool
) -> None:
    """On a list without ids, with the same country and act; another word is another body."""
    for day, name in (("2022-05-06", old), ("2022-06-06", new)):
        data = p.csl(p.csl_el(name), p.csl_el("Second Works"))
        store.add("us-csl", [File("f.csv", data)], date.fromisoformat(day), partial=True)
    first, second = (s.model_copy(update={"coverage": "complete"}) for s in store.snapshots())
    (found,) = differences(store, first, second)
    expected = {"changed": 1} if same else {"added": 1, "removed": 1}
    assert dict(found.counts()) == expected


def test_a_snapshot_is_named_by_day_or_hash(store: ListStore) -> None:
    """And an unknown or short name is an error that says how."""
    un_files(store, [], [])
    held = store.snapshots()
    assert named(held, held[0].id[:19]) == held[0]
    for text in ("un-sc@2020-01-01", "abc", "sha256:ffffffff"):
        with pytest.raises(UsageError, match="no snapshot"):
            named(held, text)
