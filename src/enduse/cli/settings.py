"""Settings: options first, then `ENDUSE_*`, then `$ENDUSE_HOME/config.toml`."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from enduse.errors import UsageError

if TYPE_CHECKING:
    from enduse.knowledge.pack import Pack

KnowledgeOption = Annotated[
    Path | None,
    typer.Option("--knowledge", help="A knowledge folder or pack, instead of the one shipped."),
]
OverlayOption = Annotated[
    list[Path] | None,
    typer.Option("--overlay", help="A folder of knowledge files laid over the pack; repeatable."),
]


def home() -> Path:
    """The user's folder: `$ENDUSE_HOME`, else the platform's data folder."""
    named = os.environ.get("ENDUSE_HOME")
    if named:
        return Path(named)
    import platformdirs

    return Path(platformdirs.user_data_dir("enduse"))


def cache_folder() -> Path:
    """Where compiled knowledge is kept; deleting it costs a second."""
    named = os.environ.get("ENDUSE_HOME")
    if named:
        return Path(named) / "cache"
    import platformdirs

    return Path(platformdirs.user_cache_dir("enduse"))


def setting(name: str) -> str | None:
    """A setting from the environment, else from `config.toml`."""
    value = os.environ.get(f"ENDUSE_{name.upper()}")
    if value is not None:
        return value
    path = home() / "config.toml"
    if not path.is_file():
        return None
    import tomllib

    try:
        found = tomllib.loads(path.read_text(encoding="utf-8")).get(name)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as err:
        raise UsageError(str(path), f"cannot be read: {err}", "Mend or remove it.") from None
    return None if found is None else str(found)


def knowledge_pack(named: Path | None, overlays: Sequence[Path] | None) -> Pack:
    """Open the knowledge that options and settings name."""
    from enduse.knowledge.source import open_knowledge

    if named is None and (other := setting("knowledge")):
        named = Path(other)
    return open_knowledge(named, tuple(overlays or ()), cache_folder())
