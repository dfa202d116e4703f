"""`as_of`: the record as it stood."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest
from attrs import evolve

from coopflow import CommandRefused, Secretariat, Terms

if TYPE_CHECKING:
    from collections.abc import Callable

PLAN = "plan-2022"


@pytest.fixture
def told(office: Secretariat, start: Callable[[Secretariat], None]) -> Secretariat:
    """An office that ran the plan to its renewal in the year after."""
    start(office)
    office.submit(PLAN, "occasion", by="an", occasion="flood", at="2022-03-01T23:30")
    office.submit(PLAN, "report", by="an", task="1.2/1", evidence="photos", at="2022-03-03")
    office.submit(PLAN, "return", by="ba", task="1.2/1", at="2022-03-10T09:00")
    office.submit(PLAN, "report", by="an", task="1.2/1", evidence="photos", at="2022-03-12")
    office.submit(PLAN, "accept", by="ba", task="1.2/1", at="2022-03-15")
    review = {
        "as_of": date(2022, 12, 31),
        "findings": [{"kind": "limitation", "text": "No meetings.", "tasks": ["1.1/1"]}],
        "dispositions": {
            "1.1/1": {"as": "unmet", "reason": "Nobody called one."},
            "1.1/2": {"as": "carry"},
        },
    }
    office.submit(PLAN, "review", by="an", body=review, at="2023-01-10")
    office.submit(PLAN, "assent", by="ba", at="2023-01-11")
    office.renew(PLAN, by="an", at="2023-01-12")
    for by in ("an", "ba"):
        office.submit("plan-2023", "sign", by=by, at="2023-01-20")
    return office


def states(office: Secretariat, agreement: str, as_of: object) -> dict[str, str]:
    """Return the state of each task, as of then."""
    return {row.id: row.state for row in office.tasks(agreement, as_of=as_of)}  # type: ignore[arg-type]


class TestAgreements:
    """An agreement is seen as it stood, and one that was not drafted yet is not there."""

    @pytest.mark.parametrize(
        ("as_of", "state", "version"),
        [
            ("2022-01-03", "executing", 11),
            ("2022-03-10T08:59", "executing", 14),
            ("2022-03-10T02:00+00:00", "executing", 15),
            (date(2023, 1, 10), "executing", 19),
            (datetime(2023, 1, 11, tzinfo=UTC), "reviewed", 24),
            ("2023-01-20", "renewed", 27),
            ("2099-01-01", "renewed", 27),
        ],
    )
    def test_only_what_had_happened_is_folded(
        self, told: Secretariat, as_of: object, state: str, version: int
    ) -> None:
        """Through the end of a day, to an instant with its zone or that of the agreement."""
        then = told.get(PLAN, as_of=as_of)  # type: ignore[arg-type]

        assert (state, version) == (then.state, then.version)

    def test_a_day_ends_where_the_agreement_is(self, told: Secretariat) -> None:
        """Half past eleven in the evening belongs to it, though elsewhere it is still afternoon."""
        assert "1.2/1" not in states(told, PLAN, "2022-02-28")
        assert "1.2/1" in states(told, PLAN, "2022-03-01")
        assert "1.2/1" not in states(told, PLAN, "2022-03-01T23:29")

    def test_the_last_instant_is_now(self, told: Secretariat) -> None:
        """Nothing is left out where nothing came later."""
        now = told.get(PLAN)

        assert now == told.get(PLAN, as_of=now.at)
        assert told.agreements() == told.agreements(as_of=now.at)
        assert told.tasks() == told.tasks(as_of=now.at)

    @pytest.mark.parametrize(
        ("as_of", "listed"),
        [
            ("2022-01-02", []),
            ("2022-01-03", [(PLAN, "executing")]),
            ("2023-01-12", [(PLAN, "reviewed"), ("plan-2023", "draft")]),
            ("2023-01-20", [(PLAN, "renewed"), ("plan-2023", "signed")]),
        ],
    )
    def test_predecessor_and_successor_are_listed_as_they_stood(
        self, told: Secretariat, as_of: str, listed: list[tuple[str, str]]
    ) -> None:
        """Each by itself, and neither before it was drafted."""
        assert listed == [(row.id, row.state) for row in told.agreements(as_of=as_of)]

    @pytest.mark.parametrize("ask", ["get", "tasks", "history"])
    def test_what_was_not_drafted_yet_is_refused(self, told: Secretariat, ask: str) -> None:
        """By a code of its own, with the day it came to be."""
        with pytest.raises(CommandRefused) as caught:
            getattr(told, ask)("plan-2023", as_of="2023-01-11")

        (reason,) = caught.value.reasons
        assert "agreement.not-yet" == reason.code
        assert "2023-01-12 00:00+07:00" == dict(reason.values)["drafted"]

    def test_what_is_no_time_is_refused(self, told: Secretariat) -> None:
        """As it is for `at`."""
        for as_of in ("yesterday", date.max):
            with pytest.raises(ValueError, match=r"date or time|calendar"):
                told.get(PLAN, as_of=as_of)


class TestTasks:
    """Tasks are seen as they stood, and late is judged on that day."""

    @pytest.mark.parametrize(
        ("as_of", "state", "late"),
        [
            ("2022-03-02", "open", False),
            ("2022-03-03", "reported", False),
            ("2022-03-10", "open", True),
            ("2022-03-12", "reported", True),
            ("2022-03-15", "accepted", True),
        ],
    )
    def test_a_task_day_by_day(
        self, told: Secretariat, as_of: str, state: str, *, late: bool
    ) -> None:
        """It was due on 4 March: a report made in time stood until it was returned."""
        (task,) = [row for row in told.tasks(PLAN, as_of=as_of) if row.id == "1.2/1"]

        assert (state, late) == (task.state, task.late)

    def test_at_still_decides_what_is_late(self, told: Secretariat) -> None:
        """As the record stood on one day, seen from another."""
        then = told.tasks(PLAN, as_of="2022-02-01", late=True)
        later = told.tasks(PLAN, as_of="2022-02-01", at="2022-07-01", late=True)

        assert () == then
        assert ["1.1/1"] == [row.id for row in later]

    def test_a_carried_task_is_where_it_was(self, told: Secretariat) -> None:
        """Open in the predecessor until the signing, and in the successor from then on."""
        before, after = "2023-01-19", "2023-01-20"

        assert "open" == states(told, PLAN, before)["1.1/2"]
        assert {} == states(told, "plan-2023", before)
        assert "carried" == states(told, PLAN, after)["1.1/2"]
        assert {f"{PLAN}:1.1/2": "open"} == states(told, "plan-2023", after)

    def test_an_agencys_tasks_of_all_agreements(self, told: Secretariat) -> None:
        """Narrowed as the present ones are."""
        rows = told.tasks(agency="south", open_only=True, as_of="2022-12-31")

        assert [(PLAN, "1.1/1"), (PLAN, "1.1/2")] == [(row.agreement, row.id) for row in rows]


class TestOthers:
    """History ends there, and what could be done is what could have been done."""

    def test_history_ends_with_that_day(self, told: Secretariat) -> None:
        """Entry by entry."""
        whole = told.history(PLAN)

        assert whole[:14] == told.history(PLAN, as_of="2022-03-09")

    def test_what_could_have_been_done(self, told: Secretariat) -> None:
        """When the report stood, the other party could accept it."""
        then = told.available(PLAN, by="ba", as_of="2022-03-04")

        assert ("accept", "1.2/1") in [(each.command, each.task) for each in then]
        assert () == told.available(PLAN, by="ba")

    def test_a_successor_waits_for_its_predecessor_as_that_stood(
        self, office: Secretariat, start: Callable[[Secretariat], None], terms: Terms
    ) -> None:
        """It could be signed after the review, and cannot since that one was closed."""
        start(office)
        office.draft(evolve(terms, id="next", predecessor=PLAN), by="an", at="2022-02-01")
        body = {
            "as_of": "2022-02-01",
            "findings": [{"kind": "lesson", "text": "Begin sooner."}],
            "dispositions": {"1.1/1": {"as": "carry"}, "1.1/2": {"as": "carry"}},
        }
        for by in ("an", "ba"):
            office.submit(PLAN, "review", by=by, body=body, at="2022-03-01")

        then = office.available("next", by="an", as_of="2022-02-15")
        waive = {"as": "waive", "reason": "Over."}
        closing = {"dispositions": dict.fromkeys(("1.1/1", "1.1/2", "1.3/1"), waive)}
        for by in ("an", "ba"):
            office.submit(PLAN, "close", by=by, body=closing, at="2022-04-01")
        reviewed = office.available("next", by="an", as_of="2022-03-15")
        closed = office.available("next", by="an", at="2022-04-02")

        assert ["revise", "withdraw", "meeting"] == [each.command for each in then]
        assert ["revise", "withdraw", "sign", "meeting"] == [each.command for each in reviewed]
        assert ["revise", "withdraw", "meeting"] == [each.command for each in closed]
