"""A proposal is laid over the run's own knowledge, and only what it changes is counted."""

from __future__ import annotations

import io
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from enduse.analysis.gaps import GapTable
from enduse.analysis.measured import measured, wilson
from enduse.analysis.new_proposal import write_new
from enduse.analysis.proposal import lay
from enduse.analysis.simulate import Caught, Simulated, Simulation, simulate
from enduse.bulk.run import Run
from enduse.errors import DataError, OutputError
from enduse.knowledge.pack import Pack
from enduse.report.document_forms import write_document
from enduse.report.simulation import NO_CUSTOMS_LINE, simulation_document

FACE = "us-facial-recognition-2024"


@pytest.fixture(scope="module")
def face(root: Path, run: Run) -> Simulation:
    """The proposed entry over the small run."""
    return simulate(lay(root / "examples" / "proposals" / FACE, run.pack_path), run, None)


def by_id(simulation: Simulation) -> dict[str, Simulated]:
    return {line.head["id"]: line for line in simulation.lines}


def test_only_lines_of_its_technology_are_reviewed_again(face: Simulation) -> None:
    """Water cannon and tiles lie outside; a line without a day cannot be answered."""
    assert set(by_id(face)) == {"F1", "F2", "F3", "F4", "F6", "P1"}
    assert (face.total, face.untouched, face.no_day) == (10, 3, 1)
    assert face.proposal.entries == {("us", "3A504")}
    assert face.proposal.technologies == {"facial_recognition"}


def test_an_entry_with_an_open_parameter_catches_only_if(face: Simulation) -> None:
    """Nobody said whether the software searches one among many."""
    line = by_id(face)["F1"]
    assert line.newly
    assert line.before.caught is Caught.NOT
    assert line.after.caught is Caught.IF
    assert line.after.parameters == ("item.identification",)
    assert line.after.entries == ("3A504",)
    assert line.after.cite


def test_civil_end_users_stand_beside_security_organs(face: Simulation) -> None:
    """A trader is the cost to ordinary trade."""
    lines = by_id(face)
    assert lines["F1"].user == "other body named"
    assert lines["F3"].user == "security organ"


def test_a_proposal_closes_its_gap_in_the_table(face: Simulation) -> None:
    """With the overlay the cell is an entry with its parameter."""
    (cell,) = (
        c
        for c in GapTable(face.proposal.pack).cells(date(2026, 9, 1), ("us",))
        if c.technology == "facial_recognition"
    )
    assert cell.status.value == "entry_with_parameter"
    assert (cell.entries, cell.decided_by) == (("3A504",), ("item.identification",))
    assert not cell.verified


def test_procurement_is_no_export(face: Simulation) -> None:
    """It is answered under an assumption and counted apart."""
    lines = by_id(face)
    assert not lines["P1"].exported
    assert lines["P1"].assumed
    assert lines["F3"].exported


def test_the_annex_counts_each_line_once_and_says_what_it_cannot_see(face: Simulation) -> None:
    """Counts add up to the lines reviewed; the sentence on software stands in it."""
    document = simulation_document(face)
    counts = next(s for s in document.sheets() if s.name == "counts")
    assert sum(int(row[3] or 0) for row in counts.rows) == len(face.lines)  # type: ignore[arg-type]
    assert NO_CUSTOMS_LINE in document.lead
    for form in ("text", "md", "csv", "html", "xlsx", "docx"):
        out = io.BytesIO()
        write_document(document, form, out)
        assert len(out.getvalue()) > 1000


def test_a_proposed_rule_catches_certainly_where_all_is_known(root: Path, run: Run) -> None:
    """No line of the small run goes to a country of D:5 or E:1: nothing is caught."""
    proposal = lay(
        root / "examples" / "proposals" / "us-foreign-security-end-users-2024", run.pack_path
    )
    assert proposal.touches_all
    found = simulate(proposal, run, None)
    assert Counter(line.after.caught for line in found.lines) == {Caught.NOT: len(found.lines)}


def test_a_declared_entry_of_the_proposal_is_caught_for_certain(
    root: Path, run: Run, pack: Pack, tmp_path: Path
) -> None:
    """A changed entry that lines declare needs no recognition: water cannon under a new column."""
    folder = tmp_path / "wider"
    (folder / "proposals").mkdir(parents=True)
    (folder / "proposals" / "wider.yaml").write_text(
        "title: Wider\nsummary: Water cannon from the first day.\nstatus: draft\nverified: false\n"
    )
    entry = (root / "knowledge" / "controls" / "us-ccl" / "0A977.yaml").read_text()
    place = folder / "controls" / "us-ccl"
    place.mkdir(parents=True)
    (place / "0A977.yaml").write_text(entry.replace("from: 2020-10-06", "from: always"))
    laid = lay(folder, run.pack_path)
    assert laid.entries == {("us", "0A977")}
    found = by_id(simulate(laid, run, None))
    assert "crowd_control" in laid.technologies
    assert not found["W2"].newly
    assert found["W2"].before == found["W2"].after


def test_a_folder_without_a_card_is_no_proposal(run: Run, tmp_path: Path) -> None:
    """The message says how to write one."""
    (tmp_path / "empty").mkdir()
    with pytest.raises(DataError, match="holds 0 proposals"):
        lay(tmp_path / "empty", run.pack_path)


def test_a_new_proposal_is_commented_and_can_be_simulated_at_once(run: Run, tmp_path: Path) -> None:
    """What `simulate new` writes loads, and is not overwritten."""
    files = write_new("my-entry", tmp_path)
    assert all("#" in path.read_text() for path in files)
    assert lay(tmp_path / "my-entry", run.pack_path).entries == {("us", "9Z999")}
    with pytest.raises(OutputError, match="exists"):
        write_new("my-entry", tmp_path)


def test_measured_shares_are_ranges_and_unmeasured_ones_are_open(pack: Pack) -> None:
    """Eleven of eleven is not certainty; a technology without a row could be anything."""
    assert wilson(0, 0) == (0, 10_000)
    low, high = wilson(11, 11)
    assert 7_000 < low < 8_000
    assert high == 10_000
    figures = measured(pack, ("facial_recognition", "social_credit"))
    assert figures[0].right > 0
    assert figures[1].precision == (0, 10_000)
