"""Build hook: compile `knowledge/` into the wheel, beside the readable files."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class KnowledgePackHook(BuildHookInterface):  # type: ignore[type-arg]
    """Writes `enduse/_knowledge.pack` and ships the YAML as `enduse/_knowledge/`."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile the pack; an editable install reads the checkout's folder instead."""
        if version == "editable":
            return
        root = Path(self.root)
        sys.path.insert(0, str(root / "src"))
        try:
            from enduse.knowledge.pack import write_pack
            from enduse.knowledge.source import compile_folder

            data = write_pack(compile_folder(root / "knowledge"))
        finally:
            sys.path.pop(0)
        path = Path(tempfile.mkdtemp()) / "_knowledge.pack"
        path.write_bytes(data)
        build_data["force_include"][str(path)] = "enduse/_knowledge.pack"
        build_data["force_include"][str(root / "knowledge")] = "enduse/_knowledge"
