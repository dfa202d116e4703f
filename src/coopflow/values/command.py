"""`Command`: what an officer asks for."""

from __future__ import annotations

from datetime import datetime

from attrs import frozen

from coopflow.values.evidence import Evidence
from coopflow.values.review import Closing, Review
from coopflow.values.terms import Terms


@frozen
class Unread:
    """A body that came with a command that takes none now: nobody looked into it."""


@frozen(kw_only=True)
class Command:
    """What an officer asks of one agreement.

    Attributes:
        name: Imperative: ``"sign"``.
        by: Who acts (an officer's id).
        at: When it happens (aware, UTC).
        agency: In whose name; ``None`` for the officer's own agency.
        body: New terms, a review, or what becomes of the tasks at the end.
    """

    agreement: str
    name: str
    by: str
    at: datetime
    agency: str | None = None
    task: str | None = None
    occasion: str | None = None
    obligation: str | None = None
    proposal: str | None = None
    assessment: str | None = None
    note: str | None = None
    evidence: tuple[Evidence, ...] = ()
    body: Terms | Review | Closing | Unread | None = None
