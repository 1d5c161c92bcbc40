"""`enduse schema`: the JSON Schema of what goes in and what comes out."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from enduse.errors import UsageError


def schema(name: Annotated[str, typer.Argument(help="transfer or review.")]) -> None:
    """Print the JSON Schema of a transfer or a review."""
    from enduse.report.schema_review import SCHEMAS, json_schema

    if name not in SCHEMAS:
        raise UsageError("schema", f"{name!r} is none", f"Use {' or '.join(SCHEMAS)}.")
    typer.echo(json.dumps(json_schema(name), indent=1, ensure_ascii=False, sort_keys=True))
