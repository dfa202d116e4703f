"""Laws of what time alone ends: a day is over when it is over where the agreement is."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from hypothesis import example, given, settings
from hypothesis import strategies as st
from naive_days import ONE, after, local_day
from test_clocks import CAUSE, PARTIES, Clock, on, terms, together

from coopflow import Secretariat, parse_terms

if TYPE_CHECKING:
    from collections.abc import Sequence

ZONES = st.sampled_from(["UTC", "Asia/Ho_Chi_Minh", "America/Lima"])
UNITS = st.sampled_from(["days", "working days", "weeks"])


def drafted(**header: Any) -> Secretariat:
    """Return an office with a draft of two parties."""
    office = Secretariat.open("memory:", plugins=[], clock=Clock())
    plan = terms({"id": "1.1", "due": "end of period"})
    office.draft(parse_terms({**plan, **header}), by="an", at=on(0))
    return office


def midday(day: date) -> datetime:
    """Return an instant that is of the same day wherever these agreements are."""
    return datetime(day.year, day.month, day.day, 14, tzinfo=UTC)


class TestProposals:
    """A proposal stands open through its last day."""

    @settings(max_examples=50)
    @given(st.integers(1, 12), UNITS, ZONES, st.lists(st.integers(1, 50), max_size=9))
    def test_it_expires_on_the_first_look_after_its_last_day(
        self, count: int, unit: str, zone: str, hours: Sequence[int]
    ) -> None:
        """And until then whoever is awaited may assent, to the last hour."""
        with drafted(answer_within=f"{count} {unit}", time_zone=zone) as office:
            at = midday(on(0))
            office.submit("p1", "sign", by="an", at=at)
            last = after(on(0), f"{count} {unit}")
            close = datetime(last.year, last.month, last.day, tzinfo=UTC) - timedelta(hours=8)
            for each in (at, close, *(close + timedelta(hours=sum(hours[:n]))
                                      for n in range(1, len(hours) + 1))):  # fmt: skip
                office.tick(each)
                stands = bool(office.get("p1").proposals)
                why = {e.reason.code for e in office.why("p1", "assent", by=PARTIES[1], at=each)}

                assert (local_day(each, zone) <= last) == stands
                assert (set() if stands else {"proposal.none"}) == why


class TestLapse:
    """An agreement may be reviewed through the last day of its time to be."""

    @settings(max_examples=50)
    @given(
        st.integers(1, 60),
        ZONES,
        st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=3),
        st.integers(-3, 3),
    )
    @example(30, "UTC", [], 0)
    @example(30, "UTC", [], 1)
    @example(30, "America/Lima", [(1, 5)], 0)
    @example(30, "Asia/Ho_Chi_Minh", [(1, 5)], 1)
    def test_it_lapses_when_the_last_day_is_over(
        self, days: int, zone: str, gaps: Sequence[tuple[int, int]], late: int
    ) -> None:
        """The days that suspensions gave back included."""
        period = {"start": on(-2), "end": on(60)}
        header = {"period": period, "review_within": f"{days} days", "time_zone": zone}
        with drafted(**header) as office:
            together(office, "sign", on(0), None)
            office.submit("p1", "start", by="an", at=on(0))
            day, given_back = 0, 0
            for pause, length in gaps:
                together(office, "suspend", on(day + pause), CAUSE)
                together(office, "resume", on(day + pause + length), CAUSE)
                day += pause + length
                given_back += length
            last = on(60) + (days + given_back + late) * ONE
            office.tick(midday(last))

            assert ("lapsed" if late > 0 else "executing") == office.get("p1").state
