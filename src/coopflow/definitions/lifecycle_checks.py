"""Check that a lifecycle can mean what it says."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, get_args

from coopflow.definitions.checks import MOST_NAMES, Complaint, Complaints, listed
from coopflow.definitions.row_checks import check_row, phases_of, tells_apart
from coopflow.definitions.standard import MACHINES, STANDARD
from coopflow.definitions.structure import is_id
from coopflow.values.lifecycle import Phase
from coopflow.values.problem import Problem
from coopflow.values.saying import saying

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from coopflow.definitions.document import Path
    from coopflow.values.lifecycle import Lifecycle


OF_THE_TABLE = ("row.differs", "row.ambiguous", "state.no-way-out", "state.unreachable",
                "phase.never-binds", "phase.never-runs")  # fmt: skip
"""What can be said of a table only where all of its states and rows are known."""

OF_STATES = ("state.unknown", "phase.initial")
"""What can be said of a table only where it is known which states there are."""


def check(lifecycle: Lifecycle, *, guards: Collection[str] | None = None) -> tuple[Problem, ...]:
    """Return everything that is wrong with `lifecycle`, none where it can run.

    Args:
        lifecycle: The table.
        guards: Names of the guards there are; ``None`` where that is not known.
    """
    return tuple(
        Problem(code=each.code, said=each.said, path=each.path)
        for each in complaints(lifecycle, guards)
    )


def complaints(lifecycle: Lifecycle, guards: Collection[str] | None) -> Complaints:
    """Yield everything that is wrong with `lifecycle`, by its place in a lifecycle file."""
    yield from _names(lifecycle)
    for index, row in enumerate(lifecycle.rows):
        for name in () if guards is None else sorted(set(row.guards) - set(guards)):
            text = saying(
                "no guard {name!r} is known here (known: {known})",
                name=name,
                known=listed(guards or ()),
            )
            yield Complaint(("rows", index, "guards"), "guard.unknown", text)
    phases = phases_of(lifecycle)
    for index, row in enumerate(lifecycle.rows):
        yield from check_row(phases, index, row)
    yield from tells_apart(lifecycle)
    yield from _states(lifecycle)
    if _connected(lifecycle):
        yield from _ways(lifecycle)
        yield from _course(lifecycle)


def _names(lifecycle: Lifecycle) -> Complaints:
    """Hold a table that code put together to what a file may hold: it is stored like one."""
    named: list[tuple[Path, object]] = [(("lifecycle",), lifecycle.name)]
    named += [(("states", each.name), each.name) for each in lifecycle.states]
    for index, row in enumerate(lifecycle.rows):
        named.append((("rows", index, "command"), row.command))
        named += [(("rows", index, "guards"), guard) for guard in row.guards]
    for path, name in named:
        if name is not None and not (isinstance(name, str) and is_id(name)):
            text = saying(
                "{name} is no id: use letters, digits, '.', '-' and '_', up to 100", name=repr(name)
            )
            yield Complaint(path, "id.form", text)
    if lifecycle.name in MACHINES:
        text = saying(
            "{name!r} is a machine inside every agreement: choose another name",
            name=lifecycle.name,
        )
        yield Complaint(("lifecycle",), "id.duplicate", text)
    if lifecycle.key == STANDARD.key and lifecycle != STANDARD:
        text = saying(
            "{lifecycle} is built in and says otherwise: choose another name",
            lifecycle=lifecycle.key,
        )
        yield Complaint(("lifecycle",), "id.duplicate", text)
    edition: int | None = lifecycle.edition  # a file may have left it out, which is told there
    if edition is not None and edition < 1:
        text = saying("editions count from 1, and this is {edition}", edition=edition)
        yield Complaint(("edition",), "edition.first", text)


def _states(lifecycle: Lifecycle) -> Complaints:
    seen = set[str]()
    for state in lifecycle.states:
        path = ("states", state.name)
        if state.phase not in get_args(Phase):
            text = saying(
                "{phase} is no phase; there are {known}",
                phase=repr(state.phase),
                known=", ".join(get_args(Phase)),
            )
            yield Complaint(path, "phase.unknown", text)
        if state.name in seen:
            yield Complaint(
                path, "id.duplicate", saying("the state {state!r} stands twice", state=state.name)
            )
        seen.add(state.name)
    if lifecycle.initial not in seen:
        text = saying(
            "there is no state {initial!r} (states: {known})",
            initial=lifecycle.initial,
            known=listed(each.name for each in lifecycle.states),
        )
        yield Complaint(("initial",), "state.unknown", text)
    elif lifecycle.phase(lifecycle.initial) != "drafting":
        text = saying(
            "an agreement begins in drafting, and {initial!r} is not", initial=lifecycle.initial
        )
        yield Complaint(("initial",), "phase.initial", text)


def _connected(lifecycle: Lifecycle) -> bool:
    """Tell whether all rows, and the beginning, are of states that there are.

    Where one is misspelt, what leads where cannot be judged, and each state would seem cut off.
    """
    named = {
        lifecycle.initial,
        *(end for row in lifecycle.rows for end in (row.origin, row.target)),
    }
    return named <= {state.name for state in lifecycle.states}


def _ways(lifecycle: Lifecycle) -> Complaints:
    onwards = _steps(lifecycle)
    closing = leading_to(lifecycle, [each.name for each in lifecycle.states if _ends(each.phase)])
    for name in [each.name for each in lifecycle.states if each.name not in closing]:
        text = saying(
            "no row leads out of the state {state!r}: add one, or make it ended", state=name
        )
        # No more of them than a message holds: where many have no way out, that bounds the work.
        if onward := _spread(onwards, (name,), most=MOST_NAMES + 2)[1:]:
            text = saying(
                "no ended state can be reached from {state!r}, only {states}: add a row that"
                " leads to an end",
                state=name,
                states=listed(onward),
            )
        yield Complaint(("states", name), "state.no-way-out", text)
    reached = reachable(lifecycle, {lifecycle.initial})
    targets = {row.target for row in lifecycle.rows}
    for name in sorted({each.name for each in lifecycle.states} - reached):
        text = saying("no row leads to the state {name!r}: remove it, or add one", name=name)
        if name in targets:
            text = saying(
                "nothing leads from {initial!r} to the state {name!r}: remove it, or add a row",
                initial=lifecycle.initial,
                name=name,
            )
        yield Complaint(("states", name), "state.unreachable", text)


def _ends(phase: object) -> bool:
    """Tell whether a state is an end, or may be one: an unknown phase is told elsewhere."""
    return phase == "ended" or phase not in get_args(Phase)


def _course(lifecycle: Lifecycle) -> Complaints:
    reached = reachable(lifecycle, {lifecycle.initial})
    phases = {state.phase for state in lifecycle.states if state.name in reached}
    if not phases & {"binding", "executing", "reviewing"}:
        text = saying("no text ever binds: lead out of drafting to binding, executing or reviewing")
        yield Complaint(("states",), "phase.never-binds", text)
    elif "executing" not in phases:
        text = saying("nothing is ever carried out: a state that is executing must be reached")
        yield Complaint(("states",), "phase.never-runs", text)


def reachable(lifecycle: Lifecycle, begin: Iterable[str]) -> set[str]:
    """Return the states that rows lead to from those in `begin`, these included."""
    return set(_spread(_steps(lifecycle), begin))


def leading_to(lifecycle: Lifecycle, end: Iterable[str]) -> set[str]:
    """Return the states from which rows lead to those in `end`, these included."""
    back: dict[str, list[str]] = {}
    for row in lifecycle.rows:
        back.setdefault(row.target, []).append(row.origin)
    return set(_spread(back, end))


def _steps(lifecycle: Lifecycle) -> dict[str, list[str]]:
    """Return where rows lead from each state, in one step."""
    found: dict[str, list[str]] = {}
    for row in lifecycle.rows:
        found.setdefault(row.origin, []).append(row.target)
    return found


def _spread(
    steps: Mapping[str, Sequence[str]], begin: Iterable[str], *, most: int | None = None
) -> list[str]:
    """Return what steps lead to from `begin`, this included, the nearest first; `most` of it."""
    found = dict.fromkeys(begin)
    ahead = deque(found)
    while ahead and (most is None or len(found) < most):
        for each in steps.get(ahead.popleft(), ()):
            if each not in found:
                found[each] = None
                ahead.append(each)
    return list(found)[:most]


def gains(later: Lifecycle, earlier: Lifecycle) -> bool:
    """Tell whether `later` is `earlier` with nothing taken away: an edition may gain rows."""
    return (
        later.initial == earlier.initial
        and set(earlier.states) <= set(later.states)
        and set(earlier.rows) <= set(later.rows)
    )
