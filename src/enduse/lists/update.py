"""Fetch present editions; one source that fails leaves the others, and its old file, untouched."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from enduse.errors import EnduseError, UsageError
from enduse.fetch import Fetcher, Held, Progress
from enduse.lists.folder import digest, keep_raw, read_raw, write_whole
from enduse.lists.store import File, ListStore
from enduse.lists.upkeep import failure_path


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one source: new, unchanged, refused or unreachable, and why."""

    source: str
    state: str
    detail: str


def update(
    store: ListStore,
    fetcher: Fetcher,
    now: datetime,
    sources: Sequence[str] = (),
    progress: Progress = lambda *_: None,
) -> list[Outcome]:
    """Ask each address for what is new since the last time, and take it through the gates.

    Args:
        sources: ids of sources; all that have an address where empty.
        now: the moment of the request, which becomes the day of the snapshot.
    """
    known = {k: c for k, c in store.reference.sources.items() if c.urls}
    for name in sources:
        if name not in known:
            raise UsageError(name, "no address is known for it", f"Known: {', '.join(known)}.")
    return [
        _noted(store, now, _one(store, fetcher, now, name, progress))
        for name in sources or sorted(known)
    ]


def _noted(store: ListStore, now: datetime, outcome: Outcome) -> Outcome:
    """Keep a failure until the source answers again, so that `status` can say so."""
    path = failure_path(store.root, outcome.source)
    if outcome.state in ("new", "unchanged"):
        path.unlink(missing_ok=True)
        return outcome
    said = {"source": outcome.source, "at": now.isoformat(timespec="seconds")}
    said |= {"state": outcome.state, "why": outcome.detail}
    write_whole(path, json.dumps(said, ensure_ascii=False, indent=1).encode() + b"\n")
    return outcome


def _one(
    store: ListStore, fetcher: Fetcher, now: datetime, source: str, progress: Progress
) -> Outcome:
    card = store.reference.source(source)
    path = store.root / "fetched" / f"{source}.json"
    try:
        marks = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        marks = {}
    files: list[File] = []
    fresh: dict[str, dict[str, str]] = {}
    changed = False
    try:
        for kind, address in card.urls.items():
            url = address.replace("{date}", now.date().isoformat())
            mark = marks.get(kind, {})
            answer = fetcher.get(
                url, Held(mark.get("etag", ""), mark.get("modified", "")), progress
            )
            if answer.data is None:
                data = read_raw(store.root, mark["sha256"])
            else:
                data = answer.data
                changed = changed or digest(data) != mark.get("sha256")
            files.append(File(url.rpartition("/")[2] or kind, data))
            fresh[kind] = asdict(answer.held) | {"sha256": digest(data)}
        if not changed:
            return Outcome(source, "unchanged", "as held")
        added = store.add(source, files, now.date(), retrieved_at=now, refresh=True)
    except EnduseError as err:
        state = "unreachable" if err.exit_code == 69 else "refused"
        return Outcome(source, state, f"{err.problem} ({err.where})")
    for file in files:
        keep_raw(store.root, file.data)
    write_whole(path, json.dumps(fresh, indent=1, sort_keys=True).encode())
    entries = ", ".join(f"{k} {c.entries:,}" for k, c in added.snapshot.lists.items())
    return Outcome(source, "new" if added.new else "unchanged", entries)
