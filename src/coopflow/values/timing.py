"""What the terms say about a deadline: what it hangs on, who is reminded, what moves it."""

from __future__ import annotations

from typing import Literal

from attrs import frozen

from coopflow.values.time import Span

MonthEnd = Literal["down", "up", "refuse"]
"""Where months lead to a day that a month does not have: its last day, the first of the next
month, or nowhere."""

Anchor = Literal["signature", "occasion", "obligation"]
OnSuspension = Literal["absolute", "remaining", "restart"]
Counted = Literal["days", "working days"]
Silence = Literal["nothing", "assent"]


@frozen(kw_only=True)
class Relative:
    """A deadline that hangs on something else: ``{before: "5.10", by: 10 working days}``.

    Attributes:
        side: ``before`` or ``after``.
        anchor: What kind of thing it hangs on.
        of: Its id: of an occasion or an obligation; ``"signature"``.
        by: How far from it.
    """

    side: Literal["before", "after"]
    anchor: Anchor
    of: str
    by: Span


@frozen(kw_only=True)
class Timing:
    """How the clock of one task runs, as the terms have it.

    Attributes:
        remind: Days before the due day on which its lead is reminded, the most first; 0 is the
            due day itself.
        urge: Days after the due day on which its lead is urged, the fewest first; the last goes
            to the superior body as well.
        extensions: How often its deadline may be extended.
        suspension: What becomes of the deadline while the agreement is suspended: it stands
            (``absolute``), gets back what remained, or begins anew.
        counts: What remains is counted in these.
        due_from: What its deadline hangs on; of an act of several clauses the first.
    """

    remind: tuple[int, ...] = ()
    urge: tuple[int, ...] = ()
    extensions: int = 1
    suspension: OnSuspension = "remaining"
    counts: Counted = "days"
    due_from: Relative | None = None
