"""The history of one task, wherever it has been owed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from coopflow import CommandRefused, Secretariat, parse_terms

if TYPE_CHECKING:
    from collections.abc import Iterator

PLAN = """
coopflow: 1
id: p1
title: One
period: {start: 2022-01-01, end: 2022-12-31}
time_zone: Asia/Ho_Chi_Minh
parties: [north, south]
agencies: {north: {name: North}, south: {name: South}}
officers:
  an: {name: An, agency: north, may: [represent, sign]}
  ba: {name: Ba, agency: south, may: [represent, sign]}
occasions: {flood: {text: A flood}}
areas:
  - id: "1"
    lead: north
    obligations:
      - {id: "1.1", text: Help, kind: triggered, on: flood, coordinating: [south], same_as: ["1.2"]}
      - {id: "1.2", text: Aid, kind: triggered, on: flood, coordinating: [south]}
      - {id: "1.3", text: Meet, kind: once, coordinating: [south]}
"""
CARRY = {"as": "carry"}


@pytest.fixture
def office() -> Iterator[Secretariat]:
    """Three plans, each the successor of the one before; the second flood's help is carried on."""
    with Secretariat.open("memory:", plugins=[]) as opened:
        opened.draft(parse_terms(PLAN), by="an", at="2022-01-03")
        _signed(opened, "p1", "2022-01-03")
        for day in ("2022-02-01", "2022-03-01"):
            opened.submit("p1", "occasion", by="ba", occasion="flood", at=day)
        _done(opened, "p1", "1.1/1", "2022-04-01")
        _done(opened, "p1", "1.3/1", "2022-04-01")
        _review(opened, "p1", {"1.1/2": CARRY}, "2022-12-31")
        _next(opened, "p2", "p1", "2023-01-10")
        opened.submit("p2", "occasion", by="ba", occasion="flood", at="2023-02-01")
        _done(opened, "p2", "1.1/1", "2023-03-01")
        _done(opened, "p2", "1.3/1", "2023-03-01")
        waive = {"as": "waive", "reason": "Long past."}
        opened.submit("p2", "review", by="an", body=_body({"p1:1.1/2": waive}), at="2023-12-01")
        opened.submit("p2", "decline", by="ba", at="2023-12-02")
        _review(opened, "p2", {"p1:1.1/2": CARRY}, "2023-12-31")
        _next(opened, "p3", "p2", "2024-01-10")
        opened.submit("p3", "report", by="an", task="p1:1.1/2", at="2024-02-01", evidence="photos")
        opened.submit("p3", "return", by="ba", task="p1:1.1/2", at="2024-02-02")
        yield opened


def _signed(office: Secretariat, agreement: str, at: str) -> None:
    for command, by in (("sign", "an"), ("sign", "ba"), ("start", "an")):
        office.submit(agreement, command, by=by, at=at)


def _done(office: Secretariat, agreement: str, task: str, at: str) -> None:
    office.submit(agreement, "report", by="an", task=task, at=at)
    office.submit(agreement, "accept", by="ba", task=task, at=at)


def _body(dispositions: dict[str, dict[str, str]]) -> dict[str, object]:
    finding = {"kind": "achievement", "text": "Help came.", "tasks": ["1.1/1"]}
    return {"as_of": "2022-04-01", "findings": [finding], "dispositions": dispositions}


def _review(
    office: Secretariat, agreement: str, dispositions: dict[str, dict[str, str]], at: str
) -> None:
    office.submit(agreement, "review", by="an", body=_body(dispositions), at=at)
    office.submit(agreement, "assent", by="ba", at=at)


def _next(office: Secretariat, name: str, predecessor: str, at: str) -> None:
    year = at[:4]
    text = PLAN.replace("id: p1", f"id: {name}\npredecessor: {predecessor}").replace("2022", year)
    office.draft(parse_terms(text), by="an", at=at)
    _signed(office, name, at)


def told(office: Secretariat, agreement: str, task: str, **ask: str) -> list[tuple[str, str]]:
    """Return stream and type of each entry of a task's history."""
    found = office.history(agreement, task=task, **ask)
    return [(each.stream, each.type) for each in found]


REVIEWED = ["proposal.opened", "proposal.assented", "proposal.assented", "proposal.adopted",
            "review.adopted"]  # fmt: skip
DECLINED = ["proposal.opened", "proposal.assented", "proposal.declined"]
BORN = [("p1", each) for each in ("occasion.recorded", "task.opened", *REVIEWED, "task.carried")]
CARRIED = [("p2", each) for each in ("task.taken-up", *DECLINED, *REVIEWED, "task.carried")]
LAST = [("p3", each) for each in ("task.taken-up", "task.reported", "task.returned")]


class TestHistoryOfATask:
    """Everything about one task, and nothing about another."""

    def test_from_its_occasion_to_its_acceptance(self, office: Secretariat) -> None:
        """What opened it, what was said of it, what a review found."""
        expected = ["occasion.recorded", "task.opened", "task.reported", "task.accepted",
                    "review.adopted"]  # fmt: skip

        assert [("p1", each) for each in expected] == told(office, "p1", "1.1/1")

    def test_the_occasion_is_its_own(self, office: Secretariat) -> None:
        """The second flood opened the second task."""
        occasion, opened, *_ = office.history("p1", task="1.1/2")

        assert "flood/2" == occasion.data["occasion"]
        assert "flood/2" == opened.data["task"]["occasion"]

    @pytest.mark.parametrize(
        ("agreement", "task"),
        [("p1", "1.1/2"), ("p2", "p1:1.1/2"), ("p3", "p1:1.1/2"),
         ("p1", "1.2/2"), ("p3", "p1:1.2/2")],
    )  # fmt: skip
    def test_a_carried_task_has_one_history(
        self, office: Secretariat, agreement: str, task: str
    ) -> None:
        """From wherever one asks, by any clause of its act: back to its birth, and on."""
        assert [*BORN, *CARRIED, *LAST] == told(office, agreement, task)

    def test_what_was_proposed_and_fell_is_told(self, office: Secretariat) -> None:
        """A review that would have waived it was declined."""
        history = office.history("p2", task="p1:1.1/2")
        declined = [each.by for each in history if each.type == "proposal.declined"]

        assert ["ba"] == declined

    def test_a_task_of_the_same_number_is_another(self, office: Secretariat) -> None:
        """The successor has its own 1.1/1, with an occasion of its own."""
        streams = {stream for stream, _ in told(office, "p2", "1.1/1")}

        assert {"p2"} == streams

    def test_as_of_ends_it_everywhere(self, office: Secretariat) -> None:
        """In the agreement that was asked, and in those it is followed to."""
        assert BORN[:2] == told(office, "p1", "1.1/2", as_of="2022-12-30")
        assert [*BORN, CARRIED[0]] == told(office, "p1", "1.1/2", as_of="2023-11-30")

    @pytest.mark.parametrize(
        ("agreement", "task", "as_of"),
        [
            ("p1", "1.1/3", None),
            ("p2", "1.1/2", None),
            ("p1", "1.1", None),
            ("p2", "p1:1.1/1", None),
            ("p1", "1.1/2", "2022-02-28"),
        ],
    )
    def test_a_task_that_is_not_there_is_refused(
        self, office: Secretariat, agreement: str, task: str, as_of: str | None
    ) -> None:
        """Never opened here, or not by then."""
        with pytest.raises(CommandRefused) as caught:
            office.history(agreement, task=task, as_of=as_of)

        assert ["task.unknown"] == [each.code for each in caught.value.reasons]
