"""A lifecycle that passes its checks can be lived through; one that cannot is refused."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Any

import tables
from hypothesis import event, given, settings
from hypothesis import strategies as st
from oracle import Oracle
from people import PARTIES
from story import Clock
from world import files, moves

from coopflow import CommandRefused, DefinitionError, Secretariat, parse_terms
from coopflow.definitions.lifecycle_checks import check
from coopflow.testing.strategies import lifecycles

if TYPE_CHECKING:
    from hypothesis.strategies import DataObject
    from oracle import World

    from coopflow import Lifecycle

PHASES = ("drafting", "binding", "executing", "suspended", "reviewing", "ended", "dancing")


def ways(table: World, target: str) -> list[World]:
    """Return the rows that lead from the beginning to a state of a phase, the fewest there are."""
    begin = table["initial"]
    known: dict[str, list[World]] = {begin: []}
    waiting = deque([begin])
    while waiting:
        state = waiting.popleft()
        if table["states"][state] == target:
            return known[state]
        for row in table["rows"]:
            asked = row["by"] not in ("successor", "clock")
            if row["from"] == state and row["to"] not in known and asked:
                known[row["to"]] = [*known[state], row]
                waiting.append(row["to"])
    message = f"nothing leads to {target}"
    raise AssertionError(message)


def walk(data: DataObject, table: World, target: str) -> str:
    """Live through the shortest way to a phase, with everybody willing; tell where that led."""
    oracle = Oracle(table)
    terms = data.draw(files("p1", oracle, lifecycle=tables.key(table)))
    with Secretariat.open(
        "memory:", plugins=[tables.Guest()], lifecycles=[tables.read(table)], clock=Clock()
    ) as office:
        office.draft(parse_terms(terms, known=office.known), by=f"{terms['parties'][0]}-head")
        oracle.draft(terms, by=f"{terms['parties'][0]}-head", at=Clock().now())
        agreement = oracle.agreements["p1"]
        for row in ways(table, target):
            for _ in terms["parties"]:
                asked = next(
                    each
                    for each in moves(agreement)
                    if each["command"] in (row["command"], "assent")
                )
                asked = {key: value for key, value in asked.items() if value is not None}
                asked["at"] = Clock().now()
                office.submit(**asked)

                assert set() == oracle.do(asked)
                if agreement["state"] != row["from"]:
                    break
        return office.get("p1").phase


class TestCourses:
    """Whatever passes the checks binds, runs and ends."""

    @settings(max_examples=40, deadline=None)
    @given(lifecycles(parties=PARTIES, guards=()), st.data())
    def test_some_history_runs_and_ends(self, lifecycle: Lifecycle, data: DataObject) -> None:
        """The rows to the nearest state that is executing can be taken, and those to an end."""
        table = tables.written(lifecycle)
        for target in ("executing", "ended"):
            assert target == walk(data, table, target)

    @settings(max_examples=150, deadline=None)
    @given(lifecycles(parties=PARTIES, guards=tuple(tables.GUARDS)), st.data())
    def test_what_is_altered_is_refused_or_runs(
        self, lifecycle: Lifecycle, data: DataObject
    ) -> None:
        """One word of a file made another: a problem with its place, or a table that works."""
        table = tables.written(lifecycle)
        for _ in range(data.draw(st.integers(1, 2))):
            table = data.draw(st.sampled_from(_altered(data, table)))
        try:
            read = tables.read(table)
        except DefinitionError as error:
            problems = error.problems
            for each in problems:
                event(f"refused: {each.code}")
        else:
            problems = ()

        assert all(each.code and each.text for each in problems)
        if problems:
            return
        assert () == check(read)
        event("still a lifecycle")
        _live(data, table)


def _altered(data: DataObject, table: World) -> list[World]:
    """Return what becomes of a file when something in it is changed, added or left out."""
    states, rows = table["states"], table["rows"]
    index = data.draw(st.integers(0, len(rows) - 1))
    row, name = rows[index], data.draw(st.sampled_from(sorted(states)))
    other = data.draw(st.sampled_from([*sorted(states), "nowhere"]))
    changes: list[World] = [
        {"from": other},
        {"to": other},
        {"command": data.draw(st.sampled_from([each["command"] for each in rows] + ["report"]))},
        {"by": data.draw(st.sampled_from(("party", "signatory", "successor", "lead")))},
        {"consent": data.draw(st.sampled_from(("none", "any", "most", {"at_least": 3}, ["an"])))},
        {"guards": data.draw(st.sampled_from((["funds"], ["quorum"], [], ["gone"])))},
        {"event": ""},
    ]

    def rows_with(changed: list[World]) -> World:
        return {**table, "rows": [*rows[:index], *changed, *rows[index + 1 :]]}

    found = [rows_with([{**row, **change}]) for change in changes]
    found += [rows_with([]), rows_with([row, row]), {**table, "initial": other}]
    phase = data.draw(st.sampled_from(PHASES))
    found.append({**table, "states": {**states, name: phase}})
    found.append({**table, "states": {**states, "more": phase}})
    found.append({**table, "states": {k: v for k, v in states.items() if k != name}})
    return found


def _live(data: DataObject, table: World) -> None:
    """Let everybody ask for whatever makes sense: it is done or refused, and nothing else."""
    oracle = Oracle(table)
    terms = data.draw(files("p1", oracle, lifecycle=tables.key(table)))
    with Secretariat.open(
        "memory:", plugins=[tables.Guest()], lifecycles=[tables.read(table)], clock=Clock()
    ) as office:
        by = f"{terms['parties'][0]}-head"
        office.draft(parse_terms(terms, known=office.known), by=by)
        oracle.draft(terms, by=by, at=Clock().now())
        for _ in range(12):
            agreement = oracle.agreements["p1"]
            asked: dict[str, Any] = {"command": "dance", "by": by, "agreement": "p1"}
            if (sensible := moves(agreement)) != []:
                asked = data.draw(st.sampled_from(sensible))
            asked = {key: value for key, value in asked.items() if value is not None}
            asked["at"] = Clock().now()
            expected = oracle.do(asked)
            try:
                office.submit(**asked)
                actual = set()
            except CommandRefused as error:
                actual = {each.code for each in error.reasons}

            assert bool(expected) == bool(actual)
            assert not expected or expected & actual
