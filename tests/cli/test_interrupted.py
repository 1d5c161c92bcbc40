"""What a person who interrupts a review is told of the work that was done."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from enduse.bulk.work import folder_of_work
from enduse.cli.interrupted import kept_words, telling_what_is_kept

ROOT = Path(__file__).resolve().parents[2]


def test_finished_parts_are_counted(tmp_path: Path) -> None:
    """Of the run that was to be made, and only of it."""
    run = tmp_path / "run"
    assert "no part" in kept_words(run)
    done = folder_of_work(run) / "done"
    done.mkdir(parents=True)
    for number in range(3):
        (done / f"{number:06d}.json").write_text(json.dumps({"lines": 50_000}))
    (done / "000003.part").write_text("")
    assert kept_words(run).startswith(
        "150,000 reviewed lines in 3 finished parts are kept: the same"
    )
    assert "without --out" in kept_words(None)


def test_an_interruption_stays_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It is told, and goes on to end the program."""
    with pytest.raises(KeyboardInterrupt), telling_what_is_kept(tmp_path / "run"):
        raise KeyboardInterrupt
    assert "begins anew" in capsys.readouterr().err


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGINT to send on Windows")
def test_an_interrupted_review_ends_with_130(tmp_path: Path) -> None:
    """While it waits for lines that do not come."""
    env = dict(os.environ, ENDUSE_HOME=str(tmp_path), PYTHONPATH=str(ROOT / "src"))
    code = (
        "import sys, enduse.bulk.engines as e; from enduse.cli.main import run\n"
        "make = e.make_with\n"
        "def waiting(*args):\n"
        "    sys.stderr.write('ready'); sys.stderr.flush(); return make(*args)\n"
        "e.make_with = waiting; sys.argv[1:] = ['review', '-', '--bulk', '--out', 'run']; run()"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code], env=env, cwd=tmp_path,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert process.stderr is not None
    assert process.stderr.read(5) == b"ready"
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 130
    assert b"begins anew" in said
    assert b"interrupted" in said
    assert b"Traceback" not in said
