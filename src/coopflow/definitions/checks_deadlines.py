"""Check what obligations say of their deadlines: what these hang on, and what may move them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from coopflow.definitions.calendars import CALENDARS, after
from coopflow.definitions.checks import Complaint, Complaints, each_obligation, listed
from coopflow.definitions.same_as import groups
from coopflow.values.saying import saying

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import date
    from typing import Any

    from coopflow.definitions.document import Path
    from coopflow.definitions.hanging import Hanging
    from coopflow.definitions.terms_file import ObligationFile, TermsFile

_MOVES = ("due_source", "extensions", "suspension")
"""What makes sense only of something that is due on some day."""

_SIGNATURE = "signature"

MOST_IN_A_ROW = 100
"""How many deadlines may hang before one another in a row: a move of the last moves them all."""


def check_deadlines(terms: TermsFile) -> Complaints:
    """Yield anchors that cannot be, circles, and keys that want a due day where there is none."""
    found: dict[str, tuple[Path, ObligationFile]] = {
        each.id: (path, each) for path, each in each_obligation(terms) if each.id
    }
    sources = _sources(terms)
    for path, obligation in each_obligation(terms):
        if obligation.due_source is not None and obligation.due_source not in sources:
            text = saying(
                "no source {source!r} is in this file (there are: {known})",
                source=obligation.due_source,
                known=listed(sources),
            )
            yield Complaint((*path, "due_source"), "source.unknown", text)
        if not _has_due_day(obligation):
            for key in _MOVES:
                if getattr(obligation, key) is not None:
                    text = saying(
                        "{key!r} is about a deadline, and this has none: add one, or remove it",
                        key=key,
                    )
                    yield Complaint((*path, key), "deadline.none", text)
        hanging = _hanging(obligation)
        if hanging is not None:
            yield from _anchor((*path, "due"), hanging, terms, found)
    yield from _circles(_onward(found, terms), found)
    yield from _long_rows(_onward(found, terms, ("before",)), found)


def _has_due_day(obligation: ObligationFile) -> bool:
    said = (obligation.due, obligation.every, obligation.rule, obligation.within)
    return obligation.kind == "continuous" or any(each is not None for each in said)


def _hanging(obligation: ObligationFile) -> Hanging | None:
    return obligation.due.hanging if obligation.due is not None else None


def _sources(terms: TermsFile) -> set[str]:
    found: set[str] = {*(terms.sources or {})}
    for source in (terms.sources or {}).values():
        found |= set((source and source.aliases) or ())
    return found


def _anchor(
    path: Path,
    hanging: Hanging,
    terms: TermsFile,
    found: Mapping[str, tuple[Path, ObligationFile]],
) -> Complaints:
    occasions = terms.occasions or {}
    if hanging.of == _SIGNATURE or hanging.of in occasions:
        if hanging.side == "before":
            text = saying("nobody knows the day of {of!r} beforehand: write after", of=hanging.of)
            yield Complaint(path, "due.before", text)
    elif hanging.of not in found:
        known = [_SIGNATURE, *occasions, *(n for n, (_, o) in found.items() if o.kind == "once")]
        text = saying(
            "{of!r} is no obligation and no occasion of this file, and not {signature!r} (there"
            " are: {known})",
            of=hanging.of,
            signature=_SIGNATURE,
            known=listed(known),
        )
        yield Complaint(path, "due.unknown", text)
    elif found[hanging.of][1].kind != "once":
        text = saying(
            "{of!r} is {kind}: a deadline hangs on what is done once",
            of=hanging.of,
            kind=found[hanging.of][1].kind,
        )
        yield Complaint(path, "due.not-once", text)
    period = terms.period
    if period is None or period.start is None or period.end is None:
        return
    try:
        _away(period.start, period.end, hanging)
    except OverflowError:
        yield Complaint(
            path, "span.unreadable", saying("{span} leads beyond the calendar", span=hanging.by)
        )


def _away(start: date, end: date, hanging: Hanging) -> None:
    """Count a span from the end of the period, or what it is at most back from its start.

    Raises:
        OverflowError: It leads beyond the calendar.
    """
    if hanging.side == "after":
        after(end, hanging.by, CALENDARS["weekdays"])
        return
    longest = {"days": 1, "working days": 2, "weeks": 7, "months": 31, "years": 366}
    start - timedelta(days=hanging.by.count * longest[hanging.by.unit])


def _circles(onward: Mapping[str, str], found: Mapping[str, tuple[Path, Any]]) -> Complaints:
    """Yield each circle once: deadlines that hang on one another, or an act on itself."""
    done: set[str] = set()
    for start in onward:
        trail: dict[str, None] = {}
        here: str | None = start
        while here is not None and here not in done and here not in trail:
            trail[here] = None
            here = onward.get(here)
        if here is not None and here in trail:
            names = list(trail)
            circle = [*names[names.index(here) :], here]
            text = saying("{circle}: a circle; give one of them a day", circle=" → ".join(circle))
            yield Complaint((*found[here][0], "due"), "due.circle", text)
        done.update(trail)


def _long_rows(onward: Mapping[str, str], found: Mapping[str, tuple[Path, Any]]) -> Complaints:
    """Yield where a row of deadlines, each before the next, becomes longer than anybody follows.

    What comes on in the same row is not told again.
    """
    length: dict[str, int] = {}
    for start in onward:
        trail = []
        here = start
        while here in onward and here not in length:
            trail.append(here)
            length[here] = 0  # a circle ends where it began
            here = onward[here]
        long = length.get(here, 0)
        for name in reversed(trail):
            long += 1
            length[name] = long
            if long == MOST_IN_A_ROW + 1:
                text = saying(
                    "{name} is due before what is due before another, more than {most} times in a"
                    " row: give it a day",
                    name=name,
                    most=MOST_IN_A_ROW,
                )
                yield Complaint((*found[name][0], "due"), "due.row", text)


def _onward(
    found: Mapping[str, tuple[Path, ObligationFile]],
    terms: TermsFile,
    sides: Collection[str] = ("before", "after"),
) -> dict[str, str]:
    """Return which act the deadline of each act hangs on, by their first clauses."""
    joined = groups((each.id, each.same_as or ()) for _, each in found.values() if each.id)
    onward: dict[str, str] = {}
    for name, (_, obligation) in found.items():
        hanging = _hanging(obligation)
        free = hanging is None or hanging.of == _SIGNATURE or hanging.of in (terms.occasions or {})
        if hanging is not None and not free and hanging.of in joined and hanging.side in sides:
            onward.setdefault(joined[name][0], joined[hanging.of][0])
    return onward
