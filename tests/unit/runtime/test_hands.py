"""What bodies have in hand stands in their inboxes, and is read as trees."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from coopflow import CommandRefused, Secretariat, parse_terms

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PLAN = """
coopflow: 1
id: p
title: Plan
time_zone: Asia/Ho_Chi_Minh
period: {start: 2022-01-01, end: 2022-12-31}
parties: [north, south]
agencies:
  north: {name: North}
  south: {name: South}
  division: {name: Division, parent: north}
  east: {name: East, parent: division}
  west: {name: West, parent: division}
officers:
  an: {name: An, agency: north, may: [represent, sign]}
  ba: {name: Ba, agency: south, may: [represent, sign]}
  de: {name: De, agency: division}
  ea: {name: Ea, agency: east}
  we: {name: We, agency: west}
areas:
  - id: "1"
    lead: north
    obligations:
      - {id: "1.1", text: Guide, kind: once, due: 2022-06-30, coordinating: [south]}
      - {id: "1.2", text: Tell, kind: once, coordinating: [south]}
"""
EAST, WEST = ("1.1/1~2", "acknowledge", "2022-05-31"), ("1.1/1~3", "deliver", "2022-05-31")
ABOVE = ("1.1/1~1", "acknowledge", "2022-06-30")


def handed(office: Secretariat) -> None:
    """Hand 1.1 down to the division, and on to two bodies below it."""
    office.draft(parse_terms(PLAN), by="an", at="2022-01-03")
    for officer in ("an", "ba"):
        office.submit("p", "sign", by=officer, at="2022-01-03")
    office.submit("p", "start", by="an", at="2022-01-03")
    said = {"task": "1.1/1"}
    office.submit("p", "assign", by="an", to="division", at="2022-02-01", **said)
    below: dict[str, Any] = {"to": ["east", "west"], "until": "2022-05-31"}
    office.submit("p", "assign", by="de", at="2022-02-02", **below, **said)
    office.submit("p", "acknowledge", by="we", at="2022-02-03", **said)


@pytest.fixture(params=["memory", "sqlite"])
def office(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Secretariat]:
    """Give an office in which a task was handed down, in each kind of journal."""
    url = "memory:" if request.param == "memory" else f"sqlite:///{tmp_path / 'p.db'}"
    with Secretariat.open(url, plugins=[]) as office:
        handed(office)
        yield office


BODIES = ("division", "east", "west")


def listed(office: Secretariat) -> list[list[tuple[str, str, str]]]:
    """Return what each body has in its inbox."""
    inboxes = [office.inbox(agency=body) for body in BODIES]
    return [[(row.about, row.what, str(row.due)) for row in rows] for rows in inboxes]


class TestListed:
    """Each live assignment awaits the body that has it."""

    def test_it_has_its_own_day(self, office: Secretariat) -> None:
        """Or that of its task; and says what comes next."""
        assert [[ABOVE], [EAST], [WEST]] == listed(office)
        assert () == office.inbox(agency="south")

    def test_what_is_over_is_gone(self, office: Secretariat) -> None:
        """What was delivered, and all of a task that is settled."""
        said = {"task": "1.1/1", "at": "2022-03-01"}
        office.submit("p", "deliver", by="we", evidence="minutes", **said)
        assert [[ABOVE], [EAST], []] == listed(office)

        office.submit("p", "report", by="de", **said)
        office.submit("p", "accept", by="ba", **said)
        assert [[], [], []] == listed(office)

    def test_it_can_be_made_anew(self, office: Secretariat) -> None:
        """From the journal, as it was."""
        before = listed(office)
        office.rebuild()

        assert before == listed(office)
        assert office.verify()


class TestTrees:
    """A task is told with everything below it, as it stood on a day."""

    def test_a_late_leaf_is_a_risk(self, office: Secretariat) -> None:
        """From the day after its own last day, where the agreement is."""
        before = office.tree("p", at="2022-05-31")
        (after,) = office.tree("p", at="2022-05-31T17:00Z")

        assert [False] == [each.risk for each in before]
        assert (True, 2) == (after.risk, after.roll_up.late)
        assert [] == list(office.tasks("p", late=True, at="2022-06-01"))

    def test_only_what_was_handed_down_is_told(self, office: Secretariat) -> None:
        """Unless one task is asked for."""
        (other,) = office.tree("p", "1.2/1")

        assert ["1.1/1"] == [each.task for each in office.tree("p")]
        assert (False, ()) == (other.risk, other.branches)

    def test_a_settled_task_is_told_when_asked_for(self, office: Secretariat) -> None:
        """Nothing of it is late any more."""
        said = {"task": "1.1/1", "at": "2022-03-01"}
        office.submit("p", "report", by="de", **said)
        office.submit("p", "accept", by="ba", **said)
        (found,) = office.tree("p", "1.1/1", at="2023-01-01")

        assert ("accepted", False, 2) == (found.state, found.risk, found.roll_up.waiting)
        assert () == office.tree("p")

    def test_as_of_a_day_only_what_had_happened_is_told(self, office: Secretariat) -> None:
        """And what is late is judged on that day."""
        (first,) = office.tree("p", as_of="2022-02-01")
        (second,) = office.tree("p", "1.1/1", as_of="2022-02-02")

        assert [()] == [each.below for each in first.branches]
        assert 2 == second.roll_up.waiting

    def test_what_is_not_there_is_refused(self, office: Secretariat) -> None:
        """Now, and as of a day."""
        for told in ({}, {"as_of": "2022-02-02"}):
            with pytest.raises(CommandRefused, match=r"task\.unknown"):
                office.tree("p", "9/1", **told)

    def test_a_refusal_is_a_risk_until_another_is_asked(self, office: Secretariat) -> None:
        """The same body anew, for one."""
        said = {"task": "1.1/1", "at": "2022-03-01"}
        office.submit("p", "refuse", by="we", note="no car", **said)
        (refused,) = office.tree("p", at="2022-03-01")
        office.submit("p", "assign", by="de", to="west", **said)
        (again,) = office.tree("p", at="2022-03-01")

        assert (True, False) == (refused.risk, again.risk)
        assert "replaced" == again.branches[0].below[1].outcome
