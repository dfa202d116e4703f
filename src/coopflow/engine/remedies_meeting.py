"""What would change objections to a meeting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coopflow.engine.remedy import advise, again

if TYPE_CHECKING:
    from coopflow.engine.remedy import Remedies


def _said_otherwise(code: str, *names: str) -> Remedies:
    """Return what tells the same meeting again with something else in it."""
    return lambda it: again(it, code, **{name: it.value(name) for name in names})


MEETINGS: dict[str, Remedies] = {
    "meeting.future": _said_otherwise("held-already", "at"),
    "meeting.not-adopted": lambda it: [advise(it, "name-adopters", parties=it.value("parties"))],
    "meeting.one-sided": _said_otherwise("name-attendees", "parties"),
    "meeting.other-agency": _said_otherwise("own-agency", "officer", "own", "agency"),
    "meeting.other-task": _said_otherwise("leave-out-other", "task", "could"),
}
