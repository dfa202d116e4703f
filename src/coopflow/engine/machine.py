"""The one door to `transitions`.

A table becomes a stock `transitions.Machine`; the plan that decide walks is compiled from the
`State` and `Transition` objects of that machine, so both read one definition. No agreement is
ever registered as a model: the machine defines and checks, values carry the state.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from attrs import frozen

from coopflow.engine.phases import Effect, Plain, effect_of, plain_of
from coopflow.values.lifecycle import Lifecycle, Phase, Row

if TYPE_CHECKING:
    from transitions import Machine


@frozen
class Plan:
    """A lifecycle ready to walk.

    Attributes:
        lifecycle: The table it was compiled from.
        digest: SHA-256 (hex) of that table.
        rows: Rows by state and command, in table order.
        effects: What taking each row entails, by its state, command and guards, which are what
            tells rows apart.
        plain: By state and command, where the only row for them entails nothing but its move.
        phases: Phase of each state.
        commands: Every command of the table, in table order.
        renewable: Whether a successor can end an agreement on it.
        lapsing: States that time alone leads out of.
    """

    lifecycle: Lifecycle
    digest: str
    rows: Mapping[tuple[str, str], tuple[Row, ...]]
    effects: Mapping[tuple[str, str, tuple[str, ...]], Effect]
    plain: Mapping[tuple[str, str], Plain]
    phases: Mapping[str, Phase | None]
    commands: tuple[str, ...]
    renewable: bool
    lapsing: frozenset[str]

    def effect(self, row: Row) -> Effect:
        """Return what taking `row` entails."""
        return self.effects[row.origin, row.command, row.guards]

    def out_of(self, state: str) -> tuple[Row, ...]:
        """Return every row that leads out of `state`, in table order."""
        return tuple(row for row in self.lifecycle.rows if row.origin == state)


def machine(lifecycle: Lifecycle) -> Machine:
    """Return a fresh stock `transitions.Machine` of the table, with no model of its own.

    It is for drawing, and for whoever wants the ecosystem: add a model to walk it. Nothing done
    to it touches coopflow.
    """
    from transitions import Machine, State  # noqa: PLC0415 - heavy: only where a table is compiled

    made = Machine(
        model=None,
        states=[State(state.name) for state in lifecycle.states],
        initial=lifecycle.initial,
        auto_transitions=False,
        send_event=True,
    )
    for row in lifecycle.rows:
        made.add_transition(row.command, row.origin, row.target)
    return made


def compile_plan(lifecycle: Lifecycle, digest: str) -> Plan:
    """Compile the plan of `lifecycle`, whose digest is `digest`."""
    stock = machine(lifecycle)
    rows: dict[tuple[str, str], tuple[Row, ...]] = {}
    for command, event in stock.events.items():
        for origin, transitions in event.transitions.items():
            ours = [r for r in lifecycle.rows if (r.command, r.origin) == (command, origin)]
            pairs = zip(ours, transitions, strict=True)
            rows[origin, command] = tuple(
                row for row, stock_row in pairs if row.target == stock_row.dest
            )
    effects = {
        (row.origin, row.command, row.guards): effect_of(lifecycle, row) for row in lifecycle.rows
    }
    plain = {
        place: plain_of(only[0], effects[*place, only[0].guards])
        for place, only in rows.items()
        if len(only) == 1
    }
    return Plan(
        lifecycle=lifecycle,
        digest=digest,
        rows=rows,
        effects=effects,
        plain={place: found for place, found in plain.items() if found is not None},
        phases={name: lifecycle.phase(name) for name in stock.states},
        commands=tuple(stock.events),
        renewable=any(row.by == "successor" for row in lifecycle.rows),
        lapsing=frozenset(row.origin for row in lifecycle.rows if row.by == "clock"),
    )
