"""Whether a file is as long as what is in it.

SQLite takes a last page that was cut for a whole one, a file of one byte for an empty one, and a
file that is too short for a good one as long as its log names more pages: it then reads zeros
where entries were, and writes on.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from coopflow.errors import JournalBroken, JournalUnavailable

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

_LOG_HEADER = 32  # bytes
_FRAME_HEADER = 24  # bytes
_LOCKS_AT = 0x40000000
"""Where the page is that holds SQLite's locks and nothing else: it is never written."""


def require_whole(connection: sqlite3.Connection, url: str) -> None:
    """Refuse a file in which pages are missing that are not in its log either.

    The pages that a log holds may be missing, or half there: whoever was copying them into the
    file when the machine stopped had not let go of the log.

    Args:
        connection: One in a transaction that has begun to read: as long as it lasts, nobody
            cuts the file or begins the log anew before its pages are in the file.
        url: How the journal is named when it cannot be looked at.

    Raises:
        JournalBroken: It is too short.
        JournalUnavailable: It cannot be looked at.

    Source:
        SQLite, database file format, sections 1.3.8 (in-header database size) and 4 (the log).
    """
    path = connection.execute("PRAGMA database_list").fetchone()[2]
    (pages,) = connection.execute("PRAGMA page_count").fetchone()
    (size,) = connection.execute("PRAGMA page_size").fetchone()
    try:
        # Not by opening it: closing it again would drop the locks of this process (fcntl).
        length = Path(path).stat().st_size
        short = length < pages * size
        logged = frozenset(_logged(Path(f"{path}-wal"), size)) if short else frozenset()
    except OSError as error:
        raise JournalUnavailable(url, f"it cannot be reached: {error.strerror}") from error
    if pages == 0 and length > 0:
        what = "it is no database: it is too short for one"
        raise JournalBroken("", None, what)
    for page in range(length // size + 1, pages + 1):
        if page not in logged and page != _LOCKS_AT // size + 1:
            what = (
                f"its end is missing: it has {pages} pages of {size} bytes, and is {length} bytes "
                f"long; page {page} is not whole, nor in its log"
            )
            raise JournalBroken("", None, what)


def _logged(path: Path, size: int) -> Iterator[int]:
    """Yield the pages of every transaction that was completed in a log, by number.

    The frames of its present run bear its salt; those of an earlier run, which follow, do not.
    """
    if not path.exists():
        return
    with path.open("rb", buffering=0) as log:
        header = log.read(_LOG_HEADER)
        place, length = _LOG_HEADER, path.stat().st_size
        waiting: list[int] = []
        while place + _FRAME_HEADER + size <= length:
            log.seek(place)
            frame = log.read(_FRAME_HEADER)
            if frame[8:16] != header[16:24]:
                return
            waiting.append(int.from_bytes(frame[:4]))
            if any(frame[4:8]):  # the last one of its transaction
                yield from waiting
                waiting = []
            place += _FRAME_HEADER + size
