"""One recogniser for all tests of the end-user check: building it takes a second."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest

from enduse.knowledge.folder import read_folder
from enduse.knowledge.schema.organs import OrganFile
from enduse.review.end_user.recognise import OrganRecogniser


@pytest.fixture(scope="session")
def organ_files(root: Path) -> dict[str, OrganFile]:
    """The files of `knowledge/organs`."""
    folder = read_folder(root / "knowledge")
    assert [p for p in folder.problems if p.file.startswith("organs")] == []
    return cast("dict[str, OrganFile]", folder.sections["organs"])


@pytest.fixture(scope="session")
def recogniser(organ_files: dict[str, OrganFile]) -> OrganRecogniser:
    """The recogniser over the shipped knowledge."""
    return OrganRecogniser(organ_files)
