"""A file that lost its end is refused as it is opened, unless its log holds what is missing."""

from __future__ import annotations

from contextlib import closing
from shutil import copyfile
from typing import TYPE_CHECKING

import pytest

from coopflow.errors import JournalBroken, JournalUnavailable
from coopflow.journal.sqlite import SqliteJournal
from coopflow.journal.sqlite_length import require_whole
from coopflow.testing.journal_writing import append, draft, fill, write

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path

    from coopflow.journal.entry import Entry

PAGE = 4096


def log_of(path: Path) -> Path:
    """Name the log of a file."""
    return path.with_name(f"{path.name}-wal")


def leave(path: Path, journal: SqliteJournal) -> tuple[Entry, ...]:
    """Put at `path` what would be there if the machine stopped now; return what is in it."""
    copyfile(journal.path, path)
    copyfile(log_of(journal.path), log_of(path))
    return tuple(journal.tail())


def cut(path: Path, many: int) -> None:
    """Take the last bytes of a file away."""
    path.write_bytes(path.read_bytes()[:-many])


@pytest.fixture
def left(tmp_path: Path) -> Path:
    """Name the file of a journal that nobody has open."""
    return tmp_path / "left.db"


class TestWithoutLog:
    """What is missing is missing."""

    @pytest.mark.parametrize("many", [1, 700, PAGE - 1, PAGE, PAGE + 1])
    def test_the_end_is_missing(self, path: Path, many: int) -> None:
        """However little it is: nothing is read from the file, and nothing written to it."""
        with closing(SqliteJournal(str(path))) as journal:
            fill(journal)
        cut(path, many)
        before = path.read_bytes()

        with pytest.raises(JournalBroken, match=r"damaged|its end is missing"):
            SqliteJournal(str(path))
        assert before == path.read_bytes()

    @pytest.mark.parametrize("create", [True, False])
    def test_one_byte_is_not_nothing(self, path: Path, create: bool) -> None:  # noqa: FBT001 - both
        """SQLite takes it for an empty file, and would begin a new journal in it."""
        path.write_bytes(b"S")

        with pytest.raises(JournalBroken, match="too short"):
            SqliteJournal(str(path), create=create)
        assert path.read_bytes() == b"S"

    def test_what_follows_the_end_is_nothing(self, path: Path) -> None:
        """A file may be longer than what is in it."""
        with closing(SqliteJournal(str(path))) as journal:
            fill(journal)
            expected = tuple(journal.tail())
        path.write_bytes(path.read_bytes() + bytes(100))

        with closing(SqliteJournal(str(path))) as journal:
            assert expected == tuple(journal.tail())

    def test_the_end_is_lost_while_it_is_open(
        self, journal: SqliteJournal, raw: sqlite3.Connection, path: Path
    ) -> None:
        """Verifying finds it."""
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        cut(path, 1)

        (broken,) = journal.verify()

        assert "its end is missing" in broken.what

    def test_a_file_that_is_gone(
        self, journal: SqliteJournal, raw: sqlite3.Connection, path: Path
    ) -> None:
        """It says nothing about what was in it."""
        raw.execute("BEGIN")
        path.unlink()

        with pytest.raises(JournalUnavailable, match="cannot be reached"):
            require_whole(raw, journal.url)


class TestWithLog:
    """Of a file that is short because the machine stopped, the log holds the rest."""

    def test_a_file_not_yet_grown(
        self, journal: SqliteJournal, raw: sqlite3.Connection, left: Path
    ) -> None:
        """All that was added is in the log."""
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        write(journal, append("b", 2, draft(b"x" * 3 * PAGE)))
        expected = leave(left, journal)

        with closing(SqliteJournal(str(left))) as found:
            assert expected == tuple(found.tail())

    def test_a_page_copied_half(self, journal: SqliteJournal, left: Path) -> None:
        """The machine stopped while the log was copied into the file: the log has it whole."""
        expected = leave(left, journal)
        with closing(SqliteJournal(str(journal.path))):
            pass
        copyfile(journal.path, left)
        cut(left, 700)

        with closing(SqliteJournal(str(left))) as found:
            assert expected == tuple(found.tail())

    def test_what_the_log_lacks_is_missing(
        self, journal: SqliteJournal, raw: sqlite3.Connection, left: Path
    ) -> None:
        """Neither the file nor the log is changed: both may still be of use to who repairs it."""
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        write(journal, append("b", 2))
        leave(left, journal)
        left.write_bytes(left.read_bytes()[: 2 * PAGE])
        before = left.read_bytes(), log_of(left).read_bytes()

        with pytest.raises(JournalBroken, match="its end is missing"):
            SqliteJournal(str(left))
        assert before == (left.read_bytes(), log_of(left).read_bytes())

    def test_what_an_earlier_run_of_the_log_held_does_not_count(
        self, journal: SqliteJournal, raw: sqlite3.Connection, left: Path
    ) -> None:
        """The log is written over from its beginning; what follows is of before."""
        raw.execute("PRAGMA wal_checkpoint(RESTART)")
        write(journal, append("b", 2))
        leave(left, journal)
        cut(left, 1)

        with pytest.raises(JournalBroken, match="its end is missing"):
            SqliteJournal(str(left))
