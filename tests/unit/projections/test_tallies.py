"""Tasks counted, and the part each agency has in them."""

from __future__ import annotations

from datetime import date

from coopflow.projections.rows import TaskRow
from coopflow.projections.tallies import shares, tally


def row(name: str, lead: str | None, *coordinating: str, state: str = "open") -> TaskRow:
    """Return a task, which was due on 1 March 2022."""
    return TaskRow(
        agreement="p1",
        id=name,
        obligation=name.partition("/")[0],
        also=(),
        kind="once",
        lead=lead,
        coordinating=coordinating,
        state=state,
        opens=date(2022, 1, 1),
        due=date(2022, 3, 1),
        occasion=None,
        settled_by=None,
        assessment=None,
        reported_on=None,
        reporter=None,
        accepted_by=(),
        settled_on=None,
        time_zone="UTC",
        late=True,
    )


ROWS = (
    row("1/1", "binh", "an", "dong"),
    row("2/1", None, "dong", state="waived"),
    row("3/1", "an"),
    row("4/1", None, state="reported"),
)


class TestShares:
    """Every agency sees what it answers for, and each task once."""

    def test_what_each_leads_leads_jointly_and_coordinates(self) -> None:
        """Parties in their order, then the others; only parties lead jointly."""
        told = {
            share.agency: [
                [each.id for each in part]
                for part in (share.leads, share.jointly, share.coordinates, share.tasks)
            ]
            for share in shares(ROWS, ("binh", "an", "chi"))
        }

        assert ["binh", "an", "chi", "dong"] == [*told]
        assert [["1/1"], ["2/1", "4/1"], [], ["1/1", "2/1", "4/1"]] == told["binh"]
        assert [["3/1"], ["2/1", "4/1"], ["1/1"], ["3/1", "2/1", "4/1", "1/1"]] == told["an"]
        assert [[], ["2/1", "4/1"], [], ["2/1", "4/1"]] == told["chi"]
        assert [[], [], ["1/1", "2/1"], ["1/1", "2/1"]] == told["dong"]

    def test_who_has_no_part_is_not_named(self) -> None:
        """A party without a task."""
        assert ["an"] == [share.agency for share in shares(ROWS[2:3], ("an", "binh"))]


class TestTally:
    """Numbers that add up."""

    def test_settled_tasks_are_late_no_more(self) -> None:
        """What is late is part of what is owed."""
        found = tally(ROWS)

        assert (4, 3, 3, 1) == (found.tasks, found.owed, found.late, found.settled)
