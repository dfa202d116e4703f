"""The command line: words in, text out. No rule about agreements lives here."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from coopflow.cli.errors import guarded
from coopflow.cli.text import use_utf8

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["main"]


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line, and return its exit code.

    Args:
        argv: What was typed after the program's name; by default ``sys.argv``.
    """
    tokens = list(sys.argv[1:] if argv is None else argv)
    use_utf8()
    return guarded(lambda: _run(tokens))


def _run(tokens: list[str]) -> int | None:
    from coopflow.cli.app import run  # noqa: PLC0415 - heavy; an interrupt here is told like any

    return run(tokens)
