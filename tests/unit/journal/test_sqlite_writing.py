"""Pieces of work that share a transaction of a file."""

from __future__ import annotations

import sqlite3
from contextlib import closing, contextmanager
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from coopflow.errors import JournalUnavailable
from coopflow.journal.sqlite import SqliteJournal
from coopflow.journal.sqlite_writing import SqliteWriting
from coopflow.testing.journal_writing import RECORDED_AT, append, draft

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coopflow.journal.store import Writing

_SET = "UPDATE board SET row = ? WHERE id = ?"

steps = st.one_of(
    st.tuples(st.just("append"), st.sampled_from("ab")),
    st.tuples(st.just("set"), st.sampled_from("xy")),
    st.tuples(st.just("put off"), st.sampled_from("xy")),
    st.tuples(st.just("read"), st.sampled_from("ab")),
)
pieces = st.lists(st.tuples(st.lists(steps, max_size=5), st.booleans()), min_size=1, max_size=5)


def seen(writing: Writing, stream: str) -> list[bytes]:
    """Read what a stream tells."""
    return [entry.data for entry in writing.read(stream)]


@contextmanager
def begun(path: str) -> Iterator[SqliteWriting]:
    """Begin a journal with a table beside it, and give its writing side."""
    SqliteJournal(path).close()
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("CREATE TABLE board (id TEXT PRIMARY KEY, row INTEGER) STRICT")
        connection.execute("INSERT INTO board VALUES ('x', 0), ('y', 0)")
        yield SqliteWriting(connection, f"sqlite:///{path}")


class TestPieces:
    """Of a shared transaction stays what was kept, in full, and nothing of what was dropped."""

    @given(pieces)
    @example([([("put off", "x")], False), ([("set", "x")], False)])
    @example([([("append", "a")], fails) for fails in (False, True, False)])
    def test_what_was_kept_is_final(self, work: list[tuple[list[tuple[str, str]], bool]]) -> None:
        """Whether it was put off or not, and whoever failed between; each sees what came before."""
        streams: dict[str, list[bytes]] = {"a": [], "b": []}
        board = {"x": 0, "y": 0}
        with TemporaryDirectory() as place, begun(f"{place}/journal.db") as writing:
            writing.begin()
            number = 0
            for actions, fails in work:
                before = {name: list(told) for name, told in streams.items()}, dict(board)
                writing.save()
                for action, name in actions:
                    number += 1
                    if action == "append":
                        told = draft(b"%d" % number)
                        change = append(name, len(streams[name]), told)
                        writing.append([change], recorded_at=RECORDED_AT)
                        streams[name].append(told.data)
                    elif action == "set":
                        writing.handle.execute(_SET, (number, name))
                        board[name] = number
                    elif action == "put off":
                        writing.put_off(_SET, name, (number, name))
                        board[name] = number
                    else:
                        assert streams[name] == seen(writing, name)
                if fails:
                    assert writing.drop()
                    streams, board = before
                else:
                    writing.keep()
            writing.commit()

            final = dict(writing.connection.execute("SELECT id, row FROM board"))
            assert board == final
            assert streams == {name: seen(writing, name) for name in streams}

    def test_what_is_put_off_is_done_at_the_commit(self, writing: SqliteWriting) -> None:
        """And only the last of it for each key."""
        done: list[str] = []
        writing.begin()
        for row in (1, 2):
            writing.save()
            writing.put_off(_SET, "x", (row, "x"))
            writing.keep()
        writing.connection.set_trace_callback(done.append)
        writing.commit()

        assert ["UPDATE board SET row = 2 WHERE id = 'x'", "COMMIT"] == done

    def test_nothing_is_done_outside_a_transaction(self, writing: SqliteWriting) -> None:
        """Where SQLite has undone everything, what was put off is not done alone."""
        writing.begin()
        writing.put_off(_SET, "x", (1, "x"))
        writing.connection.execute("ROLLBACK")

        with pytest.raises(JournalUnavailable, match="nothing was written"):
            writing.commit()

        assert 0 == writing.connection.execute("SELECT max(row) FROM board").fetchone()[0]

    def test_what_is_undone_is_forgotten(self, writing: SqliteWriting) -> None:
        """The next transaction begins with nothing of it."""
        writing.begin()
        writing.append([append("a", 0, draft(), draft())], recorded_at=RECORDED_AT)
        writing.undo()
        writing.begin()
        writing.append([append("b", 0, draft(b"b"))], recorded_at=RECORDED_AT)
        writing.commit()

        assert ([], [b"b"]) == (seen(writing, "a"), seen(writing, "b"))


@pytest.fixture
def writing(tmp_path: object) -> Iterator[SqliteWriting]:
    """Give the writing side of an empty journal."""
    with begun(f"{tmp_path}/journal.db") as writing:
        yield writing
