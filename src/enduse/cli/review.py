"""`enduse review`: files of transfers in, a reviewed run and a report out."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from enduse.cli.inputs import (
    AsOfOption,
    DelimiterOption,
    EncodingOption,
    ItemsOption,
    PartnersOption,
    ProfileOption,
    SheetOption,
    day,
    pairs,
)
from enduse.cli.interrupted import telling_what_is_kept
from enduse.cli.licence import EXIT_CODES
from enduse.cli.progress import progress
from enduse.cli.settings import (
    KnowledgeOption,
    OverlayOption,
    cache_folder,
    knowledge_pack,
    setting,
)
from enduse.cli.show import FormatOption, explain_one
from enduse.errors import DataError

if TYPE_CHECKING:
    from enduse.intake.inputs import InputPath


def review(
    files: Annotated[
        list[Path] | None,
        typer.Argument(help="Files or folders of transfers; - for standard input."),
    ] = None,
    as_of: AsOfOption = None,
    also_as_of: Annotated[
        list[str] | None, typer.Option("--also-as-of", help="A further day beside it; repeatable.")
    ] = None,
    jurisdiction: Annotated[
        list[str] | None, typer.Option("--jurisdiction", help="us, eu, de, uk; repeatable.")
    ] = None,
    rules: Annotated[
        list[str] | None, typer.Option("--rules", help="Only these rules or folders.")
    ] = None,
    profile: ProfileOption = None,
    encoding: EncodingOption = None,
    delimiter: DelimiterOption = None,
    sheet: SheetOption = None,
    items: ItemsOption = None,
    partners: PartnersOption = None,
    default: Annotated[
        list[str] | None,
        typer.Option(
            "--default", help="A value for lines without one: dispatched_from=DE; repeatable."
        ),
    ] = None,
    statement: Annotated[
        list[str] | None,
        typer.Option("--statement", help="Answer a standing question for the file; repeatable."),
    ] = None,
    by: Annotated[str, typer.Option("--by", help="Who answers with --statement.")] = "",
    answers: Annotated[
        Path | None, typer.Option("--answers", help="A filled sheet of questions.")
    ] = None,
    ask: Annotated[
        Path | None, typer.Option("--ask", help="Write the questions to this XLSX file.")
    ] = None,
    format_: FormatOption = "text",
    out: Annotated[Path | None, typer.Option("--out", help="Keep the run in this folder.")] = None,
    explain: Annotated[
        str | None, typer.Option("--explain", help="Explain the line with this id, rule by rule.")
    ] = None,
    strict: Annotated[
        bool, typer.Option("--strict", help="Exit with 65 where a row was rejected.")
    ] = False,
    engine: Annotated[
        str, typer.Option("--engine", help="line, local (bulk), spark, or auto: by size.")
    ] = "auto",
    bulk: Annotated[
        bool, typer.Option("--bulk", help="Review in bulk, whatever the size of the input.")
    ] = False,
    spark: Annotated[
        list[str] | None,
        typer.Option("--spark", help="A setting of Spark: spark.master=URL; repeatable."),
    ] = None,
    table: Annotated[
        str | None,
        typer.Option("--table", help="A table of Spark, or the address of a folder of Parquet."),
    ] = None,
    memory: Annotated[
        str | None,
        typer.Option("--memory", help="Memory that bulk may take, e.g. 2G; else half of it."),
    ] = None,
    knowledge: KnowledgeOption = None,
    overlay: OverlayOption = None,
) -> None:
    """Review transfers: lists, end users, goods, law of the day, red flags."""
    from enduse.bulk.engines import OnSpark, bulk_engine, check_engine, check_memory, make_with
    from enduse.bulk.make import RunRequest
    from enduse.bulk.memory import read_size
    from enduse.cli.open import open_installed_lists, selection
    from enduse.intake.options import ReadOptions
    from enduse.report.questions import read_answers, write_questions
    from enduse.report.views import check_format, write_view
    from enduse.review.options import ReviewOptions

    check_format(format_)
    paths: tuple[InputPath, ...] = tuple("-" if str(p) == "-" else p for p in files or ())
    on_spark = OnSpark(dict(pairs(spark, "--spark")), table)
    engine = bulk_engine(engine, table) if bulk else engine
    check_engine(engine, paths, on_spark)
    check_memory(engine, memory)
    most = setting("memory") if memory is None else memory
    room = None if most is None else read_size(most)
    pack = knowledge_pack(knowledge, overlay)
    request = RunRequest(
        paths=paths,
        reading=ReadOptions(
            profile=profile,
            encoding=encoding,
            delimiter=delimiter,
            sheet=sheet,
            items=items,
            partners=partners,
            defaults=dict(pairs(default, "--default")),
        ),
        options=ReviewOptions(
            as_of=day(as_of, "--as-of"),
            also_as_of=tuple(d for text in also_as_of or () if (d := day(text, "--also-as-of"))),
            jurisdictions=tuple(jurisdiction or ()),
            rules=tuple(rules or ()),
            statements=pairs(statement, "--statement"),
        ),
        answers=tuple(read_answers(answers)) if answers else (),
        by=by,
        cache=cache_folder(),
    )
    with _folder(out) as folder, progress(request.paths) as tell:
        lists = open_installed_lists(pack)
        with telling_what_is_kept(out):
            made = make_with(engine, request, pack, lists, folder, tell, on_spark, room)
        if ask:
            count = write_questions(made.run, ask)
            typer.echo(f"{count:,} questions written to {ask}", err=True)
        if explain is not None:
            explain_one(made.run, explain)
        else:
            write_view(made.run, format_, sys.stdout.buffer, selection())
    code = EXIT_CODES[made.counts.worst.word]
    if strict and made.counts.rejects:
        code = DataError.exit_code
    raise typer.Exit(code)


@contextmanager
def _folder(out: Path | None) -> Iterator[Path]:
    """The named folder, or one that goes when the report is written."""
    if out is not None:
        yield out
        return
    with tempfile.TemporaryDirectory(prefix="enduse-") as folder:
        yield Path(folder) / "run"
