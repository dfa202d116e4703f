"""Open the journal that a URL names."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coopflow.journal.store import Journal

_SQLITE = "sqlite:///"
_FORMS = "write memory:, sqlite:///relative.db or sqlite:////absolute/path.db"


def open_journal(url: str, *, create: bool = True) -> Journal:
    """Open the journal at `url`, and begin one where there is none.

    Args:
        url: ``memory:``, ``sqlite:///relative.db`` or ``sqlite:////absolute/path.db``.
            What follows the third slash is a path, taken letter by letter.
        create: Whether to begin a journal where there is none.

    Raises:
        ValueError: The URL has none of these forms.
        JournalMissing: There is no journal, and `create` is false.
        JournalUnavailable: It cannot be opened now, or is no journal of this library.
        JournalBroken: The file is damaged.
    """
    given: object = url
    if not isinstance(given, str):
        message = f"{given!r} is no URL: {_FORMS}"
        raise ValueError(message)  # noqa: TRY004 - one error for whatever is no URL of ours
    if url == "memory:":
        from coopflow.journal.memory import MemoryJournal  # noqa: PLC0415 - only the store asked for

        return MemoryJournal()
    path = url.removeprefix(_SQLITE)
    if path == url or path in {"", ":memory:"} or "\0" in path:
        message = f"{url!r} names no journal: {_FORMS}"
        raise ValueError(message)
    from coopflow.journal.sqlite import SqliteJournal  # noqa: PLC0415 - only the store asked for

    return SqliteJournal(path, create=create)
