"""What this engine does not do that the local engine does, each with its reason.

A test probes each of these and turns red when a gap is closed, so that the table stays true.
"""

from __future__ import annotations

from typing import NamedTuple

from enduse.errors import UnavailableError


class Gap(NamedTuple):
    """Something the engine refuses, and why."""

    what: str
    reason: str
    remedy: str

    def refuse(self) -> UnavailableError:
        """The error that says so."""
        return UnavailableError("--engine spark", f"{self.what}: {self.reason}", self.remedy)


GAPS = {
    "connect": Gap(
        "a session of Spark Connect",
        "knowledge and lists go to the executors as files of a SparkContext, which it has not",
        "Use a cluster with a classic session (Databricks: single user).",
    ),
    "memory": Gap(
        "--memory",
        "the memory of an executor is set when its session starts",
        "Use --spark spark.executor.memory=2g (docs/how-to/run-on-a-cluster.md).",
    ),
}
"""By id. Results are never among them: a test compares whole runs."""
