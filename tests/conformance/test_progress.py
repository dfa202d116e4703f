"""Wherever a journal is, the places of reactions in it are kept as promised."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from coopflow.errors import JournalUnavailable
from coopflow.journal.memory import MemoryJournal, MemoryWriting
from coopflow.journal.progress import MemoryProgress
from coopflow.journal.sqlite import SqliteJournal
from coopflow.journal.sqlite_progress import SqliteProgress
from coopflow.testing.journal_writing import RECORDED_AT, append, write
from coopflow.testing.progress_contract import ProgressContract, held

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class TestInMemory(ProgressContract):
    """Beside a journal in memory."""

    @pytest.fixture
    def journal(self) -> MemoryJournal:
        """Give a journal that ends with the test."""
        return MemoryJournal()

    @pytest.fixture
    def progress(self, journal: MemoryJournal) -> MemoryProgress:
        """Give what belongs to it."""
        return MemoryProgress(journal)

    def test_the_end_is_known_without_reading(
        self, journal: MemoryJournal, progress: MemoryProgress, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """It is asked several times in each step; it is the end of what is final."""
        write(journal, append("a", 0), append("b", 0))
        monkeypatch.delattr(MemoryJournal, "tail")

        def amid(writing: MemoryWriting) -> tuple[int, int]:
            writing.append([append("a", 1)], recorded_at=RECORDED_AT)
            return writing.position, progress.end()

        assert (3, 2) == journal.write(amid)
        assert 3 == progress.end()


class TestInAFile(ProgressContract):
    """In the journal's SQLite file."""

    @pytest.fixture
    def journal(self, tmp_path: Path) -> Iterator[SqliteJournal]:
        """Give a journal in a file of its own."""
        with closing(SqliteJournal(str(tmp_path / "journal.db"))) as journal:
            yield journal

    @pytest.fixture
    def progress(self, journal: SqliteJournal) -> SqliteProgress:
        """Give what belongs to it."""
        return SqliteProgress(journal)

    def test_it_outlives_who_wrote_it(
        self, journal: SqliteJournal, progress: SqliteProgress
    ) -> None:
        """Whoever opens the file finds it."""
        progress.install(["mail"])
        progress.hold(held())
        again = SqliteProgress(journal)

        assert ((held(),), {"mail": 1}) == (again.held(), again.cursors())

    def test_nothing_is_made_in_a_journal_without_reactions(self, journal: SqliteJournal) -> None:
        """Neither a table nor a file beside it."""
        progress = SqliteProgress(journal)
        progress.install([])
        progress.cursors()
        with journal.reading() as connection:
            names = [name for (name,) in connection.execute("SELECT name FROM sqlite_schema")]

        assert [] == [name for name in names if name.startswith("reaction")]
        assert not list(journal.path.parent.glob("*-runner"))

    def test_those_of_a_newer_library_are_left_alone(
        self, journal: SqliteJournal, progress: SqliteProgress
    ) -> None:
        """It says so, and what to do."""
        progress.install(["mail"])
        with closing(sqlite3.connect(journal.path)) as connection, connection:
            connection.execute("UPDATE reaction_edition SET edition = 2")

        with pytest.raises(JournalUnavailable, match="edition 2; this one knows 1"):
            SqliteProgress(journal).cursors()

    def test_where_no_turn_can_be_kept_it_says_so(self, journal: SqliteJournal) -> None:
        """A directory in its place, say."""
        journal.path.with_name("journal.db-runner").mkdir()

        with pytest.raises(JournalUnavailable, match="cannot be opened"):
            SqliteProgress(journal).turn().take()
