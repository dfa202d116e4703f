"""Reading a long stream from the disk to a state, in a process that knows nothing yet."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from time import perf_counter
from typing import TYPE_CHECKING

from benchmarks.children import apart
from benchmarks.contests import Contest, Settings
from benchmarks.long_journal import LONG, long_journal
from benchmarks.peers import event_sourced
from benchmarks.peers.installed import absent
from benchmarks.results import Pair, at_most
from coopflow.journal.sqlite import SqliteJournal
from coopflow.runtime import records

if TYPE_CHECKING:
    from collections.abc import Iterator

SHORTS = 60
_SELECT = (
    'SELECT version, type, at, recorded_at, "by", "key", data, digest FROM entries '
    "WHERE stream = ? ORDER BY version"
)
_SAYS = (
    "The agreement is loaded from its entries, from the first on, each checked for its place and "
    "decoded, in a new process with the file in the system's cache"
)


def contests(settings: Settings) -> Iterator[Contest]:
    """Yield the comparison with reading the same rows and no more."""
    entries, fewer = settings.sized(1_000_000, 50_000), settings.sized(20_000, 2_000)
    journal = str(long_journal(settings.kept, entries, SHORTS if settings.quick else 0))
    missing = absent()
    runs = {
        "replay": lambda: apart(replay, journal),
        "rows + json": lambda: apart(rows_json, journal),
        "rows": lambda: apart(rows, journal),
    }
    if "eventsourcing" not in missing:
        events = settings.place / "events.db"
        stream = event_sourced.write_long(events, fewer)
        runs["eventsourcing"] = lambda: apart(event_sourced.load, events, stream, fewer)
    yield Contest(
        unit="µs/entry",
        runs=runs,
        pairs=(
            Pair(
                work="replay",
                ours="replay",
                reference="rows + json",
                says=f"{_SAYS} ({entries:,} entries); the reference selects the eight columns of "
                "the same rows by sqlite3 and gives the data to json.loads.",
                goal=at_most(1.0),
            ),
            Pair(
                work="replay-rows",
                ours="replay",
                reference="rows",
                says=f"{_SAYS}; the reference selects the same rows and does nothing with them.",
            ),
            Pair(
                work="replay-eventsourcing",
                ours="replay",
                reference="eventsourcing",
                says=f"{_SAYS}; eventsourcing loads an aggregate of {fewer:,} events from SQLite, "
                "reckoned by the entry.",
            ),
        ),
        missing=missing,
    )


def replay(path: str) -> float:
    """Load the long agreement; return how long an entry took (µs)."""
    with closing(SqliteJournal(path)) as journal:
        begin = perf_counter()
        agreement = records.replay(LONG, journal.facts(LONG)).agreement()
        took = perf_counter() - begin
    return took * 1e6 / agreement.version


def rows(path: str) -> float:
    """Read the same rows; return how long one took (µs)."""
    return _read(path, parse=False)


def rows_json(path: str) -> float:
    """Read the same rows, and the data as JSON; return how long one took (µs)."""
    return _read(path, parse=True)


def _read(path: str, *, parse: bool) -> float:
    with closing(sqlite3.connect(path)) as connection:
        loads, count = json.loads, 0
        begin = perf_counter()
        if parse:
            for row in connection.execute(_SELECT, (LONG,)):
                loads(row[6])
                count += 1
        else:
            for _ in connection.execute(_SELECT, (LONG,)):
                count += 1
        took = perf_counter() - begin
    return took * 1e6 / count
