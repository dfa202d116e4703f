"""What became of a task below the parties: who has it in hand, and how it adds up.

All of it is worked out for the day one asks about, and kept nowhere.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Literal

from attrs import frozen

from coopflow.engine.custody import behind, last_day
from coopflow.values.assignment import Assignment
from coopflow.values.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from coopflow.values.task import Task

Outcome = Literal["done", "late", "refused", "waiting", "replaced"]


@frozen(kw_only=True)
class RollUp:
    """How many leaves there are of each sort: assignments from which nothing was handed on.

    Attributes:
        done: Delivered.
        late: Awaited, and their last day is past.
        refused: Not taken on, and nobody else was asked in their place.
        waiting: Awaited, and still in time.
    """

    done: int = 0
    late: int = 0
    refused: int = 0
    waiting: int = 0

    @property
    def hands(self) -> int:
        """All of them."""
        return self.done + self.late + self.refused + self.waiting

    @property
    def at_risk(self) -> bool:
        """Whether some are refused or late."""
        return self.refused + self.late > 0


@frozen(kw_only=True)
class Branch:
    """One assignment, and what was handed on from it.

    Attributes:
        due: Its own last day or that of its task, whichever comes first; ``None`` where neither
            has one, as while both stand still.
        outcome: How it stands by itself; *replaced* where it was refused and another has it.
        name: What the body is called in the terms or else in the directory; ``None`` where it is
            in neither.
        below: What was handed on from it.
        roll_up: What its leaves add up to; it is its own leaf where nothing was handed on.
    """

    assignment: Assignment
    due: date | None
    outcome: Outcome
    name: Text | None = None
    below: tuple[Branch, ...]
    roll_up: RollUp


@frozen(kw_only=True)
class Cascade:
    """One task with everything that was handed down from it.

    Attributes:
        agreement: Where it is owed.
        lead: Who leads it; ``None`` where the parties lead jointly.
        state: The task's own.
        due: The task's own last day.
        branches: What was handed down from the task itself.
        roll_up: What all leaves add up to.
        risk: Whether a leaf is refused or late while the task is owed. It is no breach: the task
            may be in time.
    """

    agreement: str
    task: str
    lead: str | None
    state: str
    due: date | None
    branches: tuple[Branch, ...]
    roll_up: RollUp
    risk: bool


Naming = Callable[[str], Text | None]
"""What an agency is called, by its id."""


def cascade(agreement: str, task: Task, today: date, naming: Naming = lambda _: None) -> Cascade:
    """Return the cascade of a task, as it stands on a day.

    Args:
        agreement: Where it is owed.
        task: The task.
        today: The day.
        naming: What bodies are called; nobody's name is known by default.
    """
    below: dict[str | None, list[Assignment]] = {}
    for each in task.hands:
        below.setdefault(each.parent, []).append(each)
    branches = _branches(below, None, task, today, naming)
    roll_up = _sum(each.roll_up for each in branches)
    return Cascade(
        agreement=agreement,
        task=task.id,
        lead=task.lead,
        state=task.state,
        due=task.due,
        branches=branches,
        roll_up=roll_up,
        risk=roll_up.at_risk and not task.settled,
    )


def _branches(
    below: dict[str | None, list[Assignment]],
    parent: str | None,
    task: Task,
    today: date,
    naming: Naming,
) -> tuple[Branch, ...]:
    siblings = below.get(parent, [])
    found = []
    for place, each in enumerate(siblings):
        outcome = _outcome(each, siblings[place + 1 :], task, today)
        inner = _branches(below, each.id, task, today, naming)
        if outcome == "replaced":
            roll_up = RollUp()
        elif inner:
            roll_up = _sum(branch.roll_up for branch in inner)
        else:
            roll_up = RollUp(**{outcome: 1})
        branch = Branch(
            assignment=each,
            due=last_day(task, each),
            outcome=outcome,
            name=naming(each.to),
            below=inner,
            roll_up=roll_up,
        )
        found.append(branch)
    return tuple(found)


def _outcome(each: Assignment, later: Sequence[Assignment], task: Task, today: date) -> Outcome:
    if each.state == "delivered":
        return "done"
    if each.state == "refused":
        replaced = any(each.to in (other.to, other.instead_of) for other in later)
        return "replaced" if replaced else "refused"
    return "late" if not task.settled and behind(last_day(task, each), today) else "waiting"


def _sum(parts: Iterable[RollUp]) -> RollUp:
    every = tuple(parts)
    return RollUp(
        done=sum(each.done for each in every),
        late=sum(each.late for each in every),
        refused=sum(each.refused for each in every),
        waiting=sum(each.waiting for each in every),
    )
