"""The Spark session a review runs in: the one that is there, or a new one."""

from __future__ import annotations

import importlib.util
import os
import shutil
import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING

from enduse.bulk.spark.gaps import GAPS
from enduse.errors import UnavailableError, UsageError

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

NAME = "enduse"
QUIET = {"spark.ui.showConsoleProgress": "false", "spark.log.level": "ERROR"}
"""Said unless the caller says otherwise: the program shows its own progress."""
PYTHON = "spark.pyspark.python"
"""The workers' Python. Spark reads it in spark-submit alone, so it is put where PySpark reads."""


def start(settings: Mapping[str, str]) -> SparkSession:
    """Take the session that is there, or start one with these settings.

    Args:
        settings: `spark.*` keys, such as `spark.master` and `spark.executor.memory`; without
            `spark.master` that of the environment counts (spark-submit, a notebook), else all
            processors of this machine.

    Raises:
        UnavailableError: where PySpark or Java is missing, or the master cannot be reached.
        UsageError: for a setting that is not Spark's.
    """
    for key in settings:
        if not key.startswith("spark."):
            raise UsageError(
                "--spark", f"{key!r} is no setting of Spark", "Write spark.NAME=VALUE."
            )
    for package in ("pyspark", "pandas"):
        if importlib.util.find_spec(package) is None:
            raise UnavailableError(
                "--engine spark", f"{package} is not installed", "pip install 'enduse[spark]'"
            )
    from pyspark.errors import PySparkException

    try:
        session = _builder(settings)
    except PySparkException as err:
        if shutil.which("java") is None and "JAVA_HOME" not in os.environ:
            raise UnavailableError(
                "--engine spark", "there is no Java", "Install a Java 17 runtime."
            ) from None
        raise _not_started(err) from None
    except Exception as err:
        # A master that cannot be reached is an error of the JVM, without a class of ours.
        if type(err).__module__.partition(".")[0] != "py4j":
            raise
        raise _not_started(err) from None
    return classic(session)


def classic(session: SparkSession) -> SparkSession:
    """Refuse a session without a SparkContext.

    Raises:
        UnavailableError: for one of Spark Connect.
    """
    from pyspark.errors import PySparkException

    try:
        session.sparkContext  # noqa: B018 (asking is what fails)
    except (PySparkException, AttributeError):
        raise GAPS["connect"].refuse() from None
    return session


def _builder(settings: Mapping[str, str]) -> SparkSession:
    from pyspark.sql import SparkSession

    there = SparkSession.getActiveSession()
    if there is not None:
        return there
    if PYTHON in settings:
        os.environ["PYSPARK_PYTHON"] = settings[PYTHON]
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = SparkSession.builder.appName(NAME)
    for key, value in (QUIET | dict(settings)).items():
        builder = builder.config(key, value)
    return builder.getOrCreate()


def _not_started(err: Exception) -> UnavailableError:
    said = str(err).strip().splitlines() or [type(err).__name__]
    return UnavailableError(
        "--engine spark",
        f"Spark does not start: {said[0]}",
        "Check spark.master and that a Java 17 runtime is found (java -version).",
    )
