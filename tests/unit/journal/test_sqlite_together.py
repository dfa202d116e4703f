"""A file that is closed, locked or undone while callers share its transactions."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from coopflow.errors import JournalUnavailable
from coopflow.testing.journal_writing import RECORDED_AT, append, write

if TYPE_CHECKING:
    import sqlite3

    from coopflow.journal.sqlite import SqliteJournal
    from coopflow.journal.sqlite_writing import SqliteWriting


class TestEnd:
    """What is not final is never answered as if it were."""

    def test_writing_after_the_end(self, journal: SqliteJournal) -> None:
        """It is told like reading."""
        journal.close()

        with pytest.raises(JournalUnavailable, match="closed"):
            write(journal, append("a", 4))

    def test_an_end_waits_for_those_who_are_writing(
        self, journal: SqliteJournal, raw: sqlite3.Connection
    ) -> None:
        """Whoever was at work when it came is answered, and what they wrote is there."""
        closing: list[threading.Thread] = []

        def work(writing: SqliteWriting) -> None:
            closing.append(threading.Thread(target=journal.close))
            closing[0].start()
            writing.append([append("a", 4)], recorded_at=RECORDED_AT)

        journal.write(work)
        closing[0].join()

        assert (5,) == raw.execute("SELECT max(version) FROM entries WHERE stream = 'a'").fetchone()

    def test_an_end_from_within_is_refused(self, journal: SqliteJournal) -> None:
        """Whoever writes goes on first."""
        with pytest.raises(RuntimeError, match="is open"):
            journal.write(lambda _: journal.close())

        assert 5 == write(journal, append("a", 4))[0].version

    def test_a_transaction_that_was_undone_is_not_answered(self, journal: SqliteJournal) -> None:
        """Even where the work itself said nothing of it, as it may when a disk is full."""

        def work(writing: SqliteWriting) -> None:
            writing.append([append("a", 4)], recorded_at=RECORDED_AT)
            writing.handle.execute("ROLLBACK")

        with pytest.raises(JournalUnavailable, match="nothing was written"):
            journal.write(work)

        assert 4 == journal.version("a")
        assert 5 == write(journal, append("a", 4))[0].version
