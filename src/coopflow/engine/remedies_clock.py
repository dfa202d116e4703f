"""What would change objections to extensions, and to suspending and resuming."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve as changed

from coopflow.engine.remedy import again, give, towards
from coopflow.values.suspension import Pause

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coopflow.engine.remedy import Refusal, Remedies
    from coopflow.values.explanation import Remedy


def _grant_or_deny(refusal: Refusal) -> Iterator[Remedy]:
    for command in ("grant", "deny"):
        yield from give(refusal, command, task=refusal.value("task"))


def _ask_first(refusal: Refusal) -> Iterator[Remedy]:
    yield from give(refusal, "extension", task=refusal.value("task"))


def _those_who_grant(refusal: Refusal) -> Iterator[Remedy]:
    yield from give(refusal, refusal.command.name, task=refusal.value("task"))


def _report(refusal: Refusal) -> Iterator[Remedy]:
    yield from give(refusal, "report", task=refusal.value("task"))


def _later_day(refusal: Refusal) -> Iterator[Remedy]:
    if refusal.command.name == "grant":
        yield from give(refusal, "deny", task=refusal.value("task"))
        return
    yield from again(refusal, "until-later", "until", due=refusal.value("due"))


def _go_on_first(refusal: Refusal) -> Iterator[Remedy]:
    rules = refusal.rules
    if rules is not None:
        yield from towards(refusal, lambda state: rules.plan.phases[state] == "executing")


def _same_cause(refusal: Refusal) -> Iterator[Remedy]:
    cause = refusal.value("cause")
    asked = changed(refusal.command, body=Pause(cause=cause))
    for each in again(changed(refusal, command=asked), "same-cause"):
        yield changed(each, said=(*each.said, ("cause", cause)), needs=())


CLOCK: dict[str, Remedies] = {
    "authority.granting": _those_who_grant,
    "cause.missing": _same_cause,
    "extension.pending": _grant_or_deny,
    "grant.given": _grant_or_deny,
    "extension.not-asked": _ask_first,
    "extension.not-later": _later_day,
    "extension.used-up": _report,
    "suspension.other-cause": _same_cause,
    "task.halted": _go_on_first,
    "task.undated": _report,
    "until.missing": _later_day,
}
