"""Fetching: only what is new, and never in the place of something better."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest
from tests.lists.formats import publishers as p
from tests.lists.simulated_publisher import Publisher

from enduse.errors import UnavailableError, UsageError
from enduse.fetch import Held, HttpFetcher
from enduse.lists.store import ListStore
from enduse.lists.update import Outcome, update
from enduse.lists.upkeep import failures

URL = "https://scsanctions.un.org/resources/xml/en/consolidated.xml"


def edition(day: str, count: int = 500) -> bytes:
    entities = [p.un_entity(n, f"WORKS NUMBER {n}") for n in range(100, 100 + count)]
    return p.un(day, *entities)


def fetched(store: ListStore, publisher: Publisher, day: str) -> Outcome:
    now = datetime.fromisoformat(day).replace(tzinfo=UTC)
    return update(store, publisher, now, ["un-sc"])[0]


def test_new_then_unchanged_then_new(store: ListStore) -> None:
    """The second time the mark of version goes along, and nothing is sent."""
    publisher = Publisher({URL: edition("2024-11-30")})
    assert fetched(store, publisher, "2024-12-01").state == "new"
    assert fetched(store, publisher, "2024-12-02").state == "unchanged"
    assert publisher.asked[-1][1].etag
    publisher.files[URL] = edition("2024-12-03", 505)
    assert fetched(store, publisher, "2024-12-03").state == "new"
    assert [s.day.isoformat() for s in store.snapshots()] == ["2024-12-01", "2024-12-03"]
    assert store.snapshots()[0].retrieved_at is not None


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"<!doctype html><html>Sorry</html>", "a web page"),
        (edition("2024-12-02")[:-900], "breaks off before its end"),
        (edition("2024-12-02", 300), "loss of more than"),
        (edition("2024-11-01"), "older than the file held"),
        (b"", "an empty file"),
    ],
)
def test_a_bad_answer_leaves_the_old_file_serving(store: ListStore, data: bytes, word: str) -> None:
    """A page with status 200, a broken download, a shrunken file, an older one, nothing."""
    publisher = Publisher({URL: edition("2024-11-30")})
    fetched(store, publisher, "2024-12-01")
    publisher.files[URL] = data
    outcome = fetched(store, publisher, "2024-12-02")
    assert outcome.state == "refused"
    assert word in outcome.detail
    assert [s.day.isoformat() for s in store.snapshots()] == ["2024-12-01"]
    publisher.files[URL] = edition("2024-12-03", 505)
    assert fetched(store, publisher, "2024-12-03").state == "new"


def test_a_refresh_that_fails_for_a_day(store: ListStore) -> None:
    """Unreachable is said, and the next day goes on."""
    publisher = Publisher({URL: edition("2024-11-30")}, broken={URL})
    assert fetched(store, publisher, "2024-12-01").state == "unreachable"
    (said,) = failures(store)
    assert (said["source"], said["at"][:10], said["state"]) == (
        "un-sc",
        "2024-12-01",
        "unreachable",
    )
    publisher.broken.clear()
    assert fetched(store, publisher, "2024-12-02").state == "new"
    assert failures(store) == ()


def test_one_source_that_fails_does_not_stop_the_others(store: ListStore) -> None:
    """Each source is told for itself."""
    publisher = Publisher({URL: edition("2024-11-30")})
    outcomes = update(store, publisher, datetime(2024, 12, 1, tzinfo=UTC))
    states = {o.source: o.state for o in outcomes}
    assert states.pop("un-sc") == "new"
    assert set(states.values()) == {"unreachable"}


def test_a_source_without_an_address_is_an_error(store: ListStore) -> None:
    """Its files are imported by hand."""
    with pytest.raises(UsageError, match="no address"):
        update(store, Publisher(), datetime(2024, 12, 1, tzinfo=UTC), ["ch-seco"])


def http(
    folder: Path, answers: list[tuple[int, dict[str, str], bytes]]
) -> tuple[HttpFetcher, list]:  # type: ignore[type-arg]
    """A fetcher whose requests are answered from a list."""
    import httpx

    asked: list[httpx.Request] = []

    def handler(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        status, headers, body = answers.pop(0)
        return httpx.Response(status, headers=headers, content=body)

    return HttpFetcher(folder, httpx.MockTransport(handler)), asked


def quiet(url: str, done: int, total: int | None) -> None:
    """No progress."""


def test_requests_say_what_is_held(tmp_path: Path) -> None:
    """304 costs nothing."""
    fetcher, asked = http(tmp_path, [(200, {"etag": '"a"'}, b"file"), (304, {}, b"")])
    first = fetcher.get("https://example.org/f", Held(), quiet)
    assert first.data == b"file"
    second = fetcher.get("https://example.org/f", first.held, quiet)
    assert second.data is None
    assert asked[1].headers["if-none-match"] == '"a"'
    assert list(tmp_path.iterdir()) == []


def test_a_broken_download_goes_on_where_it_stopped(tmp_path: Path) -> None:
    """The range begins at the bytes held, for the same version only."""
    fetcher, asked = http(
        tmp_path, [(200, {"etag": '"a"'}, b"file"), (206, {"etag": '"a"'}, b"le")]
    )
    url = "https://example.org/f"
    fetcher.get(url, Held(), quiet)
    part = tmp_path / (hashlib.sha256(url.encode()).hexdigest()[:24] + ".part")
    part.write_bytes(b"fi")
    part.with_suffix(".json").write_text(json.dumps({"mark": '"a"'}), encoding="utf-8")
    assert fetcher.get(url, Held(), quiet).data == b"file"
    assert asked[1].headers["range"] == "bytes=2-"
    assert asked[1].headers["if-range"] == '"a"'


def test_an_error_of_the_server_is_told(tmp_path: Path) -> None:
    """With its number."""
    fetcher, _ = http(tmp_path, [(503, {}, b"")])
    with pytest.raises(UnavailableError, match="answered 503"):
        fetcher.get("https://example.org/f", Held(), quiet)
