"""Lifecycles as stock state machines, for drawing and for whoever wants that ecosystem."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coopflow.definitions.standard import ASSIGNMENT, LIFECYCLES, PROPOSAL, TASK
from coopflow.engine import machine as door

if TYPE_CHECKING:
    from transitions import Machine

    from coopflow.values.lifecycle import Lifecycle


def machine(lifecycle: str | Lifecycle) -> Machine:
    """Return a fresh stock `transitions.Machine` of a lifecycle, with no model.

    Nothing done to it touches coopflow.

    Args:
        lifecycle: One built in, by name (``"standard@1"``, and ``"proposal@1"``, ``"task@1"``
            for the machines inside every agreement), or any `Lifecycle` as a value.

    Raises:
        ValueError: Nothing built in is called so.
    """
    return door.machine(table(lifecycle) if isinstance(lifecycle, str) else lifecycle)


def table(name: str) -> Lifecycle:
    """Return a table built in by its name.

    Raises:
        ValueError: Nothing built in is called so.
    """
    tables = built_in()
    if name not in tables:
        message = f"no lifecycle {name!r} is built in; there are {', '.join(tables)}"
        raise ValueError(message)
    return tables[name]


def built_in() -> dict[str, Lifecycle]:
    """Return the tables built in, by their keys."""
    return {each.key: each for each in (*LIFECYCLES, PROPOSAL, TASK, ASSIGNMENT)}
