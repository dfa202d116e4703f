"""What coopflow brings itself: the first plugin, under the same contract as any other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coopflow.definitions.calendars import CALENDARS
from coopflow.definitions.standard import LIFECYCLES
from coopflow.host.markers import hookimpl

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coopflow.definitions.reporting import AnyCalendar
    from coopflow.values.lifecycle import Lifecycle

NAME = "coopflow"


@hookimpl
def coopflow_lifecycles() -> Sequence[Lifecycle]:
    """Offer the lifecycles built in."""
    return LIFECYCLES


@hookimpl
def coopflow_calendars() -> Sequence[AnyCalendar]:
    """Offer Monday to Friday."""
    return tuple(CALENDARS.values())
