"""The compiled pack: one deterministic file, one member per section, read only when asked for.

A pack is a zip archive of JSON members with fixed times, so that the same knowledge gives the
same bytes. Its identity is the SHA-256 of the members' canonical text.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from enduse.errors import KnowledgeError
from enduse.knowledge.schema.pack import PackCard
from enduse.knowledge.schema.sections import SECTION_MODELS

M = TypeVar("M", bound=BaseModel)
_EPOCH = (1980, 1, 1, 0, 0, 0)
FORMAT = 1


def write_pack(sections: Mapping[str, Mapping[str, BaseModel]]) -> bytes:
    """Compile sections into the bytes of a pack; the same sections give the same bytes."""
    members: dict[str, bytes] = {}
    for section in sorted(sections):
        items = {
            key: item.model_dump(mode="json", by_alias=True, exclude_defaults=True)
            for key, item in sorted(sections[section].items())
        }
        text = json.dumps(items, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        members[f"{section}.json"] = text.encode()
    digest = hashlib.sha256()
    for name in sorted(members):
        digest.update(name.encode() + b"\0" + hashlib.sha256(members[name]).digest())
    meta = {"format": FORMAT, "sha256": digest.hexdigest()}
    members["meta.json"] = json.dumps(meta, sort_keys=True).encode()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name in sorted(members):
            info = zipfile.ZipInfo(name, date_time=_EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            archive.writestr(info, members[name])
    return out.getvalue()


class _Items(Mapping[str, M]):
    """Items of a section by id. Each is read when it is asked for: a rule asks for few tables."""

    __slots__ = ("_made", "_model", "_raw", "_where")

    def __init__(self, raw: dict[str, Any], model: type[M], where: str) -> None:
        self._raw = raw
        self._made: dict[str, M] = {}
        self._model = model
        self._where = where

    def __getitem__(self, key: str) -> M:
        made = self._made.get(key)
        if made is None:
            raw = self._raw[key]
            try:
                made = self._made[key] = self._model.model_validate(raw)
            except ValidationError as err:
                raise KnowledgeError(
                    f"{self._where}/{key}",
                    f"does not fit this version: {err.errors()[0]['msg']}",
                    "Write the pack anew with `enduse knowledge pack`.",
                ) from None
            self._raw[key] = None
        return made

    def __contains__(self, key: object) -> bool:
        return key in self._raw

    def __iter__(self) -> Iterator[str]:
        return iter(self._raw)

    def __len__(self) -> int:
        return len(self._raw)


class Pack:
    """Knowledge, immutable; sections are opened, and their items read, on first use.

    Args:
        data: bytes of a pack; kept, so that a run can carry its knowledge with it.
        name: file name for messages.
    """

    def __init__(self, data: bytes, name: str) -> None:
        self._name = name
        self.data = data
        self._cache: dict[str, Mapping[str, BaseModel]] = {}
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
            meta = json.loads(self._archive.read("meta.json"))
        except (zipfile.BadZipFile, KeyError, ValueError) as err:
            raise KnowledgeError(
                name, f"not a knowledge pack: {err}", "Write one with `enduse knowledge pack`."
            ) from None
        if meta.get("format") != FORMAT:
            raise KnowledgeError(
                name, f"pack format {meta.get('format')}", "Write it anew with this version."
            )
        self.sha256: str = meta["sha256"]

    def section(self, name: str, model: type[M]) -> Mapping[str, M]:
        """Return all items of a section by id; an item is read once, when it is asked for.

        Raises:
            KnowledgeError: on asking for an item that does not fit its schema.
        """
        if name not in self._cache:
            expected = SECTION_MODELS[name]
            if not issubclass(expected, model):
                raise TypeError(f"section {name} holds {expected.__name__}")
            raw = json.loads(self._member(name))
            self._cache[name] = _Items(raw, expected, f"{self._name}: {name}")
        return self._cache[name]  # type: ignore[return-value]

    def section_sha256(self, name: str) -> str:
        """Hash of all items of a section: what is compiled from it alone is known by it."""
        return hashlib.sha256(self._member(name)).hexdigest()

    def plain(self, name: str) -> dict[str, Any]:
        """All items of a section as they are kept, by id, unread: for comparing two packs."""
        items: dict[str, Any] = json.loads(self._member(name))
        return items

    def _member(self, name: str) -> bytes:
        try:
            return self._archive.read(f"{name}.json")
        except KeyError:
            return b"{}"
        except (zipfile.BadZipFile, zlib.error) as err:
            raise KnowledgeError(
                self._name, f"damaged: {err}", "Write it anew with `enduse knowledge pack`."
            ) from None

    def all_sections(self) -> dict[str, dict[str, BaseModel]]:
        """Parse every section; for overlays."""
        return {name: dict(self.section(name, model)) for name, model in SECTION_MODELS.items()}

    @cached_property
    def card(self) -> PackCard:
        """The card of the knowledge: version, licence, read through when."""
        cards = self.section("pack", PackCard)
        if "pack" not in cards:
            raise KnowledgeError(self._name, "no pack.yaml", "Add pack.yaml at its top.")
        return cards["pack"]


def read_pack(path: Path) -> Pack:
    """Open a pack file."""
    try:
        return Pack(path.read_bytes(), path.name)
    except OSError as err:
        raise KnowledgeError(
            str(path), f"cannot be read: {err.strerror}", "Name a pack or a knowledge folder."
        ) from None
