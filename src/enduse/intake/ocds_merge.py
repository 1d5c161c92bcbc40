"""Open Contracting releases of one process made into one: merged, unversioned, counted once.

The routine is that of the standard (1.1, "Merging"): releases in the order of their dates; lists
of objects merge by `id`, other lists and values are replaced, null removes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

Obj = dict[str, object]
_VERSION_KEYS = {"releaseDate", "value"}


def is_ocds(value: object) -> bool:
    """Whether a document is a release, a record, or a package of either."""
    if not isinstance(value, Mapping):
        return False
    if isinstance(value.get("releases"), list) or isinstance(value.get("records"), list):
        return True
    return "ocid" in value


def releases_of(value: object) -> Iterator[Obj]:
    """Yield the releases of a document: one per record, all of a package of releases.

    A record gives its compiled release, else its versioned release with the last values, else
    its releases merged. Releases that are only linked to have a `url` and are yielded as they are.
    """
    if not isinstance(value, Mapping):
        return
    records, releases = value.get("records"), value.get("releases")
    if isinstance(records, list):
        for record in records:
            yield from _of_record(record)
    elif isinstance(releases, list) and "compiledRelease" not in value and "ocid" not in value:
        yield from (_plain(one) for one in releases if isinstance(one, dict))
    elif "compiledRelease" in value or isinstance(releases, list):
        yield from _of_record(value)
    elif "ocid" in value:
        yield _plain(dict(value))


def _of_record(record: object) -> Iterator[Obj]:
    if not isinstance(record, Mapping):
        return
    ocid = record.get("ocid")
    for key in ("compiledRelease", "versionedRelease"):
        found = record.get(key)
        if isinstance(found, dict):
            yield {"ocid": ocid, **_plain(found)}
            return
    releases = record.get("releases")
    embedded = [r for r in releases if isinstance(r, dict)] if isinstance(releases, list) else []
    whole = [r for r in embedded if "id" in r or "tender" in r or "awards" in r]
    if whole:
        yield {"ocid": ocid, **merged(whole)}
    elif embedded:
        yield {"ocid": ocid, "url": embedded[-1].get("url")}


def _plain(release: Obj) -> Obj:
    tagged = release.get("initiationType")
    versioned = isinstance(tagged, list) or "versionedRelease" in release
    kept = _last(release) if versioned else _unwrapped(release)
    return kept if isinstance(kept, dict) else {}


def _unwrapped(value: object) -> object:
    """Take numbers out of the wrappers of a document store: `{"$numberLong": "1"}`."""
    if isinstance(value, list):
        return [_unwrapped(one) for one in value]
    if isinstance(value, dict):
        if len(value) == 1 and next(iter(value)).startswith("$number"):
            return next(iter(value.values()))
        return {key: _unwrapped(one) for key, one in value.items()}
    return value


def _last(value: object) -> object:
    """The last value of every field of a versioned release."""
    if isinstance(value, list):
        if value and all(isinstance(v, dict) and v.keys() >= _VERSION_KEYS for v in value):
            latest = max(value, key=lambda v: str(v["releaseDate"]))
            return latest["value"]
        return [_last(one) for one in value]
    if isinstance(value, dict):
        return {key: _last(one) for key, one in value.items()}
    return value


def merged(releases: Iterable[Obj]) -> Obj:
    """Merge the releases of one process; the tags of all are kept."""
    ordered = sorted(releases, key=lambda r: str(r.get("date") or ""))
    result: Obj = {}
    tags: list[object] = []
    for release in ordered:
        tag = release.get("tag")
        tags += tag if isinstance(tag, list) else [tag]
        result = _merge(result, release, 0)
    result["tag"] = ["compiled"] if len(ordered) > 1 else tags
    return result


def _merge(old: Obj, new: Mapping[str, object], depth: int) -> Obj:
    result = dict(old)
    for key, value in new.items():
        before = result.get(key)
        if value is None:
            result.pop(key, None)
        elif depth > 40:
            result[key] = value
        elif isinstance(value, dict):
            result[key] = _merge(before if isinstance(before, dict) else {}, value, depth + 1)
        elif isinstance(value, list) and _by_id(value):
            result[key] = _merge_lists(before if isinstance(before, list) else [], value, depth)
        else:
            result[key] = value
    return result


def _by_id(items: list[object]) -> bool:
    return bool(items) and all(isinstance(one, dict) and "id" in one for one in items)


def _merge_lists(old: list[object], new: list[object], depth: int) -> list[object]:
    found: dict[str, Obj] = {}
    for i, one in enumerate(old):
        if isinstance(one, dict):
            found[str(one.get("id", f"#{i}"))] = one
    for one in new:
        if isinstance(one, dict):
            key = str(one["id"])
            found[key] = _merge(found.get(key, {}), one, depth + 1)
    return list(found.values())
