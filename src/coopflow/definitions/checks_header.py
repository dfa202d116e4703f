"""Check what stands above the areas: format, period, lifecycle, calendar, sources."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from coopflow.definitions.calendars import CALENDARS, NoSuchDay, after
from coopflow.definitions.checks import (
    Complaint,
    Complaints,
    Known,
    listed,
    month_end_of,
    nowhere,
    strange_words,
)
from coopflow.definitions.checks_obligations import REVIEW_WITHIN
from coopflow.definitions.consents import unreachable
from coopflow.definitions.document import FORMAT

if TYPE_CHECKING:
    from coopflow.definitions.terms_file import TermsFile

_NUMBER = re.compile(r"(?P<number>\w+)-(?P<symbol>\w+)/(?P<issuer>.+)")


def check_header(terms: TermsFile, known: Known) -> Complaints:
    """Yield what is wrong outside people and obligations."""
    if terms.coopflow not in (None, FORMAT):
        text = f"format {terms.coopflow} is not known here: this library reads format {FORMAT}"
        yield Complaint(("coopflow",), "format.unknown", text)
    for key in ("framework", "predecessor"):
        if terms.id is not None and getattr(terms, key) == terms.id:
            yield Complaint((key,), f"{key}.self", f"an agreement cannot be its own {key}")
    yield from strange_words((), terms)
    yield from _period(terms)
    yield from _review_within(terms)
    for key, value, names in (
        ("lifecycle", terms.lifecycle, known.lifecycles),
        ("calendar", terms.calendar, known.calendars),
    ):
        if value is not None and value not in names:
            text = f"no {key} {value!r} is known here (known: {listed(names)})"
            yield Complaint((key,), f"{key}.unknown", text)
    if terms.time_zone is not None and not _is_zone(terms.time_zone):
        text = f"{terms.time_zone!r} is no IANA time zone such as Asia/Ho_Chi_Minh or UTC"
        yield Complaint(("time_zone",), "time-zone.unknown", text)
    yield from _consents(terms, known)
    parties = terms.parties
    if terms.lead is not None and parties is not None and terms.lead not in parties:
        text = f"{terms.lead!r} is no party and cannot lead (parties: {listed(parties)})"
        yield Complaint(("lead",), "lead.no-party", text)
    yield from _sources(terms)


def _consents(terms: TermsFile, known: Known) -> Complaints:
    lifecycle = known.lifecycles.get(terms.lifecycle or "standard@1")
    if lifecycle is None or terms.parties is None:
        return
    for row in unreachable(lifecycle, terms):
        key, parties = "parties", listed(terms.parties)
        if row.consent.count == "lead":
            key, help_ = "lead", "add lead: to the terms"
        elif row.consent.count == "named":
            strangers = [each for each in row.consent.parties if each not in terms.parties]
            are = "is no party" if len(strangers) == 1 else "are no parties"
            help_ = f"{listed(strangers)} {are} here (parties: {parties})"
        else:
            help_ = f"name so many parties (parties: {parties})"
        number = lifecycle.rows.index(row)
        places = known.places.get(lifecycle.key)
        where = places[number] if places is not None else f"row {number + 1}"
        text = (
            f"{row.command} of {lifecycle.key} ({where}: {row.origin} → {row.target}) takes the"
            f" consent of {row.consent}: {help_}"
        )
        yield Complaint((key,), "consent.unreachable", text)


def _period(terms: TermsFile) -> Complaints:
    period = terms.period
    if period and period.start and period.end and period.end < period.start:
        text = f"the period ends on {period.end}, before it starts on {period.start}"
        yield Complaint(("period", "end"), "period.backwards", text)


def _review_within(terms: TermsFile) -> Complaints:
    span, end = terms.review_within, terms.period and terms.period.end
    if span is not None and span.unit == "working days":
        text = "review_within is counted in days, weeks, months or years"
        yield Complaint(("review_within",), "span.unreadable", text)
    elif end:
        key, long = ("month_end", REVIEW_WITHIN) if span is None else ("review_within", span)
        try:
            after(end, long, CALENDARS["weekdays"], month_end_of(terms))
        except NoSuchDay as error:
            text = f"review_within, {nowhere(long, end, error)}"
            yield Complaint((key,), "month-end.refused", text)
        except OverflowError:
            pass  # it never ends


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ValueError, OSError, KeyError):
        return False
    return True


def _sources(terms: TermsFile) -> Complaints:
    sources = terms.sources or {}
    owner: dict[str, str] = {name: name for name in sources}
    for name, source in sources.items():
        for index, alias in enumerate((source and source.aliases) or ()):
            path = ("sources", name, "aliases", index)
            if alias in owner:
                text = f"{alias!r} names {owner[alias]!r} already: a name means one document"
                yield Complaint(path, "id.duplicate", text)
                continue
            owner[alias] = name
            if (symbols := _conflict(name, alias)) is not None:
                text = (
                    f"{alias!r} is kept as another spelling of {name!r}, but the symbols"
                    f" {symbols[0]} and {symbols[1]} name different kinds of document"
                )
                yield Complaint(path, "source.alias-conflict", text, notice=True)


def _conflict(name: str, alias: str) -> tuple[str, str] | None:
    """Return the symbols of two numbers that agree in all but the kind of document."""
    one, other = _NUMBER.fullmatch(name), _NUMBER.fullmatch(alias)
    if one is None or other is None or one["symbol"] == other["symbol"]:
        return None
    same = (one["number"], one["issuer"]) == (other["number"], other["issuer"])
    return (one["symbol"], other["symbol"]) if same else None
