"""What the library knows of hands, and of what awaits whom, beside what the oracle does."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import oracle_hands
import oracle_meetings
from attrs import asdict
from naive_days import local_day
from oracle_ground import owed, zone

if TYPE_CHECKING:
    from datetime import datetime

    from oracle import Oracle, World

    from coopflow import Secretariat
    from coopflow.values.assignment import Assignment


def at_hands(office: Secretariat, expected: World, now: datetime) -> None:
    """Demand that what was handed down is where the oracle has it, and adds up the same."""
    actual, today = office.get(expected["id"]), local_day(now, zone(expected))
    handed = [task for task in owed(expected) if task["hands"]]

    found = {
        task.id: [_hand(each) for each in task.hands]
        for task in actual.tasks.values()
        if task.hands
    }
    assert {task["id"]: task["hands"] for task in handed} == found
    trees = {tree.task: tree for tree in office.tree(actual.id, at=today)} if handed else {}
    assert {*trees} == {task["id"] for task in handed}
    for task in handed:
        leaves, tree = oracle_hands.leaves(task, today), trees[task["id"]]
        assert leaves == Counter(asdict(tree.roll_up))
        assert tree.risk == bool(leaves["refused"] + leaves["late"])


def _hand(each: Assignment) -> World:
    """Return an assignment as the oracle has it."""
    told = {
        key: getattr(each, key)
        for key in ("id", "to", "by", "due", "state", "percent", "remaining")
    }
    return {**told, "of": each.parent, "evidence": [one.kind for one in each.evidence]}


def at_inbox(office: Secretariat, oracle: Oracle, agency: str, now: datetime) -> None:
    """Demand that what awaits an agency is in its inbox, and nothing else, in order of days."""
    expected = set()
    for agreement in oracle.agreements.values():
        today = local_day(now, zone(agreement))
        expected |= {
            (agreement["id"], *each) for each in oracle_meetings.awaiting(agreement, agency, today)
        }
    rows = office.inbox(agency=agency, at=now)

    assert len(expected) == len(rows)
    found = {(row.agreement, row.about, row.what, row.why, row.due, row.late) for row in rows}
    assert expected == found
    dated = [row.due for row in rows if row.due is not None]
    assert [row.due for row in rows] == [*sorted(dated), *[None] * (len(rows) - len(dated))]
