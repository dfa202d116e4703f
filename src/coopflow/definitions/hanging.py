"""A due day as a terms file has it: in words, or hanging on something else."""

from __future__ import annotations

from typing import Literal

from attrs import frozen

from coopflow.values.time import Span


@frozen
class Hanging:
    """A due day that hangs on something else: ``{after: signature, by: 30 days}``."""

    side: Literal["before", "after"]
    of: str
    by: Span

    def __str__(self) -> str:
        return f"{self.by} {self.side} {self.of}"


@frozen
class Due:
    """A due day as it is written: in words, or hanging on something else."""

    written: str | None
    hanging: Hanging | None = None

    def __str__(self) -> str:
        return str(self.written or self.hanging)
