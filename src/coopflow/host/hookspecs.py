"""What a plugin may contribute. Each hook is asked once, when the host is built.

Hooks return values; they are handed nothing they could change. A plugin implements any of
them, marked with `coopflow.host.hookimpl`.
"""

from __future__ import annotations

from collections.abc import Sequence

from coopflow.definitions.reporting import AnyCalendar
from coopflow.engine.rules import Guard, Responsibility
from coopflow.host.markers import hookspec
from coopflow.host.reactions import Reaction
from coopflow.values.lifecycle import Lifecycle


@hookspec
def coopflow_lifecycles() -> Sequence[Lifecycle]:  # type: ignore[empty-body]  # the contract only
    """Offer lifecycles that terms files may name.

    Asked when the host is built. A published edition never changes: give a new one.

    Returns:
        Lifecycles; two of the same name and edition are a conflict.
    """


@hookspec
def coopflow_calendars() -> Sequence[AnyCalendar]:  # type: ignore[empty-body]  # the contract only
    """Offer calendars: of working days, which terms name, and of cut-off days, which agencies do.

    Asked when the host is built; a calendar is asked about days whenever some are counted, so it
    answers from what it knows. What was counted stands in the journal: a calendar that learns of
    another holiday changes what is counted from then on, and nothing else.

    Returns:
        Calendars, of either kind or of both; two of the same name are a conflict.
    """


@hookspec
def coopflow_guards() -> Sequence[Guard]:  # type: ignore[empty-body]  # the contract only
    """Offer conditions that rows refer to by name, or that are asked for certain commands.

    Asked when the host is built. Guards are joined with "and": a plugin can forbid more, never
    allow more. One that raises refuses the command under the plugin's name.

    Returns:
        Guards; two of the same name are a conflict.
    """


@hookspec
def coopflow_responsibilities() -> Sequence[Responsibility]:  # type: ignore[empty-body]  # the contract only
    """Say what is an agency's part in obligations or areas.

    Asked when the host is built.

    Returns:
        Responsibilities; two that claim the same obligation or area for the same agency in
        the same scope are a conflict.
    """


@hookspec
def coopflow_reactions() -> Sequence[Reaction]:  # type: ignore[empty-body]  # the contract only
    """Say what is to be done after something has happened.

    Asked when the host is built. A reaction is run by a runner after the commit, at least once
    for each entry, from where the journal ended when the reaction was first seen. One that raises
    is tried again, and parked in the end; it can refuse nothing.

    Returns:
        Reactions; two of the same name are a conflict.
    """
