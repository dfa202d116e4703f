"""What the engine answers: accepted with what to record, or refused with every reason."""

from __future__ import annotations

from attrs import frozen

from coopflow.values.events import Event
from coopflow.values.reason import Reason


@frozen(kw_only=True)
class Change:
    """Events to append to one stream that was decided upon at version `expected`."""

    stream: str
    expected: int
    events: tuple[Event, ...]


@frozen
class Accepted:
    """The command holds: append all `changes` (one or more) in one transaction."""

    changes: tuple[Change, ...]


@frozen
class Refused:
    """The command does not hold; `reasons` (one or more) say why, in a stable order."""

    reasons: tuple[Reason, ...]


Verdict = Accepted | Refused
