"""`python -m benchmarks.spark_cluster --lines N`: a review on a real cluster of this machine.

One master and two workers are started as processes of their own. The same generated file is
reviewed by the local engine and on the cluster; in the middle of the second, a Python worker of
an executor and later the whole JVM of an executor are killed. The hashes of all files of both
runs must be equal. Needs the extra `spark` and Java; ends all that it started.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import resource
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from benchmarks.__main__ import machine, tree_kilobytes
from benchmarks.generate import write

HOST = "127.0.0.1"
NOT_OF_THE_RUN = ("stages.json",)


def environment(room: Path) -> dict[str, str]:
    """What all processes of the cluster are started with."""
    import pyspark

    root = Path(__file__).resolve().parent.parent
    return {
        **os.environ,
        "SPARK_HOME": str(Path(pyspark.__file__).parent),
        "SPARK_LOCAL_IP": HOST,
        "SPARK_DAEMON_MEMORY": "256m",
        "SPARK_WORKER_DIR": str(room / "work"),
        "PYSPARK_PYTHON": sys.executable,
        "PYTHONPATH": f"{root / 'src'}:{root}",
    }


@contextmanager
def cluster(room: Path, port: int, memory: str) -> Iterator[str]:
    """A master and two workers of one processor each; its URL."""
    env = environment(room)
    program = str(Path(env["SPARK_HOME"]) / "bin" / "spark-class")
    url = f"spark://{HOST}:{port}"
    started: list[subprocess.Popen[bytes]] = []

    def begin(name: str, *arguments: str) -> None:
        log = (room / f"{name}.log").open("wb")
        started.append(
            subprocess.Popen(
                [program, *arguments], env=env, stdout=log, stderr=log, start_new_session=True
            )
        )

    try:
        begin(
            "master", "org.apache.spark.deploy.master.Master",
            "--host", HOST, "--port", str(port), "--webui-port", "0",
        )  # fmt: skip
        for n in (1, 2):
            begin(
                f"worker{n}", "org.apache.spark.deploy.worker.Worker",
                "--cores", "1", "--memory", memory, "--host", HOST, "--webui-port", "0", url,
            )  # fmt: skip
        wait_for(room / "master.log", "Registering worker", 2)
        yield url
    finally:
        for process in reversed(started):
            process.terminate()
        for process in started:
            process.wait(timeout=30)


def wait_for(log: Path, words: str, times: int, seconds: float = 120) -> None:
    """Wait until a log says something so many times."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if log.is_file() and log.read_text(errors="replace").count(words) >= times:
            return
        time.sleep(0.2)
    raise SystemExit(
        f"{log.name} does not say {words!r}: {log.read_text(errors='replace')[-2000:]}"
    )


def descendants(pid: int) -> list[int]:
    """All processes below one, ours alone."""
    found = []
    try:
        threads = list(Path(f"/proc/{pid}/task").iterdir())
        children = [c for t in threads for c in (t / "children").read_text().split()]
    except OSError:
        return []
    for child in map(int, children):
        found += [child, *descendants(child)]
    return found


def command(pid: int) -> str:
    """The command line of a process."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
    except OSError:
        return ""


def python_workers() -> list[int]:
    """Python processes that answer chunks: children of the daemons of our executors."""
    below = descendants(os.getpid())
    daemons = [p for p in below if "pyspark.daemon" in command(p)]
    return [p for p in daemons if any(p in descendants(q) for q in daemons if q != p)]


def executors() -> list[int]:
    """JVMs of our executors."""
    return [
        p for p in descendants(os.getpid())
        if "CoarseGrainedExecutorBackend" in command(p) and "java" in command(p).split(" ")[0]
    ]  # fmt: skip


def kill_in_the_middle(part: Path, chunks: int, said: list[str], stop: threading.Event) -> None:
    """Kill a Python worker after a third of the chunks, an executor after two thirds."""
    for share, what, victims in (
        (1 / 3, "Python worker", python_workers), (2 / 3, "executor JVM", executors)
    ):  # fmt: skip
        while not stop.is_set():
            done = len(list((part / "matches").glob("*.parquet")))
            if done >= max(1, int(chunks * share)) and (found := victims()):
                os.kill(found[0], signal.SIGKILL)
                said.append(f"{what} {found[0]} killed with {done} of {chunks} chunks in place")
                break
            time.sleep(0.1)


def cpu_seconds() -> float:
    """CPU of all processes that ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def hashes(folder: Path) -> dict[str, str]:
    """Hash of every file of a run."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name not in NOT_OF_THE_RUN
    }


def review(
    file: Path, out: Path, room: Path, *more: str, kill: int = 0
) -> tuple[dict[str, Any], list[str]]:
    """Review a file with the program itself; its figures, and what was killed."""
    start, peak, killed = time.monotonic(), 0, list[str]()
    env = {**environment(room), "ENDUSE_HOME": str(room / "home")}
    stop = threading.Event()
    killer = threading.Thread(
        target=kill_in_the_middle, args=(out.with_name(f".{out.name}.work"), kill, killed, stop)
    )
    child = subprocess.Popen(
        [sys.executable, "-m", "enduse", "review", str(file), "--out", str(out), *more],
        env=env, stdout=subprocess.DEVNULL,
    )  # fmt: skip
    if kill:
        killer.start()
    while child.poll() is None:
        peak = max(peak, tree_kilobytes(os.getpid()))
        time.sleep(0.5)
    stop.set()
    if kill:
        killer.join()
    if not (out / "manifest.json").is_file():
        raise SystemExit(f"{' '.join(more)}: no run was made (exit code {child.returncode})")
    return {"seconds": time.monotonic() - start, "peak_memory_mb": peak // 1024}, killed


def main() -> None:
    """Read the command line, run, compare, write."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.spark_cluster", description=__doc__)
    parser.add_argument("--lines", type=int, default=200_000)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--port", type=int, default=7077)
    parser.add_argument("--memory", default="1g", help="of each executor's JVM")
    parser.add_argument("--no-kill", action="store_true")
    parser.add_argument("--json", type=Path)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="enduse-cluster-") as name:
        room = Path(name)
        file = room / "lines.csv"
        write(file, args.lines, args.seed)
        before = cpu_seconds()
        local, _ = review(file, room / "local", room, "--engine", "local")
        local["cpu_seconds"] = cpu_seconds() - before
        before = cpu_seconds()
        chunks = len(list((room / "local" / "lines").glob("*.parquet")))
        with cluster(room, args.port, args.memory) as url:
            options = {
                "spark.master": url, "spark.executor.memory": args.memory,
                "spark.driver.memory": "1g", "spark.driver.host": HOST,
                "spark.driver.bindAddress": HOST, "spark.ui.enabled": "false",
            }  # fmt: skip
            more = [word for pair in options.items() for word in ("--spark", "=".join(pair))]
            spark, killed = review(
                file, room / "spark", room, "--engine", "spark", *more,
                kill=0 if args.no_kill else chunks,
            )  # fmt: skip
        spark["cpu_seconds"] = cpu_seconds() - before
        ours, theirs = hashes(room / "local"), hashes(room / "spark")
        differ = sorted(k for k in ours.keys() | theirs.keys() if ours.get(k) != theirs.get(k))
        digest = hashlib.sha256(json.dumps(ours, sort_keys=True).encode()).hexdigest()
        found = {
            "lines": args.lines, "seed": args.seed, "chunks": chunks, "files": len(ours),
            "machine": machine(), "local": local, "spark": spark, "killed": killed,
            "equal": not differ, "differ": differ, "sha256_of_all_hashes": digest,
        }  # fmt: skip
    text = json.dumps(found, indent=1, sort_keys=True)
    if args.json:
        args.json.write_text(text + "\n")
    print(text)
    if differ or (not args.no_kill and len(killed) < 2):
        raise SystemExit(1)


if __name__ == "__main__":
    main()
