"""What is kept of a run that did not end: only what its inputs still say, and nothing is lost."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import pytest

import enduse.bulk.processes as processes
from enduse.bulk.local import identity, make_run_locally
from enduse.bulk.make import RunRequest
from enduse.bulk.plan.answers import Plan
from enduse.bulk.work import folder_of_work
from enduse.bulk.workers import Done, Task
from enduse.errors import EnduseError
from enduse.intake.options import ReadOptions
from enduse.knowledge.pack import Pack
from enduse.lists.view import Lists
from enduse.review.options import ReviewOptions

SIZE = 10


def _write(folder: Path, word: str, lines: int) -> Path:
    folder.mkdir(exist_ok=True)
    rows = [f"L-{n},2023-05-05,{word} pumps,CN,Alpha {word} {n},CN" for n in range(lines)]
    heading = "id,date,description,destination,consignee,consignee_country"
    (folder / "lines.csv").write_text("\n".join([heading, *rows]) + "\n")
    return folder


@pytest.fixture(scope="module")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What is compiled from knowledge is kept from run to run."""
    return tmp_path_factory.mktemp("compiled")


def _request(path: Path, cache: Path, **reading: Any) -> RunRequest:
    read = ReadOptions(**reading)
    return RunRequest(paths=(path,), reading=read, options=ReviewOptions(), cache=cache)


def _stop_after(lines: int) -> object:
    def progress(done: int) -> None:
        if done >= lines:
            raise KeyboardInterrupt

    return progress


@pytest.mark.parametrize("lines", [40, 30, 12, 50])
def test_what_was_made_of_other_bytes_is_made_again(
    lines: int, compiled: Path, pack: Pack, lists: Lists, tmp_path: Path
) -> None:
    """A file in a folder is written anew between two tries, with as many lines, fewer or more."""
    inputs, out = _write(tmp_path / "inputs", "old", 40), tmp_path / "run"
    with pytest.raises(KeyboardInterrupt):
        make_run_locally(_request(inputs, compiled), pack, lists, out, _stop_after(20), 0, SIZE)  # type: ignore[arg-type]
    assert list((folder_of_work(out) / "done").iterdir())
    _write(inputs, "new", lines)
    run = make_run_locally(
        _request(inputs, compiled), pack, lists, out, lambda _: None, 0, SIZE
    ).run
    said = [row["description"] for row in run.rows("lines")]
    assert said == ["new pumps"] * lines
    assert len(list((out / "lines").iterdir())) == -(-lines // SIZE)
    now = hashlib.sha256((inputs / "lines.csv").read_bytes()).hexdigest()
    assert run.manifest["inputs"][0]["sha256"] == now


@pytest.mark.parametrize("lines", [10, 50, 45])
def test_a_chunk_of_the_same_file_stands_for_its_own_lines_only(
    lines: int, compiled: Path, pack: Pack, lists: Lists, tmp_path: Path
) -> None:
    """A file before it grows or shrinks: the next file's chunks have other numbers, other lines."""
    inputs, out = _write(tmp_path / "inputs", "old", 40), tmp_path / "run"
    (inputs / "lines.csv").rename(inputs / "next.csv")
    rows = (inputs / "next.csv").read_text().replace("old", "next").replace("L-", "M-")
    (inputs / "next.csv").write_text(rows)
    _write(inputs, "old", 40)
    with pytest.raises(KeyboardInterrupt):
        make_run_locally(_request(inputs, compiled), pack, lists, out, _stop_after(70), 0, SIZE)  # type: ignore[arg-type]
    _write(inputs, "new", lines)
    run = make_run_locally(
        _request(inputs, compiled), pack, lists, out, lambda _: None, 0, SIZE
    ).run
    other = make_run_locally(
        _request(inputs, compiled), pack, lists, tmp_path / "o", lambda _: None, 0, SIZE
    )
    for name in ("transfers", "lines", "findings", "matches"):
        assert run.table(name).equals(other.run.table(name)), name


@pytest.mark.parametrize("option", ["items", "partners", "profile"])
def test_a_run_is_another_where_a_file_beside_its_input_is_another(
    option: str, compiled: Path, pack: Pack, lists: Lists, tmp_path: Path
) -> None:
    """Masters and a profile of one's own have a part in every line."""
    beside = tmp_path / "beside"
    beside.write_text("sku,description\n1,pumps\n")
    request = _request(_write(tmp_path / "inputs", "old", 1), compiled, **{option: beside})
    before = identity(request, pack, lists, (), SIZE)
    assert identity(request, pack, lists, (), SIZE) == before
    beside.write_text("sku,description\n1,valves\n")
    assert identity(request, pack, lists, (), SIZE) != before


class _Killed(BaseException):
    """As if the process had ended there."""


@pytest.mark.parametrize("step", [0, 1, 2])
def test_an_end_at_the_last_steps_loses_neither_the_work_nor_the_old_run(
    step: int,
    compiled: Path,
    pack: Pack,
    lists: Lists,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The old run is moved aside, the new one gets its name, then the old one goes."""
    request, out = _request(_write(tmp_path / "inputs", "old", 40), compiled), tmp_path / "run"
    make_run_locally(request, pack, lists, out, lambda _: None, 0, SIZE)
    steps = 0
    replace = Path.replace

    def ended(self: Path, target: Path) -> Path:
        nonlocal steps
        if self.is_dir():
            if steps == step:
                raise _Killed
            steps += 1
        return replace(self, target)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", ended)
        if step == 2:
            make_run_locally(request, pack, lists, out, lambda _: None, 0, SIZE)
        else:
            with pytest.raises(_Killed):
                make_run_locally(request, pack, lists, out, lambda _: None, 0, SIZE)
    if step < 2:
        kept = [out, folder_of_work(out).with_suffix(".old")]
        assert any((one / "manifest.json").is_file() for one in kept), "the old run is there"
        again: list[int] = []
        make_run_locally(request, pack, lists, out, again.append, 0, SIZE)
        assert not again, "no chunk was answered twice"
    left = {path.name for path in tmp_path.iterdir()}
    assert left == {"inputs", "run"}
    assert not {"identity", "done", ".lock"} & {path.name for path in out.iterdir()}


def test_a_fault_of_the_program_is_told_as_one(
    compiled: Path, pack: Pack, lists: Lists, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is no end from outside, and comes again however often the command is run again."""
    answer = processes.answer

    def broken(plan: Plan, task: Task, folder: Path) -> Done:
        if task.number == 1:
            raise ValueError("no such thing")
        return answer(plan, task, folder)

    monkeypatch.setattr(processes, "answer", broken)
    request = _request(_write(tmp_path / "inputs", "old", 40), compiled)
    with pytest.raises(EnduseError) as told:
        make_run_locally(request, pack, lists, tmp_path / "run", lambda _: None, 1, SIZE)
    assert told.value.where == "lines.csv" or told.value.where.endswith("lines.csv")
    assert told.value.problem == (
        "lines 11 to 20 met a fault of the program: ValueError('no such thing')"
    )
    assert told.value.exit_code == 70
