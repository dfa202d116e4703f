"""Check that a lifecycle can mean what it says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coopflow.definitions.standard import RESERVED
from coopflow.values.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coopflow.values.lifecycle import Lifecycle


def check(lifecycle: Lifecycle) -> tuple[Problem, ...]:
    """Return everything that is wrong with `lifecycle`, none where it can run."""
    return tuple(
        Problem(code=code, text=text, path=("rows", index) if index is not None else ())
        for index, code, text in (*_rows(lifecycle), *_states(lifecycle))
    )


Found = tuple[int | None, str, str]


def _rows(lifecycle: Lifecycle) -> Iterator[Found]:
    names = {state.name for state in lifecycle.states}
    phases = {state.name: state.phase for state in lifecycle.states}
    seen: set[tuple[str, str, tuple[str, ...]]] = set()
    for index, row in enumerate(lifecycle.rows):
        for state in (row.origin, row.target):
            if state not in names:
                yield index, "state.unknown", f"row {row.command!r} names no state {state!r}"
        if row.command in RESERVED:
            text = f"the command {row.command!r} means the same in every lifecycle: choose another"
            yield index, "command.reserved", text
        if phases.get(row.origin) == "ended":
            text = f"{row.origin!r} is ended: {row.command!r} cannot lead out of it"
            yield index, "row.after-end", text
        key = (row.origin, row.command, row.guards)
        if key in seen:
            text = (
                f"nothing tells this row {row.command!r} from an earlier one out of {row.origin!r}"
            )
            yield index, "row.ambiguous", text
        seen.add(key)


def _states(lifecycle: Lifecycle) -> Iterator[Found]:
    names = [state.name for state in lifecycle.states]
    if lifecycle.initial not in names:
        yield None, "state.unknown", f"the initial state {lifecycle.initial!r} is not in the table"
        return
    reached = {lifecycle.initial}
    while more := {r.target for r in lifecycle.rows if r.origin in reached} - reached:
        reached |= more
    for state in lifecycle.states:
        if state.phase is None:
            yield None, "phase.missing", f"the state {state.name!r} has no phase"
        if state.name not in reached:
            yield None, "state.unreachable", f"no row leads to the state {state.name!r}"
        leads_out = any(r.origin == state.name and r.target != state.name for r in lifecycle.rows)
        if state.phase != "ended" and not leads_out:
            yield None, "state.no-way-out", f"no row leads out of the state {state.name!r}"
        if names.count(state.name) > 1 and state is not lifecycle.states[names.index(state.name)]:
            yield None, "state.duplicate", f"the state {state.name!r} stands twice"
    if lifecycle.initial and lifecycle.phase(lifecycle.initial) != "drafting":
        yield None, "phase.initial", f"the initial state {lifecycle.initial!r} is not drafting"
