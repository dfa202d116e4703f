"""What an agreement takes up in memory, and whether the hundred-thousandth costs more to make."""

from __future__ import annotations

import gc
import os
from contextlib import closing
from functools import reduce
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from attrs import evolve as changed

from benchmarks.children import apart
from benchmarks.contests import Contest, Settings
from benchmarks.material import NOW, begin_plan, open_office
from benchmarks.peers.installed import absent
from benchmarks.peers.machines import Model
from benchmarks.results import Pair, at_most
from coopflow import machine
from coopflow.engine.evolve import evolve
from coopflow.journal.codec import decode
from coopflow.values.events import AgreementDrafted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from coopflow.journal.entry import Entry
    from coopflow.values.agreement import Agreement

    Making = Callable[[int], Agreement]

_STATM = Path("/proc/self/statm")
_SAYS = (
    "Growth of the resident memory of a new process by agreements that are executing, {what}, "
    "by the agreement; the reference is as many models registered with one "
    "stock `transitions` machine of the same table, `standard@1`."
)


def contests(settings: Settings) -> Iterator[Contest]:
    """Yield the comparison of sizes, and that of the last ones made with the first."""
    count = settings.sized(20_000, 4_000)
    missing = {}
    if not _STATM.exists():
        names = ("states", "states, each read from its entries", "states with tasks", "transitions")
        missing = dict.fromkeys(names, "not measured: this system does not tell resident memory")
    yield Contest(
        unit="bytes",
        runs={
            "states": lambda: apart(states, count),
            "transitions": lambda: apart(models, count),
            "states, each read from its entries": lambda: apart(states_apart, count),
            "states with tasks": lambda: apart(states_tasks, count),
        },
        pairs=(
            Pair(
                work="memory-state",
                ours="states",
                reference="transitions",
                says=_SAYS.format(what="each with an id of its own, their text shared"),
                goal=at_most(0.2),
            ),
            Pair(
                work="memory-state-tasks",
                ours="states with tasks",
                reference="transitions",
                says=_SAYS.format(what="the same, each with three open tasks of its own"),
            ),
            Pair(
                work="memory-state-read",
                ours="states, each read from its entries",
                reference="transitions",
                says=_SAYS.format(what="each read from its own entries, text and all"),
            ),
        ),
        missing={**absent(), **missing},
    )
    yield _flatness(settings.sized(100_000, 10_000))


def _flatness(count: int) -> Contest:
    blocks: list[float] = []
    make = shared()

    def last() -> float:
        blocks[:] = _times(make, count, count // 10)
        return blocks[-1]

    return Contest(
        unit="µs",
        runs={"last": last, "first": lambda: blocks[0]},
        pairs=(
            Pair(
                work="memory-flat",
                ours="last",
                reference="first",
                says=f"Time to make one of the last tenth of {count:,} agreements that all stay "
                "alive; the reference is one of the first tenth.",
                goal=at_most(1.2),
            ),
        ),
    )


def _times(make: Making, count: int, block: int) -> list[float]:
    gc.collect()
    held, times = [], []
    for first in range(0, count, block):
        begin = perf_counter()
        held += [make(number) for number in range(first, first + block)]
        times.append((perf_counter() - begin) * 1e6 / block)
    return times


def shared(occasions: int = 0) -> Making:
    """Return how to make agreements with ids of their own and one text, with so many tasks."""
    first, *entries = _story(occasions)
    drafted = decode(first)
    if not isinstance(drafted, AgreementDrafted):
        raise TypeError(drafted)

    def make(number: int) -> Agreement:
        terms = changed(drafted.terms, id=f"agreement-{number:06d}")
        now = evolve(None, changed(drafted, terms=terms), NOW, "mai")
        return reduce(_after, entries, now)

    return make


def read() -> Making:
    """Return how to make agreements that share nothing, as when each is loaded."""
    first, *entries = _story(0)

    def make(_: int) -> Agreement:
        return reduce(_after, entries, _after(None, first))

    return make


def _story(occasions: int) -> tuple[Entry, ...]:
    """Return the entries of an agreement that is executing."""
    with closing(open_office("memory:")) as office:
        begin_plan(office, "plan")
        for _ in range(occasions):
            office.submit("plan", "occasion", by="nam", occasion="contamination")
        return tuple(office._journal.read("plan"))


def _after(now: Agreement | None, entry: Entry) -> Agreement:
    return evolve(now, decode(entry), NOW, entry.by)  # type: ignore[arg-type]  # an agreement's stream


def _size(count: int, make: Callable[[int], object]) -> float:
    """Return by how much the process grows for each of `count` things (bytes)."""
    make(0)
    held: list[object] = [None] * count
    gc.collect()
    before = _resident()
    for number in range(count):
        held[number] = make(number)
    gc.collect()
    return (_resident() - before) / count


def _resident() -> int:
    return int(_STATM.read_text("ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")


def states(count: int) -> float:
    """Return the size of a state whose text is shared (bytes)."""
    return _size(count, shared())


def states_apart(count: int) -> float:
    """Return the size of a state that was read from its own entries (bytes)."""
    return _size(count, read())


def states_tasks(count: int) -> float:
    """Return the size of a state with three open tasks, whose text is shared (bytes)."""
    return _size(count, shared(3))


def models(count: int) -> float:
    """Return the size of a model registered with the stock machine of the same table (bytes)."""
    table = machine("standard@1")
    table.add_model(Model())
    gc.collect()
    before = _resident()
    table.add_model([Model() for _ in range(count)])
    gc.collect()
    return (_resident() - before) / count
