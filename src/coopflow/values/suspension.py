"""Why an agreement stands still, and until when nobody counts days."""

from __future__ import annotations

from datetime import datetime

from attrs import frozen

from coopflow.values.text import Text


@frozen(kw_only=True)
class Pause:
    """What is consented to where an agreement is suspended or resumed.

    Attributes:
        cause: An id of its cause: ``flood-2022``. What was suspended for one cause is resumed
            for the same.
        reason: The cause in words.
        source: What it rests on.
    """

    cause: str
    reason: Text | None = None
    source: str | None = None


@frozen(kw_only=True)
class Suspended:
    """A suspension that lasts.

    Attributes:
        since: When it began.
        by: The officer whose command suspended the agreement.
    """

    cause: str
    since: datetime
    by: str
