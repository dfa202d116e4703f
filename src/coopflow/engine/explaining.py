"""Explain an objection: the rule it rests on, and what would change it. Nothing is decided here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coopflow.definitions.standard import ASSIGNMENT, PROPOSAL, RESERVED, TASK
from coopflow.engine.naming import named
from coopflow.engine.remedies_asking import ASKING
from coopflow.engine.remedies_clock import CLOCK
from coopflow.engine.remedies_hands import HANDS
from coopflow.engine.remedies_meeting import MEETINGS
from coopflow.engine.remedies_tasks import TASKS
from coopflow.engine.remedies_text import TEXT
from coopflow.engine.remedy import advise, give
from coopflow.values.explanation import Explanation, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coopflow.engine.remedy import Refusal, Remedies
    from coopflow.values.explanation import Remedy
    from coopflow.values.lifecycle import Row

REMEDIES: dict[str, Remedies] = {**ASKING, **CLOCK, **MEETINGS, **TASKS, **HANDS, **TEXT}
"""What would change each objection of the library's own, by its code."""

FINAL = ("agreement.ended", "agreement.not-yet", "extension.late", "task.settled")
"""Objections that nothing in an agreement can change."""

RULES = {
    "acceptance": "report",
    "agency": "directory",
    "agreement": "known",
    "agreement.ended": "end",
    "assent": "consent",
    "assessment": "report",
    "assignment": "cascade",
    "at": "order",
    "authority": "authority",
    "body": "body",
    "calendar": "calendar",
    "cause": "suspension",
    "command": "transition",
    "command.draft": "known",
    "command.unknown": "known",
    "delivery": "cascade",
    "directory": "directory",
    "disposition": "disposition",
    "evidence": "plugin",
    "extension": "extension",
    "finding": "review",
    "framework": "framework",
    "grant": "extension",
    "guard": "fail-closed",
    "key": "key",
    "lifecycle": "edition",
    "month-end": "calendar",
    "meeting": "meeting",
    "note": "cascade",
    "obligation": "occasion",
    "obligation.unknown": "known",
    "occasion": "occasion",
    "officer": "directory",
    "plugin": "fail-closed",
    "predecessor": "renewal",
    "progress": "cascade",
    "proposal": "consent",
    "proposal.other-text": "one-text",
    "reassign": "cascade",
    "reporting": "calendar",
    "review": "review",
    "suspension": "suspension",
    "task": "report",
    "task.missing": "known",
    "task.settled": "settled",
    "task.halted": "suspension",
    "task.undated": "extension",
    "task.unknown": "known",
    "text": "one-text",
    "until": "consent",
    "until.missing": "extension",
}
"""The name of the rule behind each objection, by its code or the first word of it."""


_OF_ANY = ("calendar", "directory", "edition", "end", "framework", "key", "known", "occasion",
           "order", "settled")  # fmt: skip
"""Rules that hold whatever the transition."""


def explain(refusal: Refusal) -> Explanation:
    """Return the rule behind an objection, and what would change it."""
    remedies = REMEDIES.get(refusal.reason.code)
    if remedies is not None:
        found = tuple(dict.fromkeys(remedies(refusal)))
    else:
        final = refusal.reason.code in FINAL
        found = tuple(_elsewhere(refusal) if final else _meet_plugin(refusal))
    return Explanation(reason=refusal.reason, rule=_rule(refusal), remedies=found)


def _elsewhere(refusal: Refusal) -> Iterator[Remedy]:
    """What an agreement cannot do any more, its successor may."""
    now = refusal.now
    if now is not None and now.phase == "ended" and now.successor is not None:
        yield advise(refusal, "in-successor", successor=now.successor)


def _meet_plugin(refusal: Refusal) -> Iterator[Remedy]:
    """A plugin's own objection says itself what to do; what cannot be accepted can be returned."""
    asked = refusal.command
    yield advise(refusal, "meet-plugin", plugin=refusal.reason.plugin or "")
    if asked.name == "accept" and asked.task is not None:
        agency = refusal.reason.agency
        yield from give(refusal, "return", None if agency is None else (agency,), task=asked.task)


def _rule(refusal: Refusal) -> Rule:
    code = refusal.reason.code
    name = RULES.get(code) or RULES.get(code.partition(".")[0], "plugin")
    if code not in REMEDIES and code not in FINAL:
        name = "plugin"
    lifecycle, rows = (None, ()) if name in _OF_ANY else _rows(refusal)
    clause, sources = _clause(refusal)
    own = (refusal.reason.source,) if refusal.reason.source else ()
    every = (*own, *(row.source for row in rows if row.source), *sources)
    return Rule(
        name=name,
        lifecycle=lifecycle,
        rows=rows,
        clause=clause,
        sources=tuple(dict.fromkeys(every)),
    )


def _rows(refusal: Refusal) -> tuple[str | None, tuple[Row, ...]]:
    """Return the transitions that are concerned: of a task, or of the agreement.

    What is said to a proposal is about the transition it would take.
    """
    now, rules, command = refusal.now, refusal.rules, refusal.command.name
    if now is None or rules is None:
        return None, ()
    commands = {command}
    if command in RESERVED:  # a lifecycle may have other commands of the inner tables' names
        for inner in (TASK, ASSIGNMENT):
            if own := tuple(row for row in inner.rows if row.command == command):
                return inner.key, own
        if all(row.command != command for row in PROPOSAL.rows):
            return None, ()
        named = refusal.command.proposal
        commands = {each.command for each in now.proposals if named in (None, each.id)}
    table = rules.plan.lifecycle
    own = tuple(row for row in table.rows if row.command in commands)
    here = tuple(row for row in own if row.origin == now.state)
    return (table.key, here or own) if own else (None, ())


def _clause(refusal: Refusal) -> tuple[str | None, tuple[str, ...]]:
    """Return the obligation that is concerned, and what the terms say it rests on."""
    now, asked = refusal.now, refusal.command
    if now is None:
        return None, ()
    task = named(now.tasks, asked.task or refusal.value("task"))
    if task is not None:
        # A task that was carried here is of a text that is not at hand.
        obligation = None if ":" in task.id else now.terms.obligation(task.obligation)
        return task.obligation, obligation.sources if obligation is not None else ()
    clause = asked.obligation or refusal.value("obligation")
    obligation = now.terms.obligation(clause)
    return (obligation.id, obligation.sources) if obligation is not None else (None, ())
