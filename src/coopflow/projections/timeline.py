"""The timeline: what became of an agreement's tasks, day by day, folded from its entries."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from attrs import field, frozen

from coopflow.projections.board import ordered
from coopflow.projections.rows import fold
from coopflow.values.events import (
    AgreementMoved,
)
from coopflow.values.text import Text
from coopflow.values.time import Period, day_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import datetime

    from coopflow.projections.rows import TaskRow
    from coopflow.values.events import AgreementEvent
    from coopflow.values.terms import Terms


@frozen(kw_only=True)
class Stretch:
    """One task on the timeline.

    Attributes:
        words: Of its obligation; ``None`` where nobody here knows them.
        lead: The party that leads; ``None`` where the parties lead jointly.
        lead_name: What the terms call it.
        opens: The first day of what it covers.
        due: Its last day; ``None`` where it has no date.
        occasion: What triggered it.
        state: As in `TaskRow`.
        late: As in `TaskRow`, on the day the timeline is for.
        reported_on: The day of the standing report.
        settled_on: As in `TaskRow`.
    """

    id: str
    words: Text | None
    lead: str | None
    lead_name: Text | None
    opens: date
    due: date | None
    occasion: str | None
    state: str
    late: bool
    reported_on: date | None
    settled_on: date | None


@frozen(kw_only=True)
class Heading:
    """An area of the terms, and its tasks in order of their ids.

    Attributes:
        id: Of the area; empty where the terms are not known.
        born: The agreement the tasks were carried from; ``None`` where they were born here.
    """

    id: str
    born: str | None
    title: Text | None
    tasks: tuple[Stretch, ...]


@frozen(kw_only=True)
class Timeline:
    """An agreement's tasks by area, and the days its drawing marks.

    Attributes:
        today: The day that decides what is late.
        signed: The day its text was bound.
        reviewed: The day it entered a reviewing state.
        ended: The day it ended.
        headings: Those with tasks, in the order of the terms; what was carried in comes last.
    """

    agreement: str
    title: Text
    state: str
    period: Period
    today: date
    signed: date | None = None
    reviewed: date | None = None
    ended: date | None = None
    headings: tuple[Heading, ...] = field(factory=tuple)

    @property
    def tasks(self) -> tuple[Stretch, ...]:
        """All tasks, heading by heading."""
        return tuple(task for heading in self.headings for task in heading.tasks)


def timeline(
    facts: Iterable[tuple[AgreementEvent, datetime, str]], texts: Mapping[str, Terms], today: date
) -> Timeline:
    """Return the timeline of an agreement.

    Args:
        facts: Everything that happened to it (event, at, by), in order.
        texts: By the id of an agreement, the terms that what was carried in was born under, as
            far as they are known.
        today: The day that decides what is late.

    Raises:
        ValueError: There are no facts.
    """
    known = tuple(facts)
    now, rows = fold(None, known)
    zone = now.terms.time_zone
    moved = [
        (event.phase, day_of(at, zone))
        for event, at, _ in known
        if isinstance(event, AgreementMoved)
    ]
    bound = now.charter.bound_at
    homes = {**texts, now.id: now.terms}
    return Timeline(
        agreement=now.id,
        title=now.terms.title,
        state=now.state,
        period=now.terms.period,
        today=today,
        signed=day_of(bound, zone) if bound is not None else None,
        reviewed=next((day for phase, day in moved if phase == "reviewing"), None),
        ended=next((day for phase, day in moved if phase == "ended"), None),
        headings=tuple(_headings(ordered(rows.tasks), homes, today)),
    )


def _headings(
    rows: tuple[TaskRow, ...],
    texts: Mapping[str, Terms],
    today: date,
) -> Iterator[Heading]:
    """Yield the headings: rows come in order of ids, those carried in last."""
    tasks: dict[tuple[str | None, str], list[Stretch]] = {}
    for row in rows:
        born = _born(row)
        terms = texts.get(born or row.agreement)
        obligation = terms.obligation(row.obligation) if terms is not None else None
        stretch = Stretch(
            id=row.id,
            words=obligation.text if obligation is not None else None,
            lead=row.lead,
            lead_name=_name(row.lead, terms),
            opens=row.opens,
            due=row.due,
            occasion=row.occasion,
            state=row.state,
            late=row.late_on(today),
            reported_on=row.reported_on,
            settled_on=row.settled_on,
        )
        area = obligation.area if obligation is not None else ""
        tasks.setdefault((born, area), []).append(stretch)
    own = [area.id for area in texts[rows[0].agreement].areas] if rows else []
    for born, area in sorted(tasks, key=lambda place: _order(place, own)):
        terms = texts.get(born or rows[0].agreement)
        found = [each for each in terms.areas if each.id == area] if terms is not None else []
        title = found[0].title if found else None
        yield Heading(id=area, born=born, title=title, tasks=tuple(tasks[born, area]))


def _name(agency: str | None, terms: Terms | None) -> Text | None:
    found = terms.agency(agency) if agency is not None and terms is not None else None
    return found.name if found is not None else None


def _born(row: TaskRow) -> str | None:
    born, carried, _ = row.id.partition(":")
    return born if carried else None


def _order(place: tuple[str | None, str], own: list[str]) -> tuple[bool, str, int]:
    born, area = place
    return (born is not None, born or "", own.index(area) if area in own else len(own))
