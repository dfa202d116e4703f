"""The page everybody opens first: what is overdue, the longest first, among very many tasks."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from attrs import evolve as changed

from benchmarks.contests import Contest, Settings, seconds
from benchmarks.long_journal import kept
from benchmarks.material import NOW, begin_plan, open_office
from benchmarks.results import Pair, at_most
from coopflow.journal.sqlite import SqliteJournal
from coopflow.projections.rows import Rows, TaskRow
from coopflow.projections.sqlite_board import SqliteBoard
from coopflow.values.task import Owed, Report, Task

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from coopflow import Secretariat
    from coopflow.values.agreement import Agreement

PAGE = 100
_PER_AGREEMENT = 1_000
_LATE_IN = 100  # every hundredth task is overdue
DAY = date(2026, 6, 1)
_COLUMNS = ", ".join(each.name for each in TaskRow.__attrs_attrs__ if each.name != "late")
RAW = (
    f"SELECT {_COLUMNS} FROM board_tasks "  # noqa: S608 - our own names
    "WHERE state IN ('open', 'reported') AND due IS NOT NULL AND due < ? "
    "ORDER BY due, agreement, id LIMIT ?"
)
INBOX = (
    "SELECT agency, due, agreement, about, what, why, task, time_zone FROM board_inbox "
    "WHERE agency = ? ORDER BY due, agreement, about, what LIMIT ?"
)
_REPEATS = 20


def contests(settings: Settings) -> Iterator[Contest]:
    """Yield the comparisons with queries by hand."""
    tasks = settings.sized(1_000_000, 100_000)
    says = (
        f"`office.tasks(late=True, limit={PAGE})` among {tasks:,} tasks of which "
        f"{tasks // _LATE_IN:,} are overdue; the reference selects the same columns by sqlite3 "
        "over the partial index, with the same limit."
    )
    pair = Pair(work="overdue-page", ours="page", reference="select", says=says, goal=at_most(2.0))
    path = kept(settings.kept, f"board-inbox-{tasks}", lambda path: fill(path, tasks))
    with (
        closing(open_office(f"sqlite:///{path}")) as office,
        closing(SqliteJournal(str(path))) as journal,
        journal.reading() as connection,
    ):
        yield Contest(
            unit="ms",
            runs={"page": _page(office), "select": _select(connection)},
            pairs=(pair,),
        )
        yield Contest(
            unit="ms",
            runs={"inbox": _inbox(office), "select": _select_inbox(connection)},
            pairs=(
                Pair(
                    work="inbox-page",
                    ours="inbox",
                    reference="select",
                    says=f"`office.inbox(agency=…, limit={PAGE})` among the same tasks; the "
                    "reference selects the same columns by sqlite3 in the same order.",
                ),
            ),
        )


def fill(path: Path, tasks: int) -> None:
    """Put `tasks` rows on the board of a new journal, a hundredth of them overdue."""
    with closing(open_office(f"sqlite:///{path}")) as office:
        begin_plan(office, "plan")
        like = office.get("plan")
    with closing(SqliteJournal(str(path))) as journal:
        board = SqliteBoard(journal)
        for first in range(0, tasks, 10 * _PER_AGREEMENT):
            names = range(first // _PER_AGREEMENT, first // _PER_AGREEMENT + 10)
            rows = [_rows(like, number) for number in names if number * _PER_AGREEMENT < tasks]
            journal.write(lambda writing, rows=rows: board.put(rows, writing))  # type: ignore[misc]


def _rows(like: Agreement, number: int) -> Rows:
    terms = changed(like.terms, id=f"agreement-{number:05d}")
    now = changed(like, charter=changed(like.charter, terms=terms))
    tasks = tuple(_task(number, place) for place in range(_PER_AGREEMENT))
    return Rows(now, tasks, told_anew=True)


def _task(number: int, place: int) -> Task:
    """Return a task: overdue, or settled, or due in days to come."""
    late = place % _LATE_IN == 0
    settled = not late and place % 2 == 0
    days = (number * 31 + place) % 300
    due = DAY - timedelta(days=1 + days) if late or settled else DAY + timedelta(days=days)
    owed = Owed(
        id=f"1.1/{place + 1}",
        obligation="1.1",
        kind="triggered",
        lead="water",
        coordinating=("schools",),
        acceptance="any",
        opens=due - timedelta(days=5),
        due=due,
        opened_on=due - timedelta(days=5),
        occasion=f"contamination/{place + 1}",
    )
    if not settled:
        return Task(owed)
    reported = datetime(due.year, due.month, due.day, tzinfo=UTC)
    return Task(owed, "accepted", Report(reported, "water"), ("schools",))


def _page(office: Secretariat) -> Callable[[], float]:
    def work() -> None:
        for _ in range(_REPEATS):
            office.tasks(late=True, limit=PAGE, at=NOW)

    return lambda: seconds(work) * 1e3 / _REPEATS


def _inbox(office: Secretariat) -> Callable[[], float]:
    def work() -> None:
        for _ in range(_REPEATS):
            office.inbox(agency="water", limit=PAGE, at=NOW)

    return lambda: seconds(work) * 1e3 / _REPEATS


def _select_inbox(connection: sqlite3.Connection) -> Callable[[], float]:
    def work() -> None:
        for _ in range(_REPEATS):
            connection.execute(INBOX, ("water", PAGE)).fetchall()

    return lambda: seconds(work) * 1e3 / _REPEATS


def _select(connection: sqlite3.Connection) -> Callable[[], float]:
    def work() -> None:
        for _ in range(_REPEATS):
            connection.execute(RAW, (DAY.isoformat(), PAGE)).fetchall()

    return lambda: seconds(work) * 1e3 / _REPEATS
