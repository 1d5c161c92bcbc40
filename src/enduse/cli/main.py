"""The command line: one module per verb, nothing heavy imported before a verb runs."""

from __future__ import annotations

import sys

import typer

from enduse.cli import (
    columns,
    explain,
    flows,
    gaps,
    knowledge,
    law,
    licence,
    lists,
    rereview,
    review,
    sample,
    schema,
    screen,
    simulate,
    summary,
    systems,
    watch,
)
from enduse.errors import EnduseError

INTERRUPTED = 130
IO_ERROR = 74

app = typer.Typer(
    name="enduse",
    help="Review transfers of surveillance and policing technology: what the lists and the law "
    "said on the day, with evidence. A person decides.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.add_typer(knowledge.app, name="knowledge")
app.add_typer(lists.app, name="lists")
app.add_typer(systems.app, name="systems")
app.command(name="screen")(screen.screen)
app.add_typer(law.app, name="law")
app.command()(schema.schema)
app.command()(review.review)
app.command()(review.show)
app.command()(summary.summary)
app.command()(summary.replay)
app.command()(sample.sample)
app.command()(rereview.rereview)
app.command()(licence.licence)
app.command()(explain.explain)
app.command()(columns.columns)
app.command()(gaps.gaps)
app.command()(flows.flows)
app.command()(simulate.simulate)
app.command()(watch.watch)


def run() -> None:
    """Run the command line; every error says where, what is wrong and what to do."""
    try:
        app()
    except EnduseError as err:
        sys.stderr.write(f"enduse: {err}\n")
        sys.exit(err.exit_code)
    except KeyboardInterrupt:
        sys.stderr.write("enduse: interrupted; nothing half written stands under a final name\n")
        sys.exit(INTERRUPTED)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
    except OSError as err:
        sys.stderr.write(
            f"enduse: {err.filename or 'output'}: {err.strerror or err}\n"
            "  Free space, or name another place.\n"
        )
        sys.exit(IO_ERROR)
