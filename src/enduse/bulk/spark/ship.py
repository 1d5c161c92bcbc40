"""What executors need to answer: knowledge, lists and their index, shipped as files.

The driver writes two files named by what is in them, and Spark brings them to every executor
once. A Python worker opens them once and keeps its plan, and with it all it has answered.
"""

from __future__ import annotations

import hashlib
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from enduse.bulk.memory import MOST, Allowance, read_size
from enduse.bulk.plan.answers import Plan
from enduse.errors import ListStoreError
from enduse.knowledge.pack import Pack, read_pack
from enduse.lists.view import Lists
from enduse.model.listing import ListEntry
from enduse.review.build import build_reviewer
from enduse.review.options import ReviewOptions
from enduse.review.parties.held import compiled
from enduse.screening.names_kept import Names

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

MEMORY = "spark.enduse.workerMemory"
"""Setting of the session: how much a Python worker may take, such as `800M`."""


@dataclass(frozen=True, slots=True)
class Shipped:
    """Names of the shipped files, and what the plan is made with beside them.

    Args:
        pack: file of the knowledge.
        held: archive of the lists' entries and their index.
        lists: identity of the state of the lists.
        memory: bytes that a Python worker may take before it forgets what it remembers.
    """

    pack: str
    held: str
    lists: str
    options: ReviewOptions
    memory: int

    @property
    def id(self) -> str:
        """The same id means the same plan."""
        return hashlib.sha256(repr(self).encode()).hexdigest()


def ship(
    session: SparkSession, pack: Pack, lists: Lists, options: ReviewOptions, cache: Path, room: Path
) -> Shipped:
    """Give the knowledge and the lists to Spark.

    Args:
        cache: folder of compiled lists; what is missing is built there.
        room: a folder that stays as long as the session: Spark serves the files from there.
    """
    context = session.sparkContext
    said = session.conf.get(MEMORY, "")
    folder = compiled(lists, Names(pack, cache), cache / "lists")
    # What could not be read is no part of the identity of the lists, but of what is shipped.
    state = hashlib.sha256((folder / "held.json").read_bytes()).hexdigest()[:16]
    held = room / f"enduse-{folder.name}-{state}.zip"
    if not held.is_file():
        _archive(folder, held)
        context.addArchive(str(held))
    packed = room / f"enduse-{pack.sha256[:32]}.pack"
    if not packed.is_file():
        packed.write_bytes(pack.data)
        context.addFile(str(packed))
    return Shipped(
        packed.name, held.name, lists.identity(), options, read_size(said) if said else MOST
    )


def _archive(folder: Path, into: Path) -> None:
    """Pack a folder of compiled lists as it stands in a cache."""
    part = into.with_suffix(".part")
    with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                archive.write(path, Path("lists") / folder.name / path.relative_to(folder))
    part.replace(into)


class ShippedLists(Lists):
    """Lists of which an executor has the compiled state alone, by its identity."""

    def __init__(self, identity: str, pack: Pack) -> None:
        super().__init__(None, pack, ())
        self._identity = identity

    def identity(self) -> str:
        """The identity the driver gave."""
        return self._identity

    def entries(self) -> tuple[ListEntry, ...]:
        """Never: only the compiled state was shipped.

        Raises:
            ListStoreError: always; the executor's program is another than the driver's.
        """
        raise ListStoreError(
            "the shipped lists",
            "were compiled by another version of this program",
            "Install the same version on the driver and on every worker.",
        )


_PLANS: dict[str, Plan] = {}
_ALLOWANCES: dict[int, Allowance] = {}


def plan_of(shipped: Shipped) -> Plan:
    """The plan of this Python worker, made when it is first asked for."""
    found = _PLANS.get(shipped.id)
    if found is None:
        from pyspark import SparkFiles

        _PLANS.clear()
        pack = read_pack(Path(SparkFiles.get(shipped.pack)))
        lists = ShippedLists(shipped.lists, pack)
        held = Path(SparkFiles.get(shipped.held))
        reviewer = build_reviewer(pack, lists, shipped.options, held)
        found = _PLANS[shipped.id] = Plan(pack, reviewer)
    return found


def forgotten(shipped: Shipped) -> bool:
    """Forget the plan of this Python worker where it has become too large; asked after a chunk."""
    allowance = _ALLOWANCES.setdefault(shipped.memory, Allowance(shipped.memory))
    if not allowance.used_up():
        return False
    _PLANS.clear()
    return True
