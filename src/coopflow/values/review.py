"""What a review says, and what becomes of every task."""

from __future__ import annotations

from datetime import date
from typing import Literal

from attrs import frozen

from coopflow.values.evidence import Evidence
from coopflow.values.text import Text

FindingKind = Literal["achievement", "limitation", "cause", "lesson"]
Outcome = Literal["carry", "waive", "unmet"]


@frozen(kw_only=True)
class Finding:
    """One thing the review found.

    Attributes:
        areas: Areas it speaks of (ids).
        tasks: Tasks it speaks of (ids).
    """

    kind: FindingKind
    text: Text
    areas: tuple[str, ...] = ()
    tasks: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()


@frozen(kw_only=True)
class Disposition:
    """What becomes of one task that is still open.

    Attributes:
        outcome: *carry* it into the successor, *waive* it, or own that it is *unmet*.
        reason: Why; ``None`` is possible for *carry* only.
    """

    task: str
    outcome: Outcome
    reason: Text | None = None


@frozen(kw_only=True)
class Review:
    """The body of a review.

    Attributes:
        as_of: The day whose open tasks it disposes of.
    """

    as_of: date
    findings: tuple[Finding, ...]
    dispositions: tuple[Disposition, ...]


@frozen(kw_only=True)
class Closing:
    """The body of a command that ends an agreement: what becomes of the tasks still open."""

    dispositions: tuple[Disposition, ...] = ()
