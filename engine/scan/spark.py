"""Spark: the same query on one machine or many. What it says is put aside as Parquet files.

It comes with the extra `spark`. A session is made ready once and used by all scans of a process.
"""

from __future__ import annotations

import importlib.util
import logging
import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..diagnostics.codes.commands import BAD_TABLE, NO_SPARK
from ..diagnostics.findings import Finding
from ..diagnostics.invalid import Invalid
from ..diagnostics.place import UNPLACED, Place
from .opening import NUMBER, Stored
from .sql import queries
from .sql.queries import Query

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

LOCAL = "local[*]"
OURS = {
    "spark.sql.ansi.enabled": "true",
    "spark.sql.caseSensitive": "true",
    "spark.sql.decimalOperations.allowPrecisionLoss": "false",
    "spark.sql.parquet.datetimeRebaseModeInRead": "CORRECTED",
    "spark.sql.parquet.datetimeRebaseModeInWrite": "CORRECTED",
    "spark.sql.constraintPropagation.enabled": "false",
}
"""What makes its SQL exact and told apart by case; and what keeps it from hours of planning."""
AT_FIRST = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.log.level": "ERROR",
    "spark.sql.shuffle.partitions": "8",
}
"""Settings of a session that we start ourselves, unless the user has others."""
INSTALL = "pip install 'backchannel[spark]', and a Java of version 17 or later"


class Spark:
    """A session of Spark, and the folder in which it puts files."""

    def __init__(self, session: SparkSession, folder: Path) -> None:
        self._session, self._folder = session, folder

    def stage(self, steps: Sequence[tuple[str, Query]], table: Stored, relation: str) -> Path:
        """What the last of some steps gives, as Parquet files in a folder; where that is.

        Each step is a view: as one query with names Spark would take minutes to plan them.
        """
        found = self._read(table)
        for name, query in [*steps]:
            found.createOrReplaceTempView(relation)
            found = self._session.sql(queries.written(query, "spark"))
            relation = name
        to = self._folder / "stage"
        found.write.parquet(to.as_uri())
        return to

    def _read(self, table: Stored) -> DataFrame:
        """A Parquet file with names of our own, its rows numbered from 0."""
        from pyspark.sql.functions import col

        found = self._session.read.parquet(table.path.resolve().as_uri())
        if not table.numbered:
            found = found.select("*", col("_metadata.row_index").alias(NUMBER))
        return found.toDF(*table.names) if table.names else found


@contextmanager
def spark(master: str | None, folder: Path) -> Iterator[Spark]:
    """A session; `master` is where it runs, else this machine. Raises Invalid."""
    session = session_at(master or LOCAL)
    before = {name: session.conf.get(name, None) for name in OURS}
    try:
        for name, value in OURS.items():
            session.conf.set(name, value)
        yield Spark(session, folder)
    finally:
        _give_back(session, before)


@contextmanager
def telling(path: Path) -> Iterator[None]:
    """What Spark cannot do with a file as a finding about it. Raises Invalid."""
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException

    try:
        yield
    except (PySparkException, Py4JError) as error:
        told = str(error).strip().partition("\n")[0]
        message = f"Spark cannot scan it: {told}"
        raise Invalid([Finding(BAD_TABLE, message, Place(str(path)))]) from None


def is_there() -> bool:
    """Whether Spark, and the Java that it runs on, are installed."""
    return lacking() is None


def lacking() -> str | None:
    """What of them is not."""
    if importlib.util.find_spec("pyspark") is None:
        return "pyspark"
    return None if os.environ.get("JAVA_HOME") or shutil.which("java") else "Java"


def session_at(master: str) -> SparkSession:
    """The session that runs, else a new one. Raises Invalid where there can be none."""
    missing = lacking()
    if missing is not None:
        raise Invalid([Finding(NO_SPARK, f"{missing} is not installed", UNPLACED, INSTALL)])
    from pyspark.sql import SparkSession

    running = SparkSession.getActiveSession()
    if running is not None:
        return running
    logging.getLogger("py4j").setLevel(logging.ERROR)
    making: Any = SparkSession.builder.appName("backchannel scan").master(master)
    for name, value in AT_FIRST.items():
        making = making.config(name, value)
    try:
        found: SparkSession = making.getOrCreate()
    except Exception as error:  # Java's own, which come in many kinds
        told = str(error).strip().partition("\n")[0]
        raise Invalid(
            [Finding(NO_SPARK, f"no session can be had of `{master}`: {told}", UNPLACED)]
        ) from None
    return found


def _give_back(session: SparkSession, before: dict[str, str | None]) -> None:
    for name, value in before.items():
        if value is None:
            session.conf.unset(name)
        else:
            session.conf.set(name, value)
