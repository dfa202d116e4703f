"""A journal in a file, filled, and a way past it into the file."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from coopflow.journal.sqlite import SqliteJournal
from coopflow.testing.journal_writing import fill

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Name the file of the journal."""
    return tmp_path / "journal.db"


@pytest.fixture
def journal(path: Path) -> Iterator[SqliteJournal]:
    """Give a filled journal: stream ``a`` of four entries, ``b`` of two; it waits for nobody."""
    with closing(SqliteJournal(str(path), busy_timeout=0)) as journal:
        fill(journal)
        yield journal


@pytest.fixture
def raw(journal: SqliteJournal, path: Path) -> Iterator[sqlite3.Connection]:
    """Give a connection to the same file that knows of no journal."""
    assert journal.url == f"sqlite:///{path}"
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        yield connection
