"""What is measured is what is said: turns, marks, and the journals that are written fast."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

import pytest

from benchmarks.children import apart
from benchmarks.contests import Contest, Settings, hold
from benchmarks.long_journal import LONG, long_journal
from benchmarks.machine import filesystem
from benchmarks.material import NOW, begin_plan, open_office, settle
from benchmarks.results import Pair
from benchmarks.works import deciding, importing, overdue, remembering, syncing, ticking
from benchmarks.works.replaying import replay
from benchmarks.works.syncing import commit_syncs

if TYPE_CHECKING:
    from pathlib import Path
    from types import ModuleType

PAIR = Pair(work="w", ours="a", reference="b", says="A and B take turns.")
TRACE = """\
7 fdatasync(4</there/office.db-wal>)     = 0
7 fsync(6</there/begin.mark>)            = 0
7 fdatasync(4</there/office.db-wal>)     = 0
8 fdatasync(4</there/office.db-wal>)     = 0
8 fdatasync(4</there/office.db-wal>)     = 0
8 fdatasync(3</there/office.db>)         = 0
8 fdatasync(4</there/office.db-wal>)     = 0
8 fdatasync(4</there/office.db-wal>)     = 0
7 fsync(6</there/end.mark>)              = 0
7 fdatasync(3</there/office.db>)         = 0
"""


class TestTurns:
    """What drifts drifts for all: contestants take turns."""

    def test_everyone_warms_up_and_then_runs_in_turn(self) -> None:
        """The first turn is not counted."""
        turns: list[str] = []

        def run(name: str) -> float:
            turns.append(name)
            return float(len(turns))

        runs = {"a": lambda: run("a"), "b": lambda: run("b")}
        (row,) = hold(Contest(unit="s", runs=runs, pairs=(PAIR,)), 5)

        assert ["a", "b"] * 6 == turns
        assert ((3, 11), (4, 12)) == (row.ours_range, row.reference_range)

    def test_what_begins_anew_each_time_needs_no_warming_up(self) -> None:
        """Every turn counts then."""
        figures = iter(range(10))
        runs = dict.fromkeys(("a", "b"), lambda: float(next(figures)))
        (row,) = hold(Contest(unit="s", runs=runs, pairs=(PAIR,), warm_up=False), 5)

        assert ((0, 8), (1, 9)) == (row.ours_range, row.reference_range)

    def test_one_that_fails_is_left_out_and_says_so(self) -> None:
        """The others go on, and it is not asked again."""
        tries: list[int] = []

        def fail() -> float:
            tries.append(1)
            message = "no such server"
            raise OSError(message)

        (row,) = hold(Contest(unit="s", runs={"a": lambda: 1.0, "b": fail}, pairs=(PAIR,)), 5)

        assert (1.0, None) == (row.ours, row.ratio)
        assert ("b did not run: OSError: no such server", [1]) == (row.note, tries)

    def test_one_that_is_missing_is_not_asked(self) -> None:
        """Its row says why."""
        contest = Contest(
            unit="s", runs={"a": lambda: 1.0}, pairs=(PAIR,), missing={"b": "not there"}
        )

        assert ["not there"] == [row.note for row in hold(contest, 5)]

    def test_a_process_of_its_own_answers_or_says_what_went_wrong(self) -> None:
        """A failure over there is an error here."""
        assert 2.0 == apart(float, "2")
        with pytest.raises(RuntimeError, match="could not convert"):
            apart(float, "two")


class TestPairs:
    """Every row is made of contestants there are, and says a sentence."""

    @pytest.mark.parametrize("work", [deciding, importing, remembering, syncing])
    def test_a_row_names_contestants_that_run_or_are_missed(
        self, work: ModuleType, tmp_path: Path
    ) -> None:
        """A name that is misspelt would measure nothing."""
        settings = Settings(quick=True, place=tmp_path, kept=tmp_path, rounds=5)
        contest: Contest = next(iter(work.contests(settings)))

        for pair in contest.pairs:
            assert {pair.ours, pair.reference} <= {*contest.runs, *contest.missing}
            assert pair.says.endswith(".")


class TestSyncs:
    """A commit's wait for the disk is told apart from a checkpoint's."""

    def test_only_commits_between_the_marks_count(self) -> None:
        """Here three: of five syncs of the log, two belong to the checkpoint."""
        assert 3 == commit_syncs(TRACE)

    def test_a_trace_without_marks_counts_nothing(self) -> None:
        """Whoever may not trace does not measure zero."""
        with pytest.raises(ValueError, match=r"begin\.mark"):
            commit_syncs("")


class TestMachine:
    """A figure about a disk says which."""

    def test_the_nearest_mount_holds_a_folder(self) -> None:
        """And where nobody says what is mounted, it is not known."""
        mounts = "h /tmp/my\\040disk xfs rw 0 0\nt /tmp tmpfs rw 0 0\nd / ext4 rw 0 0\n"
        places = ("/home/x", "/tmp/x", "/tmp/my disk/x", "/tmpx")  # noqa: S108 - not touched

        assert ["ext4", "tmpfs", "xfs", "ext4"] == [
            filesystem(PurePosixPath(each), mounts) for each in places
        ]
        assert "unknown" == filesystem(PurePosixPath("/tmp"), "")  # noqa: S108 - not touched


class TestJournals:
    """What is written fast is what the office itself would have written."""

    def test_a_long_journal_is_whole_and_goes_on(self, tmp_path: Path) -> None:
        """Chain, events and board hold, and the office takes the next command."""
        path = long_journal(tmp_path, 60, 1)

        with closing(open_office(f"sqlite:///{path}")) as office:
            assert office.verify()
            assert [10 <= office.get("short-0").version < 16, office.get(LONG).version >= 60] == [
                True,
                True,
            ]
            settle(office, LONG, 1)
            assert office.verify()
        assert replay(str(path)) > 0

    def test_what_was_made_is_kept(self, tmp_path: Path) -> None:
        """It is slow to make: the second time it is there."""
        first = long_journal(tmp_path, 20, 0)
        made = first.stat().st_mtime_ns

        assert made == long_journal(tmp_path, 20, 0).stat().st_mtime_ns
        assert [first] == list(tmp_path.iterdir())

    def test_every_hundredth_task_of_a_board_is_overdue(self, tmp_path: Path) -> None:
        """The query by hand finds the same ones, by the partial index."""
        path = tmp_path / "board.db"
        overdue.fill(path, 2_000)
        with closing(open_office(f"sqlite:///{path}")) as office:
            late = office.tasks(late=True, at=NOW)
        with closing(sqlite3.connect(path)) as connection:
            found = connection.execute(overdue.RAW, (overdue.DAY.isoformat(), 100)).fetchall()
            plan = connection.execute(f"EXPLAIN QUERY PLAN {overdue.RAW}", ("", 1)).fetchall()

        assert 20 == len(late)
        assert {(row.agreement, row.id) for row in late} == {row[:2] for row in found}
        assert "board_overdue" in str(plan)

    def test_a_tick_finds_what_is_due_among_many(self, tmp_path: Path) -> None:
        """By the index of alarms, and nothing else rings."""
        path = tmp_path / "ticking.db"
        ticking.fill(path, 2_000)
        with closing(open_office(f"sqlite:///{path}")) as office:
            done = office.tick("2026-11-11")
            again = office.tick("2026-11-11")

            assert ticking.AGREEMENTS == len(done.issued)
            assert {ticking.TASKS} == {len(each.events) for each in done.issued}
            assert not again

    def test_an_inbox_of_that_board_is_read_along_its_key(self, tmp_path: Path) -> None:
        """The query by hand finds the same, sorted by nobody."""
        path = tmp_path / "board.db"
        overdue.fill(path, 2_000)
        with closing(open_office(f"sqlite:///{path}")) as office:
            page = office.inbox(agency="water", at=NOW, limit=100)
        with closing(sqlite3.connect(path)) as connection:
            found = connection.execute(overdue.INBOX, ("water", 100)).fetchall()
            plan = str(
                connection.execute(f"EXPLAIN QUERY PLAN {overdue.INBOX}", ("", 1)).fetchall()
            )

        assert [(row.agreement, row.about) for row in page] == [(row[2], row[3]) for row in found]
        assert "PRIMARY KEY" in plan
        assert "TEMP B-TREE" not in plan

    def test_tasks_come_and_go(self) -> None:
        """A cycle is three commands and four entries, and leaves no task behind."""
        with closing(open_office("memory:")) as office:
            begin_plan(office, "plan")
            before = office.get("plan").version
            settle(office, "plan", 2)

            assert (8, 0) == (office.get("plan").version - before, len(office.get("plan").tasks))
