"""Check each obligation: its kind, its clock, its lead, and what it refers to."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING, get_args

from coopflow.definitions.calendars import (
    CALENDARS,
    NoSuchDay,
    NotCounted,
    after,
    intervals,
    occurrences,
)
from coopflow.definitions.checks import (
    END_OF_PERIOD,
    Complaint,
    Complaints,
    each_obligation,
    led_by,
    listed,
    month_end_of,
    nowhere,
    strange_words,
)
from coopflow.definitions.structure import parse_day
from coopflow.values.meeting import MEETINGS
from coopflow.values.saying import Saying, saying
from coopflow.values.terms import Kind
from coopflow.values.time import Period, Span

if TYPE_CHECKING:
    from coopflow.definitions.document import Path
    from coopflow.definitions.terms_file import ObligationFile, TermsFile
    from coopflow.values.timing import MonthEnd

REVIEW_WITHIN = Span(12, "months")

_ANY_YEAR = Period(date(2000, 1, 1), date(2000, 12, 31))
"""What clocks are tried on where the period itself is wrong."""

KEYS_OF = {
    "due": "once",
    "settled_by": "once",
    "every": "recurring",
    "rule": "recurring",
    "report_every": "continuous",
    "on": "triggered",
    "within": "triggered",
}
"""The kind of obligation each of these keys belongs to."""

OF_ANY_KIND = MEETINGS
"""What `settled_by` may say of any kind of obligation."""


def check_obligations(terms: TermsFile) -> Complaints:
    """Yield what is wrong with areas and obligations, one by one."""
    parties = terms.parties
    seen: set[str] = set()
    for index, area in enumerate(terms.areas or ()):
        if area is None:
            continue
        if area.id is not None and area.id in seen:
            text = saying("an area {id!r} stands above already: give each its own id", id=area.id)
            yield Complaint(("areas", index, "id"), "id.duplicate", text)
        seen.add(area.id or "")
        if area.lead is not None and parties is not None and area.lead not in parties:
            text = saying(
                "{lead!r} is no party and cannot lead (parties: {parties})",
                lead=area.lead,
                parties=listed(parties),
            )
            yield Complaint(("areas", index, "lead"), "lead.no-party", text)
    ids: set[str] = set()
    names = _names(terms)
    for path, obligation in each_obligation(terms):
        if obligation.id is not None and obligation.id in ids:
            text = saying(
                "an obligation {id!r} stands above already: give each its own id", id=obligation.id
            )
            yield Complaint((*path, "id"), "id.duplicate", text)
        ids |= {obligation.id} if obligation.id is not None else set()
        yield from strange_words(path, obligation)
        yield from _kind(path, obligation)
        yield from _clock(path, obligation, terms)
        yield from _lead(path, obligation, terms)
        yield from _references(path, obligation, names)


def _kind(path: Path, obligation: ObligationFile) -> Complaints:
    kind = obligation.kind
    if kind not in get_args(Kind):
        return
    for key, belongs in KEYS_OF.items():
        value = getattr(obligation, key)
        if value is not None and value not in OF_ANY_KIND and kind != belongs:
            text = saying(
                "{key!r} belongs to kind: {belongs}, and this is {kind}: remove one of them",
                key=key,
                belongs=belongs,
                kind=kind,
            )
            yield Complaint((*path, key), "key.not-for-kind", text)
    if kind == "triggered" and not obligation.on:
        text = saying("a triggered obligation says on which occasion: add on:")
        yield Complaint((*path, "on"), "key.missing", text)
    if obligation.every is not None and obligation.rule is not None:
        text = saying("every and rule both say when: keep one")
        yield Complaint((*path, "rule"), "key.conflict", text)


def _clock(path: Path, obligation: ObligationFile, terms: TermsFile) -> Complaints:
    period, month_end = _period(terms), month_end_of(terms)
    tried = period or _ANY_YEAR
    try:
        if obligation.within is not None:
            after(tried.end, obligation.within, CALENDARS["weekdays"])
    except OverflowError:
        text = saying("{span} leads beyond the calendar", span=obligation.within)
        yield Complaint((*path, "within"), "span.unreadable", text)
    for key in ("every", "report_every"):
        span = getattr(obligation, key)
        try:
            if span is not None:
                intervals(tried, span, month_end)
        except NoSuchDay as error:
            text = nowhere(span, tried.start, error)
            yield Complaint((*path, key), "month-end.refused", text)
        except NotCounted as error:
            yield Complaint((*path, key), "span.unreadable", error.said)
    if obligation.rule is not None:
        yield from _rule(path, obligation.rule, period)
    written = obligation.due.written if obligation.due is not None else None
    if written is not None and written != END_OF_PERIOD:
        review_within = terms.review_within or REVIEW_WITHIN
        yield from _due(path, written, period, review_within, month_end)


def _rule(path: Path, rule: str, period: Period | None) -> Complaints:
    try:
        days = occurrences(period or _ANY_YEAR, rule)
    except ValueError as error:
        why = error.said if isinstance(error, NotCounted) else str(error)
        text = saying("{rule!r} is no recurrence: {why} (RFC 5545)", rule=rule, why=why)
        yield Complaint((*path, "rule"), "rule.unreadable", text)
        return
    if period and not days:
        text = saying("{rule!r} never falls within the period {period}", rule=rule, period=period)
        yield Complaint((*path, "rule"), "rule.never", text)


def _due(
    path: Path, written: str, period: Period | None, review_within: Span, month_end: MonthEnd
) -> Complaints:
    try:
        due = parse_day(written)
    except ValueError:
        text = saying(
            "{written!r} is no date of the calendar: write 2022-12-20 or {words!r}",
            written=written,
            words=END_OF_PERIOD,
        )
        yield Complaint((*path, "due"), "date.impossible", text)
        return
    if period is None or review_within.unit == "working days":
        return
    try:
        last = after(period.end, review_within, CALENDARS["weekdays"], month_end)
    except (OverflowError, NoSuchDay):  # the latter is a problem of review_within itself
        last = date.max
    if not period.start <= due <= last:
        text = saying(
            "{due} lies outside {start} – {last} (the period and its review_within)",
            due=due,
            start=period.start,
            last=last,
        )
        yield Complaint((*path, "due"), "due.outside", text)


def _period(terms: TermsFile) -> Period | None:
    period = terms.period
    if period is None or period.start is None or period.end is None or period.end < period.start:
        return None
    return Period(period.start, period.end)


def _lead(path: Path, obligation: ObligationFile, terms: TermsFile) -> Complaints:
    lead = led_by(terms, path, obligation)
    parties = terms.parties
    if obligation.lead is not None and parties is not None and obligation.lead not in parties:
        text = saying(
            "{lead!r} is no party and cannot lead (parties: {parties})",
            lead=obligation.lead,
            parties=listed(parties),
        )
        yield Complaint((*path, "lead"), "lead.no-party", text)
    if obligation.joint and obligation.lead is not None:
        text = saying("joint: true and a lead contradict each other: keep one")
        yield Complaint((*path, "joint"), "key.conflict", text)
    if lead is not None and lead in (obligation.coordinating or ()):
        text = saying("{lead!r} leads this obligation and cannot also coordinate it", lead=lead)
        yield Complaint((*path, "coordinating"), "lead.coordinates", text)
    if obligation.lead_basis == "joint" and lead is not None:
        text = saying("the basis is joint, but {lead!r} leads: say what that rests on", lead=lead)
        yield Complaint((*path, "lead_basis"), "lead-basis.mismatch", text)


Names = dict[str, tuple[str, Saying, Collection[str]]]
"""For each key that refers: the code where it fails, what it refers to, and what there is."""


def _names(terms: TermsFile) -> Names:
    agencies = terms.agencies or {}
    recipients = agencies.keys() | (terms.groups or {}).keys()
    sources: set[str] = {*(terms.sources or {})}
    for source in (terms.sources or {}).values():
        sources |= set((source and source.aliases) or ())
    obligations = {each.id: None for _, each in each_obligation(terms) if each.id is not None}
    return {
        "coordinating": ("agency.unknown", saying("agency"), agencies),
        "recipients": ("recipient.unknown", saying("agency or group"), recipients),
        "sources": ("source.unknown", saying("source"), sources),
        "on": ("occasion.unknown", saying("occasion"), terms.occasions or {}),
        "same_as": ("obligation.unknown", saying("obligation"), obligations),
        "overlaps": ("obligation.unknown", saying("obligation"), obligations),
    }


def _references(path: Path, obligation: ObligationFile, names: Names) -> Complaints:
    for key, (code, thing, there) in names.items():
        seen: set[str] = set()
        for index, name in enumerate(getattr(obligation, key) or ()):
            if name not in there:
                text = saying(
                    "no {thing} {name!r} is in this file (there are: {known})",
                    thing=thing,
                    name=name,
                    known=listed(there),
                )
                yield Complaint((*path, key, index), code, text)
            elif name in seen:
                text = saying("{name!r} is named already: name each once", name=name)
                yield Complaint((*path, key, index), "id.duplicate", text)
            seen.add(name)
