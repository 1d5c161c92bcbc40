"""What bounds a listed reading at a glance: its features as bits, what it costs, which name it is.

A word of a query can only be paired where one of its features' bits is set. The most frequent
features have bits of their own, the others share.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from enduse.screening.align import JOIN_MARK, SHORTEST_JOINED
from enduse.screening.feature import ACRONYM_MARK, PASSIVE, entry_cost
from enduse.screening.hashing import numbers
from enduse.screening.score import in_order
from enduse.screening.word import Kind, Reading, Word

Array = npt.NDArray[Any]
BITS = 512
SIGN_WORDS = BITS // 64
_OWN, _SHARED = 160, 224
FIRST_JOINED = _OWN + _SHARED
"""Bits of the most frequent words; bits of the other words; what is left is for joined words, and
for words that are small somewhere."""


def sum_of(words: Iterable[int]) -> int:
    """Return one number for words in any order."""
    return sum(words) & ((1 << 64) - 1)


def reading_columns(found: Sequence[Reading]) -> dict[str, Array]:
    """Return columns by reading: cost of its words, names as sums, numbers, institution.

    `reading_sum` is of the words of `score.in_order`, `reading_short` leaves out small words.
    """
    code = key_numbers({word.key for reading in found for word in reading})
    return {
        "reading_cost": np.array([sum(map(entry_cost, r)) for r in found], np.int32),
        "reading_sum": np.array(
            [sum_of(code[key] for key in in_order(r)) for r in found], np.uint64
        ),
        "reading_short": np.array(
            [sum_of(code[w.key] for w in r if w.kind not in PASSIVE) for r in found], np.uint64
        ),
        "reading_numbers": np.array(
            [sum(w.kind is Kind.NUMBER for w in r) for r in found], np.int32
        ),
        "reading_institution": np.array([any(w.institution for w in r) for r in found], np.bool_),
    }


def key_numbers(keys: Iterable[str]) -> dict[str, int]:
    """Return a number by key, spread so that sums of few seldom agree."""
    ordered = sorted(keys)
    spread = mixed(numbers(ordered))
    return dict(zip(ordered, spread.tolist(), strict=True))


def mixed(values: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint64]:
    """Return hashes of hashes, without the sums and products they had."""
    out = values ^ (values >> np.uint64(31))
    out = out * np.uint64(0xD6E8FEB86659FD93)
    out = (out ^ (out >> np.uint64(32))) * np.uint64(0xD6E8FEB86659FD93)
    found: npt.NDArray[np.uint64] = out ^ (out >> np.uint64(32))
    return found


def signs(
    found: Sequence[Reading], features: Mapping[str, int], arrays: Mapping[str, Array]
) -> dict[str, Array]:
    """Return columns: the bit of every feature, the bits of every reading in words of 64.

    `reading_apart` says whether no two words of a reading share a bit.
    """
    ends = arrays["posting_ends"]
    size = np.diff(ends, prepend=0)
    row = np.arange(len(size))
    bit = (FIRST_JOINED + (row * 0x9E3779B1 >> 7) % (BITS - FIRST_JOINED)).astype(np.int16)
    small = {word.key for reading in found for word in reading if word.kind in PASSIVE}
    words = {word for reading in found for word in reading if word.key not in small}
    plain = np.array(sorted({features[word.key] for word in words}), np.int64)
    bit[plain] = _OWN + (plain * 0x9E3779B1 >> 7) % _SHARED
    top = plain[np.argsort(-size[plain], kind="stable")[:_OWN]]
    bit[top] = np.arange(len(top))
    _share_bits(bit, words, features)
    reading = arrays["posting"].astype(np.int64)
    set_bit = np.repeat(bit, size).astype(np.int64)
    spelt = np.zeros(len(size), np.bool_)
    spelt[[row for feature, row in features.items() if feature.startswith(ACRONYM_MARK)]] = True
    use = ~np.repeat(spelt, size)  # what an acronym meets is found without bits
    reading, set_bit = reading[use], set_bit[use]
    sign = np.zeros(len(found) * SIGN_WORDS, np.uint64)
    one = np.uint64(1) << (set_bit % 64).astype(np.uint64)
    np.bitwise_or.at(sign, reading * SIGN_WORDS + set_bit // 64, one)
    own = [[features[word.key] for word in r if word.key not in small] for r in found]
    apart = [len({int(bit[row]) for row in rows}) == len(rows) for rows in own]
    return {
        "feature_bit": bit,
        "reading_sign": sign.reshape(-1, SIGN_WORDS),
        "reading_apart": np.array(apart, np.bool_),
    }


def _share_bits(bit: Array, words: Iterable[Word], features: Mapping[str, int]) -> None:
    """A word as one part of a joined word has the bit of its key, where it has but one key."""
    keys: dict[str, set[str]] = {}
    for word in words:
        if len(word.spelt) > SHORTEST_JOINED:
            keys.setdefault(word.spelt, set()).add(word.key)
    for spelt, own in keys.items():
        if len(own) == 1:
            bit[features[JOIN_MARK + spelt]] = bit[features[next(iter(own))]]
