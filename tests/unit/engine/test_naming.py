"""Several clauses, one act: whatever is asked of its task may name any of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from coopflow import parse_terms

if TYPE_CHECKING:
    from collections.abc import Callable

    from coopflow import Secretariat

HELD = {
    "kind": "briefing",
    "on": "2022-01-03",
    "attendees": [{"officer": "an-head"}, {"officer": "binh-head"}],
}


def areas() -> list[dict[str, Any]]:
    """Return two clauses that are one act, settled by a briefing."""
    act = {"text": "Brief.", "kind": "once", "settled_by": "briefing"}
    obligations = [{**act, "id": "1.1"}, {**act, "id": "1.2", "same_as": ["1.1"]}]
    return [{"id": "1", "lead": "an", "obligations": obligations}]


@pytest.fixture
def office(stand: Callable[..., Secretariat]) -> Secretariat:
    """An office where the act is owed, and handed to a division."""
    office = stand("executing", areas=areas())
    office.submit("p1", "assign", by="an-clerk", task="1.2/1", to="phong")
    return office


class TestOwed:
    """The task is found under each of its names, and recorded under its id."""

    @pytest.mark.parametrize("tasks", [["1.2/1"], ["1.1/1"], ["1.2/1", "1.1/1"]])
    def test_a_meeting_settles_it_once(self, office: Secretariat, tasks: list[str]) -> None:
        """Also where it is named twice."""
        receipt = office.meet("p1", {**HELD, "tasks": tasks}, by="an-head")
        settled = [each.data["task"] for each in receipt.events if each.type == "task.accepted"]

        assert ["1.1/1"] == settled

    def test_what_is_settled_says_so(
        self, office: Secretariat, codes: Callable[..., list[str]]
    ) -> None:
        """A meeting is told that it is settled, not that it is unknown."""
        office.meet("p1", HELD, by="an-head")

        assert ["task.settled"] == codes(
            office.meet, "p1", {**HELD, "tasks": ["1.2/1"]}, by="an-head"
        )

    @pytest.mark.parametrize("name", ["1.1/1~1", "1.2/1~1"])
    def test_an_assignment_is_named_so_too(self, office: Secretariat, name: str) -> None:
        """By the task's name and its own ordinal; it is handed on so as well."""
        office.submit("p1", "progress", by="phong-head", assignment=name, percent=3)
        office.submit("p1", "assign", by="phong-head", task="1.2/1", assignment=name, to="to")
        (tree,) = office.tree("p1", "1.2/1")

        assert [("1.1/1~1", 3)] == [
            (each.assignment.id, each.assignment.percent) for each in tree.branches
        ]

    def test_why_tells_of_its_clause(self, office: Secretariat) -> None:
        """A refusal is explained by the obligation of the act."""
        (found,) = office.why("p1", "report", by="binh-head", task="1.2/1")

        assert ("authority.lead", "1.1") == (found.reason.code, found.rule.clause)


class TestCarried:
    """What was carried goes by its old clauses, with the agreement it was born in."""

    def test_any_of_them_will_do(
        self, office: Secretariat, terms_of: Callable[..., dict[str, Any]]
    ) -> None:
        """It is reported under the second."""
        body = {"as_of": "2022-01-03", "findings": [], "dispositions": {"1.1/1": {"as": "carry"}}}
        office.submit("p1", "review", by="an-head", body=body)
        for party in ("binh", "chi"):
            office.submit("p1", "review", by=f"{party}-head")
        office.draft(parse_terms(terms_of("p2", predecessor="p1")), by="an-clerk")
        for party in ("an", "binh", "chi"):
            office.submit("p2", "sign", by=f"{party}-head")
        receipt = office.submit("p2", "report", by="an-clerk", task="p1:1.2/1")

        assert "p1:1.1/1" == receipt.events[0].data["task"]
