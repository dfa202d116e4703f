"""What an officer could do now: decide, asked about everything, with nothing written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve as changed
from attrs import frozen

from coopflow.engine.decide import decide
from coopflow.values.command import Command
from coopflow.values.verdict import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from coopflow.engine.rules import Rules, View
    from coopflow.values.task import Task

INPUT = {
    "assessment.missing",
    "body.missing",
    "disposition.missing",
    "evidence.missing",
    "occasion.missing",
    "until.missing",
}
"""Objections that only say what the command must still be given."""


@frozen(kw_only=True)
class Option:
    """One command that would be accepted.

    Attributes:
        command: Its name.
        task: The task it is about, where it is about one.
        proposal: The proposal it is about, where it is about one.
        occasion: The occasion it records, where it records one.
        obligation: The obligation whose round it opens, where it opens one.
        needs: Codes of what must be given with it; none where it needs nothing more.
    """

    command: str
    task: str | None = None
    proposal: str | None = None
    occasion: str | None = None
    obligation: str | None = None
    needs: tuple[str, ...] = ()


def available(rules: Rules, view: View, by: str, at: datetime) -> tuple[Option, ...]:
    """Return everything officer `by` could do at `at`, the lifecycle's commands first."""
    found = []
    for option in _candidates(rules, view):
        command = Command(
            agreement=view.agreement.id if view.agreement else "",
            name=option.command,
            by=by,
            at=at,
            task=option.task,
            proposal=option.proposal,
            occasion=option.occasion,
            obligation=option.obligation,
        )
        verdict = decide(rules, view, command)
        codes = [each.code for each in verdict.reasons] if isinstance(verdict, Refused) else []
        if set(codes) <= INPUT:
            found.append(changed(option, needs=tuple(dict.fromkeys(codes))))
    return tuple(found)


def _candidates(rules: Rules, view: View) -> Iterator[Option]:
    now = view.agreement
    if now is None:
        return
    for command in dict.fromkeys(row.command for row in rules.plan.out_of(now.state)):
        yield Option(command=command)
    for proposal in now.proposals:
        for command in ("assent", "decline", "retract"):
            yield Option(command=command, proposal=proposal.id)
    for task in now.open_tasks():
        yield from (Option(command=command, task=task.id) for command in _about(task))
    for occasion in now.terms.occasions:
        yield Option(command="occasion", occasion=occasion.id)
    for obligation in now.terms.obligations:
        if obligation.by_round:
            yield Option(command="occasion", obligation=obligation.id)


def _about(task: Task) -> Iterator[str]:
    yield from ("report", "accept", "return")
    if task.clock.asked is not None:
        yield from ("grant", "deny")
    elif task.due is not None and task.state == "open":
        yield "extension"
