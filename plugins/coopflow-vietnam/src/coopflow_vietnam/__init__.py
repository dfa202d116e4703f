"""Calendars of agencies in Vietnam: ``vietnam`` of working days, ``nd-09-2019`` of cut-off days.

An agency with days off of its own makes a calendar of its own of `VietnamCalendar` and `Table`.
"""

from coopflow_vietnam.plugin import coopflow_calendars
from coopflow_vietnam.reporting import StateReporting
from coopflow_vietnam.tables import KNOWN, Table
from coopflow_vietnam.working import VietnamCalendar

__all__ = ["KNOWN", "StateReporting", "Table", "VietnamCalendar", "coopflow_calendars"]

__version__ = "0.1.0"
