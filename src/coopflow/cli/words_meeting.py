"""Meetings, in words: on one line of a history, and on a page of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from coopflow.cli.names import listed
from coopflow.language.names import named
from coopflow.language.phrases import phrase
from coopflow.values import handing_events as h

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from coopflow.values.evidence import Evidence
    from coopflow.values.meeting import Adoption, Attendee


def held(event: h.MeetingHeld, lang: str) -> str:
    """Return what a meeting was, on one line."""
    return "; ".join((headline(event, lang), *details(event, lang)))


def headline(event: h.MeetingHeld, lang: str) -> str:
    """Return which meeting it was, when, and where."""
    was = event.held
    told = {"meeting": event.meeting, "kind": named(was.kind, lang), "on": was.on}
    if was.place is None:
        return phrase("{meeting}: {kind} held on {on}", lang, **told)
    place = was.place.say(lang)
    return phrase("{meeting}: {kind} held on {on}, {place}", lang, **told, place=place)


def details(event: h.MeetingHeld, lang: str) -> Iterator[str]:
    """Yield who was there, what was settled and adopted, and what was written down."""
    was = event.held
    if was.attendees:
        people = listed(_attendee(each, lang) for each in was.attendees)
        yield phrase("present: {people}", lang, people=people)
    if was.tasks:
        yield phrase("settles {tasks}", lang, tasks=listed(was.tasks))
    if event.adoptions:
        adopted = listed(_adoption(each, lang) for each in event.adoptions)
        yield phrase("adopts {adoptions}", lang, adoptions=adopted)
    if was.minutes:
        yield phrase("minutes: {minutes}", lang, minutes=_minutes(was.minutes))
    if was.note is not None:
        yield was.note.say(lang)


def _attendee(each: Attendee, lang: str) -> str:
    who = each.name.say(lang) if each.name is not None else each.officer
    words = f"{who} ({each.agency})" if who is not None else each.agency
    return words if each.role == "attend" else f"{words}, {named(each.role, lang)}"


def _adoption(each: Adoption, lang: str) -> str:
    told = {"command": each.command, "agreement": each.agreement, "version": each.version}
    return phrase("{command} of {agreement} (version {version})", lang, **told)


def _minutes(minutes: Iterable[Evidence]) -> str:
    return listed(f"{each.kind} ({each.title})" if each.title else each.kind for each in minutes)


WORDING: dict[type, Callable[[Any, str], str]] = {h.MeetingHeld: held}
"""What the events of meetings say, by their class."""
