"""What happened to what was handed down, in words: one line for each event."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from coopflow.cli.names import listed
from coopflow.cli.phrasing import joined, kinds
from coopflow.cli.words_clock import stands_still
from coopflow.language.phrases import phrase
from coopflow.values import handing_events as h
from coopflow.values.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable


def _assigned(event: h.TaskAssigned, lang: str) -> str:
    held = event.assignment
    told = {"by": held.by, "task": held.parent or event.task, "to": held.to, "assignment": held.id}
    line = phrase("{by} hands {task} to {to} ({assignment})", lang, **told)
    until = phrase("until {until}", lang, until=held.due) if held.due is not None else None
    instead = (
        phrase("instead of {body}", lang, body=held.instead_of)
        if held.instead_of is not None
        else None
    )
    return joined(line, until, instead, _source(held.source, lang), held.note)


def _acknowledged(event: h.AssignmentAcknowledged, lang: str) -> str:
    return joined(phrase("{assignment} is taken on", lang, assignment=event.assignment), event.note)


def _refused(event: h.AssignmentRefused, lang: str) -> str:
    return joined(phrase("{assignment} is refused", lang, assignment=event.assignment), event.note)


def _progressed(event: h.AssignmentProgressed, lang: str) -> str:
    told = {"assignment": event.assignment, "percent": event.percent}
    line = (
        phrase("{assignment} is under way", lang, assignment=event.assignment)
        if event.percent is None
        else phrase("{assignment} is done by {percent} %", lang, **told)
    )
    return joined(line, kinds(event.evidence, lang), event.note)


def _delivered(event: h.AssignmentDelivered, lang: str) -> str:
    line = phrase("{assignment} is delivered", lang, assignment=event.assignment)
    return joined(line, kinds(event.evidence, lang), event.note)


def _moved(event: h.AssignmentMoved, lang: str) -> str:
    told = {"assignment": event.assignment, "to": event.to}
    line = phrase("{assignment} goes over to {to}", lang, **told)
    joins = None
    if event.joins:
        joins = phrase("one with {assignments}", lang, assignments=listed(event.joins))
    since = phrase("from {since}", lang, since=event.since) if event.since is not None else None
    return joined(line, joins, since, _source(event.source, lang))


def _stopped(event: h.AssignmentStopped, lang: str) -> str:
    return stands_still(event.assignment, event.remaining, event.counts, lang)


def _due_moved(event: h.AssignmentDueMoved, lang: str) -> str:
    told = {"assignment": event.assignment, "due": event.due}
    return phrase("{assignment} goes on, and is due on {due}", lang, **told)


def _source(source: str | Text | None, lang: str) -> str | None:
    return source.say(lang) if isinstance(source, Text) else source


HANDS: dict[type, Callable[[Any, str], str]] = {
    h.TaskAssigned: _assigned,
    h.AssignmentAcknowledged: _acknowledged,
    h.AssignmentRefused: _refused,
    h.AssignmentProgressed: _progressed,
    h.AssignmentDelivered: _delivered,
    h.AssignmentMoved: _moved,
    h.AssignmentStopped: _stopped,
    h.AssignmentDueMoved: _due_moved,
}
"""The words of each event."""
