"""The same to and fro on the library `eventsourcing`, upon SQLite."""

from __future__ import annotations

from functools import cache
from time import perf_counter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from uuid import UUID

NOTE = "letter: Clean again"


def office(path: Path, *, cached: bool) -> Any:
    """Open an application on the file at `path`.

    Args:
        path: Where the file is.
        cached: Whether it keeps aggregates in memory between commands, as our office does.
    """
    env = {"PERSISTENCE_MODULE": "eventsourcing.sqlite", "SQLITE_DBNAME": str(path)}
    return _application()(env={**env, "AGGREGATE_CACHE_MAXSIZE": "100"} if cached else env)


@cache
def _application() -> Any:
    from eventsourcing.application import Application  # noqa: PLC0415 - a peer where it runs
    from eventsourcing.domain import Aggregate, event  # noqa: PLC0415 - the same
    from eventsourcing.utils import get_topic  # noqa: PLC0415 - the same

    class Mover(Aggregate):
        @event("Drafted")
        def __init__(self) -> None:
            self.place = "here"

        @event("Moved")
        def move(self, place: str, by: str, note: str) -> None:
            del by, note
            self.place = place

    class Office(Application):
        def begin(self) -> UUID:
            mover = Mover()
            self.save(mover)
            return mover.id

        def move(self, name: UUID, place: str) -> None:
            mover = self.repository.get(name)
            mover.move(place, "mai", NOTE)
            self.save(mover)

        def move_often(self, name: UUID, count: int) -> None:
            """Write `count` events in one transaction, to make a long stream quickly."""
            mover = self.repository.get(name)
            for number in range(count):
                mover.move(("there", "here")[number % 2], "mai", NOTE)
            self.save(mover)

    get_topic(Mover)  # events are found again by the class's place, and ours is inside a function
    return Office


def moving(app: Any, name: UUID, count: int) -> Callable[[], object]:
    """Return the work of `count` commands, each loaded, decided and saved."""

    def work() -> None:
        for _ in range(count // 2):
            app.move(name, "there")
            app.move(name, "here")

    return work


def write_long(path: Path, count: int) -> str:
    """Write one stream of `count` events and return its id."""
    app = office(path, cached=False)
    name: UUID = app.begin()
    app.move_often(name, count)
    app.close()
    return str(name)


def load(path: Path, name: str, count: int) -> float:
    """Return how long an entry takes when a stream of `count` is loaded (µs)."""
    from uuid import UUID  # noqa: PLC0415 - used here alone

    app = office(path, cached=False)
    begin = perf_counter()
    app.repository.get(UUID(name))
    took = perf_counter() - begin
    app.close()
    return took * 1e6 / count
