"""What an officer could do now: decide, asked about everything, with nothing written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve as changed
from attrs import frozen

from coopflow.engine.about_tasks import on_task
from coopflow.engine.decide import decide
from coopflow.values.command import Command
from coopflow.values.lifecycle import Row
from coopflow.values.verdict import Refused

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from coopflow.engine.rules import Rules, View
    from coopflow.values.agreement import Agreement

INPUT = {
    "assessment.missing",
    "assignment.nobody",
    "body.missing",
    "cause.missing",
    "delivery.empty",
    "disposition.missing",
    "evidence.missing",
    "note.missing",
    "occasion.missing",
    "progress.missing",
    "until.missing",
}
"""Objections that only say what the command must still be given."""


@frozen(kw_only=True)
class Option:
    """One command that would be accepted.

    Attributes:
        command: Its name.
        task: The task it is about, where it is about one.
        assignment: The assignment it answers, where it answers one.
        proposal: The proposal it is about, where it is about one.
        occasion: The occasion it records, where it records one.
        obligation: The obligation whose round it opens, where it opens one.
        needs: Codes of what must be given with it; none where it needs nothing more.
        rows: The transitions it may take, with whose consent, in table order; of an assent those
            of its proposal. What a plugin's guard decides between is not told apart here.
    """

    command: str
    task: str | None = None
    assignment: str | None = None
    proposal: str | None = None
    occasion: str | None = None
    obligation: str | None = None
    needs: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()


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
            assignment=option.assignment,
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
    rows = _by_command(rules.plan.out_of(now.state))
    for command, taken in rows.items():
        yield Option(command=command, rows=taken)
    for proposal in now.proposals:
        yield Option(command="assent", proposal=proposal.id, rows=rows.get(proposal.command, ()))
        for command in ("decline", "retract"):
            yield Option(command=command, proposal=proposal.id)
    yield from _on_tasks(now)
    yield Option(command="meeting")
    for occasion in now.terms.occasions:
        yield Option(command="occasion", occasion=occasion.id)
    for obligation in now.terms.obligations:
        if obligation.by_round:
            yield Option(command="occasion", obligation=obligation.id)


def _by_command(rows: Iterable[Row]) -> dict[str, tuple[Row, ...]]:
    found: dict[str, tuple[Row, ...]] = {}
    for row in rows:
        found[row.command] = (*found.get(row.command, ()), row)
    return found


def _on_tasks(now: Agreement) -> Iterator[Option]:
    live = False
    for task in now.open_tasks():
        for command, answered in on_task(task):
            live = live or answered is not None
            name = answered.id if answered is not None else None
            yield Option(command=command, task=task.id, assignment=name)
    if live:
        yield Option(command="reassign")
