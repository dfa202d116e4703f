"""A lifecycle is a table: states with their phases, and rows from one to another."""

from __future__ import annotations

from typing import Literal

from attrs import frozen

Phase = Literal["drafting", "binding", "executing", "suspended", "reviewing", "ended"]
By = Literal[
    "party",
    "signatory",
    "lead",
    "coordinating",
    "opener",
    "review",
    "successor",
    "clock",
    "assignee",
]
RUNNING: tuple[Phase, ...] = ("executing", "reviewing")
"""Phases in which occasions are told, and people are reminded of their tasks."""

Count = Literal["none", "any", "all", "lead", "at_least", "named"]


@frozen(kw_only=True)
class Consent:
    """Whose assent a row needs before it is taken.

    Attributes:
        count: How many, or which.
        at_least: Number of parties (>= 1), for ``count="at_least"``; else 0.
        parties: The parties, for ``count="named"``; else empty.
    """

    count: Count
    at_least: int = 0
    parties: tuple[str, ...] = ()

    def __str__(self) -> str:
        if self.count == "at_least":
            return f"at least {self.at_least}"
        return ", ".join(self.parties) if self.count == "named" else self.count


NONE = Consent(count="none")
ALL = Consent(count="all")


@frozen(kw_only=True)
class State:
    """Where something can be; effects follow its phase, never its name."""

    name: str
    phase: Phase | None = None


@frozen(kw_only=True)
class Row:
    """One transition.

    Attributes:
        command: What is asked: ``"sign"``.
        origin: State it leads from.
        target: State it leads to.
        event: What has then happened: ``"agreement.signed"``.
        by: Who may ask.
        guards: Names of conditions, all of which must hold.
        source: What makes it so.
    """

    command: str
    origin: str
    target: str
    event: str
    by: By
    consent: Consent = NONE
    guards: tuple[str, ...] = ()
    source: str = ""


@frozen(kw_only=True)
class Lifecycle:
    """A table and its published edition. An edition that was used runs forever."""

    name: str
    edition: int
    initial: str
    states: tuple[State, ...]
    rows: tuple[Row, ...]

    @property
    def key(self) -> str:
        """How it is referred to: ``"standard@1"``."""
        return f"{self.name}@{self.edition}"

    def phase(self, state: str) -> Phase | None:
        """Return the phase of `state`.

        Raises:
            KeyError: The table has no such state.
        """
        for each in self.states:
            if each.name == state:
                return each.phase
        raise KeyError(state)
