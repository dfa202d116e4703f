"""What taking a row does. Effects follow the phases it leads from and to, never names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coopflow.engine.binding import bind, may_bind
from coopflow.engine.dispositions import adopt_review, dispose_of_all
from coopflow.engine.objections import guards
from coopflow.engine.schedule import open_tasks
from coopflow.engine.unfolding import reason
from coopflow.values.events import AgreementMoved, ProposalVoided
from coopflow.values.review import Closing, Review
from coopflow.values.terms import Terms

if TYPE_CHECKING:
    from coopflow.engine.rules import Rules, View
    from coopflow.engine.unfolding import Unfolding
    from coopflow.values.command import Command
    from coopflow.values.lifecycle import Lifecycle, Row
    from coopflow.values.reason import Reason
    from coopflow.values.verdict import Change

Body = Terms | Review | Closing | None
_BOUND = ("binding", "executing", "reviewing")


def body_of(lifecycle: Lifecycle, row: Row) -> type[Terms | Review | Closing] | None:
    """Return what a command that takes `row` may carry: nothing, unless its phases say so."""
    origin, target = lifecycle.phase(row.origin), lifecycle.phase(row.target)
    if origin == "drafting" and target != "ended":
        return Terms
    if target == "reviewing" != origin:
        return Review
    return Closing if target == "ended" else None


def revises(lifecycle: Lifecycle, row: Row) -> bool:
    """Tell whether a row goes nowhere but to another text of the draft."""
    return row.origin == row.target and lifecycle.phase(row.origin) == "drafting"


def take(
    rules: Rules,
    view: View,
    command: Command,
    row: Row,
    body: Body,
    unfolding: Unfolding,
    *,
    fresh: bool,
) -> tuple[list[Reason], tuple[Change, ...]]:
    """Take `row`, if nothing speaks against it.

    Args:
        rules: What it is judged by.
        view: What it is judged upon.
        command: What was asked; the last assent, where consent was needed.
        row: The row.
        body: What is consented to, where the row wants a body.
        unfolding: Where it happens; of no use any more where there are objections.
        fresh: Whether the body came with this very command.

    Returns:
        Every objection, and what happens to other agreements.
    """
    plan, now = rules.plan, unfolding.now
    origin, target = plan.phases[row.origin], plan.phases[row.target]
    objections = guards(rules, view, command, row, now)
    others: tuple[Change, ...] = ()
    if target == "reviewing" != origin:
        objections += adopt_review(
            unfolding, body if isinstance(body, Review) else None, fresh=fresh
        )
    if target == "ended":
        objections += dispose_of_all(
            unfolding, body if isinstance(body, Closing) else None, fresh=fresh
        )
    binds = origin == "drafting" and target in _BOUND
    if binds:
        objections += may_bind(rules, view, unfolding)
    if target == "executing" and not now.started and rules.calendar is None and not binds:
        objections.append(reason("calendar.unknown", calendar=now.terms.calendar))
    if objections:
        return objections, ()
    if row.origin != row.target:
        for proposal in now.proposals:
            unfolding.add(ProposalVoided(proposal=proposal.id, because="state left"))
    unfolding.add(
        AgreementMoved(
            command=row.command,
            event=row.event,
            origin=row.origin,
            target=row.target,
            phase=target or "ended",
            note=command.note,
        )
    )
    if binds:
        renewed = bind(rules, view, unfolding)
        others = (renewed.change(),) if renewed is not None else ()
    if target == "executing" and not now.started:
        open_tasks(unfolding)
    return [], others
