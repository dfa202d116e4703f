"""Rows of the table `entries`, and the entries they stand for.

A file that was tampered with can hold anything in any column. What cannot be an entry is
named by its stream and version, never passed on and never a crash.
"""

from __future__ import annotations

from types import NoneType
from typing import Any

from coopflow.errors import JournalBroken
from coopflow.journal.entry import Entry

COLUMNS = 'position, stream, version, type, at, recorded_at, "by", "key", data, digest'

Row = tuple[Any, ...]

_SHAPE = (int, str, int, str, str, str, str, str, bytes, str)
_SHAPES = frozenset({_SHAPE, (*_SHAPE[:7], NoneType, *_SHAPE[8:])})


def tolerant(raw: bytes) -> str:
    """Decode stored text so that bytes that are no UTF-8 come out again as they were."""
    return raw.decode(errors="surrogateescape")


def shown(text: str) -> str:
    """Make what `tolerant` read fit to be shown."""
    return text.encode(errors="surrogateescape").decode(errors="replace")


def entry_of(row: Row) -> Entry:
    """Make an entry of a row with `COLUMNS`.

    Raises:
        JournalBroken: A value is not of its column's type.
    """
    if tuple(map(type, row)) not in _SHAPES:
        raise _named(row, "it holds a value of the wrong type")
    return Entry(
        position=row[0],
        stream=row[1],
        version=row[2],
        type=row[3],
        at=row[4],
        recorded_at=row[5],
        by=row[6],
        key=row[7],
        data=row[8],
        digest=row[9],
    )


def legible(row: Row) -> Row:
    """Pass a row that was read with `tolerant`.

    Raises:
        JournalBroken: One of its texts is not UTF-8.
    """
    try:
        for value in row:
            if isinstance(value, str):
                value.encode()
    except UnicodeEncodeError:
        raise _named(row, "it holds text that is not UTF-8") from None
    return row


def _named(row: Row, what: str) -> JournalBroken:
    stream, version = (row[1], row[2]) if len(row) == len(_SHAPE) else ("", None)
    return JournalBroken(
        shown(stream) if isinstance(stream, str) else "",
        version if isinstance(version, int) else None,
        what,
    )
