"""`Reassignment`: bodies are gone, and others take what they had in hand."""

from __future__ import annotations

from attrs import frozen

from coopflow.values.terms import Agency, Officer
from coopflow.values.time import Day


@frozen(kw_only=True)
class Reassignment:
    """What is said where bodies that have something in hand are replaced by others.

    Attributes:
        source: What makes it so: the law, or the decision.
        since: The first day it holds; ``None`` for the day it is recorded.
        bodies: Each body that is replaced, and the one that takes its place.
        level: A level that is gone as a whole: no body of it may keep anything in hand.
        agencies: Bodies the directory is to learn of.
        officers: Their officers.
    """

    source: str
    since: Day | None = None
    bodies: tuple[tuple[str, str], ...]
    level: str | None = None
    agencies: tuple[Agency, ...] = ()
    officers: tuple[Officer, ...] = ()
