"""Tell where days are counted by a calendar that does not know yet which of them are off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coopflow.definitions.checks import Complaint, Complaints, Known, each_obligation
from coopflow.values.saying import saying

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coopflow.definitions.terms_file import TermsFile
    from coopflow.values.time import Span


def check_calendar(terms: TermsFile, known: Known) -> Complaints:
    """Yield a notice where working days are counted in years that nobody has decided yet."""
    end = terms.period.end if terms.period is not None else None
    year = known.decided.get(terms.calendar or "")
    if end is None or year is None or end.year <= year:
        return
    if any(span is not None and span.unit == "working days" for span in _spans(terms)):
        text = saying(
            "{calendar} knows the days off up to {year}: working days in later years are counted"
            " by estimates, and a due day may turn out wrong",
            calendar=terms.calendar,
            year=year,
        )
        yield Complaint(("calendar",), "calendar.estimated", text, notice=True)


def _spans(terms: TermsFile) -> Iterator[Span | None]:
    yield terms.answer_within
    for _, obligation in each_obligation(terms):
        yield obligation.within
        if obligation.due is not None and obligation.due.hanging is not None:
            yield obligation.due.hanging.by
