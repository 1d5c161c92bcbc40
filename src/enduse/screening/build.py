"""Turn list entries into the columns of a name index."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from enduse.model.listing import ListedName, ListEntry
from enduse.screening.align import fuzzy
from enduse.screening.canon import readings
from enduse.screening.dated import days_of_names
from enduse.screening.feature import entry_features, entry_sounds
from enduse.screening.hashing import number, numbers
from enduse.screening.neighbours import sorted_forms
from enduse.screening.sign import reading_columns, signs
from enduse.screening.vocabulary import NamesKnowledge
from enduse.screening.word import Reading

Array = npt.NDArray[Any]
COST_BITS = 24
"""Bits of a cost behind the number of a feature."""
FEATURE_BITS = 28
"""Bits of a feature behind the number of a reading."""


def build_arrays(entries: Iterable[ListEntry], names: NamesKnowledge) -> dict[str, Array]:
    """Return the columns of the index.

    `text` distinct names, `entry` list/id/primary name, `name_entry` entries of each name
    (`name_days` a number for the days on which it is theirs, 0 for all days),
    `reading_name` name of each reading, `feature` sorted hashes with `posting` readings, the
    cheapest first (`posting_cost` feature and cost, `reading_feature` reading and feature), and
    the weight and cost it may stand for,
    `word` fuzzy words with `form` hashes, `sound` hashes with the features they lead to.
    """
    owners: dict[str, dict[int, None]] = {}
    labels: list[str] = []
    named: list[Sequence[ListedName]] = []
    for row, entry in enumerate(entries):
        named.append(entry.names)
        labels += [entry.list, entry.entry, entry.name]
        for name in entry.names:
            owners.setdefault(name.value, {})[row] = None
    texts = list(owners)
    found: list[Reading] = []
    reading_name: list[int] = []
    for row, text in enumerate(texts):
        for reading in readings(text, names):
            found.append(reading)
            reading_name.append(row)
    arrays: dict[str, Array] = {}
    _strings(arrays, "text", texts)
    _strings(arrays, "entry", labels)
    _lists(arrays, "name_entry", [list(owners[text]) for text in texts])
    arrays["name_days"] = days_of_names(named, owners)
    arrays["reading_name"] = np.array(reading_name, np.int32)
    arrays |= reading_columns(found)
    features = _postings(arrays, found)
    arrays |= signs(found, features, arrays)
    _words(arrays, found, features)
    _sounds(arrays, found, features)
    return arrays


def _strings(arrays: dict[str, Array], name: str, values: Sequence[str]) -> None:
    data = [value.encode() for value in values]
    arrays[name] = np.frombuffer(b"".join(data) or b"\0", np.uint8)
    arrays[name + "_ends"] = np.cumsum([len(one) for one in data], dtype=np.int64)


def _lists(arrays: dict[str, Array], name: str, values: Sequence[Sequence[int]]) -> None:
    flat = [value for one in values for value in one]
    arrays[name] = np.array(flat, np.int32)
    arrays[name + "_ends"] = np.cumsum([len(one) for one in values], dtype=np.int64)


def _postings(arrays: dict[str, Array], found: Sequence[Reading]) -> dict[str, int]:
    """Return the row of each feature; features that share a number share a row."""
    postings: dict[str, list[int]] = {}
    sizes: dict[str, tuple[int, int, int]] = {}
    for reading_number, reading in enumerate(found):
        for feature, (weight, cost) in entry_features(reading).items():
            postings.setdefault(feature, []).append(reading_number)
            least, most, saved = sizes.get(feature, (weight, 0, 0))
            sizes[feature] = min(weight, least), max(weight, most), max(cost, saved)
    features = list(postings)
    arrays["feature"], rows = np.unique(numbers(features), return_inverse=True)
    merged: list[list[int]] = [[] for _ in arrays["feature"]]
    for feature, row in zip(features, rows.tolist(), strict=True):
        merged[row] = (
            sorted({*merged[row], *postings[feature]}) if merged[row] else postings[feature]
        )
    costs = arrays["reading_cost"]
    merged = [sorted(row, key=lambda one: (costs[one], one)) for row in merged]
    _lists(arrays, "posting", merged)
    owner = np.repeat(np.arange(len(merged)), [len(row) for row in merged])
    arrays["posting_cost"] = owner << COST_BITS | costs[arrays["posting"]]
    arrays["reading_feature"] = np.sort(arrays["posting"].astype(np.int64) << FEATURE_BITS | owner)
    columns = np.array(list(sizes.values()), np.int32).reshape(-1, 3)
    for name, values, choose, first in (
        ("feature_least", columns[:, 0], np.minimum, np.iinfo(np.int32).max),
        ("feature_weight", columns[:, 1], np.maximum, 0),
        ("feature_save", columns[:, 2], np.maximum, 0),
    ):
        arrays[name] = np.full(len(merged), first, np.int32)
        choose.at(arrays[name], rows, values)
    return dict(zip(features, rows.tolist(), strict=True))


def _words(arrays: dict[str, Array], found: Sequence[Reading], features: dict[str, int]) -> None:
    words = sorted({w.key for r in found for w in r if fuzzy(w)})
    _strings(arrays, "word", words)
    arrays["word_feature"] = np.array([features[word] for word in words], np.int32)
    arrays["form"], arrays["form_word"], arrays["form_top"] = sorted_forms(words)


def _sounds(arrays: dict[str, Array], found: Sequence[Reading], features: dict[str, int]) -> None:
    leads: dict[str, dict[tuple[int, bool], None]] = {}
    for reading in found:
        for sound, key, native in entry_sounds(reading):
            leads.setdefault(sound, {})[features[key], native] = None
    merged: dict[int, set[tuple[int, bool]]] = {}
    for sound, led in leads.items():
        merged.setdefault(number(sound), set()).update(led)
    arrays["sound"] = np.array(sorted(merged), np.uint64)
    rows = [sorted(merged[one]) for one in sorted(merged)]
    _lists(arrays, "sound_feature", [[feature for feature, _ in row] for row in rows])
    arrays["sound_native"] = np.array([native for row in rows for _, native in row], np.bool_)
