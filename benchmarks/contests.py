"""Run contestants in turn, A B A B, so that what drifts drifts for all of them."""

from __future__ import annotations

import gc
from collections.abc import Callable, Mapping
from pathlib import Path
from time import perf_counter

from attrs import field, frozen

from benchmarks.results import Pair, Result, result

Run = Callable[[], float]
"""Does the work once and returns a figure in the contest's unit."""


@frozen(kw_only=True)
class Settings:
    """How a work is to be measured.

    Attributes:
        quick: Whether sizes are to be small, so that everything is over within a minute.
        place: A folder for the files of this work, on the disk that is measured.
        kept: A folder for what is slow to make and the same the next time.
        rounds: How many measured runs each contestant gets.
    """

    quick: bool
    place: Path
    kept: Path
    rounds: int

    def sized(self, full: int, quick: int) -> int:
        """Return the size that is asked for."""
        return quick if self.quick else full


@frozen(kw_only=True)
class Contest:
    """Contestants that take turns, and the rows that are made of their figures.

    Attributes:
        unit: What every run returns.
        runs: The contestants, in the order of their turns.
        pairs: The rows.
        missing: Contestants that cannot run here, and why.
        warm_up: Whether the first turn is left out; not where each run is a new process.
    """

    unit: str
    runs: Mapping[str, Run]
    pairs: tuple[Pair, ...]
    missing: Mapping[str, str] = field(factory=dict)
    warm_up: bool = True


def hold(contest: Contest, rounds: int) -> tuple[Result, ...]:
    """Let everyone warm up once, where that means something, then run in turn; return the rows.

    A contestant that raises is left out from then on, and its rows say what it raised.
    """
    missing = dict(contest.missing)
    figures: dict[str, list[float]] = {name: [] for name in contest.runs}
    for turn in range(0 if contest.warm_up else 1, rounds + 1):
        for name, run in contest.runs.items():
            if name in missing:
                continue
            try:
                figure = run()
            except Exception as error:  # noqa: BLE001 - others' libraries raise what they like
                missing[name] = f"{name} did not run: {type(error).__name__}: {error}"
                continue
            if turn:
                figures[name].append(figure)
    return tuple(result(pair, contest.unit, figures, missing) for pair in contest.pairs)


def seconds(work: Callable[[], object]) -> float:
    """Return how long `work` takes.

    Garbage is collected before, and what lives then is set aside, so that nobody pays for what
    others keep. The collector is on while the work runs, as it is in an app.
    """
    gc.collect()
    gc.freeze()
    try:
        begin = perf_counter()
        work()
        return perf_counter() - begin
    finally:
        gc.unfreeze()


def rate(count: int, work: Callable[[], object]) -> float:
    """Return how many of the `count` things that `work` does are done in a second."""
    return count / seconds(work)
