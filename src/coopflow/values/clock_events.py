"""What happens to deadlines: they are moved, stopped and extended, and people are reminded."""

from __future__ import annotations

from datetime import date
from typing import Literal

from attrs import frozen

from coopflow.values.text import Text
from coopflow.values.timing import Counted

CLOCK = ":clock"
"""Who does what time alone does. No officer is called so: ids hold no colon."""

Because = Literal["settlement", "occasion", "anchor moved", "extension", "resumption"]


@frozen(kw_only=True)
class SuspensionBegun:
    """The agreement stands still, for a cause."""

    cause: str
    reason: Text | None = None
    source: str | None = None


@frozen(kw_only=True)
class SuspensionEnded:
    """The agreement goes on; `days` were given back to what waits for it as a whole."""

    cause: str
    days: int


@frozen(kw_only=True)
class TaskStopped:
    """The clock of a task stands still, and so much of its term remains.

    Attributes:
        remaining: How many days more there are (>= 0).
        counts: What they are counted in; entries of older libraries do not say it.
    """

    task: str
    remaining: int
    counts: Counted = "days"


@frozen(kw_only=True)
class TaskDueMoved:
    """A task is due on another day; the ladder of reminders begins anew.

    Attributes:
        due: The new day; ``None`` where it has none any more.
        since: The day from which on this holds: rungs before it are of no account.
    """

    task: str
    due: date | None
    because: Because
    since: date


@frozen(kw_only=True)
class ExtensionAsked:
    """The lead asks for time until a day."""

    task: str
    party: str
    until: date
    note: str | None = None


@frozen(kw_only=True)
class ExtensionGranted:
    """An agency grants what was asked; `settles` tells whether it was the last that had to."""

    task: str
    party: str
    settles: bool
    note: str | None = None


@frozen(kw_only=True)
class ExtensionDenied:
    """An agency says no to what was asked: the deadline stands."""

    task: str
    party: str
    note: str | None = None


@frozen(kw_only=True)
class TaskReminded:
    """A rung of a task's ladder was reached.

    Attributes:
        rung: Days from the due day: -14 reminds two weeks before, 3 urges three days after.
        due: The due day it counts from.
        to: The agencies it goes to.
        skipped: Earlier rungs that nobody sent in their time, and that are not sent any more.
    """

    task: str
    rung: int
    due: date
    to: tuple[str, ...]
    skipped: tuple[int, ...] = ()


@frozen(kw_only=True)
class ProposalExpired:
    """Its deadline passed without the consent it needed."""

    proposal: str


ClockEvent = (
    SuspensionBegun
    | SuspensionEnded
    | TaskStopped
    | TaskDueMoved
    | ExtensionAsked
    | ExtensionGranted
    | ExtensionDenied
    | TaskReminded
    | ProposalExpired
)
