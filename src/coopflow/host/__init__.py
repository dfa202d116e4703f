"""What plugins may contribute, and how it is merged: once, conflicts refused, then frozen.

Everything the author of a plugin needs can be imported from here.
"""

from coopflow.definitions.calendars import Calendar
from coopflow.definitions.reporting import ReportingCalendar
from coopflow.engine.rules import Guard, Handing, Question, Responsibility
from coopflow.host.markers import hookimpl
from coopflow.host.reactions import Happened, Reaction
from coopflow.projections.rows import TaskRow
from coopflow.projections.sections import Section
from coopflow.values.assignment import Assignment
from coopflow.values.evidence import Evidence
from coopflow.values.lifecycle import ALL, Consent, Lifecycle, Row, State
from coopflow.values.reason import Reason
from coopflow.values.review import Finding
from coopflow.values.text import Text
from coopflow.values.time import Period, day_of

__all__ = [
    "ALL",
    "Assignment",
    "Calendar",
    "Consent",
    "Evidence",
    "Finding",
    "Guard",
    "Handing",
    "Happened",
    "Lifecycle",
    "Period",
    "Question",
    "Reaction",
    "Reason",
    "ReportingCalendar",
    "Responsibility",
    "Row",
    "Section",
    "State",
    "TaskRow",
    "Text",
    "day_of",
    "hookimpl",
]
