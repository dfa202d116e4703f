"""The page of meetings, in words and as data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from coopflow.cli.data import data_of
from coopflow.cli.words_meeting import details, headline
from coopflow.language.phrases import phrase

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from coopflow.runtime.records import Recorded


def listing(told: Sequence[Recorded], lang: str) -> Iterator[str]:
    """Yield a headline for each meeting, and below it what there is to say of it."""
    for each in told:
        event: Any = each.event
        yield headline(event, lang)
        for line in details(event, lang):
            yield f"  {line}"
    if not told:
        yield phrase("no meetings", lang)


def meeting_data(told: Recorded) -> dict[str, Any]:
    """Return one meeting as data, with when it was recorded and by whom."""
    event: Any = told.event
    return {
        "meeting": event.meeting,
        **data_of(event.held),
        "adoptions": data_of(event.adoptions),
        "version": told.version,
        "at": data_of(told.at),
        "by": told.by,
    }
