"""The plan that decides is what a stock `transitions.Machine` of the same table does."""

from __future__ import annotations

from functools import partial
from types import SimpleNamespace
from typing import TYPE_CHECKING

import journal_laws
import pytest
import tables
from hypothesis import given, settings
from hypothesis import strategies as st
from story import play
from transitions import MachineError
from transitions.core import Condition

import coopflow
from coopflow.definitions.lifecycle_checks import check
from coopflow.definitions.plain import digest_of
from coopflow.definitions.standard import ASSIGNMENT, PROPOSAL, STANDARD, TASK
from coopflow.engine.machine import compile_plan
from coopflow.testing.strategies import lifecycles

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from hypothesis.strategies import DataObject
    from transitions import EventData, Machine

    from coopflow.values.lifecycle import Lifecycle

REFUSED = "refused"

COMMAND_OF = {
    "task.reported": "report",
    "task.accepted": "accept",
    "task.returned": "return",
    "task.waived": "waive",
    "task.unmet": "lapse",
    "task.carried": "carry",
    "proposal.assented": "assent",
    "proposal.adopted": "adopt",
    "proposal.declined": "decline",
    "proposal.retracted": "retract",
    "proposal.voided": "void",
    "proposal.expired": "expire",
    "assignment.acknowledged": "acknowledge",
    "assignment.refused": "refuse",
    "assignment.progressed": "progress",
    "assignment.delivered": "deliver",
    "assignment.moved": "reassign",
}


def walk_stock(lifecycle: Lifecycle, commands: list[str]) -> list[str]:
    """Drive a fresh stock machine with a model of its own, and tell where each command led."""
    model = SimpleNamespace()
    machine = coopflow.machine(lifecycle)
    machine.add_model(model)
    told = []
    for command in commands:
        try:
            machine.events[command].trigger(model)
            told.append(str(model.state))
        except (MachineError, KeyError):
            told.append(REFUSED)
    return told


def walk_plan(lifecycle: Lifecycle, commands: list[str]) -> list[str]:
    """Walk the compiled plan, taking the first row as a machine without conditions does."""
    plan = compile_plan(lifecycle, digest_of(lifecycle))
    state, told = lifecycle.initial, []
    for command in commands:
        rows = plan.rows.get((state, command), ())
        state = rows[0].target if rows else state
        told.append(state if rows else REFUSED)
    return told


def histories(lifecycle: Lifecycle, data: DataObject) -> list[str]:
    """Draw commands of the table, and some it does not have."""
    known = sorted({row.command for row in lifecycle.rows})
    return data.draw(st.lists(st.sampled_from([*known, *known, "dance"]), max_size=30))


UNMOVED = ("skipped", "stopped", "due-moved", "assigned")
"""What happens to tasks, or in their place, and moves none of them to another state."""


class TestStandard:
    """The oracle has a copy of its own of what is built in."""

    def test_both_say_the_same(self) -> None:
        """Row by row, but for the names of events, which decide nothing."""
        told = tables.written(STANDARD)
        rows = [{k: v for k, v in row.items() if k != "event"} for row in told["rows"]]

        assert tables.STANDARD["states"] == told["states"]
        assert tables.STANDARD["rows"] == rows


class TestFiles:
    """A lifecycle file holds whatever a table says."""

    @given(lifecycles(parties=("north", "south"), guards=tuple(tables.GUARDS)))
    def test_what_is_written_is_read(self, lifecycle: Lifecycle) -> None:
        """No word of it is lost on the way."""
        assert lifecycle == tables.read(tables.written(lifecycle))


class TestPlan:
    """One definition: what decide walks and what the stock machine does never part."""

    @given(lifecycles(), st.data())
    def test_both_reach_the_same_states(self, lifecycle: Lifecycle, data: DataObject) -> None:
        """Over any history of any table that passes the checks: same states, same refusals."""
        commands = histories(lifecycle, data)

        assert () == check(lifecycle)
        assert walk_stock(lifecycle, commands) == walk_plan(lifecycle, commands)

    @pytest.mark.parametrize(
        "table", [STANDARD, PROPOSAL, TASK, ASSIGNMENT], ids=lambda table: table.key
    )
    @given(data=st.data())
    def test_so_do_the_tables_built_in(self, table: Lifecycle, data: DataObject) -> None:
        """`standard@1`, `proposal@1` and `task@1` too, by their names."""
        commands = histories(table, data)
        model = SimpleNamespace()
        coopflow.machine(table.key).add_model(model)

        assert table.initial == model.state
        assert walk_stock(table, commands) == walk_plan(table, commands)

    @given(lifecycles())
    def test_every_row_is_in_the_plan_once(self, lifecycle: Lifecycle) -> None:
        """Rows of one state and command stand in table order; none is lost, none is added."""
        plan = compile_plan(lifecycle, digest_of(lifecycle))

        assert set(lifecycle.rows) == {row for rows in plan.rows.values() for row in rows}
        assert len(lifecycle.rows) == sum(len(rows) for rows in plan.rows.values())
        for (state, command), rows in plan.rows.items():
            assert rows == tuple(
                row for row in lifecycle.rows if (row.origin, row.command) == (state, command)
            )

    @given(lifecycles())
    def test_nothing_leads_out_of_an_ended_state(self, lifecycle: Lifecycle) -> None:
        """Where a table has ended, neither of the two goes on."""
        plan = compile_plan(lifecycle, digest_of(lifecycle))
        machine = coopflow.machine(lifecycle)
        for state in lifecycle.states:
            if state.phase == "ended":
                assert () == plan.out_of(state.name)
                assert [] == machine.get_triggers(state.name)

    @given(lifecycles())
    def test_a_stock_machine_is_fresh_each_time(self, lifecycle: Lifecycle) -> None:
        """What is done to one machine touches neither the next nor the plan."""
        spoiled = coopflow.machine(lifecycle)
        spoiled.add_transition("dance", lifecycle.initial, lifecycle.states[-1].name)
        spoiled.add_state("elsewhere")

        assert "dance" not in coopflow.machine(lifecycle).events
        assert "elsewhere" not in coopflow.machine(lifecycle).states
        assert "dance" not in compile_plan(lifecycle, digest_of(lifecycle)).commands


def _conditioned(lifecycle: Lifecycle) -> Machine:
    """Return a fresh stock machine that asks the guards its rows name."""
    machine = coopflow.machine(lifecycle)
    for (origin, command), rows in compile_plan(lifecycle, "").rows.items():
        stock = machine.events[command].transitions[origin]
        for row, transition in zip(rows, stock, strict=True):
            for name in row.guards:
                ask = partial(_holds, tables.GUARDS[name])
                transition.conditions.append(Condition(ask))
    return machine


def _holds(guard: Callable[[datetime], bool], event: EventData) -> bool:
    return guard(event.kwargs["at"])


class TestBeside:
    """Over random histories of whole agreements, stock machines walk beside and never object."""

    @settings(max_examples=30, deadline=None)
    @given(st.data())
    def test_agreements_move_as_the_stock_machine_does(self, data: DataObject) -> None:
        """What moves, the stock machine moves; what it would not, is refused for that reason.

        Its conditions are the guards, so that of several rows it takes the one that is meant.
        """
        story = play(data)
        machines = {key: _conditioned(table) for key, table in story.host.lifecycles.items()}
        keys: dict[str, str] = {}
        models: dict[str, SimpleNamespace] = {}
        for asked, codes, written in story.steps:
            name = asked["agreement"]
            own = name in keys and asked["command"] in machines[keys[name]].events
            if own:
                machine, model = machines[keys[name]], models[name]
                possible = asked["command"] in machine.get_triggers(model.state)
                out_of_season = {"command.not-now", "agreement.ended"} & set(codes)

                assert possible != bool(out_of_season)
            for entry, told in journal_laws.told(written):
                if entry.type == "agreement.drafted":
                    keys[entry.stream] = told["lifecycle"]
                    models[entry.stream] = SimpleNamespace()
                    machines[told["lifecycle"]].add_model(models[entry.stream])
                if entry.type == "agreement.moved":
                    machine, model = machines[keys[entry.stream]], models[entry.stream]

                    assert machine.events[told["command"]].trigger(model, at=asked["at"])
                    assert told["target"] == model.state

    @settings(max_examples=30, deadline=None)
    @given(st.data())
    def test_the_inner_tables_are_walked_as_stock_machines_would(self, data: DataObject) -> None:
        """Whatever becomes of a task, a proposal or an assignment is a way through its table."""
        kinds = ("task", "proposal", "assignment")
        machines = {kind: coopflow.machine(f"{kind}@1") for kind in kinds}
        models: dict[tuple[str, str], SimpleNamespace] = {}

        def begin(kind: str, stream: str, name: str, state: str) -> None:
            models[stream, name] = SimpleNamespace()
            machines[kind].add_model(models[stream, name])
            machines[kind].set_state(state, models[stream, name])

        for entry, told in journal_laws.told(play(data).entries):
            kind, _, happened = entry.type.partition(".")
            if entry.type == "task.assigned":
                begin("assignment", entry.stream, told["assignment"]["id"], "assigned")
            if kind not in machines or happened in UNMOVED:
                continue
            name = told["task"]["id"] if "id" in told.get("task", "") else told[kind]
            if happened in ("opened", "taken-up"):
                began = told["task"].get("state", "open") if kind == "task" else "open"
                begin(kind, entry.stream, name, began)
                for each in told["task"]["hands"] if happened == "taken-up" else ():
                    begin("assignment", entry.stream, each["id"], each["state"])
                continue
            command = COMMAND_OF[entry.type]
            if happened == "accepted" and told["settled_by"]:
                command = "settle"
            if told.get("settles", True) and told.get("closes", True):
                machines[kind].events[command].trigger(models[entry.stream, name])
