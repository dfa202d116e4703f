"""What taking a row entails. It follows from the phases of its two states, never from names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

from coopflow.definitions.row_checks import body_of
from coopflow.values.command import Unread
from coopflow.values.events import AgreementMoved
from coopflow.values.meeting import Meeting
from coopflow.values.reassignment import Reassignment
from coopflow.values.review import Closing, Review
from coopflow.values.suspension import Pause
from coopflow.values.terms import Terms

if TYPE_CHECKING:
    from coopflow.values.lifecycle import Lifecycle, Row

Body = Terms | Review | Closing | Pause | Meeting | Reassignment | Unread | None
"""What a command may carry."""

_BOUND = ("binding", "executing", "reviewing")


@frozen(kw_only=True)
class Effect:
    """What taking a row entails, read off its phases once.

    Attributes:
        body: What its command may carry.
        revises: It goes nowhere but to another text of the draft.
        binds: It leaves the draft: the text binds.
        runs: It leads to where the agreement is carried out; the first time, tasks open.
        reviews: It leads into a review.
        ends: It ends the agreement.
        suspends: It leads into a suspension: clocks stop.
        resumes: It leads out of one: what remained is given back.
        leaves: It leads to another state.
        moved: The event of taking it.
    """

    body: type[Terms | Review | Closing | Pause] | None
    revises: bool
    binds: bool
    runs: bool
    reviews: bool
    ends: bool
    suspends: bool
    resumes: bool
    leaves: bool
    moved: AgreementMoved


def effect_of(lifecycle: Lifecycle, row: Row) -> Effect:
    """Return what taking `row` entails."""
    origin, target = lifecycle.phase(row.origin), lifecycle.phase(row.target)
    drafting, reviews, ends = (
        origin == "drafting",
        target == "reviewing" != origin,
        target == "ended",
    )
    return Effect(
        body=body_of(origin, target),
        revises=drafting and row.origin == row.target,
        binds=drafting and target in _BOUND,
        runs=target == "executing",
        reviews=reviews,
        ends=ends,
        suspends=target == "suspended" != origin,
        resumes=origin == "suspended" != target,
        leaves=row.origin != row.target,
        moved=AgreementMoved(
            command=row.command,
            event=row.event,
            origin=row.origin,
            target=row.target,
            phase=target or "ended",
        ),
    )


@frozen
class Plain:
    """A row that entails nothing but its move, once the agreement has been executing.

    Attributes:
        signs: Whether only an officer who may sign asks for it.
        opens: Whether it opens tasks where the agreement has not been executing before.
        leaves: It leads to another state, where open proposals fall.
    """

    signs: bool
    opens: bool
    leaves: bool
    moved: AgreementMoved


def plain_of(row: Row, effect: Effect) -> Plain | None:
    """Return `row` as a plain one, ``None`` where more than its move may follow from it."""
    more = effect.revises or effect.binds or effect.reviews or effect.ends
    more = more or effect.suspends or effect.resumes
    if more or row.consent.count != "none" or row.guards or row.by == "successor":
        return None
    return Plain(row.by == "signatory", effect.runs, effect.leaves, effect.moved)
