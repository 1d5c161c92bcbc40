"""Read YAML that guesses nothing: text stays text, and every value knows its line.

Only `null`, `true`, `false` and ISO days are resolved. `4E001`, `010620`, `NO`, `NA`, `12:30`
and `8525.89` stay text. Duplicate keys, anchors, aliases, tags and several documents in one
file are refused. (The traps are measured in `docs/explanation/codes-are-text.md`.)
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

import yaml

Value = None | bool | str | date | list["Value"] | dict[str, "Value"]
Path = tuple[str | int, ...]

_Loader: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_IMPLICIT = frozenset(
    {"str", "int", "float", "bool", "null", "timestamp", "value", "merge", "seq", "map"}
)
"""Tags that a YAML reader gives by itself; the plain text below them is what we read."""
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}\Z")


class StrictYamlError(ValueError):
    """One thing that a strict reader refuses, with its line."""

    def __init__(self, line: int, problem: str) -> None:
        self.line = line
        self.problem = problem
        super().__init__(f"line {line}: {problem}")


@dataclass(frozen=True, slots=True)
class Document:
    """The value of one file and the line on which each part of it starts."""

    value: Value
    lines: dict[Path, int]

    def line(self, path: Path) -> int:
        """Return the line of `path`, or of the nearest part above it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def parse(text: str) -> Document:
    """Read one YAML document.

    Raises:
        StrictYamlError: for anything that is not plain, strict YAML.
    """
    try:
        for event in yaml.parse(text, Loader=_Loader):
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
                mark = event.start_mark
                raise StrictYamlError(
                    (mark.line if mark else 0) + 1, "anchors and aliases are not read"
                )
        root = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as err:
        mark = err.problem_mark or err.context_mark
        raise StrictYamlError((mark.line if mark else 0) + 1, str(err.problem or err)) from None
    except (yaml.YAMLError, ValueError) as err:
        if isinstance(err, StrictYamlError):
            raise
        raise StrictYamlError(1, f"not YAML: {err}") from None
    lines: dict[Path, int] = {}
    return Document(value=None if root is None else _build(root, (), lines), lines=lines)


def _build(node: yaml.Node, path: Path, lines: dict[Path, int]) -> Value:
    line = node.start_mark.line + 1
    lines[path] = line
    if node.tag.removeprefix("tag:yaml.org,2002:") not in _IMPLICIT:
        raise StrictYamlError(line, f"the tag {node.tag} is not read")
    if isinstance(node, yaml.ScalarNode):
        return node.value if node.style else _resolve(node.value, line)
    if isinstance(node, yaml.SequenceNode):
        return [_build(child, (*path, i), lines) for i, child in enumerate(node.value)]
    result: dict[str, Value] = {}
    for key_node, child in node.value:
        key = key_node.value if isinstance(key_node, yaml.ScalarNode) else None
        if key is None or key == "<<":
            raise StrictYamlError(key_node.start_mark.line + 1, "a key is plain text")
        if key in result:
            raise StrictYamlError(key_node.start_mark.line + 1, f"the key {key} stands here twice")
        result[key] = _build(child, (*path, key), lines)
        lines[(*path, key)] = key_node.start_mark.line + 1
    return result


def _resolve(text: str, line: int) -> Value:
    if text in ("null", ""):
        return None
    if text in ("true", "false"):
        return text == "true"
    if _DAY.match(text):
        try:
            return date.fromisoformat(text)
        except ValueError:
            raise StrictYamlError(line, f"{text} is not a day of the calendar") from None
    return text
