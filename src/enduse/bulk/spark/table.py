"""Make a run of a table of a data lake: any DataFrame whose rows are transfers.

Three steps over the same DataFrame: how many rows each partition has; its rows read into blocks
of lines, by the intake that files are read with; the blocks answered as the chunks of a run.
"""

from __future__ import annotations

import hashlib
import pickle
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from time import process_time
from typing import TYPE_CHECKING

from enduse.bulk.chunks import CHUNK
from enduse.bulk.local import identity, refuse_other
from enduse.bulk.make import Made, RunRequest, manifest, places_of
from enduse.bulk.spark.engine import executors_of, gave_up
from enduse.bulk.spark.read_table import BLOCKS, COUNTS, Note, counting, reading
from enduse.bulk.spark.rows import Contract, Mapped, Shape
from enduse.bulk.spark.session import classic
from enduse.bulk.spark.tasks import stands_still
from enduse.bulk.work import Work
from enduse.bulk.write import Progress
from enduse.errors import NoInputError
from enduse.intake.masters import Masters
from enduse.intake.profile_file import with_named
from enduse.intake.read import knowledge_for_reading
from enduse.intake.report import FileReport, ReadReport
from enduse.intake.table_reader import LEARN_FROM, TableReader
from enduse.knowledge.pack import Pack
from enduse.lists.view import Lists
from enduse.review.build import build_reviewer
from enduse.review.questions import Answers

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession


def table_named(session: SparkSession, name: str) -> DataFrame:
    """A table of the session's catalogue, or a folder of Parquet files by its address.

    Raises:
        NoInputError: where there is none.
    """
    from pyspark.errors import PySparkException

    try:
        return session.read.parquet(name) if "/" in name else session.table(name)
    except PySparkException as err:
        said = str(err).strip().splitlines()[0]
        raise NoInputError(
            name, f"cannot be read as a table: {said}",
            "Name a table of the catalogue, or the address of a folder of Parquet files.",
        ) from None  # fmt: skip


def make_run_of_table(
    table: DataFrame,
    name: str,
    request: RunRequest,
    pack: Pack,
    lists: Lists,
    folder: Path,
    progress: Progress,
    size: int = CHUNK,
) -> Made:
    """Review the rows of a table into a run folder, on the session that the table belongs to.

    Args:
        table: columns that a profile maps, the contract's keys, or one column `transfer` of the
            contract's JSON. Its rows are numbered in the order of its partitions; they must come
            again in the same order, as those of files and snapshots do.
        name: stands in the run where a file's name would.
        request: its paths are not read.
        size: rows of a block.

    Raises:
        EnduseError: for a table that is not one of transfers, and where Spark gives up.
    """
    refuse_other(folder)
    session = classic(table.sparkSession)
    start = process_time()
    reviewer = build_reviewer(pack, lists, request.options, request.cache)
    report = FileReport(name, format="table")
    answers = Answers(request.answers, places_of(reviewer)) if request.answers else None
    stages = {"build": process_time() - start}
    cost: Counter[str] = Counter()
    with gave_up():
        shape = _shape(table, request, pack, report)
        blocks, notes = _read(table, shape, answers, size)
    try:
        whole = hashlib.sha256("\n".join(note.sha256 for note in notes).encode()).hexdigest()
        report.sha256 = whole
        rejects = [one for note in notes for one in note.rejects]
        report.rejected = len(rejects)
        for note in notes:
            if note.counts is not None:
                report.add(note.counts)
        made_from = identity(request, pack, lists, reviewer.searched, size)
        said = f"{made_from} {name} {whole}"
        work = Work(folder, hashlib.sha256(said.encode()).hexdigest())
        with work:
            pool = executors_of(session, pack, lists, request, work.part)
            try:
                frames = _frames(blocks, notes, whole, work, pool.wave)
                with gave_up():
                    work.keep_all(pool.answers(frames), stages, cost, progress)
            finally:
                pool.close()
            read = ReadReport(files=[report])
            work.count(read)
            return work.made(
                manifest(request, read, reviewer, pack, lists), rejects,
                {"cpu_seconds": stages, "keys_evaluated": cost}, pack.data,
            )  # fmt: skip
    finally:
        blocks.unpersist()


def _shape(table: DataFrame, request: RunRequest, pack: Pack, report: FileReport) -> Shape:
    """How its rows are read; told from its columns and its first rows, as for a file."""
    import pyarrow as pa

    profiles, countries = knowledge_for_reading(pack)
    if Contract.fits(table.columns):
        report.profile = "contract"
        return Contract(report.name, countries, tuple(table.columns))
    profiles = with_named(profiles, request.reading.profile)
    masters = Masters.load(request.reading, profiles)
    reader = TableReader(profiles, countries, request.reading, masters)
    rows = [tuple(row) for row in table.limit(LEARN_FROM).collect()]
    first = pa.RecordBatch.from_pydict(
        {name: [row[n] for row in rows] for n, name in enumerate(table.columns)}
    )
    return Mapped.of(reader, table.columns, first, report)


def _read(
    table: DataFrame, shape: Shape, answers: Answers | None, size: int
) -> tuple[DataFrame, list[Note]]:
    """The blocks of a table, kept by Spark, and the note of each in the order of its rows."""
    from pyspark import StorageLevel

    counted = table.mapInArrow(counting, COUNTS).collect()
    rows = {row["partition"]: row["rows"] for row in counted}
    read = table.mapInArrow(reading(shape, answers, rows, size), BLOCKS)
    blocks = read.persist(StorageLevel.DISK_ONLY)
    notes: list[Note] = [pickle.loads(row["note"]) for row in blocks.select("note").collect()]  # noqa: S301
    notes.sort(key=lambda note: (note.partition, note.block))
    for note in notes:
        if note.error is not None:
            raise note.error
    if sum(note.rows for note in notes) != sum(rows.values()):
        raise stands_still(shape.name)
    return blocks, notes


Frame = Callable[[], "DataFrame"]


def _frames(
    blocks: DataFrame, notes: Sequence[Note], sha256: str, work: Work, wave: int
) -> Iterator[Frame]:
    """The blocks that are not answered yet, numbered as chunks, a wave at a time."""
    specs, first, number = [], 0, 0
    for note in notes:
        if not note.lines:
            continue
        if number not in work.done:
            specs.append((note.partition, note.block, number, first, note.sha256, sha256))
        number += 1
        first += note.lines
    for n in range(0, len(specs), wave):
        yield partial(_numbered, blocks, specs[n : n + wave])


SPECS = "partition int, block int, number int, first long, rows_sha256 string, sha256 string"


def _numbered(blocks: DataFrame, specs: Sequence[tuple[object, ...]]) -> DataFrame:
    """Blocks with their numbers, spread over the cluster: those of a wave stand close together."""
    from pyspark.sql.functions import broadcast

    wanted = blocks.sparkSession.createDataFrame(specs, SPECS)
    joined = blocks.join(broadcast(wanted), ["partition", "block"])
    return joined.repartition(2 * len(specs), "number")
