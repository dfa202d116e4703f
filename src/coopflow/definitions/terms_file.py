"""The terms file as people write it: every key there is, and which of them must stand.

These classes forgive: everything is optional, so that one mistake hides no other. What they
hold becomes `Terms` only once nothing is wrong. A field that must stand says so in its
metadata; a trailing underscore keeps a name clear of Python's words.
"""

from __future__ import annotations

from datetime import date
from typing import Any, get_args

from attrs import fields, frozen, has

from coopflow.definitions.hanging import Due
from coopflow.definitions.structure import Id, Ids, Rungs, Words, may, must
from coopflow.values.terms import Acceptance, Basis, Capacity, Kind, Settlement
from coopflow.values.text import Text
from coopflow.values.time import Span
from coopflow.values.timing import MonthEnd, OnSuspension, Silence


@frozen(kw_only=True)
class PeriodFile:
    """``{start: 2022-01-01, end: 2022-12-31}``, both days included.

    Attributes:
        start: The first day.
        end: The last day.
    """

    start: date | None = must()
    end: date | None = must()


@frozen(kw_only=True)
class AgencyFile:
    """A party or another body.

    Attributes:
        name: What it is called; a mapping by language holds it in several.
        system: Which system it belongs to, in free words: party, state.
        level: Its level, in free words: province, district.
        parent: The agency of this file that it belongs to.
        reporting: The reporting calendar it works by; by default intervals close with their end.
    """

    name: Text | None = must()
    system: Words | None = None
    level: Words | None = None
    parent: Id | None = None
    reporting: Words | None = None


@frozen(kw_only=True)
class GroupFile:
    """Recipients that are no agency.

    Attributes:
        name: What they are called.
    """

    name: Text | None = must()


@frozen(kw_only=True)
class OfficerFile:
    """A person in a post.

    Attributes:
        name: Of the person.
        agency: Whose officer it is: an agency of this file.
        post: What the person is called there. It grants nothing by itself.
        may: What the person may do for the agency besides drafting, proposing and reporting.
    """

    name: Text | None = must()
    agency: Id | None = must()
    post: Text | None = None
    may: Ids | None = may(*get_args(Capacity))


@frozen(kw_only=True)
class SourceFile:
    """A document the obligations rest on.

    Attributes:
        title: What it is called.
        date_: The day it is of.
        issuer: Who issued it.
        aliases: Other spellings under which it is cited, kept as written.
    """

    title: Text | None = must()
    date_: date | None = None
    issuer: Text | None = None
    aliases: Ids | None = None


@frozen(kw_only=True)
class OccasionFile:
    """A happening that triggers tasks.

    Attributes:
        text: What happens.
    """

    text: Text | None = must()


@frozen(kw_only=True)
class ObligationFile:
    """A promise.

    Attributes:
        id: Its number, quoted: "5.9". Its tasks are 5.9/1, 5.9/2.
        text: The promise; a mapping by language holds it in several.
        kind: How often it is performed: once, recurring, continuous, triggered.
        on: Of a triggered one: the occasions that open a task.
        within: Of a triggered one: how long after the occasion it is due.
        due: Of what is done once: its last day, or "end of period", or what it hangs on. Without,
            it has no date.
        due_source: The document that sets the deadline, where the law does: an id of the sources.
        extensions: How often its deadline may be extended; by default once.
        suspension: What a suspension does to its deadline; by default it gets back what remained,
            and one that the law sets stands.
        remind: Days before the due day to remind on; by default those of the agreement.
        urge: Days after the due day to urge on; by default those of the agreement.
        every: Of a recurring one: the interval. With neither every nor rule its lead opens rounds.
        rule: Of a recurring one: an RFC 5545 rule. One task is due on each day it falls on.
        report_every: Of a continuous one: the interval to report on; by default the period.
        settled_by: The moment that performs it by itself: of what is done once, one of the
            lifecycle; or a kind of meeting.
        lead: The party that leads; by default that of the area.
        joint: Whether nobody leads, even where the area has a lead.
        lead_basis: What the lead rests on; by default it is worked out.
        coordinating: Agencies that help, and accept or return reports.
        recipients: Agencies or groups it is meant for.
        sources: Documents it rests on, by number or alias, as they are cited here.
        evidence: Kinds of evidence that are expected.
        acceptance: Whose acceptance settles a task, of those that coordinate; by default any.
        same_as: Other clauses that mean the very same act: there is one task for all.
        overlaps: Other obligations that touch the same matter. It only informs.
        note: Where it comes from, what is doubtful about it.
    """

    id: Id | None = must()
    text: Text | None = must()
    kind: Words | None = must(*get_args(Kind))
    on: Ids | None = None
    within: Span | None = None
    due: Due | None = None
    due_source: Words | None = None
    extensions: int | None = None
    suspension: Words | None = may(*get_args(OnSuspension))
    remind: Rungs | None = None
    urge: Rungs | None = None
    every: Span | None = None
    rule: Words | None = None
    report_every: Span | None = None
    settled_by: Words | None = may(*get_args(Settlement))
    lead: Id | None = None
    joint: bool | None = None
    lead_basis: Words | None = may(*get_args(Basis))
    coordinating: Ids | None = None
    recipients: Ids | None = None
    sources: Ids | None = None
    evidence: Ids | None = None
    acceptance: Words | None = may(*get_args(Acceptance))
    same_as: Ids | None = None
    overlaps: Ids | None = None
    note: Text | None = None


@frozen(kw_only=True)
class AreaFile:
    """A heading with its promises.

    Attributes:
        id: Its number, quoted: "5".
        title: What stands above them.
        lead: The party that leads everything under it that names no other.
        obligations: The promises.
    """

    id: Id | None = must()
    title: Text | None = None
    lead: Id | None = None
    obligations: list[ObligationFile | None] | None = None


@frozen(kw_only=True)
class TermsFile:
    """One agreement.

    Attributes:
        coopflow: Format of the file: 1.
        id: What the agreement is called by: qn-2022.
        title: What it is called; a mapping by language holds it in several.
        lifecycle: The table it runs on; by default standard@1.
        framework: The agreement over this one, whose period holds this one.
        predecessor: The agreement this one renews.
        period: From when to when, both days included.
        review_within: How long after the period the review may take; by default 12 months.
        time_zone: Where days begin and end: Asia/Ho_Chi_Minh. By default UTC.
        calendar: Which days are worked; by default weekdays, Monday to Friday.
        month_end: Where months lead to a day that a month does not have; by default its last day.
        answer_within: How long a proposal stands open; by default for as long as its state.
        silence: What saying nothing until then means, once the text binds; by default nothing.
        remind: Days before each due day on which the lead is reminded: [14d, 7d, 2d, 0d].
        urge: Days after it on which the lead is urged, the last time its superior body as well.
        lead: The party that leads the agreement itself, where its lifecycle asks for one.
        parties: The agencies that sign: two or more.
        agencies: The parties, and every other body the file names, by their ids.
        groups: Recipients that are no agencies, by their ids.
        officers: Who acts for the agencies, by their ids.
        sources: Documents, by the number they should be cited with.
        occasions: Happenings that open tasks, by their ids.
        areas: The headings, with the promises under them.
    """

    coopflow: int | None = must()
    id: Id | None = must()
    title: Text | None = must()
    lifecycle: Words | None = None
    framework: Id | None = None
    predecessor: Id | None = None
    period: PeriodFile | None = must()
    review_within: Span | None = None
    time_zone: Words | None = None
    calendar: Words | None = None
    month_end: Words | None = may(*get_args(MonthEnd))
    answer_within: Span | None = None
    silence: Words | None = may(*get_args(Silence))
    remind: Rungs | None = None
    urge: Rungs | None = None
    lead: Id | None = None
    parties: Ids | None = must()
    agencies: dict[Id, AgencyFile | None] | None = must()
    groups: dict[Id, GroupFile | None] | None = None
    officers: dict[Id, OfficerFile | None] | None = must()
    sources: dict[Words, SourceFile | None] | None = None
    occasions: dict[Id, OccasionFile | None] | None = None
    areas: list[AreaFile | None] | None = must()


OF_TERMS = ("id", "parties", "agencies", "officers", "areas")
"""Keys by which a terms file is told from a lifecycle file."""

OF_LIFECYCLES = ("edition", "initial", "states", "rows")
"""Keys by which a lifecycle file is told from a terms file."""


def missing(value: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """Return the path of everything that must stand and does not, in the order of the file."""
    found: list[tuple[str | int, ...]] = []
    if has(type(value)):
        for each in fields(type(value)):
            inner, here = getattr(value, each.name), (*path, each.name.rstrip("_"))
            found += [here] if inner is None and each.metadata.get("required") else []
            found += missing(inner, here)
        return found
    if not isinstance(value, (dict, list)):
        return found
    for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
        here = (*path, key)
        found += [here] if inner is None else missing(inner, here)
    return found
