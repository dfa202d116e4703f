"""What a power cut may leave of the write-ahead log: its beginning, and rubbish behind it.

A log is on the disk as far as the last commit that was answered. What came after it may be there,
or not, or in part; so whatever a log is cut down to, a whole journal must come of it.
"""

from __future__ import annotations

from contextlib import closing
from itertools import islice, pairwise
from typing import TYPE_CHECKING

import pytest
from attrs import frozen
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from coopflow import Secretariat
from coopflow.journal.entry import Entry
from coopflow.journal.url import open_journal
from coopflow.testing.survival_crew import crew
from coopflow.testing.survival_story import begin, occur, story

if TYPE_CHECKING:
    from pathlib import Path

ANSWERS = 30


@frozen(kw_only=True)
class Killed:
    """The files of a journal whose writers were killed.

    Attributes:
        database: The file, into which nothing of the log was copied yet.
        log: What lies beside it.
        begun: How many entries the file has without the log.
        entries: What is in both.
        answered: The highest position a writer was told of.
    """

    database: bytes
    log: bytes
    begun: int
    entries: tuple[Entry, ...]
    answered: int


def tail(path: Path) -> tuple[Entry, ...]:
    """Read what is there."""
    with closing(open_journal(f"sqlite:///{path}", create=False)) as journal:
        return tuple(journal.tail())


def lay(path: Path, database: bytes, log: bytes | None) -> str:
    """Put a journal where there may be another; return its URL."""
    for suffix in ("-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
    path.write_bytes(database)
    if log is not None:
        path.with_name(path.name + "-wal").write_bytes(log)
    return f"sqlite:///{path}"


def one_command(entry: Entry, following: Entry) -> bool:
    """Tell whether two entries that follow one another were written by one command."""
    if entry.key is None or following.key is None:
        return (entry.type, following.type) == ("occasion.recorded", "task.opened")
    return entry.key.split() == following.key.split()


@pytest.fixture(scope="module")
def killed(tmp_path_factory: pytest.TempPathFactory) -> Killed:
    """Let three threads write, and kill them, before the log is long enough to be copied."""
    path = tmp_path_factory.mktemp("killed") / "journal.db"
    url = f"sqlite:///{path}"
    with Secretariat.open(url, plugins=[]) as office:
        begin(office)
    before, begun = path.read_bytes(), len(tail(path))
    writers = crew(url, [tuple(islice(story(lane), 40)) for lane in ("l0", "l1")], "once")
    try:
        while len(writers.acks) < ANSWERS:
            assert writers.hear()
    finally:
        writers.process.kill()
    writers.hear_out()
    database, log = path.read_bytes(), path.with_name("journal.db-wal").read_bytes()
    answered = max(place[2] for ack in writers.acks for place in ack.events)
    assert (before, []) == (database, writers.troubles)
    return Killed(database=database, log=log, begun=begun, entries=tail(path), answered=answered)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where each example lays its files."""
    return tmp_path / "journal.db"


class TestTornLog:
    """However much of the log is left, what comes of it is whole commands, in order."""

    @settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(cut=st.integers(0, 2**20), rubbish=st.binary(max_size=5000))
    @example(cut=0, rubbish=b"")
    @example(cut=1, rubbish=b"")
    @example(cut=32, rubbish=bytes(5000))
    def test_a_log_cut_anywhere(self, killed: Killed, path: Path, cut: int, rubbish: bytes) -> None:
        """The first commands are there, each whole, the board agrees, and work goes on."""
        length = cut % len(killed.log)
        url = lay(path, killed.database, killed.log[:length] + rubbish)
        left = tail(path)

        with Secretariat.open(url, plugins=[], create=False) as office:
            found = office.verify()
            occur(office, "afterwards")
            afterwards = office.verify()

        assert killed.entries[: len(left)] == left
        assert len(left) >= killed.begun
        assert not [
            pair for pair in pairwise(killed.entries) if pair[0] == left[-1] and one_command(*pair)
        ]
        assert found
        assert afterwards
        assert len(left) + 2 == afterwards.entries

    def test_a_whole_log(self, killed: Killed, path: Path) -> None:
        """Whatever lies behind it, everything that was answered is there."""
        for rubbish in (b"", bytes(4120), b"\xff" * 5000, killed.log[-4120:]):
            lay(path, killed.database, killed.log + rubbish)

            assert killed.entries == tail(path)
        assert len(killed.entries) >= killed.answered > killed.begun

    @settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(place=st.integers(0, 2**20), mask=st.integers(1, 255))
    def test_a_changed_byte_of_the_log(
        self, killed: Killed, path: Path, place: int, mask: int
    ) -> None:
        """What stands behind it is not believed; what stands before it is whole."""
        changed = bytearray(killed.log)
        changed[place % len(changed)] ^= mask
        url = lay(path, killed.database, bytes(changed))
        left = tail(path)

        with Secretariat.open(url, plugins=[], create=False) as office:
            assert office.verify()
        assert killed.entries[: len(left)] == left

    def test_a_file_without_its_log(self, killed: Killed, path: Path) -> None:
        """It is an older journal, and a whole one: only a digest noted elsewhere shows it."""
        url = lay(path, killed.database, None)

        with Secretariat.open(url, plugins=[], create=False) as office:
            assert killed.begun == office.verify().entries
            assert killed.entries[killed.begun - 1].digest == office.history("common")[-1].digest

    def test_a_new_file_without_its_log(self, path: Path, tmp_path: Path) -> None:
        """It is a journal from its first moment, and not taken for a place where there is none."""
        with Secretariat.open(f"sqlite:///{path}", plugins=[]) as office:
            begin(office)
            (tmp_path / "copy.db").write_bytes(path.read_bytes())

        with Secretariat.open(
            f"sqlite:///{tmp_path / 'copy.db'}", plugins=[], create=False
        ) as copy:
            assert copy.verify()
