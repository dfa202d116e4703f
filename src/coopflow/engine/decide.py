"""Say what a command would make happen, without making it happen.

This is where a lifecycle says yes or no. It reads values and returns values; it has no
clock, no files and no chance. Every objection is collected, in a stable order.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve as changed

from coopflow.engine import consent, tasks
from coopflow.engine.about_tasks import ABOUT_TASKS
from coopflow.engine.authority import identify, may_ask
from coopflow.engine.counting import UNCOUNTED, uncounted
from coopflow.engine.drafting import draft, revise
from coopflow.engine.effects import take
from coopflow.engine.meeting import meeting
from coopflow.engine.objections import chosen
from coopflow.engine.reassigning import reassign
from coopflow.engine.unfolding import Unfolding, reason
from coopflow.values.terms import Terms
from coopflow.values.time import local
from coopflow.values.verdict import Accepted, Refused, Verdict

if TYPE_CHECKING:
    from coopflow.engine.consent import Answer
    from coopflow.engine.rules import Rules, View
    from coopflow.values.agreement import Agreement
    from coopflow.values.command import Command
    from coopflow.values.events import AgreementMoved
    from coopflow.values.lifecycle import Row
    from coopflow.values.reason import Reason
    from coopflow.values.terms import Officer

_TASK_COMMANDS = {
    **{name: about.judge for name, about in ABOUT_TASKS.items()},
    "occasion": tasks.occasion,
}
_PROPOSAL_COMMANDS = {
    "assent": consent.assent,
    "decline": consent.decline,
    "retract": consent.retract,
}
_BODY_COMMANDS = {"reassign": reassign, "meeting": meeting}
"""Commands of every lifecycle that come with a body of their own."""


_DATED = ("extension", "assign")
"""Commands of every lifecycle that a last day goes with; of its own, those that open proposals."""


def decide(rules: Rules, view: View, command: Command) -> Verdict:
    """Judge `command`.

    Args:
        rules: The plan the agreement runs on, and what plugins add to it.
        view: The agreement and what else the answer may need.
        command: What an officer asks; its `at` says when it happens.

    Returns:
        `Accepted` with the events of every stream concerned, to be appended together; or
        `Refused` with every objection.

    Source:
        Decide and evolve: J. Chassaing, *Functional Event Sourcing Decider* (2021).
    """
    now = view.agreement
    if now is not None and (moved := _at_once(rules, view, now, command)) is not None:
        return Accepted(now.charter.terms.id, now.version, (moved,))
    return at_length(rules, view, command)


def at_length(rules: Rules, view: View, command: Command) -> Verdict:
    """Judge `command` with nothing left out: the same answer as `decide`, in more steps."""
    try:
        return _judge(rules, view, command)
    except UNCOUNTED as error:
        return Refused((uncounted(error),))


def _judge(rules: Rules, view: View, command: Command) -> Verdict:
    if command.name == "draft":
        return draft(rules, view, command)
    now = view.agreement
    if now is None:
        return Refused((reason("agreement.unknown", agreement=command.agreement),))
    if now.phase == "ended":
        return Refused((reason("agreement.ended", agreement=now.id, state=now.state),))
    officer, objections = identify(view.directory, command)
    objections += _in_order(view, command)
    if officer is None:
        return Refused(tuple(objections))
    unfolding = Unfolding(now, command.at, command.by)
    further, others = _answer(rules, view, command, officer, unfolding)
    objections += further
    if objections:
        return Refused(tuple(dict.fromkeys(objections)))
    return Accepted(now.id, now.version, tuple(unfolding.events), others)


def _at_once(rules: Rules, view: View, now: Agreement, command: Command) -> AgreementMoved | None:
    """Return what happens where a plain row is asked for and nothing speaks against it.

    Most commands of a running agreement are such; whatever is doubtful is judged at length.
    """
    name = command.name
    plain = rules.plan.plain.get((now.state, name))
    more = command.body is not None or command.until is not None
    if plain is None or more or name in rules.guarded or command.at < now.at:
        return None
    course = now.work.course
    if (plain.opens and not course.started) or (plain.leaves and course.proposals):
        return None
    officer = view.directory.officers.get(command.by)
    if officer is None or officer.agency not in now.charter.terms.parties:
        return None
    if command.agency is not None and command.agency != officer.agency:
        return None
    if plain.signs and "sign" not in officer.may:
        return None
    return plain.moved if command.note is None else changed(plain.moved, note=command.note)


def _answer(
    rules: Rules, view: View, command: Command, officer: Officer, unfolding: Unfolding
) -> Answer:
    about_task = _TASK_COMMANDS.get(command.name)
    about_proposal = _PROPOSAL_COMMANDS.get(command.name)
    about_body = _BODY_COMMANDS.get(command.name)
    if about_task is None and about_proposal is None and about_body is None:
        return _about_state(rules, view, command, officer, unfolding)
    if command.until is not None and command.name not in _DATED:
        return [reason("until.unexpected", command=command.name)], ()
    if about_body is not None:
        return about_body(rules, view, command, officer, unfolding)
    if command.body is not None:
        return [reason("body.unexpected", command=command.name)], ()
    if about_proposal is not None:
        return about_proposal(rules, view, command, officer, unfolding)
    return _TASK_COMMANDS[command.name](rules, view, command, officer, unfolding), ()


def _about_state(
    rules: Rules, view: View, command: Command, officer: Officer, unfolding: Unfolding
) -> Answer:
    rows = rules.plan.rows.get((unfolding.now.state, command.name), ())
    if not rows:
        return [_no_row(rules, unfolding.now, command)], ()
    rows = chosen(rules, view, command, rows, unfolding.now)
    if len(rows) == 1:
        return _try(rules, view, command, officer, rows[0], unfolding)
    objections: list[Reason] = []
    for row in rows:
        trial = unfolding.trial()
        met, others = _try(rules, view, command, officer, row, trial)
        if not met:
            unfolding.follow(trial)
            return [], others
        objections += met
    return objections, ()


def _try(
    rules: Rules, view: View, command: Command, officer: Officer, row: Row, trial: Unfolding
) -> Answer:
    effect = rules.plan.effect(row)
    body, wanted = command.body, effect.body
    if body is not None and (wanted is None or not isinstance(body, wanted)):
        return [reason("body.unexpected", command=command.name)], ()
    if row.consent.count != "none":
        return consent.propose(rules, view, command, officer, row, trial)
    objections = may_ask(row.by, officer, trial.now.terms)
    if command.until is not None:
        objections.append(reason("until.unexpected", command=command.name))
    if row.by in ("successor", "clock"):
        return objections, ()
    if effect.revises:
        met, others = revise(view, command, trial)
        if objections or met:
            return objections + met, ()
        met, _ = take(rules, view, command, row, None, trial, fresh=True)
        return met, others
    if isinstance(command.body, Terms):
        objections += _same_text(trial.now, row, command)
    met, others = take(rules, view, command, row, command.body, trial, fresh=True)
    return objections + met, others


def _same_text(now: Agreement, row: Row, command: Command) -> list[Reason]:
    if consent.digest_to_sign(now, row, command.body) == now.charter.digest:
        return []
    return [reason("text.differs", agreement=now.id, digest=now.charter.digest[:12])]


def _no_row(rules: Rules, now: Agreement, command: Command) -> Reason:
    if command.name not in rules.plan.commands:
        known = ", ".join(
            (*rules.plan.commands, *_TASK_COMMANDS, *_PROPOSAL_COMMANDS, *_BODY_COMMANDS)
        )
        return reason("command.unknown", command=command.name, known=known)
    onward = (row.command for row in rules.plan.out_of(now.state) if row.by != "clock")
    from_states = [r.origin for r in rules.plan.lifecycle.rows if r.command == command.name]
    return reason(
        "command.not-now",
        command=command.name,
        state=now.state,
        possible=", ".join(dict.fromkeys(onward)) or "none",
        needs=", ".join(dict.fromkeys(from_states)),
    )


def _in_order(view: View, command: Command) -> list[Reason]:
    now = view.agreement
    if now is None or command.at >= now.at:
        return []
    zone = now.terms.time_zone
    values = {"at": local(command.at, zone), "last": local(now.at, zone)}
    return [reason("at.before-last", agreement=now.id, **values)]
