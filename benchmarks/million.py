"""A million distinct names against all lists on two processes; called by `benchmarks.names`.

Every file that comes with a whole list is imported into a home of its own. The names are put
together from words of real organisations, a fourth of them with one letter changed, so that
they bring hundreds of thousands of words that no list has. CPU time is that of both processes,
memory that of the whole tree, with pages that processes share counted once.
"""

from __future__ import annotations

import multiprocessing
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from rapidfuzz import fuzz, process, utils

from benchmarks.__main__ import tree_kilobytes
from enduse.knowledge.source import open_knowledge
from enduse.lists.view import open_lists
from enduse.review.parties.held import compiled
from enduse.screening.exhaustive import screen_exhaustively
from enduse.screening.index import NameIndex
from enduse.screening.names_kept import Names
from enduse.screening.screen import Screener

LETTERS = "abcdefghijklmnopqrstuvwxyz"
TAKEN = 100_000
"""Names that a process takes at once."""


def install(lists: Path, home: Path) -> None:
    """Import the newest whole file of each source."""
    for folder in sorted(lists.iterdir()):
        whole = [p for p in folder.glob("*") if not {".cut", ".sample"} & set(p.suffixes)]
        whole = [p for p in whole if ".alt" not in p.name and ".add" not in p.name]
        if not whole:
            continue
        newest = max(whole, key=lambda path: path.name)
        beside = [
            p for p in folder.glob(newest.name[:10] + ".*") if ".alt" in p.name or ".add" in p.name
        ]
        command = [sys.executable, "-m", "enduse", "lists", "import", folder.name]
        command += map(str, [newest, *beside])
        subprocess.run(
            [*command, "--date", newest.name[:10]], env=os.environ | {"ENDUSE_HOME": str(home)},
            capture_output=True, check=False,
        )  # fmt: skip


def misspelt(names: Sequence[str]) -> list[str]:
    """The names, every fourth with one letter changed; all are distinct."""
    chance = random.Random(5)
    found: dict[str, None] = {}
    for i, name in enumerate(names):
        if i % 4 == 0:
            at = chance.randrange(len(name))
            name = name[:at] + chance.choice(LETTERS) + name[at + 1 :]
        found[name] = None
    return list(found)


def work(folder: Path, names: Names, asked: list[str], answers: multiprocessing.Queue[int]) -> None:
    """Screen names in one process; tell how many have a match."""
    screener = Screener(NameIndex.open(folder, names.knowledge))
    matched = 0
    for start in range(0, len(asked), TAKEN):
        matched += sum(map(bool, screener.screen(asked[start : start + TAKEN])))
    answers.put(matched)


def million(shared: Path, composed: Sequence[str]) -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as place:
        home = Path(place)
        install(shared / "data" / "lists", home)
        pack = open_knowledge(None, (), home / "cache")
        names = Names(pack, home / "cache")
        lists = open_lists(home / "lists", pack)
        before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
        place_of = home / "cache" / "lists"
        building = multiprocessing.get_context("fork").Process(
            target=compiled, args=(lists, names, place_of)
        )
        building.start()
        building.join()
        built = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before
        folder = compiled(lists, names, place_of)
        index = NameIndex.open(folder, names.knowledge)
        entries, listed = len(index.arrays["entry_ends"]) // 3, len(index.arrays["text_ends"])
        print(f"{entries:,} entries with {listed:,} names, read and indexed in {built:.1f} s CPU")
        print(f"  {sum(array.nbytes for array in index.arrays.values()) / 1e6:.0f} MB of columns")
        asked = misspelt(composed)
        spent = in_two(folder, names, asked)
        print("of them in basic Latin letters:")
        in_two(folder, names, [name for name in asked if name.isascii()][: len(asked) // 5])
        compare(index, asked, spent)
        alone(Screener(index), asked[:2_000])
        cold(home)


def in_two(folder: Path, names: Names, asked: list[str]) -> float:
    """Screen on two processes; return CPU seconds."""
    own = resource.getrusage(resource.RUSAGE_CHILDREN)
    context = multiprocessing.get_context("fork")
    answers: multiprocessing.Queue[int] = context.Queue()
    start = time.monotonic()
    both = [
        context.Process(target=work, args=(folder, names, asked[i::2], answers)) for i in range(2)
    ]
    for one in both:
        one.start()
    peak = 0
    while any(one.is_alive() for one in both):
        peak = max(peak, tree_kilobytes(os.getpid()))
        time.sleep(0.2)
    seconds = time.monotonic() - start
    for one in both:
        one.join()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - own.ru_utime - own.ru_stime
    matched = answers.get() + answers.get()
    print(f"{len(asked):,} distinct names, two processes: {seconds:.1f} s, {spent:.1f} s CPU,")
    print(f"  {1e6 * spent / len(asked):.1f} us CPU a name; {matched:,} names have a match")
    print(f"  peak memory of the tree {peak // 1024:,} MB (the names themselves included)")
    return spent


def sorted_words(text: str) -> str:
    """What token_sort_ratio compares; sorting once makes the baseline as fast as it can be."""
    return " ".join(sorted(utils.default_process(text).split()))


def compare(index: NameIndex, asked: list[str], spent: float) -> None:
    """Print the ratio to cdist on a sample, and check a sample against scoring every pair."""
    sample = random.Random(3).sample(asked, 300)
    choices = [sorted_words(index.text(i)) for i in range(len(index.arrays["text_ends"]))]
    start = time.process_time()
    process.cdist([sorted_words(n) for n in sample], choices, scorer=fuzz.ratio, score_cutoff=88)
    each = (time.process_time() - start) / len(sample)
    ratio = each * len(asked) / spent
    print(f"  cdist ratio on sorted words, a sample: {1e6 * each:.0f} us a name, {ratio:.0f} times")
    screener = Screener(index)
    answers = screener.screen(asked[:20_000])
    found = [i for i, answer in enumerate(answers) if answer][:3]
    rows = [*found, *random.Random(4).sample(range(20_000), 5)]
    same = [answers[i] for i in rows] == screen_exhaustively([asked[i] for i in rows], index)
    print(f"  every pair scored for {len(rows)} of them: {'equal' if same else 'DIFFERENT'}")


def alone(screener: Screener, asked: Sequence[str]) -> None:
    """Print the CPU time of single names."""
    for name in asked[:100]:
        screener.screen([name])
    each = []
    for name in asked[100:]:
        start = time.process_time()
        screener.screen([name])
        each.append(1e3 * (time.process_time() - start))
    each.sort()
    middle, high = statistics.median(each), each[len(each) * 99 // 100]
    print(f"  one name, warm: p50 {middle:.2f} ms, p99 {high:.2f} ms CPU")


def cold(home: Path) -> None:
    """Print the CPU time of a process that screens one name, its caches filled."""
    command = [sys.executable, "-m", "enduse", "screen", "Hikvision Digital Technology"]
    found = []
    for _ in range(6):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(
            command, env=os.environ | {"ENDUSE_HOME": str(home)}, capture_output=True, check=False
        )
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        found.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    print(f"  a process for one name, warm caches: {1e3 * min(found[1:]):.0f} ms CPU")
