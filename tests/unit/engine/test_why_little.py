"""What `why` may cost: it asks few questions, however much there is to ask about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from attrs import evolve as changed

from coopflow.definitions.standard import STANDARD
from coopflow.engine import remedy
from coopflow.engine.decide import decide
from coopflow.engine.explaining import explain
from coopflow.engine.remedy import Refusal, shortest
from coopflow.engine.rules import Responsibility
from coopflow.values.command import Command
from coopflow.values.reason import Reason
from coopflow.values.terms import Officer
from coopflow.values.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from coopflow import Secretariat
    from coopflow.engine.rules import Rules, View
    from coopflow.values.explanation import Explanation
    from coopflow.values.lifecycle import Row
    from coopflow.values.task import TaskState
    from coopflow.values.verdict import Verdict

MANY_TASKS = 1000
MANY_OFFICERS = 2000
LAYERS = 40


@pytest.fixture
def judged(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Whom the engine is asked about for remedies, one name for each time."""
    asked: list[str] = []

    def counting(rules: Rules, view: View, command: Command) -> Verdict:
        asked.append(command.by)
        return decide(rules, view, command)

    monkeypatch.setattr(remedy, "decide", counting)
    return asked


def crowded(
    office: Secretariat,
    duties: tuple[Responsibility, ...] = (),
    state: TaskState = "open",
) -> tuple[Rules, View]:
    """Return what `p1` is judged by, had it very many tasks and the directory as many officers.

    A tenth of the officers are of each party, the others of agencies that are none.
    """
    now = office.get("p1")
    tasks = now.tasks
    one = tasks["1.1/1"]
    for number in range(1, MANY_TASKS + 1):
        name = f"1.1/{number}"
        tasks = tasks.insert(name, changed(one, owed=changed(one.owed, id=name), state=state))
    now = changed(now, work=changed(now.work, tasks=tasks))
    view = office._casework.view(now, now.terms)
    officers = view.directory.officers
    agencies = ("an", "binh", "chi", *(f"far-{number}" for number in range(7)))
    for number in range(MANY_OFFICERS):
        agency = agencies[number % len(agencies)]
        name = f"{agency}-{number}"
        officer = Officer(id=name, name=Text.plain(name), agency=agency)
        officers = officers.insert(name, officer)
    view = changed(view, directory=changed(view.directory, officers=officers))
    rules = office._casework.rules(office._records.plan(now), now.terms)
    return changed(rules, responsibilities=duties), view


def explained(
    rules: Rules, view: View, code: str, command: str, by: str, **said: Any
) -> Explanation:
    """Return the explanation of an objection in that crowd."""
    assert view.agreement is not None
    task = said.get("task")
    asked = Command(agreement="p1", name=command, by=by, at=view.agreement.at, **said)
    values = (("task", task),) if task is not None else ()
    return explain(Refusal(rules=rules, view=view, command=asked, reason=Reason(code, values)))


class TestCost:
    """What is asked does not grow with tasks times officers."""

    @pytest.mark.parametrize(
        ("code", "command", "by"),
        [
            ("task.missing", "report", "an-head"),
            ("task.missing", "report", "dong-head"),
            ("task.unknown", "report", "nobody"),
            ("task.missing", "accept", "an-head"),
            ("task.missing", "accept", "dong-head"),
            ("occasion.missing", "occasion", "dong-head"),
            ("authority.party", "review", "dong-head"),
            ("officer.unknown", "review", "nobody"),
            ("at.before-last", "review", "nobody"),
        ],
    )
    def test_officers_who_are_alike_are_asked_about_once(
        self, code: str, command: str, by: str, judged: list[str], stand: Callable[..., Secretariat]
    ) -> None:
        """Where no plugin could tell them apart."""
        state: TaskState = "reported" if command == "accept" else "open"
        found = explained(*crowded(stand("executing"), state=state), code, command, by)

        assert found.remedies
        assert len(judged) < 50

    @pytest.mark.parametrize("by", ["an-head", "dong-head", "nobody"])
    def test_plugins_are_asked_about_each_officer_once(
        self, by: str, judged: list[str], stand: Callable[..., Secretariat]
    ) -> None:
        """Of the agencies that may, and of no other: not once for each task."""
        duties = tuple(
            Responsibility(agency=agency, scope="p1", obligations=("1.1",))
            for agency in ("an", "binh", "chi", "far-1")
        )
        explained(*crowded(stand("executing"), duties), "task.missing", "report", by)

        assert judged
        assert len(judged) == len(set(judged))
        assert not any(name.startswith("far") for name in judged)

    @pytest.mark.parametrize(
        ("code", "command"),
        [("authority.lead", "report"), ("officer.unknown", "report"), ("at.before-last", "report")],
    )
    def test_nobody_is_asked_about_who_could_not_be_allowed(
        self, code: str, command: str, judged: list[str], stand: Callable[..., Secretariat]
    ) -> None:
        """Officers of the lead are, where a task is to be reported."""
        explained(*crowded(stand("executing")), code, command, "nobody", task="1.1/1")

        assert {"an"} == {name.partition("-")[0] for name in judged}

    @pytest.mark.parametrize("by", ["an-head", "dong-head"])
    def test_ten_tasks_are_named_and_the_others_counted(
        self, by: str, stand: Callable[..., Secretariat]
    ) -> None:
        """Whoever asks: of 1.1/1 to 1.1/1000, and of 1.2/1, 1.6/1 and others that An leads."""
        first, *_ = explained(*crowded(stand("executing")), "task.missing", "report", by).remedies
        values = dict(first.values)

        assert "which-task-of-many" == first.code
        assert ", ".join(f"1.1/{number}" for number in range(1, 11)) == values["tasks"]
        assert int(values["more"]) >= MANY_TASKS - 10


class TestWays:
    """A table may have more ways than anybody could follow."""

    def test_ways_that_meet_are_one(self) -> None:
        """Layers of two states, fully joined: as many ways as first commands and last states."""
        rows: dict[str, list[Row]] = {}
        for layer in range(LAYERS):
            for here in ("a", "b") if layer else ("a",):
                rows[f"{here}{layer}"] = [
                    changed(
                        STANDARD.rows[0], command=f"to-{there}", origin=f"{here}{layer}",
                        target=f"{there}{layer + 1}",
                    )
                    for there in ("a", "b")
                ]  # fmt: skip
        looked: list[str] = []

        def onward(state: str) -> Iterator[Row]:
            looked.append(state)
            assert len(looked) < 10 * LAYERS
            yield from rows.get(state, ())

        ways = shortest("a0", lambda state: state.endswith(str(LAYERS)), onward)

        assert [
            ("to-a", f"a{LAYERS}"), ("to-a", f"b{LAYERS}"),
            ("to-b", f"a{LAYERS}"), ("to-b", f"b{LAYERS}"),
        ] == [(way[0].command, way[-1].target) for way in ways]  # fmt: skip
        assert {LAYERS} == {len(way) for way in ways}
