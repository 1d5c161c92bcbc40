"""The only module that opens a socket: files from official addresses, asked for politely.

A request says what is held already, so that an unchanged file is not sent again; a download that
broke off goes on where it stopped.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from enduse.errors import OutputError, UnavailableError

if TYPE_CHECKING:
    import httpx

LIMIT = 1 << 30
TIMEOUT_SECONDS = 60
Progress = Callable[[str, int, int | None], None]
"""Told the address, the bytes so far, and the bytes in all where they are known."""


@dataclass(frozen=True, slots=True)
class Held:
    """What is known of a file fetched before: its marks of version."""

    etag: str = ""
    modified: str = ""


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer: bytes with their marks, or None where the file is as held."""

    data: bytes | None
    held: Held


class Fetcher(Protocol):
    """Anything that can get a file; tests bring a publisher of their own."""

    def get(self, url: str, held: Held, progress: Progress) -> Fetched:
        """Get a file, or learn that it is unchanged.

        Raises:
            UnavailableError: the address cannot be reached or answers with an error.
        """
        ...


@dataclass(frozen=True, slots=True)
class HttpFetcher:
    """Gets files over HTTPS.

    Args:
        folder: where parts of broken downloads are kept.
        transport: what carries the requests, where it is not the network.
    """

    folder: Path
    transport: httpx.BaseTransport | None = None

    def get(self, url: str, held: Held, progress: Progress) -> Fetched:
        """Get a file, or learn that it is unchanged."""
        import httpx

        part = self.folder / (hashlib.sha256(url.encode()).hexdigest()[:24] + ".part")
        marks = part.with_suffix(".json")
        headers = {"User-Agent": "enduse (list screening; one request a run)"}
        headers["Accept-Encoding"] = "identity"
        begun, mark = _begun(part, marks)
        if begun and mark:
            headers |= {"Range": f"bytes={begun}-", "If-Range": mark}
        elif held.etag:
            headers["If-None-Match"] = held.etag
        elif held.modified:
            headers["If-Modified-Since"] = held.modified
        try:
            with (
                httpx.Client(
                    transport=self.transport, timeout=TIMEOUT_SECONDS, follow_redirects=True
                ) as client,
                client.stream("GET", url, headers=headers) as answer,
            ):
                if answer.status_code == 304:
                    return Fetched(None, held)
                if answer.status_code == 416:
                    part.unlink(missing_ok=True)
                if answer.status_code not in (200, 206):
                    raise UnavailableError(
                        url, f"answered {answer.status_code}", "Try later; the old file serves."
                    )
                now = Held(answer.headers.get("etag", ""), answer.headers.get("last-modified", ""))
                going_on = answer.status_code == 206
                self.folder.mkdir(parents=True, exist_ok=True)
                marks.write_text(json.dumps({"mark": now.etag or now.modified}), encoding="utf-8")
                size = answer.headers.get("content-length", "")
                total = int(size) + (begun if going_on else 0) if size.isdecimal() else None
                done = begun if going_on else 0
                with part.open("ab" if going_on else "wb") as handle:
                    for block in answer.iter_bytes():
                        handle.write(block)
                        done += len(block)
                        progress(url, done, total)
                        if done > LIMIT:
                            raise UnavailableError(url, "more than a gigabyte", "Check it.")
        except httpx.HTTPError as err:
            raise UnavailableError(
                url, f"cannot be reached: {err}", "Try later; the old file keeps serving."
            ) from None
        except OSError as err:
            raise OutputError(str(part), f"cannot be written: {err}", "Free space.") from None
        data = part.read_bytes()
        part.unlink(missing_ok=True)
        marks.unlink(missing_ok=True)
        return Fetched(data, now)


def _begun(part: Path, marks: Path) -> tuple[int, str]:
    """Bytes of a broken download and the mark of the version they belong to."""
    try:
        return part.stat().st_size, str(json.loads(marks.read_text(encoding="utf-8"))["mark"])
    except (OSError, ValueError, KeyError, TypeError):
        return 0, ""
