"""Every journal of the library keeps every promise."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from coopflow.journal.memory import MemoryJournal
from coopflow.journal.sqlite import SqliteJournal
from coopflow.journal.url import open_journal
from coopflow.testing.journal_contract import JournalContract, StoredJournalContract

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from coopflow.journal.store import Journal


class TestMemoryJournal(JournalContract):
    """In memory."""

    @pytest.fixture
    def journal(self) -> Journal:
        """Give a journal that ends with the test."""
        return MemoryJournal()


class TestSqliteJournal(StoredJournalContract):
    """In a SQLite file."""

    @pytest.fixture
    def journal(self, tmp_path: Path) -> Iterator[Journal]:
        """Give a journal in a file of its own. Threads in a crowd may wait long for the disk."""
        with closing(SqliteJournal(str(tmp_path / "journal.db"), busy_timeout=60)) as journal:
            yield journal

    def reopen(self, journal: Journal) -> Journal:
        """Open the file by a connection of its own."""
        return open_journal(journal.url, create=False)
