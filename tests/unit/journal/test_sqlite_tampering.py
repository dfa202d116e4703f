"""A file changed by hand, past the journal: what `verify` finds and how reading fails."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coopflow.errors import JournalBroken, JournalError
from coopflow.journal.sqlite import SqliteJournal
from coopflow.testing.journal_writing import append, draft, fill, write

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path

    from coopflow.journal.entry import Entry

TEXTS = ("type", "at", "recorded_at", "by", "key", "digest")

shared = settings(
    deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=80
)


def where(found: tuple[JournalBroken, ...]) -> list[tuple[str, int | None]]:
    """Tell the places of what was found."""
    return [(broken.stream, broken.version) for broken in found]


def overwrite(raw: sqlite3.Connection, entry: Entry, column: str, value: Any) -> None:
    """Put `value` into one column of the row of `entry`; bytes are kept as text but for data."""
    new = "CAST(? AS TEXT)" if isinstance(value, bytes) and column != "data" else "?"
    raw.execute(
        f'UPDATE entries SET "{column}" = {new} WHERE position = ?',  # noqa: S608 - our own names
        (value, entry.position),
    )


class TestOneByte:
    """Any single byte of any column is found, whatever it becomes."""

    @shared
    @given(
        which=st.integers(0, 5),
        column=st.sampled_from((*TEXTS, "data")),
        place=st.integers(0, 63),
        mask=st.integers(1, 255),
    )
    def test_in_what_was_told(
        self,
        journal: SqliteJournal,
        raw: sqlite3.Connection,
        which: int,
        column: str,
        place: int,
        mask: int,
    ) -> None:
        """The entry is named, and no other is blamed."""
        entry = tuple(journal.tail())[which]
        value = getattr(entry, column)
        changed: bytes | str = ""
        if value is not None:
            held = bytearray(value if isinstance(value, bytes) else value.encode())
            held[place % len(held)] ^= mask
            changed = bytes(held)
        overwrite(raw, entry, column, changed)
        found, alone = journal.verify(), journal.verify(entry.stream)
        overwrite(raw, entry, column, value)

        assert [(entry.stream, entry.version)] == where(found)
        assert [(entry.stream, entry.version)] == where(alone)
        assert () == journal.verify()

    @shared
    @given(which=st.integers(0, 5), mask=st.integers(1, 255))
    def test_in_the_name_of_the_stream(
        self, journal: SqliteJournal, raw: sqlite3.Connection, which: int, mask: int
    ) -> None:
        """An entry cannot be slipped to another stream, not even the last of its own."""
        entry = tuple(journal.tail())[which]
        changed = bytes([entry.stream.encode()[0] ^ mask])
        version = entry.version + (64 if changed in {b"a", b"b"} else 0)
        raw.execute(
            "UPDATE entries SET stream = CAST(? AS TEXT), version = ? WHERE position = ?",
            (changed, version, entry.position),
        )
        found = journal.verify()
        raw.execute(
            "UPDATE entries SET stream = ?, version = ? WHERE position = ?",
            (entry.stream, entry.version, entry.position),
        )

        assert found
        assert () == journal.verify()

    @shared
    @given(which=st.integers(0, 5), column=st.sampled_from(["version", "position"]), bit=st.data())
    def test_in_a_number(
        self, journal: SqliteJournal, raw: sqlite3.Connection, which: int, column: str, bit: Any
    ) -> None:
        """An entry cannot be given another place, to either side and however far."""
        entry = tuple(journal.tail())[which]
        number = getattr(entry, column)
        changed = bit.draw(
            st.integers(-(2**63), 2**63 - 1).filter(lambda it: not 1 <= it <= 6), label="changed"
        )
        overwrite(raw, entry, column, changed)
        found = journal.verify()
        raw.execute(
            f"UPDATE entries SET {column} = ? WHERE {column} = ? AND digest = ?",  # noqa: S608
            (number, changed, entry.digest),
        )

        assert found
        assert () == journal.verify()

    @pytest.mark.parametrize("column", ["version", "position"])
    def test_numbers_at_the_edge_leave_no_room(
        self, journal: SqliteJournal, raw: sqlite3.Connection, column: str
    ) -> None:
        """Appending behind the largest number there is, is refused as damage."""
        entry = tuple(journal.tail())[-1]
        overwrite(raw, entry, column, 2**63 - 1)

        with pytest.raises(JournalBroken, match="no room"):
            write(journal, append("b", journal.version("b")))


class TestRows:
    """Entries taken out, exchanged or forged are found."""

    def test_exchanged_entries(self, journal: SqliteJournal, raw: sqlite3.Connection) -> None:
        """Two entries of a stream that changed places: the first of them is named."""
        raw.executescript(
            "UPDATE entries SET version = 99 WHERE stream = 'a' AND version = 2;"
            "UPDATE entries SET version = 2 WHERE stream = 'a' AND version = 3;"
            "UPDATE entries SET version = 3 WHERE stream = 'a' AND version = 99;"
        )

        assert [("a", 2)] == where(journal.verify())
        assert [("a", 2)] == where(journal.verify("a"))
        assert () == journal.verify("b")

    def test_exchanged_facts(self, journal: SqliteJournal, raw: sqlite3.Connection) -> None:
        """Neither does it help to leave the numbers and exchange the rest."""
        one, other = tuple(journal.read("a"))[1:3]
        for to, taken in ((one, other), (other, one)):
            overwrite(raw, to, "data", taken.data)
            overwrite(raw, to, "digest", taken.digest)

        assert [("a", 2)] == where(journal.verify())

    @pytest.mark.parametrize("version", [1, 2, 3])
    def test_an_entry_missing_before_the_end(
        self, journal: SqliteJournal, raw: sqlite3.Connection, version: int
    ) -> None:
        """The version that is missing is named; reading does not step over the hole."""
        raw.execute("DELETE FROM entries WHERE stream = 'a' AND version = ?", (version,))

        assert [("a", version)] == where(journal.verify())
        with pytest.raises(JournalBroken) as caught:
            tuple(journal.read("a"))
        assert [("a", version)] == where((caught.value,))

    def test_an_end_cut_off_amid_the_journal(
        self, journal: SqliteJournal, raw: sqlite3.Connection
    ) -> None:
        """The chain is whole, and yet the position left empty gives it away."""
        raw.execute("DELETE FROM entries WHERE stream = 'a' AND version = 4")

        assert () == journal.verify("a")
        assert [("", None)] == where(journal.verify())

    def test_every_broken_stream_is_named_once(
        self, journal: SqliteJournal, raw: sqlite3.Connection
    ) -> None:
        """The first broken entry of each, and nothing twice."""
        raw.execute("UPDATE entries SET data = x'00' WHERE version > 1")

        assert [("a", 2), ("b", 2)] == where(journal.verify())
        assert [("b", 2)] == where(journal.verify("b"))


class TestReading:
    """What cannot be read is named, and never a crash."""

    @pytest.mark.parametrize("column", TEXTS)
    def test_text_that_is_not_utf8(
        self, journal: SqliteJournal, raw: sqlite3.Connection, column: str
    ) -> None:
        """Reading and finding stop at the entry and say which it is; others can be read."""
        entry = next(journal.read("a"))
        overwrite(raw, entry, column, b"k \xff")

        for reader in (journal.read("a"), journal.tail()):
            with pytest.raises(JournalBroken) as caught:
                tuple(reader)
            assert [("a", 1)] == where((caught.value,))
        assert 2 == len(tuple(journal.read("b")))
        assert ("a", "b") == journal.streams()

    def test_a_name_that_is_not_utf8(self, journal: SqliteJournal, raw: sqlite3.Connection) -> None:
        """What can be read of the name is shown, and can be printed."""
        overwrite(raw, tuple(journal.read("a"))[3], "stream", b"a\xff")
        (found,) = journal.verify()

        assert "agreement 'a\N{REPLACEMENT CHARACTER}', entry 1" in str(found)
        with pytest.raises(JournalBroken) as caught:
            tuple(journal.tail())
        assert "a\N{REPLACEMENT CHARACTER}" == caught.value.stream
        with pytest.raises(JournalBroken):
            journal.streams()

    def test_an_end_that_is_not_utf8(self, journal: SqliteJournal, raw: sqlite3.Connection) -> None:
        """Nothing is joined to an entry whose digest cannot be read."""
        overwrite(raw, tuple(journal.read("b"))[1], "digest", b"\xff")

        with pytest.raises(JournalBroken):
            write(journal, append("b", 2))

    @pytest.mark.parametrize(
        ("column", "value"), [("by", None), ("version", "x"), ("digest", b"d"), ("stream", b"a")]
    )
    def test_values_of_the_wrong_type(
        self, journal: SqliteJournal, raw: sqlite3.Connection, column: str, value: Any
    ) -> None:
        """A table made anew without its types cannot smuggle others in."""
        raw.executescript(
            "CREATE TABLE loose AS SELECT * FROM entries; DROP TABLE entries;"
            "ALTER TABLE loose RENAME TO entries"
        )
        raw.execute(f'UPDATE entries SET "{column}" = ? WHERE position = 6', (value,))  # noqa: S608

        assert journal.verify()
        with pytest.raises(JournalBroken):
            tuple(journal.tail())

    def test_an_end_of_the_wrong_type(
        self, journal: SqliteJournal, raw: sqlite3.Connection
    ) -> None:
        """Nor is anything joined to one."""
        raw.executescript(
            "CREATE TABLE loose AS SELECT * FROM entries; DROP TABLE entries;"
            "ALTER TABLE loose RENAME TO entries; UPDATE entries SET digest = x'64'"
        )

        with pytest.raises(JournalBroken, match="wrong type"):
            journal.version("b")


class TestFile:
    """Bytes changed in the file itself are found, or change nothing that can be read."""

    @pytest.fixture
    def image(self, tmp_path: Path) -> tuple[Path, bytes, tuple[Entry, ...]]:
        """Give a place for the file, its bytes, and what is in it."""
        path = tmp_path / "image.db"
        with closing(SqliteJournal(str(path))) as journal:
            fill(journal)
            write(journal, append("long", 0, *[draft(b"." * 60) for _ in range(20)]))
            whole = tuple(journal.tail())
        return path, path.read_bytes(), whole

    @shared
    @given(place=st.integers(0), mask=st.integers(1, 255))
    def test_a_changed_byte(
        self, image: tuple[Path, bytes, tuple[Entry, ...]], place: int, mask: int
    ) -> None:
        """It is an error on opening, a finding of `verify`, or of no consequence."""
        path, before, whole = image
        changed = bytearray(before)
        changed[place % len(changed)] ^= mask
        path.write_bytes(changed)

        try:
            journal = SqliteJournal(str(path), create=False)
        except JournalError:
            return
        with closing(journal):
            assert journal.verify() or whole == tuple(journal.tail())

    @shared
    @given(st.data())
    def test_a_changed_description(
        self, image: tuple[Path, bytes, tuple[Entry, ...]], data: st.DataObject
    ) -> None:
        """Also where the file describes its own tables, in words that are then no text."""
        path, before, whole = image
        start = before.index(b"CREATE TABLE entries")
        place = data.draw(st.integers(start, start + 300))
        changed = bytearray(before)
        changed[place] ^= 0x80
        path.write_bytes(changed)

        try:
            journal = SqliteJournal(str(path), create=False)
        except JournalError:
            return
        with closing(journal):
            assert journal.verify() or whole == tuple(journal.tail())

    def test_pages_that_lead_back(self, path: Path) -> None:
        """Where the last row claims to be the first, reading ends and does not go in circles."""
        with closing(SqliteJournal(str(path))) as journal:
            fill(journal)
        # A row number (6) stands before the row's own description of its columns.
        before = path.read_bytes()
        assert 1 == before.count(b"\x06\x0c\x00\x0f")
        path.write_bytes(before.replace(b"\x06\x0c\x00\x0f", b"\x01\x0c\x00\x0f"))

        with closing(SqliteJournal(str(path), create=False)) as journal:
            assert journal.verify()
            with pytest.raises(JournalBroken, match="out of order"):
                tuple(journal.tail())

    @pytest.mark.parametrize("length", [50, 100, 1000, 5000])
    def test_a_file_cut_short(
        self, image: tuple[Path, bytes, tuple[Entry, ...]], length: int
    ) -> None:
        """What is left is no journal."""
        path, before, _ = image
        path.write_bytes(before[:length])

        with pytest.raises(JournalBroken) as caught:
            SqliteJournal(str(path), create=False)

        assert [("", None)] == where((caught.value,))

    def test_an_index_that_contradicts_its_table(
        self, journal: SqliteJournal, raw: sqlite3.Connection
    ) -> None:
        """Though each chain is whole, the file is not."""
        raw.executescript(
            "PRAGMA writable_schema = ON;"
            "UPDATE sqlite_schema SET sql = replace(sql, 'IS NOT NULL', 'IS NULL') "
            "WHERE name = 'entries_by_key';"
            "PRAGMA writable_schema = RESET"
        )

        assert ("", None) in where(journal.verify())

    def test_a_file_damaged_while_it_is_open(
        self, journal: SqliteJournal, raw: sqlite3.Connection, path: Path
    ) -> None:
        """Verifying damage reports it; it raises nothing."""
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        with path.open("r+b") as file:
            file.write(b"no database at all, and no journal")

        assert [("", None)] == where(journal.verify())
