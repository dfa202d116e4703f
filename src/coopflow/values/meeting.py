"""A meeting is one act: who met where and when, what was written down, what was adopted there."""

from __future__ import annotations

from datetime import date
from typing import Literal, get_args

from attrs import frozen

from coopflow.values.evidence import Evidence
from coopflow.values.text import Text

MeetingKind = Literal["briefing", "conference"]
Role = Literal["chair", "represent", "attend"]

MEETINGS: tuple[MeetingKind, ...] = get_args(MeetingKind)
"""The kinds of meetings: what they settle, they settle by being held."""


@frozen(kw_only=True)
class Attendee:
    """Who was there.

    Attributes:
        agency: For which agency; empty for the officer's own, until the meeting is recorded.
        officer: An officer of the directory; ``None`` where the person is only named.
        name: The person's name; ``None`` where the officer has it.
        role: In what role.
    """

    agency: str = ""
    officer: str | None = None
    name: Text | None = None
    role: Role = "attend"


@frozen(kw_only=True)
class Adoption:
    """What was adopted at a meeting, by its own consent: the entry that tells it.

    Attributes:
        agreement: Of which agreement.
        command: The row that was taken: ``"review"``.
        version: The version of that agreement once it was taken.
    """

    agreement: str
    command: str
    version: int


@frozen(kw_only=True)
class Meeting:
    """What a meeting was.

    Attributes:
        on: The day.
        tasks: Tasks it settles; none, until it is recorded, for the earliest that has begun of
            each obligation that such a meeting performs.
        minutes: What was written down.
    """

    kind: MeetingKind
    on: date
    place: Text | None = None
    attendees: tuple[Attendee, ...] = ()
    tasks: tuple[str, ...] = ()
    minutes: tuple[Evidence, ...] = ()
    note: Text | None = None
