"""`enduse knowledge`: check files, run the worked cases, write the pack."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from enduse.cli.settings import KnowledgeOption, OverlayOption, knowledge_pack
from enduse.errors import KnowledgeError

app = typer.Typer(
    help="Check knowledge files, run the worked cases, write the pack.", no_args_is_help=True
)

FolderArgument = Annotated[
    Path | None, typer.Argument(help="The knowledge folder; default: the one of the checkout.")
]


def _folder(named: Path | None) -> Path:
    from enduse.knowledge.source import CHECKOUT

    folder = named or CHECKOUT
    if not folder.is_dir():
        raise KnowledgeError(str(folder), "no such folder", "Name a folder of knowledge files.")
    return folder


@app.command()
def check(folder: FolderArgument = None) -> None:
    """Report every problem of every file in one run; exit code 78 where there is one."""
    from enduse.knowledge.folder import read_folder
    from enduse.knowledge.references import reference_problems

    read = read_folder(_folder(folder))
    problems = read.problems + reference_problems(read.sections, read.files)
    for problem in sorted(problems, key=str):
        typer.echo(str(problem))
    counts = ", ".join(f"{len(items)} {name}" for name, items in sorted(read.sections.items()))
    typer.echo(f"{len(read.files)} files read ({counts}); {len(problems)} problems")
    if problems:
        raise typer.Exit(KnowledgeError.exit_code)


@app.command()
def pack(
    out: Annotated[Path, typer.Argument(help="The pack file to write.")],
    folder: Annotated[Path | None, typer.Option("--folder", help="The knowledge folder.")] = None,
) -> None:
    """Write one deterministic file: the same knowledge gives the same bytes."""
    from enduse.knowledge.pack import Pack, write_pack
    from enduse.knowledge.source import compile_folder

    data = write_pack(compile_folder(_folder(folder)))
    part = out.with_name(out.name + ".part")
    part.write_bytes(data)
    part.replace(out)
    typer.echo(f"{out.name}: {len(data):,} bytes, sha256:{Pack(data, out.name).sha256}")


@app.command("test")
def cases(
    area: Annotated[
        str, typer.Argument(help="Only cases whose id begins so, e.g. us or eu.monitoring.")
    ] = "",
    knowledge: KnowledgeOption = None,
    overlay: OverlayOption = None,
    verbose: Annotated[bool, typer.Option("--verbose", help="Name every case.")] = False,
) -> None:
    """Run the worked cases; fail where one is not answered, or a rule lacks its cases."""
    from enduse.review.casebook import run_cases, uncovered

    opened = knowledge_pack(knowledge, overlay)
    results = run_cases(opened, area)
    for result in results:
        if result.problems:
            typer.echo(f"NOT AS EXPECTED {result.id}: {result.name}")
            for problem in result.problems:
                typer.echo(f"    {problem}")
        elif verbose:
            typer.echo(f"as expected {result.id}: {result.name}")
    failed = sum(bool(result.problems) for result in results)
    lacking = [] if area else uncovered(opened)
    for line in lacking:
        typer.echo(f"LACKS A CASE {line}")
    typer.echo(
        f"{len(results) - failed} of {len(results)} cases as expected; "
        f"{len(lacking)} edges of rules without a case"
    )
    if failed or lacking:
        raise typer.Exit(KnowledgeError.exit_code)


@app.command()
def reference(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(help="Where the pages go, e.g. docs/reference.")],
    knowledge: KnowledgeOption = None,
) -> None:
    """Write the reference pages: facts, rules, technologies, the command line."""
    from enduse.cli.main import VERBS, app_of
    from enduse.cli.reference import command_page
    from enduse.report.reference import pages

    # The program was started with this verb alone; the page is of all.
    whole = type(context)(typer.main.get_command(app_of(VERBS)), info_name="enduse")
    written = pages(knowledge_pack(knowledge, None))
    for name, text in {**written, "cli.md": command_page(whole)}.items():
        (folder / name).write_text(text, encoding="utf-8")
        typer.echo(f"{folder / name}")
