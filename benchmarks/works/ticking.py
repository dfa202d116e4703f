"""What a tick costs: as much as is due, and not as much as there is."""

from __future__ import annotations

import shutil
from contextlib import closing
from datetime import date, timedelta
from typing import TYPE_CHECKING

from attrs import evolve as changed

from benchmarks.contests import Contest, Settings, seconds
from benchmarks.long_journal import kept
from benchmarks.material import open_office
from benchmarks.results import Pair, at_most
from coopflow import parse_terms
from coopflow.journal.sqlite import SqliteJournal
from coopflow.projections.rows import Rows
from coopflow.projections.sqlite_board import SqliteBoard
from coopflow.values.task import Owed, Task
from coopflow.values.timing import Timing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from coopflow import Secretariat
    from coopflow.values.agreement import Agreement

_DUE = date(2026, 12, 1)
RUNGS = 20
"""Days before the due day on which a tick has something to do; as many runs there may be."""

AGREEMENTS = 10
TASKS = 10
_PER_AGREEMENT = 1_000
_SMALL = 10_000
_LATER = date(2028, 1, 1)

_TERMS = """
coopflow: 1
id: {id}
title: Clean water in schools
period: {{start: 2026-01-01, end: 2026-12-31}}
parties: [water, schools]
remind: [{remind}]
agencies:
  water: {{name: Water Authority}}
  schools: {{name: Schools Board}}
officers:
  mai: {{name: Mai, agency: water, may: [represent, sign]}}
  nam: {{name: Nam, agency: schools, may: [represent, sign]}}
areas:
  - id: "1"
    lead: water
    obligations:
{obligations}
"""


def contests(settings: Settings) -> Iterator[Contest]:
    """Yield ticks among very many tasks, beside ticks among a few."""
    tasks = settings.sized(1_000_000, 100_000)
    due = f"{AGREEMENTS * TASKS} tasks of {AGREEMENTS} agreements being due"
    pairs = (
        Pair(
            work="tick",
            ours="tick-large",
            reference="tick-small",
            says=f"`office.tick` among {tasks:,} tasks, {due}; the reference among {_SMALL:,}.",
            goal=at_most(1.5),
        ),
        Pair(
            work="tick-nothing",
            ours="nothing-large",
            reference="nothing-small",
            says=f"the same with nothing due, among {tasks:,} tasks and among {_SMALL:,}.",
            goal=at_most(1.5),
        ),
    )
    with (
        closing(_opened(settings, tasks)) as large,
        closing(_opened(settings, _SMALL)) as small,
    ):
        yield Contest(
            unit="ms",
            runs={
                "tick-large": _tick(large),
                "tick-small": _tick(small),
                "nothing-large": _nothing(large),
                "nothing-small": _nothing(small),
            },
            pairs=pairs,
        )


def _opened(settings: Settings, tasks: int) -> Secretariat:
    """Open a copy of the board: ticks write, and what is kept stays as it was made."""
    path = kept(settings.kept, f"ticking-{tasks}", lambda path: fill(path, tasks))
    copy = settings.place / path.name
    shutil.copyfile(path, copy)
    return open_office(f"sqlite:///{copy}")


def fill(path: Path, tasks: int) -> None:
    """Make a journal with agreements whose tasks come due, and rows of many that do not."""
    with closing(open_office(f"sqlite:///{path}")) as office:
        for number in range(AGREEMENTS):
            _begin(office, f"plan-{number}")
        like = office.get("plan-0")
    with closing(SqliteJournal(str(path))) as journal:
        board = SqliteBoard(journal)
        for first in range(0, tasks, 10 * _PER_AGREEMENT):
            names = range(first // _PER_AGREEMENT, first // _PER_AGREEMENT + 10)
            rows = [_rows(like, number) for number in names if number * _PER_AGREEMENT < tasks]
            journal.write(lambda writing, rows=rows: board.put(rows, writing))  # type: ignore[misc]


def _begin(office: Secretariat, name: str) -> None:
    clauses = "".join(
        f'      - {{id: "1.{number}", text: Restore it., kind: once, due: {_DUE}}}\n'
        for number in range(1, TASKS + 1)
    )
    remind = ", ".join(f"{days}d" for days in range(RUNGS, 0, -1))
    terms = parse_terms(_TERMS.format(id=name, remind=remind, obligations=clauses))
    office.draft(terms, by="mai", at="2026-01-05")
    for command, by in (("sign", "mai"), ("sign", "nam"), ("start", "mai")):
        office.submit(name, command, by=by, at="2026-01-05")


def _rows(like: Agreement, number: int) -> Rows:
    terms = changed(like.terms, id=f"agreement-{number:05d}")
    now = changed(like, charter=changed(like.charter, terms=terms))
    tasks = tuple(_task(number, place) for place in range(_PER_AGREEMENT))
    return Rows(now, tasks, told_anew=True)


def _task(number: int, place: int) -> Task:
    """Return a task that rings some day, long after what is measured."""
    due = _LATER + timedelta(days=(number * 31 + place) % 300)
    owed = Owed(
        id=f"1.1/{place + 1}",
        obligation="1.1",
        kind="triggered",
        lead="water",
        acceptance="none",
        opens=due,
        due=due,
        opened_on=date(2026, 1, 5),
        timing=Timing(remind=(14, 7, 0)),
    )
    return Task(owed)


def _tick(office: Secretariat) -> Callable[[], float]:
    """Return the work of ticking on one day after the other."""
    days = iter(range(RUNGS, 0, -1))

    def work() -> None:
        done = office.tick(_DUE - timedelta(days=next(days)))
        if sum(len(each.events) for each in done.issued) != AGREEMENTS * TASKS:
            message = "not every task was reminded of"
            raise ValueError(message)

    return lambda: seconds(work) * 1e3


def _nothing(office: Secretariat) -> Callable[[], float]:
    def work() -> None:
        for _ in range(100):
            if office.tick("2026-03-01"):
                message = "something was due"
                raise ValueError(message)

    return lambda: seconds(work) * 1e3 / 100
