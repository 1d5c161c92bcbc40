"""The single review with a memory on every check: what bulk is measured against.

Each check remembers its answers by everything it is given, as `functools.cache` would; the
review remembers the law's answers by its own key. What a line alone has (id, keys, amounts) is in
none of these keys.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from enduse.bulk.make import RunRequest, answered, manifest
from enduse.bulk.run import RunWriter
from enduse.bulk.write import write_run
from enduse.intake.read import knowledge_for_reading, read
from enduse.knowledge.pack import Pack
from enduse.lists.view import Lists
from enduse.model.transfer import Goods, Source, Transfer
from enduse.review.build import build_reviewer
from enduse.review.engine import Checks, Reviewer
from enduse.review.evaluate.line import Line


class _Remembered:
    """A check whose answers are kept by a key; all else it can do is its own."""

    def __init__(self, check: Any, key: Callable[..., Hashable]) -> None:
        self._check = check
        self._key = key
        self._known: dict[Hashable, Any] = {}

    def __call__(self, *args: Any) -> Any:
        key = self._key(*args)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self._check(*args)
        return found

    def __getattr__(self, name: str) -> Any:
        return getattr(self._check, name)


def memoised(checks: Checks) -> Checks:
    """The checks, each with a memory."""
    checks.parties.matches = cache(checks.parties.matches)  # type: ignore[method-assign]

    def goods_key(line: Transfer, organ: bool, day: Any) -> Hashable:
        return _bare(line.goods), line.acquisition, organ, day

    def context_key(line: Transfer, finding: Any) -> Hashable:
        return line.parties, line.destination, _bare(line.goods), len(finding.technologies)

    def flags_key(line: Line, material: bool) -> Hashable:
        transfer = line.transfer
        bare = replace(
            transfer, id="", source=Source(), keys=(), group=None, goods=_bare(transfer.goods)
        )
        return bare, line.day, material

    return replace(
        checks,
        goods=_Remembered(checks.goods, goods_key),
        context=_Remembered(checks.context, context_key),
        flags=_Remembered(checks.flags, flags_key),
        described=_Remembered(checks.described, _bare),
    )


def _bare(goods: Goods) -> Goods:
    return replace(goods, quantity=None, value=None)


def make_memoised(request: RunRequest, pack: Pack, lists: Lists, folder: Path) -> None:
    """Make a run: one memoised review call per line."""
    checks = memoised(build_reviewer(pack, lists, request.options, request.cache).checks)
    reviewer = Reviewer(checks, request.options)
    profiles, countries = knowledge_for_reading(pack)
    reading = read(request.paths, request.reading, profiles, countries)
    with RunWriter(folder) as writer:
        write_run(answered(reading, request, reviewer), reviewer, writer)
        writer.finish(manifest(request, reading.report, reviewer, pack, lists), pack.data)
