"""The local engine: the same rows as line by line, the same bytes however it was interrupted."""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import signal
import sys
from pathlib import Path

import pytest

from enduse.bulk.local import make_run_locally
from enduse.bulk.make import RunRequest, make_run
from enduse.bulk.run import STAGES, Run
from enduse.bulk.tables import COLUMNS
from enduse.errors import OutputError
from enduse.intake.options import ReadOptions
from enduse.knowledge.pack import Pack
from enduse.lists.view import Lists
from enduse.review.options import ReviewOptions
from tests.bulk.unread_lists import NAMES, TwoLists

SIZE = 7


@pytest.fixture(scope="module")
def request_(root: Path, tmp_path_factory: pytest.TempPathFactory) -> RunRequest:
    """Lines taken together, with a reject and a problem; two examples, other ends of chunks."""
    lines = tmp_path_factory.mktemp("inputs") / "lines.csv"
    rows = [f"L-{n},2021-03-{1 + n % 9:02d},pump {n % 4},ACME {n % 3},CN,{n}" for n in range(60)]
    rows[10], rows[45] = "L-10,2021-03-01,pump,ACME,CN,1,more", "L-45,never,pump,ACME,CN,1"
    head = "id,date,goods_description,consignee,destination,value"
    lines.write_text("\n".join([head, *rows]) + "\n")
    paths = (lines, root / "examples/transfers.csv", root / "examples/notices.jsonl")
    return RunRequest(paths=paths, reading=ReadOptions(), options=ReviewOptions())


@pytest.fixture(scope="module")
def plain(
    request_: RunRequest, pack: Pack, lists: Lists, tmp_path_factory: pytest.TempPathFactory
) -> Run:
    """A run that nothing disturbed."""
    folder = tmp_path_factory.mktemp("runs") / "plain"
    return make_run_locally(request_, pack, lists, folder, lambda _: None, 0, SIZE).run


def bytes_of(folder: Path) -> dict[str, str]:
    """Hash of every file of a run but the note of how long it took."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != STAGES
    }


def test_a_run_holds_the_rows_of_the_run_made_line_by_line(
    plain: Run, request_: RunRequest, pack: Pack, lists: Lists, tmp_path: Path
) -> None:
    """All tables and the manifest."""
    other = make_run(request_, pack, lists, tmp_path / "by_line", lambda _: None).run
    for name in COLUMNS:
        assert list(plain.rows(name)) == list(other.rows(name)), name
        assert plain.table(name).equals(other.table(name)), name
    assert plain.manifest == other.manifest
    assert plain.id == other.id


def test_more_processes_make_the_same_bytes(
    plain: Run, request_: RunRequest, pack: Pack, lists: Lists, tmp_path: Path
) -> None:
    """Whoever answers a chunk, and in whichever order, its files are the same."""
    folder = tmp_path / "two"
    made = make_run_locally(request_, pack, lists, folder, lambda _: None, 2, SIZE)
    assert bytes_of(made.run.folder) == bytes_of(plain.folder)


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL on Windows")
@pytest.mark.parametrize("after", [2, 7])
def test_a_run_that_was_killed_goes_on_to_the_same_bytes(
    after: int, plain: Run, request_: RunRequest, pack: Pack, lists: Lists, tmp_path: Path
) -> None:
    """kill -9 once chunks are finished: they are kept, and the end is as if nothing happened."""
    folder = tmp_path / "killed"

    def until_killed() -> None:
        seen = []

        def progress(lines: int) -> None:
            seen.append(lines)
            if len(seen) == after:
                os.kill(os.getpid(), signal.SIGKILL)

        make_run_locally(request_, pack, lists, folder, progress, 0, SIZE)

    process = multiprocessing.get_context("fork").Process(target=until_killed)
    process.start()
    process.join()
    assert process.exitcode == -signal.SIGKILL
    assert not folder.exists(), "nothing half written stands under the final name"
    kept = {
        path: path.stat().st_mtime_ns
        for path in (tmp_path / ".killed.work" / "lines").glob("*.parquet")
    }
    assert len(kept) == after
    again: list[int] = []
    made = make_run_locally(request_, pack, lists, folder, again.append, 0, SIZE)
    assert bytes_of(made.run.folder) == bytes_of(plain.folder)
    for path, written in kept.items():
        assert (folder / "lines" / path.name).stat().st_mtime_ns == written, "it was done twice"


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL on Windows")
def test_processes_end_when_the_one_that_leads_them_is_killed(
    plain: Run, request_: RunRequest, pack: Pack, lists: Lists, tmp_path: Path
) -> None:
    """kill -9 of the leading process alone: the next run gets the folder, and ends the same."""
    folder = tmp_path / "led"

    def until_killed() -> None:
        def progress(lines: int) -> None:
            os.kill(os.getpid(), signal.SIGKILL)

        make_run_locally(request_, pack, lists, folder, progress, 2, SIZE)

    process = multiprocessing.get_context("fork").Process(target=until_killed)
    process.start()
    process.join()
    assert process.exitcode == -signal.SIGKILL
    made = make_run_locally(request_, pack, lists, folder, lambda _: None, 2, SIZE)
    assert bytes_of(made.run.folder) == bytes_of(plain.folder)


def test_parts_of_another_request_are_not_taken(
    plain: Run, request_: RunRequest, pack: Pack, lists: Lists, tmp_path: Path
) -> None:
    """What stands in the working folder counts only for the same inputs, options and code."""
    folder = tmp_path / "other"
    left = tmp_path / ".other.work"
    (left / "done").mkdir(parents=True)
    (left / "identity").write_text("another")
    (left / "done" / "000000.json").write_text(
        '{"number":0,"lines":5,"rows":{"lines":5},"worst":0}'
    )
    made = make_run_locally(request_, pack, lists, folder, lambda _: None, 0, SIZE)
    assert bytes_of(made.run.folder) == bytes_of(plain.folder)


def test_parts_made_while_a_list_could_not_be_read_are_not_taken(
    pack: Pack, tmp_path: Path
) -> None:
    """The list is whole again when the same command runs again: its matches are on every line."""
    file = tmp_path / "lines.csv"
    rows = [f"L-{n},2021-03-01,{body},CN" for n in range(9) for body in (NAMES["own-a"],)]
    file.write_text("\n".join(["id,date,consignee,destination", *rows]) + "\n")
    request = RunRequest(paths=(file,), reading=ReadOptions(), options=ReviewOptions())

    def interrupted(_: int) -> None:
        raise KeyboardInterrupt

    unread = TwoLists(pack, frozenset({"own-a"}))
    with pytest.raises(KeyboardInterrupt):
        make_run_locally(request, pack, unread, tmp_path / "run", interrupted, 0, SIZE)
    assert list((tmp_path / ".run.work" / "done").iterdir())
    run = make_run_locally(
        request, pack, TwoLists(pack), tmp_path / "run", lambda _: None, 0, SIZE
    ).run
    assert [row["list"] for row in run.rows("matches")] == ["own-a"] * 9


def test_a_folder_that_is_no_run_is_not_replaced(
    request_: RunRequest, pack: Pack, lists: Lists, tmp_path: Path
) -> None:
    """Somebody's folder stays as it is."""
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("keep me")
    with pytest.raises(OutputError, match="is not a run"):
        make_run_locally(request_, pack, lists, tmp_path / "mine", lambda _: None, 0)
    assert (tmp_path / "mine" / "letter.txt").read_text() == "keep me"
