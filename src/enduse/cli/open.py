"""Open what a review needs: knowledge, the installed lists, the checks."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from enduse.cli.settings import cache_folder, home

if TYPE_CHECKING:
    from enduse.intake.countries import CountryNames
    from enduse.knowledge.pack import Pack
    from enduse.lists.view import Lists
    from enduse.report.selection import Selection
    from enduse.review.engine import Reviewer
    from enduse.review.options import ReviewOptions


def list_store() -> Path | None:
    """The user's store of lists, where there is one."""
    store = home() / "lists"
    return store if store.is_dir() else None


def selection(where: Iterable[tuple[str, str]] = ()) -> Selection:
    """Lines of a run to show, with the places that whole reviews are expanded from."""
    from enduse.report.selection import Selection

    return Selection(dict(where), list_store(), cache_folder())


def open_installed_lists(pack: Pack) -> Lists:
    """The lists of the user's store, and the shipped designations where a list is missing."""
    from enduse.lists.view import open_lists

    return open_lists(list_store(), pack)


def country_names(pack: Pack) -> CountryNames:
    """Names of countries in a pack."""
    from enduse.intake.countries import CountryNames
    from enduse.knowledge.schema.table import Table

    return CountryNames.of_table(pack.section("tables", Table)["profiles.countries"])


def open_reviewer(pack: Pack, options: ReviewOptions) -> Reviewer:
    """A reviewer over the knowledge and the installed lists."""
    from enduse.review.build import build_reviewer

    return build_reviewer(pack, open_installed_lists(pack), options, cache_folder())
