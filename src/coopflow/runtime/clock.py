"""What time it is. Everything below is told; nothing below asks."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """Knows the time."""

    def now(self) -> datetime:
        """Return the present instant, aware."""
        ...


class SystemClock:
    """The clock of this machine."""

    def now(self) -> datetime:
        """Return the present instant in UTC."""
        return datetime.now(UTC)
