"""What plugins object: guards, and each agency's own responsibilities. They fail closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve as changed

from coopflow.engine.rules import Question, in_scope
from coopflow.engine.unfolding import reason
from coopflow.values.raised import raised, shown
from coopflow.values.reason import Reason

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coopflow.engine.rules import Check, Responsibility, Rules, View
    from coopflow.values.agreement import Agreement
    from coopflow.values.command import Command
    from coopflow.values.lifecycle import Row


def guards(rules: Rules, view: View, command: Command, row: Row, now: Agreement) -> list[Reason]:
    """Ask the guards the row names, and those that are asked for its command besides."""
    if not row.guards and not rules.guards:
        return []
    objections = [
        reason("guard.missing", guard=name, command=row.command)
        for name in row.guards
        if name not in rules.guards
    ]
    question = Question(agreement=now, command=command, directory=view.directory)
    for name, guard in rules.guards.items():
        named = name in row.guards or row.command in guard.commands
        if named and (not guard.scope or any(in_scope(each, now) for each in guard.scope)):
            objections += _ask(guard.check, question, guard.plugin)
    return objections


def chosen(
    rules: Rules, view: View, command: Command, rows: tuple[Row, ...], now: Agreement
) -> tuple[Row, ...]:
    """Return the row that is meant: the first of `rows` whose guards hold; all where none does.

    Guards alone tell rows apart. What else speaks against the row that is meant leads to no
    other; nor does a guard that is missing or fails, because nobody knows what it would say.
    """
    if len(rows) > 1:
        for row in rows:
            met = guards(rules, view, command, row, now)
            if not met or any(each.code in UNANSWERED for each in met):
                return (row,)
    return rows


UNANSWERED = ("guard.missing", "plugin.failed")
"""Objections that tell nothing of what is asked: nobody knows what the check would say."""


def before_report(rules: Rules, question: Question, agency: str) -> list[Reason]:
    """Ask what the agency demands of itself before it reports the task in question."""
    objections: list[Reason] = []
    for duty in responsibilities(rules, question, agency):
        given = {each.kind for each in question.command.evidence}
        if lacking := [kind for kind in duty.evidence if kind not in given]:
            values = (("task", question.command.task or ""), ("kinds", ", ".join(lacking)))
            source = duty.source or None
            objections.append(
                Reason("evidence.missing", values, agency=agency, plugin=duty.plugin, source=source)
            )
        if duty.before_report is not None:
            objections += _ask(duty.before_report, question, duty.plugin, agency)
    return objections


def before_accept(rules: Rules, question: Question, agency: str) -> list[Reason]:
    """Ask what the agency checks before it accepts the task in question."""
    return [
        objection
        for duty in responsibilities(rules, question, agency)
        if duty.before_accept is not None
        for objection in _ask(duty.before_accept, question, duty.plugin, agency)
    ]


def responsibilities(rules: Rules, question: Question, agency: str) -> tuple[Responsibility, ...]:
    """Return the agency's part in a task: what is claimed by obligation, else by area.

    Where an agreement and its framework are both claimed, the agreement's claim wins.
    """
    agreement, task = question.agreement, question.task
    mine = [each for each in rules.responsibilities if each.agency == agency]
    if not mine or task is None:
        return ()
    born, _, rest = task.id.rpartition(":")
    clauses = {task.obligation, *task.also}
    areas = set()
    if not born and rest:
        areas = {each.area for each in agreement.terms.obligations if each.id in clauses}
    for scope in (born or agreement.id, agreement.terms.framework):
        in_this = [each for each in mine if each.scope == scope]
        for claims in (
            tuple(each for each in in_this if clauses & set(each.obligations)),
            tuple(each for each in in_this if areas & set(each.areas)),
        ):
            if claims:
                return claims
    return ()


def _ask(
    check: Check, question: Question, plugin: str, agency: str | None = None
) -> Iterable[Reason]:
    try:
        objection: object = check(question)
    except (Exception, SystemExit) as error:  # noqa: BLE001 - whatever a guest raises is a no, under its name
        objection = failed(plugin, raised(error))
    if objection is None:
        return ()
    if not isinstance(objection, Reason):
        objection = failed(plugin, f"it answered {shown(objection)}, which is no reason")
    return (changed(objection, plugin=plugin, agency=objection.agency or agency),)


def failed(plugin: str, what: str) -> Reason:
    """Return the objection that a plugin cannot be relied on for an answer."""
    return reason("plugin.failed", plugin=plugin, what=what)
