"""`Reaction`: what a plugin does after something has happened, and what it is told of that."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from attrs import field, frozen

from coopflow.values.agreement import Agreement
from coopflow.values.events import AgreementMoved, Event


@frozen(kw_only=True)
class Happened:
    """One entry of an agreement, as a reaction is told of it. It is final, and never changes.

    Attributes:
        agreement: The agreement's id.
        position: Place of the entry in the whole journal.
        version: Its place in the agreement's stream.
        type: The stored type of the event: ``"task.reported"``.
        event: What happened.
        at: When it happened (aware, UTC).
        by: Who made it happen: an officer's id, or ``:clock``.
        key: The same each time this reaction is told of this entry, and no other time. It may be
            given to `Secretariat.submit`, or to whatever else is to be done once only.
        as_it_was: Gives the agreement as this entry left it; call `then`.
    """

    agreement: str
    position: int
    version: int
    type: str
    event: Event
    at: datetime
    by: str
    key: str
    as_it_was: Callable[[], Agreement] = field(eq=False, repr=False)

    def then(self) -> Agreement:
        """Return the agreement as it was when this had just happened; read when it is asked for."""
        return self.as_it_was()


@frozen(kw_only=True)
class Reaction:
    """Something that follows from what has happened, under a name.

    It is run after the commit, at least once for each entry, in their order within an agreement.
    A process that dies amid it has it run again: with the same `Happened.key`.

    Attributes:
        name: Under which its place in the journal is kept; visible ASCII. Never reuse one.
        react: Does it. What it raises is tried again later.
        events: Stored types (``"task.reported"``), or names that rows give to what they do
            (``"agreement.signed"``); empty for all.
        scope: Agreements, or frameworks with what stands under them; empty for all.
        plugin: Who contributes it; set by the host.
    """

    name: str
    react: Callable[[Happened], object]
    events: tuple[str, ...] = ()
    scope: tuple[str, ...] = ()
    plugin: str = ""

    def key(self, position: int) -> str:
        """Return the idempotency key for the entry at a position."""
        return f"{self.name}:{position}"

    def awaits(self, kind: str) -> bool:
        """Tell by its stored type whether an entry may be one to react to."""
        return not self.events or kind in self.events or kind == MOVED

    def concerns(self, kind: str, event: Event) -> bool:
        """Tell whether an entry is one to react to, as far as its event goes."""
        if not self.events or kind in self.events:
            return True
        return isinstance(event, AgreementMoved) and event.event in self.events


MOVED = "agreement.moved"
"""The stored type whose event carries a name that its row gave it."""
