"""The terms a renewal begins from: the next period, the same parties and promises."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

from attrs import evolve as changed

from coopflow.definitions.calendars import CALENDARS, after
from coopflow.values.text import Text
from coopflow.values.time import Period, Span

if TYPE_CHECKING:
    from datetime import date

    from coopflow.values.terms import Terms


def successor_terms(terms: Terms, *, framework: str | None) -> Terms:
    """Return terms for the period after that of `terms`.

    Ids and titles that bear the period's years bear the next ones; due dates move along. The
    words of the obligations stay as they are: what they should say next is for the parties to
    revise.

    Args:
        terms: Those that are renewed.
        framework: The framework that holds the next period, where one does.

    Raises:
        NoSuchDay: The terms refuse to say where a due day moves to whose month has no such day.
    """
    months = _months(terms.period)
    days = (terms.period.end - terms.period.start).days + 1
    length = Span(months, "months") if months else Span(days, "days")
    start = terms.period.end + timedelta(days=1)
    end = after(start, length, CALENDARS["weekdays"]) - timedelta(days=1)
    years = {
        str(old.year): str(new.year)
        for old, new in ((terms.period.end, end), (terms.period.start, start))
    }

    def moved(due: date | None) -> date | None:
        if due is None:
            return None
        if due == terms.period.end:
            return end
        return after(due, length, CALENDARS["weekdays"], terms.month_end)

    return changed(
        terms,
        id=_next_id(terms.id, years),
        title=Text(tuple((lang, _next_years(words, years)) for lang, words in terms.title.words)),
        period=Period(start, end),
        predecessor=terms.id,
        framework=framework,
        obligations=tuple(changed(each, due=moved(each.due)) for each in terms.obligations),
    )


def _months(period: Period) -> int:
    """Return how many whole months the period has, 0 where it has no whole number of them."""
    from dateutil.relativedelta import relativedelta  # noqa: PLC0415 - only where terms are renewed

    length = relativedelta(period.end + timedelta(days=1), period.start)
    return 0 if length.days else length.years * 12 + length.months


def _next_years(words: str, years: dict[str, str]) -> str:
    return re.sub(r"(?<!\d)\d{4}(?!\d)", lambda found: years.get(found[0], found[0]), words)


def _next_id(name: str, years: dict[str, str]) -> str:
    following = _next_years(name, years)
    if following != name:
        return following
    counted = re.fullmatch(r"(.+)-(\d{1,3})", name)
    return f"{counted[1]}-{int(counted[2]) + 1}" if counted else f"{name}-2"
