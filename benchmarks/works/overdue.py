"""The page everybody opens first: what is overdue, the longest first, among very many tasks."""

from __future__ import annotations

from contextlib import closing
from datetime import date, timedelta
from inspect import signature
from typing import TYPE_CHECKING

from benchmarks.contests import Contest, Settings, seconds
from benchmarks.long_journal import kept
from benchmarks.material import NOW, begin_plan, open_office
from benchmarks.results import Pair, at_most
from coopflow import Secretariat
from coopflow.journal.sqlite import SqliteJournal
from coopflow.projections.rows import AgreementRow, Rows, TaskRow
from coopflow.projections.sqlite_board import SqliteBoard

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator
    from pathlib import Path

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
_REPEATS = 20


def contests(settings: Settings) -> Iterator[Contest]:
    """Yield the comparison with a query by hand."""
    tasks = settings.sized(1_000_000, 100_000)
    says = (
        f"`office.tasks(late=True, limit={PAGE})` among {tasks:,} tasks of which "
        f"{tasks // _LATE_IN:,} are overdue; the reference selects the same columns by sqlite3 "
        "over the partial index, with the same limit."
    )
    pair = Pair(work="overdue-page", ours="page", reference="select", says=says, goal=at_most(2.0))
    if "limit" not in signature(Secretariat.tasks).parameters:
        missing = {"page": "not there: `Secretariat.tasks` takes no limit"}
        yield Contest(unit="ms", runs={}, pairs=(pair,), missing=missing)
        return
    path = kept(settings.kept, f"board-{tasks}", lambda path: fill(path, tasks))
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


def fill(path: Path, tasks: int) -> None:
    """Put `tasks` rows on the board of a new journal, a hundredth of them overdue."""
    with closing(open_office(f"sqlite:///{path}")) as office:
        begin_plan(office, "plan")
        (like,) = office.agreements()
    with closing(SqliteJournal(str(path))) as journal:
        board = SqliteBoard(journal)
        for first in range(0, tasks, 10 * _PER_AGREEMENT):
            names = range(first // _PER_AGREEMENT, first // _PER_AGREEMENT + 10)
            rows = [_rows(like, number) for number in names if number * _PER_AGREEMENT < tasks]
            with journal.transaction() as connection:
                board.put(rows, connection)


def _rows(like: AgreementRow, number: int) -> Rows:
    fields = {each.name: getattr(like, each.name) for each in AgreementRow.__attrs_attrs__}
    name = f"agreement-{number:05d}"
    tasks = tuple(_task(name, number, place) for place in range(_PER_AGREEMENT))
    return Rows(AgreementRow(**{**fields, "id": name}), tasks)


def _task(agreement: str, number: int, place: int) -> TaskRow:
    """Return a task: overdue, or settled, or due in days to come."""
    late = place % _LATE_IN == 0
    settled = not late and place % 2 == 0
    days = (number * 31 + place) % 300
    due = DAY - timedelta(days=1 + days) if late or settled else DAY + timedelta(days=days)
    return TaskRow(
        agreement=agreement,
        id=f"1.1/{place + 1}",
        obligation="1.1",
        also=(),
        kind="triggered",
        lead="water",
        coordinating=("schools",),
        state="accepted" if settled else "open",
        opens=due - timedelta(days=5),
        due=due,
        occasion=f"contamination/{place + 1}",
        settled_by=None,
        assessment=None,
        reported_on=due if settled else None,
        reporter="water" if settled else None,
        accepted_by=("schools",) if settled else (),
        time_zone="Asia/Ho_Chi_Minh",
    )


def _page(office: Secretariat) -> Callable[[], float]:
    ask: Callable[..., object] = office.tasks

    def work() -> None:
        for _ in range(_REPEATS):
            ask(late=True, limit=PAGE, at=NOW)

    return lambda: seconds(work) * 1e3 / _REPEATS


def _select(connection: sqlite3.Connection) -> Callable[[], float]:
    def work() -> None:
        for _ in range(_REPEATS):
            connection.execute(RAW, (DAY.isoformat(), PAGE)).fetchall()

    return lambda: seconds(work) * 1e3 / _REPEATS
