"""Agreements as they stood, in bytes: whoever has one need not read a long stream from its start.

A snapshot holds nothing that the journal does not tell; without it everything only takes longer.
"""

from __future__ import annotations

from datetime import datetime
from functools import cache
from typing import Any

from attrs import frozen
from rpds import HashTrieMap

from coopflow.values.agreement import Agreement, Charter, Course, Work, hanging_of
from coopflow.values.lifecycle import Phase
from coopflow.values.task import Task

EVERY = 256
"""Entries from one snapshot to the next; more where an agreement has more open tasks than that,
so that what one costs stays small against what it stands for."""


@frozen
class Snapshot:
    """An agreement with plain collections in the place of persistent ones."""

    charter: Charter
    version: int
    at: datetime
    state: str
    phase: Phase
    tasks: tuple[Task, ...]
    ordinals: dict[str, int]
    course: Course


def due(agreement: Agreement, before: int) -> bool:
    """Tell whether a snapshot is to be made of an agreement that was at version `before`."""
    step = EVERY << (len(agreement.tasks) // EVERY).bit_length()
    return agreement.version // step != before // step


def encode(agreement: Agreement) -> bytes:
    """Return an agreement as bytes."""
    snapshot = Snapshot(
        agreement.charter,
        agreement.version,
        agreement.at,
        agreement.state,
        agreement.phase,
        tuple(agreement.tasks.values()),
        dict(agreement.ordinals),
        agreement.work.course,
    )
    encoded: bytes = _coders()[0](snapshot)
    return encoded


def decode(data: bytes) -> Agreement:
    """Return the agreement that `encode` made bytes of.

    Raises:
        ValueError: They are not what it makes.
    """
    snapshot: Snapshot = _coders()[1](data)
    tasks = HashTrieMap({task.id: task for task in snapshot.tasks})
    hanging = hanging_of(snapshot.tasks)
    return Agreement(
        snapshot.charter,
        snapshot.version,
        snapshot.at,
        snapshot.state,
        snapshot.phase,
        Work(tasks, HashTrieMap(snapshot.ordinals), snapshot.course, hanging),
    )


@cache
def _coders() -> tuple[Any, Any]:
    import msgspec  # noqa: PLC0415 - only where there are long streams

    return msgspec.json.Encoder().encode, msgspec.json.Decoder(Snapshot).decode
