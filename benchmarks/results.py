"""Figures to rows: medians, ratios, goals. Nothing in here reads a clock."""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING, Any

from attrs import asdict, frozen

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

LEAST_RUNS = 5
"""A median of fewer says little."""


@frozen
class Goal:
    """What a ratio should be.

    Attributes:
        bound: The ratio that is just good enough.
        at_least: Whether more is better: rates; where it is false, less is: times and bytes.
    """

    bound: float
    at_least: bool

    def met(self, ratio: float) -> bool:
        """Tell whether `ratio` is good enough."""
        return ratio >= self.bound if self.at_least else ratio <= self.bound

    def __str__(self) -> str:
        return f"{'>=' if self.at_least else '<='} {self.bound:g}"


def at_least(bound: float) -> Goal:
    """Return the goal of a rate."""
    return Goal(bound, at_least=True)


def at_most(bound: float) -> Goal:
    """Return the goal of a time, or of anything else that costs."""
    return Goal(bound, at_least=False)


@frozen(kw_only=True)
class Pair:
    """Which two contestants make a row, and what the row says.

    Attributes:
        work: Name of the row: ``decide-plain``.
        ours: Name of the contestant that is coopflow.
        reference: Name of the one it is held to.
        says: What is measured, and what the reference does, in a sentence or two.
        goal: What the ratio should be; ``None`` for rows that only stand beside.
        aim: What is hoped for beyond the goal.
    """

    work: str
    ours: str
    reference: str
    says: str
    goal: Goal | None = None
    aim: Goal | None = None


@frozen(kw_only=True)
class Result:
    """One row of the table, and of ``results.json``.

    Attributes:
        ours: Median of our runs, in `unit`; ``None`` where it could not be measured.
        reference: Median of the reference's runs.
        ratio: `ours` divided by `reference`.
        goal: As text, ``>= 3``; ``None`` where the row only stands beside.
        met: Whether the ratio meets the goal; ``None`` without either.
        aim: Beyond the goal, as text.
        ours_is: What ran as ours.
        reference_is: What ran as the reference.
        ours_range: The least and the greatest of our runs.
        reference_range: The same of the reference's.
        ratio_range: The least and the greatest of the ratios, run by run.
        runs: How many runs of each were measured, the first ones to warm up left out.
        says: What is measured, and what the reference does.
        note: Why something is missing.
    """

    work: str
    ours: float | None = None
    reference: float | None = None
    unit: str
    ratio: float | None = None
    goal: str | None = None
    met: bool | None = None
    aim: str | None = None
    ours_is: str
    reference_is: str
    ours_range: tuple[float, float] | None = None
    reference_range: tuple[float, float] | None = None
    ratio_range: tuple[float, float] | None = None
    runs: int = 0
    says: str
    note: str = ""


def result(
    pair: Pair, unit: str, figures: Mapping[str, Sequence[float]], missing: Mapping[str, str]
) -> Result:
    """Return the row of `pair`.

    Args:
        pair: Which contestants.
        unit: What the figures are in.
        figures: The runs of each contestant, in the order they were made.
        missing: Why a contestant did not run.

    Raises:
        ValueError: There are too few runs for a median, or not equally many.
    """
    goal = None if pair.goal is None else str(pair.goal)
    aim = None if pair.aim is None else str(pair.aim)
    notes = [missing[name] for name in (pair.ours, pair.reference) if name in missing]
    if not notes and median(figures[pair.reference] or [0]) <= 0:
        notes = ["nothing was measured of the reference, so there is no ratio"]
    if notes:
        return Result(
            work=pair.work,
            ours=_median(figures.get(pair.ours)),
            reference=_median(figures.get(pair.reference)),
            unit=unit,
            goal=goal,
            aim=aim,
            ours_is=pair.ours,
            reference_is=pair.reference,
            says=pair.says,
            note="; ".join(dict.fromkeys(notes)),
        )
    ours, reference = figures[pair.ours], figures[pair.reference]
    if len(ours) != len(reference) or len(ours) < LEAST_RUNS:
        message = f"{pair.work}: {len(ours)} and {len(reference)} runs are no {LEAST_RUNS} pairs"
        raise ValueError(message)
    ratio = median(ours) / median(reference)
    by_run = [a / b for a, b in zip(ours, reference, strict=True) if b > 0]
    return Result(
        work=pair.work,
        ours=median(ours),
        reference=median(reference),
        unit=unit,
        ratio=ratio,
        goal=goal,
        met=None if pair.goal is None else pair.goal.met(ratio),
        aim=aim,
        ours_is=pair.ours,
        reference_is=pair.reference,
        ours_range=(min(ours), max(ours)),
        reference_range=(min(reference), max(reference)),
        ratio_range=(min(by_run), max(by_run)),
        runs=len(ours),
        says=pair.says,
    )


def report(
    machine: Mapping[str, Any],
    versions: Mapping[str, str],
    rows: Sequence[Result],
    *,
    at: str,
    quick: bool,
) -> dict[str, Any]:
    """Return what ``results.json`` holds.

    Args:
        machine: What it ran on.
        versions: Of the packages that were measured, by name.
        rows: The rows.
        at: When (ISO, UTC).
        quick: Whether the sizes were the small ones.
    """
    return {
        "measured_at": at,
        "quick": quick,
        "machine": dict(machine),
        "versions": dict(versions),
        "rows": [asdict(row) for row in rows],
    }


def missed(rows: Sequence[Result]) -> tuple[str, ...]:
    """Name the works with a goal that was not met, or could not be measured."""
    return tuple(row.work for row in rows if row.goal is not None and row.met is not True)


def _median(runs: Sequence[float] | None) -> float | None:
    return median(runs) if runs else None
