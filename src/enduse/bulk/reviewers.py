"""The reviewer of a process, and the plans that are made with it."""

from __future__ import annotations

from enduse.bulk.make import RunRequest
from enduse.bulk.plan.answers import Plan
from enduse.knowledge.pack import Pack
from enduse.lists.view import Lists
from enduse.review.build import build_reviewer
from enduse.review.engine import Reviewer


class Reviewers:
    """Makes the reviewer, and makes it anew where a process must forget what it remembers.

    Nobody else holds it while processes are started, so that one which forgets frees its memory.
    Without a cache, checks would take long to make, and are kept.
    """

    def __init__(self, request: RunRequest, pack: Pack, lists: Lists) -> None:
        self._request = request
        self._pack = pack
        self._lists = lists
        self._planned = False
        self._one: Reviewer | None = None
        self.one()

    def one(self) -> Reviewer:
        """The reviewer of this process."""
        if self._one is None:
            request = self._request
            self._one = build_reviewer(self._pack, self._lists, request.options, request.cache)
        return self._one

    def plan(self) -> Plan:
        """A plan that remembers nothing: its checks are new ones, but for the first plan."""
        if self._planned and self._request.cache:
            self._one = None
        self._planned = True
        return Plan(self._pack, self.one())
