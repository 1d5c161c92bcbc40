"""The command line: one module per verb; a verb loads its own module and no other's."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterable
from importlib import import_module

import typer

from enduse.errors import EnduseError

INTERRUPTED = 130
STOPPED = "enduse: interrupted; nothing half written stands under a final name\n"
IO_ERROR = 74
VERBS = {
    "knowledge": ("knowledge", "app"),
    "lists": ("lists", "app"),
    "systems": ("systems", "app"),
    "screen": ("screen", "screen"),
    "law": ("law", "app"),
    "schema": ("schema", "schema"),
    "review": ("review", "review"),
    "show": ("show", "show"),
    "summary": ("summary", "summary"),
    "replay": ("summary", "replay"),
    "sample": ("sample", "sample"),
    "rereview": ("rereview", "rereview"),
    "licence": ("licence", "licence"),
    "explain": ("explain", "explain"),
    "columns": ("columns", "columns"),
    "gaps": ("gaps", "gaps"),
    "flows": ("flows", "flows"),
    "simulate": ("simulate", "simulate"),
    "watch": ("watch", "watch"),
}
"""Each verb, and where it is: a module beside this one and a function or a group of verbs in it."""
GARBAGE = 100_000
"""Values made before the collector looks for cycles. Opening knowledge makes hundreds of thousands
that live as long as the process; looking through them each time costs a tenth of a start."""


def app_of(verbs: Iterable[str]) -> typer.Typer:
    """The command line with these verbs."""
    made = typer.Typer(
        name="enduse",
        help="Review transfers of surveillance and policing technology: what the lists and the "
        "law said on the day, with evidence. A person decides.",
        callback=_group,  # one verb alone would take the place of the group
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
    )
    for verb in verbs:
        module, name = VERBS[verb]
        found = getattr(import_module(f"enduse.cli.{module}"), name)
        if isinstance(found, typer.Typer):
            made.add_typer(found, name=verb)
        else:
            made.command(name=verb)(found)
    return made


def _group() -> None:
    """Do nothing before a verb."""


def __getattr__(name: str) -> typer.Typer:
    """`app`: the whole command line, made when it is asked for."""
    if name != "app":
        raise AttributeError(name)
    return app_of(VERBS)


def _asked() -> typer.Typer:
    """The verb that the command line names; all of them for help, completion and a mistake."""
    first = sys.argv[1] if len(sys.argv) > 1 else ""
    return app_of([first] if first in VERBS else VERBS)


def run() -> None:
    """Run the command line; every error says where, what is wrong and what to do."""
    gc.set_threshold(GARBAGE, 20, 20)
    try:
        _asked()()
    except EnduseError as err:
        sys.stderr.write(f"enduse: {err}\n")
        sys.exit(err.exit_code)
    except KeyboardInterrupt:
        sys.stderr.write(STOPPED)
        sys.exit(INTERRUPTED)
    except SystemExit as ended:  # as which an interruption of a verb arrives here
        if ended.code == INTERRUPTED:
            sys.stderr.write(STOPPED)
        raise
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
    except OSError as err:
        sys.stderr.write(
            f"enduse: {err.filename or 'output'}: {err.strerror or err}\n"
            "  Free space, or name another place.\n"
        )
        sys.exit(IO_ERROR)
