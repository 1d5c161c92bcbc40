"""A publisher in memory: publishes, goes back in time, fails, serves pages instead of files."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

from enduse.errors import UnavailableError
from enduse.fetch import Fetched, Held, Progress


@dataclass
class Publisher:
    """Implements the fetcher; `files` maps an address to its bytes, `broken` to a reason."""

    files: dict[str, bytes] = field(default_factory=dict)
    broken: set[str] = field(default_factory=set)
    asked: list[tuple[str, Held]] = field(default_factory=list)

    def get(self, url: str, held: Held, progress: Progress) -> Fetched:
        self.asked.append((url, held))
        if url in self.broken or url not in self.files:
            raise UnavailableError(url, "cannot be reached: timed out", "Try later.")
        data = self.files[url]
        etag = hashlib.sha256(data).hexdigest()
        if held.etag == etag:
            return Fetched(None, held)
        progress(url, len(data), len(data))
        return Fetched(data, Held(etag=etag))
