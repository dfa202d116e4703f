"""What plugins may contribute, and how it is merged: once, conflicts refused, then frozen.

Everything the author of a plugin needs can be imported from here.
"""

from coopflow.engine.rules import Guard, Question, Responsibility
from coopflow.host.markers import hookimpl
from coopflow.host.reactions import Happened, Reaction
from coopflow.projections.rows import TaskRow
from coopflow.projections.sections import Section
from coopflow.values.evidence import Evidence
from coopflow.values.lifecycle import ALL, Consent, Lifecycle, Row, State
from coopflow.values.reason import Reason
from coopflow.values.review import Finding
from coopflow.values.text import Text
from coopflow.values.time import day_of

__all__ = [
    "ALL",
    "Consent",
    "Evidence",
    "Finding",
    "Guard",
    "Happened",
    "Lifecycle",
    "Question",
    "Reaction",
    "Reason",
    "Responsibility",
    "Row",
    "Section",
    "State",
    "TaskRow",
    "Text",
    "day_of",
    "hookimpl",
]
