"""Find the knowledge: a named folder or pack, the pack in the wheel, or the checkout's folder.

In a checkout the folder is compiled once and kept in the user's cache under a fingerprint of
names, sizes and times, so that an edit counts at once and nothing is parsed twice (ADR 0003).
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from enduse.errors import KnowledgeError
from enduse.knowledge.compiled import kept
from enduse.knowledge.pack import Pack, read_pack, write_pack

if TYPE_CHECKING:
    from pydantic import BaseModel

    from enduse.knowledge.folder import FileProblem

WHEEL_PACK = Path(__file__).resolve().parent.parent / "_knowledge.pack"
CHECKOUT = Path(__file__).resolve().parents[3] / "knowledge"


def open_knowledge(
    named: Path | None = None, overlays: Sequence[Path] = (), cache: Path | None = None
) -> Pack:
    """Open knowledge, with overlays laid over it in the given order.

    Args:
        named: a knowledge folder or a pack; None for the one that came with the program.
        overlays: folders whose files replace or add files of the knowledge, id by id.
        cache: folder for compiled packs of a checkout; None to compile each time.
    """
    if named is None and WHEEL_PACK.is_file() and not overlays:
        return read_pack(WHEEL_PACK)
    if named is not None and named.is_file() and not overlays:
        return read_pack(named)
    base = named or (CHECKOUT if CHECKOUT.is_dir() else WHEEL_PACK)
    roots = [base, *overlays]
    if cache is None or any(root.is_file() for root in roots):
        return Pack(write_pack(_sections(roots)), str(base))
    data = kept(
        cache / "compiled", "pack", _fingerprint(roots), lambda: write_pack(_sections(roots))
    )
    return Pack(data, str(base))


def compile_folder(folder: Path) -> dict[str, dict[str, BaseModel]]:
    """Read a folder whole, or refuse it with its problems counted."""
    return _sections([folder])


def _sections(roots: Sequence[Path]) -> dict[str, dict[str, BaseModel]]:
    # Reading YAML, and every schema: only where something changed since the last start.
    from enduse.knowledge.folder import read_folder
    from enduse.knowledge.references import reference_problems

    merged: dict[str, dict[str, BaseModel]] = {}
    files: dict[tuple[str, str], str] = {}
    problems: list[FileProblem] = []
    for root in roots:
        if root.is_file():
            sections: Mapping[str, Mapping[str, BaseModel]] = read_pack(root).all_sections()
        elif root.is_dir():
            folder = read_folder(root)
            sections, problems = folder.sections, problems + folder.problems
            files.update(folder.files)
        else:
            raise KnowledgeError(
                str(root), "no such folder or pack", "Name a knowledge folder or a pack file."
            )
        for section, items in sections.items():
            merged.setdefault(section, {}).update(items)
    problems += reference_problems(merged, files)
    if problems:
        shown = "; ".join(str(problem) for problem in problems[:3])
        raise KnowledgeError(
            str(roots[0]),
            f"{len(problems)} problems, first: {shown}",
            "See them all with `enduse knowledge check`.",
        )
    return merged


def _fingerprint(roots: Sequence[Path]) -> str:
    """Names, sizes and times of all files, and of the code that reads them."""
    digest = hashlib.sha256()
    code = Path(__file__).resolve().parent
    for root in [code, *roots]:
        for folder, folders, names in os.walk(root):
            folders.sort()
            for name in sorted(names):
                if name.endswith((".yaml", ".csv", ".py")):
                    stat = os.stat(os.path.join(folder, name))  # noqa: PTH116, PTH118  speed
                    digest.update(f"{folder}/{name}|{stat.st_size}|{stat.st_mtime_ns}\n".encode())
    return digest.hexdigest()[:32]
