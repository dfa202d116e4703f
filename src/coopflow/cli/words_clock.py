"""What happened to deadlines, and by the clock, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from coopflow.cli.names import listed
from coopflow.language.names import named
from coopflow.language.phrases import counted, phrase
from coopflow.values import clock_events as c

if TYPE_CHECKING:
    from collections.abc import Callable

    from coopflow.values.timing import Counted


def _and(line: str, *more: str | None) -> str:
    return "; ".join((line, *(each for each in more if each)))


def _begun(event: c.SuspensionBegun, lang: str) -> str:
    line = phrase("suspended because of {cause}: clocks stop", lang, cause=event.cause)
    return _and(line, event.reason.say(lang) if event.reason else None, event.source)


def _ended(event: c.SuspensionEnded, lang: str) -> str:
    return counted(
        "the suspension because of {cause} ends after {number} day",
        "the suspension because of {cause} ends after {number} days",
        event.days,
        lang,
        cause=event.cause,
    )


def _stopped(event: c.TaskStopped, lang: str) -> str:
    return stands_still(event.task, event.remaining, event.counts, lang)


def stands_still(task: str, remaining: int, counts: Counted, lang: str) -> str:
    """Say that the clock of a task, or of a part of one, stands still, and what remains."""
    if counts == "working days":
        return counted(
            "the clock of {task} stands still, {number} working day remains",
            "the clock of {task} stands still, {number} working days remain",
            remaining,
            lang,
            task=task,
        )
    return counted(
        "the clock of {task} stands still, {number} day remains",
        "the clock of {task} stands still, {number} days remain",
        remaining,
        lang,
        task=task,
    )


def _moved(event: c.TaskDueMoved, lang: str) -> str:
    told = {"task": event.task, "because": named(event.because, lang)}
    if event.due is None:
        return phrase("{task} has no due day any more ({because})", lang, **told)
    return phrase("{task} is due on {due} ({because})", lang, due=event.due, **told)


def _asked(event: c.ExtensionAsked, lang: str) -> str:
    told = {"party": event.party, "task": event.task, "until": event.until}
    return _and(phrase("{party} asks for time until {until} for {task}", lang, **told), event.note)


def _granted(event: c.ExtensionGranted, lang: str) -> str:
    told = {"party": event.party, "task": event.task}
    rest = None if event.settles else phrase("others still have to", lang)
    line = phrase("{party} grants the extension of {task}", lang, **told)
    return _and(line, rest, event.note)


def _denied(event: c.ExtensionDenied, lang: str) -> str:
    told = {"party": event.party, "task": event.task}
    return _and(phrase("{party} denies the extension of {task}", lang, **told), event.note)


def _reminded(event: c.TaskReminded, lang: str) -> str:
    told = {"task": event.task, "due": event.due, "to": listed(event.to)}
    if event.rung > 0:
        line = counted(
            "{to}: urged about {task}, {number} day after {due}",
            "{to}: urged about {task}, {number} days after {due}",
            event.rung,
            lang,
            **told,
        )
    elif event.rung < 0:
        line = counted(
            "{to}: reminded of {task}, {number} day before {due}",
            "{to}: reminded of {task}, {number} days before {due}",
            -event.rung,
            lang,
            **told,
        )
    else:
        line = phrase("{to}: reminded of {task}, due today ({due})", lang, **told)
    days = listed(_rung(rung, lang) for rung in event.skipped)
    skipped = phrase("not sent any more: {days}", lang, days=days) if event.skipped else None
    return _and(line, skipped)


def _rung(rung: int, lang: str) -> str:
    if rung < 0:
        return counted("{number} day before", "{number} days before", -rung, lang)
    if rung > 0:
        return counted("{number} day after", "{number} days after", rung, lang)
    return phrase("on the day", lang)


def _expired(event: c.ProposalExpired, lang: str) -> str:
    return phrase("{proposal} expires: its last day is over", lang, proposal=event.proposal)


CLOCK_WORDING: dict[type, Callable[[Any, str], str]] = {
    c.SuspensionBegun: _begun,
    c.SuspensionEnded: _ended,
    c.TaskStopped: _stopped,
    c.TaskDueMoved: _moved,
    c.ExtensionAsked: _asked,
    c.ExtensionGranted: _granted,
    c.ExtensionDenied: _denied,
    c.TaskReminded: _reminded,
    c.ProposalExpired: _expired,
}
"""What each event of the clock says."""
