"""What the engine answers: accepted with what to record, or refused with every reason."""

from __future__ import annotations

from attrs import frozen

from coopflow.values.events import Event
from coopflow.values.reason import Reason


@frozen
class Change:
    """Events to append to one stream that was decided upon at version `expected`."""

    stream: str
    expected: int
    events: tuple[Event, ...]


@frozen
class Accepted:
    """The command holds: append `events` to its own stream, in one transaction with `others`.

    Attributes:
        stream: The agreement's own.
        expected: The version it was decided upon.
        others: What happens to other streams, before it.
    """

    stream: str
    expected: int
    events: tuple[Event, ...]
    others: tuple[Change, ...] = ()

    @property
    def changes(self) -> tuple[Change, ...]:
        """Everything to append, in order."""
        return (*self.others, Change(self.stream, self.expected, self.events))


@frozen
class Refused:
    """The command does not hold; `reasons` (one or more) say why, in a stable order."""

    reasons: tuple[Reason, ...]


Verdict = Accepted | Refused
