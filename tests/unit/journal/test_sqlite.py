"""What is particular to the journal in a SQLite file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from coopflow.errors import StaleVersion
from coopflow.journal import sqlite_reading, sqlite_writing
from coopflow.testing.journal_writing import RECORDED_AT, append

if TYPE_CHECKING:
    import sqlite3

    from coopflow.journal.sqlite import SqliteJournal
    from coopflow.journal.sqlite_writing import SqliteWriting


@pytest.fixture
def board(journal: SqliteJournal) -> None:
    """Make a table that somebody else keeps in the file."""
    journal.write(lambda it: it.handle.execute("CREATE TABLE board (id TEXT PRIMARY KEY) STRICT"))


def rows(journal: SqliteJournal) -> list[str]:
    """Read the table of somebody else."""
    with journal.reading() as connection:
        return [row for (row,) in connection.execute("SELECT id FROM board ORDER BY id")]


def put(connection: sqlite3.Connection, row: str) -> None:
    """Write to the table of somebody else."""
    connection.execute("INSERT INTO board VALUES (?)", (row,))


@pytest.mark.usefixtures("board")
class TestTogether:
    """What others keep in the file is final with the entries, or not at all."""

    def test_rows_and_entries_are_one(self, journal: SqliteJournal) -> None:
        """`also` writes in the transaction of the entries."""
        journal.append(
            [append("a", 4)], recorded_at=RECORDED_AT, also=lambda connection: put(connection, "x")
        )

        assert (["x"], 5) == (rows(journal), journal.version("a"))

    def test_neither_stays_without_the_other(self, journal: SqliteJournal) -> None:
        """Rows that were written go with the entries."""

        def fail(connection: sqlite3.Connection) -> None:
            put(connection, "x")
            raise LookupError

        with pytest.raises(LookupError):
            journal.append([append("a", 4)], recorded_at=RECORDED_AT, also=fail)

        assert ([], 4) == (rows(journal), journal.version("a"))

    def test_work_is_final_when_it_is_answered(self, journal: SqliteJournal) -> None:
        """No sooner, and then for every reader."""
        seen: list[list[str]] = []

        def work(writing: SqliteWriting) -> None:
            put(writing.handle, "x")
            seen.append(rows(journal))

        journal.write(work)

        assert ([[]], ["x"]) == (seen, rows(journal))

    def test_work_that_fails_never_was(self, journal: SqliteJournal) -> None:
        """Nor was what it wrote beside entries."""

        def work(writing: SqliteWriting) -> None:
            put(writing.handle, "x")
            writing.append([append("a", 3)], recorded_at=RECORDED_AT)

        with pytest.raises(StaleVersion):
            journal.write(work)

        assert ([], 4) == (rows(journal), journal.version("a"))


BY_VERSION = "sqlite_autoindex_entries_1 (stream=? AND version>?)"


class TestCost:
    """What an append needs does not grow with what there is."""

    @pytest.mark.parametrize(
        ("statement", "values", "index"),
        [
            (sqlite_writing.HEAD, ("a",), "sqlite_autoindex_entries_1 (stream=?)"),
            (sqlite_reading.READ, ("a", 0, 9), BY_VERSION),
            (sqlite_reading.FACTS, ("a", 0, 9), BY_VERSION),
            (sqlite_reading.TAIL, (0, 9), "INTEGER PRIMARY KEY (rowid>?)"),
            (
                sqlite_reading.KEYED,
                ("a", "k", "k!", "k", "k "),
                "entries_by_key (stream=? AND key>? AND key<?)",
            ),
        ],
    )
    def test_every_question_has_an_index(
        self, journal: SqliteJournal, statement: str, values: tuple[object, ...], index: str
    ) -> None:
        """No statement of an append or a page goes through a whole stream."""
        with journal.reading() as connection:
            plan = connection.execute(f"EXPLAIN QUERY PLAN {statement}", values).fetchall()

        assert index in plan[0][3]
        assert not any("SCAN" in line for *_, line in plan)
