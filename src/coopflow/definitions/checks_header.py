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
from coopflow.values.saying import Saying, saying

if TYPE_CHECKING:
    from coopflow.definitions.terms_file import TermsFile
    from coopflow.values.lifecycle import Consent

_ITS_OWN = {
    "framework": saying("an agreement cannot be its own framework"),
    "predecessor": saying("an agreement cannot be its own predecessor"),
}

_COUNTS = {"all": saying("all"), "any": saying("any"), "lead": saying("lead")}

_NUMBER = re.compile(r"(?P<number>\w+)-(?P<symbol>\w+)/(?P<issuer>.+)")


def check_header(terms: TermsFile, known: Known) -> Complaints:
    """Yield what is wrong outside people and obligations."""
    if terms.coopflow not in (None, FORMAT):
        text = saying(
            "format {format} is not known here: this library reads format {known}",
            format=terms.coopflow,
            known=FORMAT,
        )
        yield Complaint(("coopflow",), "format.unknown", text)
    for key, text in _ITS_OWN.items():
        if terms.id is not None and getattr(terms, key) == terms.id:
            yield Complaint((key,), f"{key}.self", text)
    yield from strange_words((), terms)
    yield from _period(terms)
    yield from _review_within(terms)
    if terms.lifecycle is not None and terms.lifecycle not in known.lifecycles:
        text = saying(
            "no lifecycle {value!r} is known here (known: {known}): give its file along, at the"
            " command line with --lifecycle",
            value=terms.lifecycle,
            known=listed(known.lifecycles),
        )
        yield Complaint(("lifecycle",), "lifecycle.unknown", text)
    if terms.calendar is not None and terms.calendar not in known.calendars:
        text = saying(
            "no calendar {value!r} is known here (known: {known})",
            value=terms.calendar,
            known=listed(known.calendars),
        )
        yield Complaint(("calendar",), "calendar.unknown", text)
    if terms.time_zone is not None and not _is_zone(terms.time_zone):
        text = saying(
            "{time_zone!r} is no IANA time zone such as Asia/Ho_Chi_Minh or UTC",
            time_zone=terms.time_zone,
        )
        yield Complaint(("time_zone",), "time-zone.unknown", text)
    yield from _consents(terms, known)
    parties = terms.parties
    if terms.lead is not None and parties is not None and terms.lead not in parties:
        text = saying(
            "{lead!r} is no party and cannot lead (parties: {parties})",
            lead=terms.lead,
            parties=listed(parties),
        )
        yield Complaint(("lead",), "lead.no-party", text)
    yield from _sources(terms)


def _consents(terms: TermsFile, known: Known) -> Complaints:
    lifecycle = known.lifecycles.get(terms.lifecycle or "standard@1")
    if lifecycle is None or terms.parties is None:
        return
    numbers = {row: number for number, row in reversed(list(enumerate(lifecycle.rows)))}
    for row in unreachable(lifecycle, terms):
        key, parties = "parties", listed(terms.parties)
        if row.consent.count == "lead":
            key, help_ = "lead", saying("add lead: to the terms")
        elif row.consent.count == "named":
            strangers = [each for each in row.consent.parties if each not in terms.parties]
            told = {"strangers": listed(strangers), "parties": parties}
            help_ = saying("{strangers} are no parties here (parties: {parties})", **told)
            if len(strangers) == 1:
                help_ = saying("{strangers} is no party here (parties: {parties})", **told)
        else:
            help_ = saying("name so many parties (parties: {parties})", parties=parties)
        number = numbers[row]
        places = known.places.get(lifecycle.key)
        where = places[number] if places is not None else saying("row {number}", number=number + 1)
        text = saying(
            "{command} of {lifecycle} ({where}: {origin} → {target}) takes the consent of"
            " {consent}: {help}",
            command=row.command,
            lifecycle=lifecycle.key,
            where=where,
            origin=row.origin,
            target=row.target,
            consent=_consent(row.consent),
            help=help_,
        )
        yield Complaint((key,), "consent.unreachable", text)


def _consent(consent: Consent) -> Saying | str:
    if consent.count == "at_least":
        return saying("at least {number}", number=consent.at_least)
    return _COUNTS.get(consent.count, str(consent))


def _period(terms: TermsFile) -> Complaints:
    period = terms.period
    if period and period.start and period.end and period.end < period.start:
        text = saying(
            "the period ends on {end}, before it starts on {start}",
            end=period.end,
            start=period.start,
        )
        yield Complaint(("period", "end"), "period.backwards", text)


def _review_within(terms: TermsFile) -> Complaints:
    span, end = terms.review_within, terms.period and terms.period.end
    if span is not None and span.unit == "working days":
        text = saying("review_within is counted in days, weeks, months or years")
        yield Complaint(("review_within",), "span.unreadable", text)
    elif end:
        key, long = ("month_end", REVIEW_WITHIN) if span is None else ("review_within", span)
        try:
            after(end, long, CALENDARS["weekdays"], month_end_of(terms))
        except NoSuchDay as error:
            text = saying("review_within, {why}", why=nowhere(long, end, error))
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
                text = saying(
                    "{alias!r} names {name!r} already: a name means one document",
                    alias=alias,
                    name=owner[alias],
                )
                yield Complaint(path, "id.duplicate", text)
                continue
            owner[alias] = name
            if (symbols := _conflict(name, alias)) is not None:
                text = saying(
                    "{alias!r} is kept as another spelling of {name!r}, but the symbols {symbol}"
                    " and {other_symbol} name different kinds of document",
                    alias=alias,
                    name=name,
                    symbol=symbols[0],
                    other_symbol=symbols[1],
                )
                yield Complaint(path, "source.alias-conflict", text, notice=True)


def _conflict(name: str, alias: str) -> tuple[str, str] | None:
    """Return the symbols of two numbers that agree in all but the kind of document."""
    one, other = _NUMBER.fullmatch(name), _NUMBER.fullmatch(alias)
    if one is None or other is None or one["symbol"] == other["symbol"]:
        return None
    same = (one["number"], one["issuer"]) == (other["number"], other["issuer"])
    return (one["symbol"], other["symbol"]) if same else None
