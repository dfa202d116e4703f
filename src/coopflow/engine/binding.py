"""Leaving the draft: the text binds, and what the predecessor still owed is taken up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coopflow.engine import clocks
from coopflow.engine.counting import not_offered
from coopflow.engine.custody import renamed
from coopflow.engine.unfolding import Unfolding, reason
from coopflow.values.events import (
    AgreementBound,
    AgreementMoved,
    ProposalVoided,
    TaskAccepted,
    TaskCarried,
    TaskTakenUp,
)
from coopflow.values.task import TakenUp
from coopflow.values.time import local

if TYPE_CHECKING:
    from coopflow.engine.rules import Rules, View
    from coopflow.values.agreement import Agreement
    from coopflow.values.lifecycle import Row
    from coopflow.values.reason import Reason
    from coopflow.values.task import Task
    from coopflow.values.terms import Terms


def related(view: View, terms: Terms) -> list[Reason]:
    """Return what speaks against the predecessor and the framework that `terms` name."""
    objections = []
    if terms.predecessor is not None:
        if view.predecessor is None:
            objections.append(reason("predecessor.unknown", predecessor=terms.predecessor))
        elif view.predecessor.phase == "ended":
            values = {"predecessor": terms.predecessor, "state": view.predecessor.state}
            objections.append(reason("predecessor.ended", **values))
        elif not set(view.predecessor.terms.parties) & set(terms.parties):
            values = {"predecessor": terms.predecessor, "agreement": terms.id}
            objections.append(reason("predecessor.strangers", **values))
    if terms.framework is not None:
        if view.framework is None:
            objections.append(reason("framework.unknown", framework=terms.framework))
        elif view.framework.phase == "ended":
            values = {"framework": terms.framework, "state": view.framework.state}
            objections.append(reason("framework.ended", **values))
        elif not view.framework.terms.period.holds(terms.period):
            values = {
                "framework": terms.framework,
                "outer": str(view.framework.terms.period),
                "period": str(terms.period),
            }
            objections.append(reason("framework.period", **values))
    return objections


def may_bind(rules: Rules, view: View, unfolding: Unfolding) -> list[Reason]:
    """Return what speaks against binding the parties to the text now."""
    now = unfolding.now
    objections = related(view, now.terms)
    objections += not_offered(rules, now.terms)
    before = view.predecessor
    if before is not None and before.phase not in ("reviewing", "ended"):
        values = {"predecessor": before.id, "state": before.state}
        objections.append(reason("predecessor.not-reviewed", **values))
    elif before is not None and before.phase == "reviewing" and _renewal(view) is None:
        values = {"predecessor": before.id, "state": before.state}
        objections.append(reason("predecessor.no-renewal", **values))
    if before is not None and unfolding.at < before.at:
        zone = now.terms.time_zone
        values = {"at": local(unfolding.at, zone), "last": local(before.at, zone)}
        objections.append(reason("at.before-last", agreement=before.id, **values))
    return objections


def bind(rules: Rules, view: View, unfolding: Unfolding) -> Unfolding | None:
    """Bind the text, renew the predecessor, and take up what it still owed.

    Returns:
        What happens to the predecessor; ``None`` where there is none.
    """
    digest = unfolding.now.charter.digest
    unfolding.add(AgreementBound(digest=digest, plugins=rules.plugins))
    before, row = view.predecessor, _renewal(view)
    if before is None or row is None or view.predecessor_plan is None:
        return None
    renewed = Unfolding(before, unfolding.at, unfolding.by)
    for task in before.open_tasks():
        if task.settled_by == "renewal":
            renewed.add(TaskAccepted(task=task.id, settles=True, settled_by="renewal"))
            clocks.settled(renewed, before, task, rules.calendar)
    for task in renewed.now.open_tasks():
        taken = _taken_up(task, before, unfolding)
        renewed.add(TaskCarried(task=task.id, successor=unfolding.now.id, as_task=taken.id))
        unfolding.add(TaskTakenUp(task=taken, predecessor=before.id))
    for proposal in before.proposals:
        renewed.add(ProposalVoided(proposal=proposal.id, because="state left"))
    renewed.add(
        AgreementMoved(
            command=row.command,
            event=row.event,
            origin=row.origin,
            target=row.target,
            phase=view.predecessor_plan.phases[row.target] or "ended",
            successor=unfolding.now.id,
        )
    )
    return renewed


def _taken_up(task: Task, before: Agreement, unfolding: Unfolding) -> TakenUp:
    """Return a task of the predecessor as it is owed in the successor."""
    owed = task.owed
    name = owed.id if ":" in owed.id else f"{before.id}:{owed.id}"
    return TakenUp(
        id=name,
        obligation=owed.obligation,
        also=owed.also,
        kind=owed.kind,
        lead=owed.lead if owed.lead in unfolding.now.terms.parties else None,
        coordinating=owed.coordinating,
        acceptance=owed.acceptance,
        opens=owed.opens,
        due=owed.due,
        opened_on=unfolding.today(),
        occasion=owed.occasion,
        settled_by=owed.settled_by,
        timing=owed.timing,
        state=task.state,
        reported_at=task.reported_at,
        reporter=task.reporter,
        assessment=task.assessment,
        evidence=task.evidence,
        accepted_by=task.accepted_by,
        clock=task.clock,
        hands=renamed(task.hands, name),
    )


def _renewal(view: View) -> Row | None:
    """Return the row by which a successor ends the predecessor, where it stands."""
    if view.predecessor is None or view.predecessor_plan is None:
        return None
    rows = view.predecessor_plan.out_of(view.predecessor.state)
    return next((row for row in rows if row.by == "successor"), None)
