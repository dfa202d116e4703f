"""From an agenda to a calendar file that every calendar reads (extra `ics`).

No other module imports `icalendar`, and it is imported when a file is made. The same record gives
the same bytes.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from coopflow.errors import ExtraMissing
from coopflow.language.names import named
from coopflow.language.phrases import phrase

if TYPE_CHECKING:
    from coopflow.projections.agenda import Agenda, DueDay
    from coopflow.values.handing_events import MeetingHeld
    from coopflow.values.text import Text

_LONGEST = 120
"""How many letters of a promise stand in the headline of an event; the rest is below it."""


_LAST_ZONED = date(9000, 1, 1)
"""Time zones are told no further: icalendar looks ahead of the last day it is given."""


def calendar_file(agenda: Agenda, stamp: datetime, lang: str = "en") -> bytes:
    """Return an iCalendar file: an event of a whole day for each due day and each meeting.

    They are events and not to-dos, since that is what calendars show: several of those in use
    leave a ``VTODO`` out when they read a file. None of them makes anybody busy.

    Args:
        agenda: What is to stand in it.
        stamp: When what it tells was last recorded (aware, UTC); never the present, so that the
            same record makes the same file.
        lang: Language of the words.

    Raises:
        ExtraMissing: What writes it is not installed.

    Source:
        RFC 5545; RFC 7986 for the file's own name.
    """
    try:
        import icalendar  # noqa: PLC0415 - only when a file is made, and only where installed
    except ImportError as error:
        raise ExtraMissing("ics", "making a calendar file", str(error)) from None
    made = icalendar.Calendar()
    title = agenda.title.say(lang)
    head = {
        "prodid": "-//coopflow//coopflow//EN",
        "version": "2.0",
        "method": "PUBLISH",
        "name": title,
        "x-wr-calname": title,
        "x-wr-timezone": agenda.zone,
    }
    for name, value in head.items():
        made.add(name, value)
    last = _next(min(agenda.last, _LAST_ZONED))
    made.add_component(
        icalendar.Timezone.from_tzid(agenda.zone, first_date=agenda.first, last_date=last)
    )
    for each in agenda.due:
        event = _event(f"{agenda.agreement}/{each.task}", each.day, stamp)
        _due(event, each, title, lang)
        for rung in each.remind:
            event.add_component(_alarm(rung, str(event["summary"])))
        made.add_component(event)
    for held in agenda.meetings:
        event = _event(f"{agenda.agreement}/meeting/{held.meeting}", held.held.on, stamp)
        _meeting(event, held, title, lang)
        made.add_component(event)
    written: bytes = made.to_ical()
    return written


def _event(name: str, day: date, stamp: datetime) -> Any:
    import icalendar  # noqa: PLC0415 - loaded by now

    event = icalendar.Event()
    event.add("uid", f"{name}@coopflow")
    event.add("dtstamp", stamp)
    event.add("dtstart", day)
    event.add("dtend", _next(day))
    event.add("transp", "TRANSPARENT")
    return event


def _due(event: Any, due: DueDay, title: str, lang: str) -> None:
    words = " ".join(due.words.say(lang).split()) if due.words is not None else ""
    short = words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1]}…"
    event.add("summary", f"{due.task} {short}".rstrip())
    event.add("sequence", due.changes)
    event.add("status", "CONFIRMED" if due.holds else "CANCELLED")
    lines = [words] if words else []
    lines.append(phrase("Lead: {agencies}", lang, agencies=_listed(due.leads, lang)))
    if due.coordinating:
        agencies = _listed(due.coordinating, lang)
        lines.append(phrase("Coordinating: {agencies}", lang, agencies=agencies))
    lines += [phrase("State: {state}", lang, state=named(due.state, lang)), title]
    event.add("description", "\n".join(lines))


def _meeting(event: Any, told: MeetingHeld, title: str, lang: str) -> None:
    held = told.held
    event.add("summary", f"{named(held.kind, lang).capitalize()}: {title}")
    event.add("sequence", 0)
    event.add("status", "CONFIRMED")
    if held.place is not None:
        event.add("location", held.place.say(lang))
    people = [
        f"{each.name.say(lang) if each.name is not None else each.officer or ''} ({each.agency})"
        for each in held.attendees
    ]
    lines = [phrase("present: {people}", lang, people=", ".join(people))]
    if held.tasks:
        lines.append(phrase("settles {tasks}", lang, tasks=", ".join(held.tasks)))
    if held.note is not None:
        lines.append(held.note.say(lang))
    event.add("description", "\n".join(lines))


def _alarm(days: int, words: str) -> Any:
    """Return what reminds as the day begins that lies so many days before."""
    import icalendar  # noqa: PLC0415 - loaded by now

    alarm = icalendar.Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", words)
    alarm.add("trigger", timedelta(days=-days))
    return alarm


def _listed(names: tuple[Text, ...], lang: str) -> str:
    return ", ".join(each.say(lang) for each in names)


def _next(day: date) -> date:
    """Return the day after; the calendar's last has none."""
    return day if day == date.max else day + timedelta(days=1)
