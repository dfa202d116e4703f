"""What is signed: parties, period, areas, obligations and the sources they rest on."""

from __future__ import annotations

from datetime import date
from typing import Literal

from attrs import frozen

from coopflow.values.text import Text
from coopflow.values.time import Day, Period, Span
from coopflow.values.timing import MonthEnd, OnSuspension, Relative, Silence

Kind = Literal["once", "recurring", "continuous", "triggered"]
Capacity = Literal["represent", "sign"]
Basis = Literal["item", "actor", "heading", "joint"]
Acceptance = Literal["none", "any", "all"]
Settlement = Literal["signature", "review", "renewal", "briefing", "conference"]


@frozen(kw_only=True)
class Agency:
    """A party or another body the terms name.

    Attributes:
        reporting: The reporting calendar it works by, which says when its intervals close.
    """

    id: str
    name: Text
    system: str | None = None
    level: str | None = None
    parent: str | None = None
    reporting: str | None = None


@frozen(kw_only=True)
class Group:
    """Recipients that are no agency."""

    id: str
    name: Text


@frozen(kw_only=True)
class Officer:
    """A person in a post of an agency.

    Attributes:
        may: Capacities; none at all still makes an officer of the agency.
    """

    id: str
    name: Text
    agency: str
    post: Text | None = None
    may: tuple[Capacity, ...] = ()


@frozen(kw_only=True)
class Source:
    """A document an obligation rests on.

    Attributes:
        id: Its number as it should be cited: ``"65-KL/TW"``.
        aliases: Other spellings under which it is cited, kept as written.
    """

    id: str
    title: Text
    date: Day | None = None
    issuer: Text | None = None
    aliases: tuple[str, ...] = ()


@frozen(kw_only=True)
class Occasion:
    """A named happening that triggers tasks."""

    id: str
    text: Text


@frozen(kw_only=True)
class Area:
    """A heading of the plan."""

    id: str
    title: Text | None = None
    lead: str | None = None


@frozen(kw_only=True)
class Obligation:
    """A promise in the terms.

    Attributes:
        lead: The party that leads; ``None`` where the parties lead jointly.
        basis: What the lead rests on: the item's own words, an actor named there, the
            heading above it, or none of them.
        acceptance: How many of the agencies that coordinate must accept a report.
        settled_by: The moment of the lifecycle, or the kind of meeting, that performs it.
        same_as: Obligations that mean the very same act.
        overlaps: Obligations that touch the same matter; this only informs.
        due: Last day of a `once` obligation; ``None`` where it has no date.
        every: Interval of a `recurring` one, counted from the period's first day.
        rule: RFC 5545 recurrence rule of a `recurring` one; with neither, its lead opens
            each round.
        report_every: Interval of a `continuous` one; ``None`` for the whole period.
        on: Occasions of a `triggered` one (one or more).
        within: How long after the occasion it is due; ``None`` where that is not said.
        due_from: What the due day of a `once` obligation hangs on, where it is no date.
        due_source: The document that sets the deadline, where the law does.
        extensions: How often its deadline may be extended.
        suspension: What a suspension does to its deadline; ``None`` for the default, which is
            `absolute` where the law sets the deadline and otherwise `remaining`.
        remind: Days before the due day to remind on; ``None`` for those of the agreement.
        urge: Days after it to urge on; ``None`` for those of the agreement.
    """

    id: str
    area: str
    text: Text
    kind: Kind
    lead: str | None = None
    basis: Basis = "joint"
    coordinating: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    acceptance: Acceptance = "none"
    settled_by: Settlement | None = None
    same_as: tuple[str, ...] = ()
    overlaps: tuple[str, ...] = ()
    note: Text | None = None
    due: date | None = None
    every: Span | None = None
    rule: str | None = None
    report_every: Span | None = None
    on: tuple[str, ...] = ()
    within: Span | None = None
    due_from: Relative | None = None
    due_source: str | None = None
    extensions: int = 1
    suspension: OnSuspension | None = None
    remind: tuple[int, ...] | None = None
    urge: tuple[int, ...] | None = None

    @property
    def by_round(self) -> bool:
        """Whether its lead opens each round itself."""
        return self.kind == "recurring" and self.every is None and self.rule is None


@frozen(kw_only=True)
class Terms:
    """The text the parties sign, as a value. Everything is in the order of its file.

    Attributes:
        month_end: Where spans of months lead to a day that a month does not have.
        answer_within: How long a proposal stands open; ``None`` for no limit.
        silence: What saying nothing until then means, once the text binds.
        remind: Days before a due day to remind on.
        urge: Days after a due day to urge on; the last goes to the superior body as well.
    """

    id: str
    title: Text
    period: Period
    parties: tuple[str, ...]
    agencies: tuple[Agency, ...]
    officers: tuple[Officer, ...]
    areas: tuple[Area, ...]
    obligations: tuple[Obligation, ...]
    groups: tuple[Group, ...] = ()
    sources: tuple[Source, ...] = ()
    occasions: tuple[Occasion, ...] = ()
    lifecycle: str = "standard@1"
    framework: str | None = None
    predecessor: str | None = None
    review_within: Span
    time_zone: str = "UTC"
    calendar: str = "weekdays"
    lead: str | None = None
    month_end: MonthEnd = "down"
    answer_within: Span | None = None
    silence: Silence = "nothing"
    remind: tuple[int, ...] = ()
    urge: tuple[int, ...] = ()

    def obligation(self, name: str) -> Obligation | None:
        """Return the obligation called `name`, or ``None``."""
        return next((each for each in self.obligations if each.id == name), None)

    def agency(self, name: str) -> Agency | None:
        """Return the agency called `name`, or ``None``."""
        return next((each for each in self.agencies if each.id == name), None)
