"""Profiles and names of countries as the knowledge folder has them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from enduse.intake.countries import CountryNames
from enduse.intake.options import ReadOptions
from enduse.intake.read import COUNTRIES_TABLE, read
from enduse.intake.report import ReadReport
from enduse.knowledge.folder import Folder, read_folder
from enduse.knowledge.schema.profiles import ProfileFile
from enduse.model.transfer import Reject, Transfer

Read = Callable[..., tuple[list[Transfer], list[Reject], ReadReport]]


@pytest.fixture(scope="session")
def folder(root: Path) -> Folder:
    """The part of the knowledge folder that reading needs."""
    return read_folder(root / "knowledge")


@pytest.fixture(scope="session")
def profiles(folder: Folder) -> Mapping[str, ProfileFile]:
    """All profiles."""
    return folder.sections["profiles"]  # type: ignore[return-value]


@pytest.fixture(scope="session")
def countries(folder: Folder) -> CountryNames:
    """Names of countries."""
    return CountryNames.of_table(folder.sections["tables"][COUNTRIES_TABLE])  # type: ignore[arg-type]


@pytest.fixture(scope="session")
def read_all(profiles: Mapping[str, ProfileFile], countries: CountryNames) -> Read:
    """Read paths to the end: transfers, rejects, report. The counts are checked on the way."""

    def run(*paths: Path, **options: object) -> tuple[list[Transfer], list[Reject], ReadReport]:
        reading = read(list(paths), ReadOptions(**options), profiles, countries)  # type: ignore[arg-type]
        items = list(reading)
        transfers = [one for one in items if isinstance(one, Transfer)]
        rejects = [one for one in items if isinstance(one, Reject)]
        report = reading.report
        assert report.total("read") == sum(not one.problems for one in transfers)
        assert report.total("with_problems") == sum(bool(one.problems) for one in transfers)
        assert report.total("rejected") == len(rejects)
        assert report.total("rows_in") == len(items)
        return transfers, rejects, report

    return run
