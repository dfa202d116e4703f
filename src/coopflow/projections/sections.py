"""An agency's section of a review: what its plugin makes of the agency's tasks."""

from __future__ import annotations

from datetime import date

from attrs import frozen

from coopflow.projections.rows import TaskRow
from coopflow.values.terms import Terms


@frozen(kw_only=True)
class Section:
    """What an agency's section is made from.

    Attributes:
        agency: Whose section it is.
        as_of: The day it speaks for.
        terms: The agreement under review.
        tasks: Every task the responsibility is about, settled or not, in order.
    """

    agency: str
    as_of: date
    terms: Terms
    tasks: tuple[TaskRow, ...]
