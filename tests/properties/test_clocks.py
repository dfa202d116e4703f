"""Laws of deadlines: what a suspension stops it gives back, and late is what it says, always.

The models here walk over the days one by one and share no code with the engine.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from hypothesis import example, given
from hypothesis import strategies as st
from naive_days import ONE, SATURDAY
from naive_days import after as walked

from coopflow import Secretariat, parse_terms

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

PARTIES = ("an", "binh")
SIGNED = date(2022, 1, 3)
CAUSE = {"cause": "flood-2022"}
Suspensions = list[tuple[int, int]]
"""Each with the days it began and ended on, counted from the signing."""


def terms(*clauses: dict[str, Any]) -> dict[str, Any]:
    """Return a plan of two parties; the first leads, the second helps."""
    told = [{"kind": "once", "text": "What.", "coordinating": ["binh"], **c} for c in clauses]
    return {
        "coopflow": 1,
        "id": "p1",
        "title": "Plan",
        "period": {"start": "2022-01-01", "end": "2024-12-31"},
        "parties": list(PARTIES),
        "agencies": {name: {"name": name} for name in PARTIES},
        "officers": {
            name: {"name": name, "agency": name, "may": ["represent", "sign"]} for name in PARTIES
        },
        "areas": [{"id": "1", "lead": "an", "obligations": told}],
    }


class Clock:
    """Stands still; whatever happens says itself when."""

    def now(self) -> datetime:
        """Tell the time."""
        return datetime(2022, 1, 3, tzinfo=UTC)


def running(*clauses: dict[str, Any]) -> Secretariat:
    """Return an office whose plan is signed and started on one day."""
    office = Secretariat.open("memory:", plugins=[], clock=Clock())
    office.draft(parse_terms(terms(*clauses)), by="an", at=SIGNED)
    together(office, "sign", SIGNED, None)
    office.submit("p1", "start", by="an", at=SIGNED)
    return office


def together(office: Secretariat, command: str, day: date, body: Any) -> None:
    """Let both parties say yes to a command."""
    office.submit("p1", command, by="an", at=day, body=body)
    office.submit("p1", command, by="binh", at=day)


def on(day: int) -> date:
    """Return the day that lies so many days after the signing."""
    return SIGNED + day * ONE


def suspensions() -> st.SearchStrategy[Suspensions]:
    """Give suspensions one after the other; some begin on the day on which another ended."""
    gaps = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 40)), min_size=1, max_size=4)
    return gaps.map(_laid_out)


def _laid_out(gaps: Iterable[tuple[int, int]]) -> Suspensions:
    found, day = [], 0
    for pause, length in gaps:
        found.append((day + pause, day + pause + length))
        day = found[-1][1]
    return found


def counted(days: int, stood: Suspensions, *, working: bool) -> date:
    """Walk on until so many days have counted; none does from the day after one begins to its end.

    What is due on the very day a suspension begins is due on the day it ends.
    """
    day, gone = 0, 0
    while gone < days:
        day += 1
        stands = any(begun < day <= ended for begun, ended in stood)
        gone += not stands and not (working and on(day).weekday() >= SATURDAY)
    for begun, ended in stood:
        day = ended if begun == day else day
    return on(day)


def anew(days: int, stood: Suspensions) -> date:
    """Begin anew after each suspension that it had not run out before."""
    due = days
    for begun, ended in stood:
        due = ended + days if begun <= due else due
    return on(due)


class TestSuspension:
    """Suspension gives back exactly what remained, or what the terms say."""

    @given(st.integers(1, 90), suspensions())
    @example(8 * 7, [(19, 25)])
    def test_it_conserves_what_remains(self, days: int, stood: Suspensions) -> None:
        """Days, working days, what begins anew and what stands, over several suspensions."""
        by = {"due": {"after": "signature", "by": f"{days} days"}}
        worked = {"due": {"after": "signature", "by": f"{days} working days"}}
        with running(
            {"id": "1.1", **by},
            {"id": "1.2", **worked},
            {"id": "1.3", **by, "suspension": "restart"},
            {"id": "1.4", **by, "suspension": "absolute"},
            {"id": "1.5", "due": on(days)},
        ) as office:
            for begun, ended in stood:
                together(office, "suspend", on(begun), CAUSE)
                together(office, "resume", on(ended), CAUSE)
            now = office.get("p1")

        assert {
            "1.1/1": counted(days, stood, working=False),
            "1.2/1": counted(days, stood, working=True),
            "1.3/1": anew(days, stood),
            "1.4/1": on(days),
            "1.5/1": counted(days, stood, working=False),
        } == {name: now.tasks[name].due for name in now.tasks}
        assert sum(ended - begun for begun, ended in stood) == now.work.course.given_back

    @given(st.integers(1, 90), st.integers(0, 20), st.integers(1, 20), suspensions())
    @example(168, 10, 8, [(149, 154)])
    def test_what_was_granted_is_conserved(
        self, days: int, ahead: int, more: int, stood: Suspensions
    ) -> None:
        """Also of what is due before another task, with which it goes on."""
        last, own = days + ahead + more, days + more
        before = {"due": {"before": "1.1", "by": f"{ahead + more} days"}}
        with running({"id": "1.1", "due": on(last)}, {"id": "1.2", **before}) as office:
            asked: dict[str, Any] = {"task": "1.2/1", "at": SIGNED}
            office.submit("p1", "extension", by="an", until=on(own), **asked)
            office.submit("p1", "grant", by="binh", **asked)
            for begun, ended in stood:
                together(office, "suspend", on(begun), CAUSE)
                together(office, "resume", on(ended), CAUSE)
            now = office.get("p1")

        assert {
            "1.1/1": counted(last, stood, working=False),
            "1.2/1": counted(own, stood, working=False),
        } == {name: now.tasks[name].due for name in now.tasks}

    @given(suspensions())
    @example([(57, 67)])
    @example([(29, 29)])
    def test_what_begins_anew_has_no_less(self, stood: Suspensions) -> None:
        """Than what gets back what remained; and just as much, if it has not begun."""
        half = {"kind": "recurring", "every": "6 months"}
        quarter = {"kind": "continuous", "report_every": "3 months"}
        anew = {"suspension": "restart"}
        clauses = [half, {**half, **anew}, quarter, {**quarter, **anew}]
        with running(*({"id": f"1.{n}", **each} for n, each in enumerate(clauses))) as office:
            tasks = office.get("p1").tasks
            for begun, ended in stood:
                together(office, "suspend", on(begun), CAUSE)
                together(office, "resume", on(ended), CAUSE)
            due = {name: task.due for name, task in office.get("p1").tasks.items()}
        last = on(max(begun for begun, _ in stood))
        for usual, other in (("1.0", "1.1"), ("1.2", "1.3")):
            for name in [name for name in tasks if name.startswith(f"{usual}/")]:
                one, two = due[name], due[name.replace(usual, other)]

                assert one is not None
                assert two is not None
                assert one == two if tasks[name].opens > last else one <= two

    @given(suspensions(), st.sampled_from(["days", "working days"]))
    def test_nothing_is_late_while_it_stands(self, stood: Suspensions, unit: str) -> None:
        """Nor does anything remain that had run out before."""
        due = {"due": {"after": "signature", "by": f"20 {unit}"}}
        with running({"id": "1.1", **due}) as office:
            for begun, ended in stood:
                before = office.get("p1").tasks["1.1/1"].due
                together(office, "suspend", on(begun), CAUSE)
                late = office.tasks("p1", late=True, at=on(ended + 9))

                assert before is not None
                assert bool(late) == (before < on(begun))

                together(office, "resume", on(ended), CAUSE)


class Model:
    """One task, its due day moved by hand."""

    def __init__(self, days: int, unit: str) -> None:
        self.unit = unit
        self.due: date | None = walked(SIGNED, f"{days} {unit}")
        self.left: int | None = None
        self.reported: date | None = None
        self.extended = False

    def stop(self, day: date) -> None:
        """Count what is left, day by day."""
        if self.due is None or self.due < day:
            return
        self.left = 0
        while day < self.due:
            day += ONE
            self.left += self.unit == "days" or day.weekday() < SATURDAY
        self.due = None

    def go_on(self, day: date) -> None:
        """Walk on by what is left."""
        if self.left is not None:
            self.due = walked(day, f"{self.left} {self.unit}") if self.left else day
            self.left = None

    def late(self, day: date) -> bool:
        """Tell whether the due day is past, with no standing report made by then."""
        if self.due is None or day <= self.due:
            return False
        return not (self.reported is not None and self.reported <= self.due)


STEP = st.tuples(
    st.sampled_from(["report", "return", "extend", "suspend", "suspend", "resume"]),
    st.one_of(st.integers(0, 25), st.sampled_from(["on the due day", "a day late"])),
)


class TestLate:
    """Late is: its due day is past, and no standing report was made by then."""

    @given(
        st.integers(1, 60), st.sampled_from(["days", "working days"]), st.lists(STEP, max_size=9)
    )
    def test_it_is_so_whatever_moved_the_due_day(
        self, days: int, unit: str, steps: Sequence[tuple[str, int | str]]
    ) -> None:
        """Over reports, returns, an extension and suspensions in any order."""
        model, day, stands = Model(days, unit), SIGNED, False
        clause = {"id": "1.1", "due": {"after": "signature", "by": f"{days} {unit}"}}
        with running(clause) as office:
            for what, gap in steps:
                day = self.later(model, day, gap)
                if what in ("suspend", "resume") and stands == (what == "resume"):
                    together(office, what, day, CAUSE)
                    (model.go_on if stands else model.stop)(day)
                    stands = not stands
                elif what == "report" and model.reported is None:
                    office.submit("p1", "report", by="an", task="1.1/1", at=day)
                    model.reported = day
                elif what == "return" and model.reported is not None:
                    office.submit("p1", "return", by="binh", task="1.1/1", at=day)
                    model.reported = None
                elif what == "extend" and self.extensible(model, day):
                    until = (model.due or day) + 11 * ONE
                    asked: dict[str, Any] = {"task": "1.1/1", "until": until, "at": day}
                    office.submit("p1", "extension", by="an", **asked)
                    office.submit("p1", "grant", by="binh", task="1.1/1", at=day)
                    model.due, model.extended = until, True
                (row,) = office.tasks("p1", at=day)

                assert model.due == row.due
                for look in (day, day + 30 * ONE, day + 300 * ONE):
                    (row,) = office.tasks("p1", at=look)

                    assert model.late(look) == row.late

    def later(self, model: Model, day: date, gap: int | str) -> date:
        """Return the day so much later: where time was to be up, or was just up, at most."""
        if isinstance(gap, int):
            return day + gap * ONE
        due = model.due or day
        return max(day, due if gap == "on the due day" else due + ONE)

    def extensible(self, model: Model, day: date) -> bool:
        """Tell whether time may be asked for: in time, once, of what is not reported."""
        in_time = model.due is not None and day <= model.due
        return in_time and model.reported is None and not model.extended
