"""What plugins may contribute, and how it is merged: once, conflicts refused, then frozen."""

from coopflow.engine.rules import Guard, Question, Responsibility
from coopflow.host.markers import hookimpl
from coopflow.projections.sections import Section

__all__ = ["Guard", "Question", "Responsibility", "Section", "hookimpl"]
