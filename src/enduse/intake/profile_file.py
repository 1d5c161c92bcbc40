"""A profile in a file of the user's own, read as strictly as those of the pack."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from enduse.errors import KnowledgeError, NoInputError
from enduse.knowledge.schema.profiles import ProfileFile


def with_named(
    profiles: Mapping[str, ProfileFile], chosen: str | None
) -> Mapping[str, ProfileFile]:
    """Add the profile whose file `chosen` names; an id of a known profile stays an id."""
    if chosen is None or chosen in profiles or not chosen.endswith((".yaml", ".yml")):
        return profiles
    return {**profiles, chosen: read_profile(Path(chosen))}


def read_profile(path: Path) -> ProfileFile:
    """Read one profile.

    Raises:
        NoInputError: where the file cannot be read.
        KnowledgeError: with file and line, where it is no profile.
    """
    from pydantic import ValidationError

    from enduse.knowledge.strict_yaml import StrictYamlError, parse

    try:
        text = path.read_bytes().decode("utf-8")
    except OSError as err:
        raise NoInputError(
            str(path), f"cannot be read: {err.strerror}", "Name a profile or its file."
        ) from None
    except UnicodeDecodeError as err:
        raise KnowledgeError(str(path), f"not UTF-8 at byte {err.start}", "Save it so.") from None
    try:
        document = parse(text)
    except StrictYamlError as err:
        raise KnowledgeError(f"{path}:{err.line}", err.problem, "Correct the line.") from None
    try:
        return ProfileFile.model_validate(document.value)
    except ValidationError as err:
        first = err.errors(include_url=False, include_context=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        line = document.line(tuple(first["loc"]))
        raise KnowledgeError(
            f"{path}:{line}", f"{where}: {first['msg']}", "See docs on profiles."
        ) from None
