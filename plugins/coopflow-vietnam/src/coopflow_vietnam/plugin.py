"""What the plugin contributes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coopflow.host import hookimpl
from coopflow_vietnam.reporting import StateReporting
from coopflow_vietnam.working import VietnamCalendar

if TYPE_CHECKING:
    from coopflow.host import Calendar, ReportingCalendar


@hookimpl
def coopflow_calendars() -> tuple[Calendar | ReportingCalendar, ...]:
    """Offer the working days of the public sector, and the State's reporting calendar."""
    return (VietnamCalendar(), StateReporting())
