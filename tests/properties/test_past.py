"""Laws of the past: what had happened by an instant is what the record shows of it."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

import oracle_tasks
from hypothesis import given, settings
from hypothesis import strategies as st
from naive_days import local_day
from oracle import Oracle
from oracle_ground import zone
from story import play

from coopflow.projections.rows import folded
from coopflow.runtime.records import replay

if TYPE_CHECKING:
    from datetime import datetime

    from hypothesis.strategies import DataObject
    from story import Story

STORIES = settings(max_examples=30, deadline=None)


def instants(story: Story) -> list[datetime]:
    """Return every instant at which something happened, in order."""
    return sorted({asked["at"] for asked, codes, _ in story.steps if not codes})


def oracle_until(story: Story, last: datetime) -> Oracle:
    """Return what the oracle knows if it was told only what was asked by then."""
    told = Oracle(*story.others)
    for asked, _, _ in story.steps:
        if asked["at"] > last:
            continue
        if asked["command"] == "draft":
            told.draft(asked["body"], by=asked["by"], at=asked["at"])
        else:
            told.do(asked)
    return told


class TestAsOf:
    """With `as_of` the record is seen as it stood."""

    @STORIES
    @given(st.data())
    def test_it_is_the_fold_of_what_had_happened(self, data: DataObject) -> None:
        """An agreement, its tasks and its history are those of the entries up to then."""
        story = play(data)

        for last in instants(story):
            for row in story.office.agreements(as_of=last):
                history = story.office.history(row.id)
                before = [told for told in history if told.at <= last]
                facts = islice(story.journal.facts(row.id), len(before))
                present, rows = folded(replay(row.id, facts, watch=True))

                assert present == story.office.get(row.id, as_of=last)
                assert rows.agreement == row
                assert {*rows.tasks} == {*story.office.tasks(row.id, as_of=last)}
                assert before == [*story.office.history(row.id, as_of=last)]

    @STORIES
    @given(st.data())
    def test_the_oracle_remembers_the_same(self, data: DataObject) -> None:
        """Told only what was asked by then, it knows the same agreements, tasks and lateness."""
        story = play(data, most=12)

        for last in instants(story):
            expected = {
                agreement["id"]: (
                    agreement["state"],
                    {
                        (task["id"], task["state"], oracle_tasks.late(agreement, task, today))
                        for task in agreement["tasks"].values()
                    },
                )
                for agreement in oracle_until(story, last).agreements.values()
                for today in [local_day(last, zone(agreement))]
            }
            rows = story.office.tasks(as_of=last)

            assert expected == {
                each.id: (
                    each.state,
                    {(row.id, row.state, row.late) for row in rows if row.agreement == each.id},
                )
                for each in story.office.agreements(as_of=last)
            }

    @STORIES
    @given(st.data())
    def test_the_last_instant_is_now(self, data: DataObject) -> None:
        """As of the last thing that happened, the lists are those of now."""
        story = play(data)
        last = max(row.at for row in map(story.office.get, story.oracle.agreements))

        assert story.office.agreements() == story.office.agreements(as_of=last)
        assert story.office.tasks(at=last) == story.office.tasks(as_of=last)


class TestTasks:
    """The history of a task is what mentions it."""

    @STORIES
    @given(st.data())
    def test_every_entry_that_names_a_task_is_in_its_history_alone(self, data: DataObject) -> None:
        """Whatever happened to tasks is told of one of them, from wherever it was carried."""
        story = play(data)
        found = set()
        for row in story.office.tasks():
            history = story.office.history(row.agreement, task=row.id)
            own = [each for each in history if each.type.startswith("task.")]
            found |= {each.position for each in own}
            here = [each for each in own if each.stream == row.agreement]
            names = [each.data.get("task") for each in here]

            assert {row.id} == {name if isinstance(name, str) else name["id"] for name in names}
            assert ["task.opened"] == [each.type for each in own if each.type == "task.opened"]

        assert found == {
            entry.position
            for entry in story.entries
            if entry.type.startswith("task.") and entry.type != "task.skipped"
        }
