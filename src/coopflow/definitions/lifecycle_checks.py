"""Check that a lifecycle can mean what it says."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from coopflow.definitions.checks import Complaint, Complaints, listed
from coopflow.definitions.standard import RESERVED
from coopflow.values.lifecycle import Phase
from coopflow.values.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from coopflow.values.lifecycle import Lifecycle, Row

ASKED_BY = ("party", "signatory", "successor")
"""Who may ask for a row of an agreement; the rest of `By` is for tasks and proposals."""


def check(lifecycle: Lifecycle, *, guards: Collection[str] | None = None) -> tuple[Problem, ...]:
    """Return everything that is wrong with `lifecycle`, none where it can run.

    Args:
        lifecycle: The table.
        guards: Names of the guards there are; ``None`` where that is not known.
    """
    return tuple(
        Problem(code=each.code, text=each.text, path=each.path)
        for each in complaints(lifecycle, guards)
    )


def complaints(lifecycle: Lifecycle, guards: Collection[str] | None) -> Complaints:
    """Yield everything that is wrong with `lifecycle`, by its place in a lifecycle file."""
    for index, row in enumerate(lifecycle.rows):
        for name in () if guards is None else sorted(set(row.guards) - set(guards)):
            text = f"no guard {name!r} is known here (known: {listed(guards or ())})"
            yield Complaint(("rows", index, "guards"), "guard.unknown", text)
    yield from _rows(lifecycle)
    yield from _apart(lifecycle)
    yield from _states(lifecycle)
    yield from _course(lifecycle)


def _rows(lifecycle: Lifecycle) -> Complaints:
    names = {state.name for state in lifecycle.states}
    phases = {state.name: state.phase for state in lifecycle.states}
    for index, row in enumerate(lifecycle.rows):
        for key, state in (("from", row.origin), ("to", row.target)):
            if state not in names:
                text = f"there is no state {state!r}; there are {', '.join(sorted(names))}"
                yield Complaint(("rows", index, key), "state.unknown", text)
        if row.command in RESERVED:
            text = f"the command {row.command!r} means the same in every lifecycle: choose another"
            yield Complaint(("rows", index, "command"), "command.reserved", text)
        if row.by not in ASKED_BY:
            text = f"{row.by!r} asks for no row of an agreement: it is one of {', '.join(ASKED_BY)}"
            yield Complaint(("rows", index, "by"), "by.unknown", text)
        if phases.get(row.origin) == "ended":
            text = f"{row.origin!r} is ended: {row.command!r} cannot lead out of it"
            yield Complaint(("rows", index, "from"), "row.after-end", text)
        if row.by == "successor" and phases.get(row.target) not in ("ended", None):
            text = f"a successor ends what it renews: {row.target!r} is {phases[row.target]}"
            yield Complaint(("rows", index, "to"), "row.renewal", text)


def _apart(lifecycle: Lifecycle) -> Complaints:
    """Rows of one command and one state are tried in order; only their guards tell them apart."""
    seen: dict[tuple[str, str], list[frozenset[str]]] = {}
    first: dict[tuple[str, str], Row] = {}
    for index, row in enumerate(lifecycle.rows):
        one = first.setdefault((row.origin, row.command), row)
        if (one.by, one.consent) != (row.by, row.consent):
            text = (
                f"rows {row.command!r} out of {row.origin!r} differ in by or consent:"
                " only their guards may tell them apart"
            )
            yield Complaint(("rows", index), "row.differs", text)
        earlier = seen.setdefault((row.origin, row.command), [])
        if any(guards <= frozenset(row.guards) for guards in earlier):
            text = (
                f"an earlier row {row.command!r} out of {row.origin!r} is always taken first:"
                " give each guards of its own"
            )
            yield Complaint(("rows", index), "row.ambiguous", text)
        earlier.append(frozenset(row.guards))


def _states(lifecycle: Lifecycle) -> Complaints:
    names = [state.name for state in lifecycle.states]
    for index, state in enumerate(lifecycle.states):
        path = ("states", state.name)
        if state.phase not in get_args(Phase):
            text = f"{state.phase!r} is no phase; there are {', '.join(get_args(Phase))}"
            yield Complaint(path, "phase.unknown", text)
        if state.name in names[:index]:
            yield Complaint(path, "id.duplicate", f"the state {state.name!r} stands twice")
        leads_out = any(r.origin == state.name and r.target != state.name for r in lifecycle.rows)
        if state.phase != "ended" and not leads_out:
            text = f"no row leads out of the state {state.name!r}: add one, or make it ended"
            yield Complaint(path, "state.no-way-out", text)
    if lifecycle.initial not in names:
        text = f"there is no state {lifecycle.initial!r}; there are {', '.join(names)}"
        yield Complaint(("initial",), "state.unknown", text)
        return
    for name in sorted(set(names) - reachable(lifecycle, {lifecycle.initial})):
        text = f"no row leads to the state {name!r}: remove it, or add one"
        yield Complaint(("states", name), "state.unreachable", text)
    if lifecycle.phase(lifecycle.initial) != "drafting":
        text = f"an agreement begins in drafting, and {lifecycle.initial!r} is not"
        yield Complaint(("initial",), "phase.initial", text)


def _course(lifecycle: Lifecycle) -> Complaints:
    phases = {
        state.phase
        for state in lifecycle.states
        if state.name in reachable(lifecycle, {lifecycle.initial})
    }
    if not phases & {"binding", "executing", "reviewing"}:
        text = "no text ever binds: lead out of drafting to binding, executing or reviewing"
        yield Complaint(("states",), "phase.never-binds", text)
    elif "executing" not in phases:
        text = "nothing is ever carried out: a state that is executing must be reached"
        yield Complaint(("states",), "phase.never-runs", text)


def reachable(lifecycle: Lifecycle, begin: Iterable[str]) -> set[str]:
    """Return the states that rows lead to from those in `begin`, these included."""
    reached = set(begin)
    while more := {row.target for row in lifecycle.rows if row.origin in reached} - reached:
        reached |= more
    return reached


def gains(later: Lifecycle, earlier: Lifecycle) -> bool:
    """Tell whether `later` is `earlier` with nothing taken away: an edition may gain rows."""
    return (
        later.initial == earlier.initial
        and set(earlier.states) <= set(later.states)
        and set(earlier.rows) <= set(later.rows)
    )
