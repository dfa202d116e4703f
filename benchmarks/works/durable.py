"""Commands that are on the disk before they are answered: by one caller, and by eight threads."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack, closing
from threading import Barrier, Thread
from time import perf_counter
from typing import TYPE_CHECKING

from benchmarks.children import guest
from benchmarks.contests import Contest, Settings, rate
from benchmarks.material import begin_mover, begin_plan, move, open_office, settle, turn
from benchmarks.peers import event_sourced
from benchmarks.peers.installed import absent
from benchmarks.peers.raw_sqlite import entries_of, inserting, open_raw
from benchmarks.results import Pair, at_least
from coopflow.journal.sqlite import SqliteJournal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from coopflow import Secretariat

Work = Callable[["Secretariat", str, int], None]
"""Submits so many commands to an office, upon one agreement."""

THREADS = 8
RAW = "raw sqlite3, entries of moves"
RAW_TASKS = "raw sqlite3, entries of tasks"
_RAW_SAYS = (
    "one caller inserts by sqlite3 one entry of equal size a transaction, with the journal's own "
    "tables, write-ahead log and synchronous=FULL"
)


def contests(settings: Settings) -> Iterator[Contest]:
    """Yield the comparison with SQLite by hand, and with other durable libraries."""
    count = settings.sized(1_248, 144)
    path, by_hand = settings.place / "office.db", settings.place / "by-hand.db"
    SqliteJournal(str(by_hand)).close()  # the very tables and indexes of a journal
    missing = absent()
    with (
        closing(open_office(f"sqlite:///{path}")) as office,
        closing(open_raw(by_hand)) as raw,
        ExitStack() as guests,
    ):
        begin_mover(office, "mover")
        begin_plan(office, "plan")
        begin_mover(office, "shared")
        movers = [f"mover-{number}" for number in range(THREADS)]
        plans = [f"plan-{number}" for number in range(THREADS)]
        for mover, plan in zip(movers, plans, strict=True):
            begin_mover(office, mover)
            begin_plan(office, plan)
        move(office, "mover", 2)
        settle(office, "plan", 1)
        moves, tasks = entries_of(path, "mover", 2), entries_of(path, "plan", 4)
        runs: dict[str, Callable[[], float]] = {
            RAW: lambda: rate(count, inserting(raw, moves, count)),
            "submit, moves": lambda: rate(count, lambda: move(office, "mover", count)),
            RAW_TASKS: lambda: rate(count, inserting(raw, tasks, count)),
            "submit, tasks": lambda: rate(count, lambda: settle(office, "plan", count // 3)),
            "submit, 8 threads": lambda: by_threads(office, move, movers, count),
            "submit, 8 threads upon one": lambda: by_threads(
                office, turn, ["shared"] * THREADS, count
            ),
            "submit, tasks by 8 threads": lambda: by_threads(office, settled, plans, count),
        }
        if "eventsourcing" not in missing:
            runs["eventsourcing"] = _event_sourced(settings.place / "events.db", count // 2)
        if "DBOS" not in missing:
            workflows = settings.sized(300, 10)
            dbos = guest("workflows", str(workflows), str(settings.place))
            runs["DBOS"] = guests.enter_context(dbos)
        yield Contest(unit="commands/s", runs=runs, pairs=_PAIRS, missing=missing)


def by_threads(office: Secretariat, do: Work, names: list[str], count: int) -> float:
    """Return how many commands a second threads get done by `do`, a thread for each of `names`."""
    each = count // len(names) // 6 * 6  # so that who goes comes, and a task is settled
    ready = Barrier(len(names) + 1)
    failed: list[BaseException] = []

    def run(name: str) -> None:
        ready.wait()
        try:
            do(office, name, each)
        except BaseException as error:  # noqa: BLE001 - told by whoever waits for the thread
            failed.append(error)

    threads = [Thread(target=run, args=(name,)) for name in names]
    for thread in threads:
        thread.start()
    ready.wait()
    begin = perf_counter()
    for thread in threads:
        thread.join()
    took = perf_counter() - begin
    if failed:
        raise failed[0]
    return each * len(names) / took


def settled(office: Secretariat, name: str, count: int) -> None:
    """Let tasks be opened, reported and accepted, `count` commands, a multiple of three."""
    settle(office, name, count // 3)


def _event_sourced(path: Path, count: int) -> Callable[[], float]:
    app = event_sourced.office(path, cached=True)
    name = app.begin()
    return lambda: rate(count, event_sourced.moving(app, name, count))


_PAIRS = (
    Pair(
        work="durable-moves",
        ours="submit, moves",
        reference=RAW,
        says=f"`office.submit` of a command with one entry, by one caller; {_RAW_SAYS}.",
        goal=at_least(0.8),
    ),
    Pair(
        work="durable-8-threads",
        ours="submit, 8 threads",
        reference=RAW,
        says="The same by eight threads, each upon an agreement of its own, each answered after "
        f"its commit; still {_RAW_SAYS}.",
        goal=at_least(1.7),
    ),
    Pair(
        work="durable-8-on-one",
        ours="submit, 8 threads upon one",
        reference=RAW,
        says=f"The same by eight threads, all upon one agreement; again {_RAW_SAYS}.",
        goal=at_least(1.7),
    ),
    Pair(
        work="durable-tasks",
        ours="submit, tasks",
        reference=RAW_TASKS,
        says="`office.submit` of occasion, report and accept in turn (four entries in three "
        f"commands, and the rows of the board), by one caller; {_RAW_SAYS}.",
    ),
    Pair(
        work="durable-8-tasks",
        ours="submit, tasks by 8 threads",
        reference=RAW_TASKS,
        says="The same by eight threads, each upon an agreement of its own; still by hand one "
        "row a transaction, by one caller.",
    ),
    Pair(
        work="durable-eventsourcing",
        ours="submit, moves",
        reference="eventsourcing",
        says="`office.submit` of one command with one entry, by one caller; eventsourcing gets "
        "an aggregate from its cache, lets it move and saves it, in SQLite with its own settings.",
    ),
    Pair(
        work="durable-dbos",
        ours="submit, moves",
        reference="DBOS",
        says="The same; DBOS runs a workflow of one step, both checkpointed in SQLite with its "
        "own settings.",
    ),
)
