"""Pieces that lines of history are made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coopflow.cli.names import listed
from coopflow.language.phrases import phrase

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coopflow.values.evidence import Evidence


def kinds(evidence: Iterable[Evidence], lang: str) -> str:
    """Return what was given as evidence; nothing where none was."""
    pieces = [f"{each.kind} ({each.title})" if each.title else each.kind for each in evidence]
    return phrase("evidence: {evidence}", lang, evidence=listed(pieces)) if pieces else ""


def joined(line: str, *more: str | None) -> str:
    """Return a line with what else there is to say."""
    return "; ".join((line, *(each for each in more if each)))
