"""The law of two days differs where an act came between, and says by which field."""

from __future__ import annotations

from datetime import date

from enduse.analysis.law_diff import differences, plain
from enduse.knowledge.pack import Pack


def test_the_water_cannon_entry_is_added_on_its_first_day(pack: Pack) -> None:
    """With its act."""
    found = {d.id: d for d in differences(pack, date(2020, 10, 5), date(2020, 10, 6))}
    entry = found["us 0A977"]
    assert (entry.kind, entry.what, entry.days) == ("entry", "added", (date(2020, 10, 6),))
    assert "85 FR 63009" in entry.acts


def test_a_day_against_itself_shows_nothing(pack: Pack) -> None:
    """Nothing differs from itself."""
    assert list(differences(pack, date(2022, 1, 1), date(2022, 1, 1))) == []


def test_backwards_is_the_mirror(pack: Pack) -> None:
    """What was added forwards is removed backwards, field by field."""
    first, second = date(2020, 10, 1), date(2023, 4, 1)
    forth = {(d.kind, d.id, d.title): d for d in differences(pack, first, second)}
    back = {(d.kind, d.id, d.title): d for d in differences(pack, second, first)}
    assert set(forth) == set(back)
    mirror = {"added": "removed", "removed": "added", "changed": "changed"}
    for key, one in forth.items():
        assert back[key].what == mirror[one.what]
        assert [(f.field, f.after, f.before) for f in back[key].fields] == [
            (f.field, f.before, f.after) for f in one.fields
        ]


def test_a_changed_rule_names_its_fields_and_the_act(pack: Pack) -> None:
    """Belarus joined the rule on military end users on 2 March 2022."""
    found = {d.id: d for d in differences(pack, date(2022, 3, 1), date(2022, 3, 2))}
    rule = found["us.ear.744-21-a-2-all-items"]
    assert rule.what == "changed"
    when = next(f for f in rule.fields if f.field == "when")
    assert "BY" not in when.before
    assert "BY" in when.after
    assert "87 FR 13048" in rule.acts


def test_rows_of_dated_tables_are_told_by_their_days(pack: Pack) -> None:
    """Six countries lost their crime-control mark on 2023-12-08."""
    found = [
        d for d in differences(pack, date(2023, 12, 7), date(2023, 12, 8)) if d.kind == "table"
    ]
    assert found
    assert {day for d in found for day in d.days} == {date(2023, 12, 8)}
    assert any("AT" in d.title.split(" · ") for d in found)


def test_conditions_are_written_without_empty_keys() -> None:
    """A reader sees the condition, not the schema."""
    assert plain({"fact": "x", "is": None, "in": ["a", "b"], "all": ()}) == "{fact: x, in: [a, b]}"
