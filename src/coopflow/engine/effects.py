"""What taking a row does. Effects follow the phases it leads from and to, never names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve as changed

from coopflow.engine.binding import bind, may_bind
from coopflow.engine.counting import not_offered
from coopflow.engine.dispositions import adopt_review, dispose_of_all, own_as_unmet
from coopflow.engine.objections import guards
from coopflow.engine.schedule import open_tasks
from coopflow.engine.suspending import may_pause, pause, resume
from coopflow.values.events import ProposalVoided
from coopflow.values.review import Closing, Review

if TYPE_CHECKING:
    from coopflow.engine.phases import Body, Effect
    from coopflow.engine.rules import Rules, View
    from coopflow.engine.unfolding import Unfolding
    from coopflow.values.agreement import Agreement
    from coopflow.values.command import Command
    from coopflow.values.lifecycle import Row
    from coopflow.values.reason import Reason
    from coopflow.values.verdict import Change


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
    effect, now = rules.plan.effect(row), unfolding.now
    objections = guards(rules, view, command, row, now)
    if effect.reviews:
        review = body if isinstance(body, Review) else None
        calendar, renewable = rules.calendar, rules.plan.renewable
        objections += adopt_review(unfolding, review, calendar, fresh=fresh, renewable=renewable)
    if effect.ends:
        objections += _dispose(row, body, unfolding, fresh=fresh)
    objections += _clocks(rules, view, effect, body, unfolding, now)
    if objections:
        return objections, ()
    if effect.leaves:
        for proposal in now.proposals:
            unfolding.add(ProposalVoided(proposal=proposal.id, because="state left"))
    moved = effect.moved
    unfolding.add(moved if command.note is None else changed(moved, note=command.note))
    return [], _follow(rules, view, row, body, unfolding, now)


def _clocks(
    rules: Rules, view: View, effect: Effect, body: Body, unfolding: Unfolding, now: Agreement
) -> list[Reason]:
    """Return what speaks against binding, opening tasks, suspending and resuming."""
    if effect.binds:
        return may_bind(rules, view, unfolding)
    if effect.suspends or effect.resumes:
        return may_pause(rules, effect, now, body)
    if effect.runs and not now.started:
        return not_offered(rules, now.terms)
    return []


def _follow(
    rules: Rules, view: View, row: Row, body: Body, unfolding: Unfolding, before: Agreement
) -> tuple[Change, ...]:
    """Let happen what follows from having moved; return what happens to other agreements."""
    effect, calendar = rules.plan.effect(row), rules.calendar
    renewed = bind(rules, view, unfolding) if effect.binds else None
    if effect.resumes:
        resume(unfolding, calendar)
    if calendar is not None:
        if effect.suspends:
            pause(unfolding, row.command, body, calendar)
        if effect.runs and not before.started:
            open_tasks(unfolding, rules, calendar)
    return (renewed.change(),) if renewed is not None else ()


def _dispose(row: Row, body: Body, unfolding: Unfolding, *, fresh: bool) -> list[Reason]:
    if row.by == "clock":
        own_as_unmet(unfolding)
        return []
    closing = body if isinstance(body, Closing) else None
    return dispose_of_all(unfolding, closing, fresh=fresh)
