"""Read what a meeting was: who met where and when, what was written down, what was adopted."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, get_args

from attrs import frozen

from coopflow.definitions.bodies import EvidenceFile
from coopflow.definitions.document import Document, Path, fatal
from coopflow.definitions.misfits import A_MAPPING, misplaced
from coopflow.definitions.standard import RESERVED
from coopflow.definitions.structure import Id, Ids, Words, absent, may, must, structure, within
from coopflow.definitions.terms_file import missing
from coopflow.errors import DefinitionError
from coopflow.values.evidence import Evidence
from coopflow.values.meeting import MEETINGS, Attendee, Meeting, Role
from coopflow.values.saying import saying
from coopflow.values.text import Text

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from coopflow.values.problem import Problem

# What is read below has been checked: what must stand, stands.
# mypy: disable-error-code="arg-type,union-attr"


@frozen(kw_only=True)
class AttendeeFile:
    """Somebody who was there.

    Attributes:
        agency: For which agency; by default that of the officer.
        officer: Which officer it was, where the directory knows them.
        name: Who it was, where it does not.
        role: As what; by default they attended.
    """

    agency: Id | None = None
    officer: Words | None = None
    name: Text | None = None
    role: Words | None = may(*get_args(Role))


@frozen(kw_only=True)
class AdoptionFile:
    """A command that was given at the meeting, by each of these officers.

    Attributes:
        agreement: Of which agreement; by default the one the meeting is of.
        command: Its name, of a transition of that agreement.
        by: The officers who give it, in order; each of them attended.
        with_: What the first of them brings along: a review, say.
    """

    agreement: Id | None = None
    command: Words | None = must()
    by: Ids | None = must()
    with_: Any = None


@frozen(kw_only=True)
class MeetingFile:
    """The body of a meeting.

    Attributes:
        kind: What kind of meeting it was.
        on: The day it was held.
        place: Where.
        attendees: Who was there, of two parties at least.
        tasks: What it settles, where that is not the earliest task of each obligation.
        minutes: What was written down.
        note: What else is to be said of it.
        adoptions: What was adopted there.
    """

    kind: Words | None = must(*MEETINGS)
    on: date | None = must()
    place: Text | None = None
    attendees: list[AttendeeFile | None] | None = None
    tasks: Ids | None = None
    minutes: list[EvidenceFile | None] | None = None
    note: Text | None = None
    adoptions: list[AdoptionFile | None] | None = None


@frozen(kw_only=True)
class Adopting:
    """What is to be adopted at a meeting.

    Attributes:
        agreement: Of which agreement; ``None`` for the one the meeting is of.
        by: The officers who give the command, in order.
        body: What the first of them brings along.
    """

    agreement: str | None
    command: str
    by: tuple[str, ...]
    body: Document | None = None


def read_meeting(document: Document) -> tuple[Meeting, tuple[Adopting, ...]]:
    """Make a `Meeting` of a document, and tell what is to be adopted at it.

    Raises:
        DefinitionError: Something is wrong with it; all of its problems.
    """
    if not isinstance(document.data, dict):
        form = saying("a meeting is a mapping with kind, on, place, attendees, minutes, adoptions")
        raise fatal("file.not-a-mapping", form, document.file, 1 if document.lines else None)
    file, problems, out = structure(document, MeetingFile)
    problems += [absent(document, path) for path in missing(file) if not within(path, out)]
    problems += _wrong(document, file)
    if problems:
        raise DefinitionError(tuple(sorted(problems, key=lambda problem: problem.line or 0)))
    held = Meeting(
        kind=file.kind,
        on=file.on,
        place=file.place,
        attendees=tuple(
            Attendee(
                agency=each.agency or "",
                officer=each.officer,
                name=each.name,
                role=each.role or "attend",
            )
            for each in file.attendees or ()
        ),
        tasks=file.tasks or (),
        minutes=tuple(
            Evidence(
                kind=each.kind,
                title=each.title,
                date=each.date_,
                digest=each.digest,
                where=each.where,
            )
            for each in file.minutes or ()
        ),
        note=file.note,
    )
    adoptions = tuple(
        Adopting(
            agreement=each.agreement,
            command=each.command,
            by=each.by,
            body=_part(document, ("adoptions", index, "with")) if each.with_ is not None else None,
        )
        for index, each in enumerate(file.adoptions or ())
    )
    return held, adoptions


def _wrong(document: Document, file: MeetingFile) -> Iterator[Problem]:
    if file.kind is not None and file.kind not in MEETINGS:
        text = saying("{value!r} is not one of {known}", value=file.kind, known=", ".join(MEETINGS))
        yield document.problem(("kind",), "meeting.unknown", text)
    there = [each for each in file.attendees or () if each is not None]
    for index, each in enumerate(file.attendees or ()):
        if each is not None:
            yield from _attending(document, ("attendees", index), each)
    officers = {each.officer for each in there}
    for index, adoption in enumerate(file.adoptions or ()):
        if adoption is not None:
            yield from _adopting(document, ("adoptions", index), adoption, officers)


def _attending(document: Document, path: Path, attendee: AttendeeFile) -> Iterator[Problem]:
    roles = get_args(Role)
    if attendee.role is not None and attendee.role not in roles:
        text = saying(
            "{value!r} is not one of {known}", value=attendee.role, known=", ".join(roles)
        )
        yield document.problem((*path, "role"), "role.unknown", text)
    if attendee.officer is None and attendee.agency is None:
        text = saying("say for which agency somebody attended, or which officer it was")
        yield document.problem(path, "attendee.unnamed", text)


def _adopting(
    document: Document, path: Path, adoption: AdoptionFile, there: Collection[str | None]
) -> Iterator[Problem]:
    if adoption.command in RESERVED:
        text = saying(
            "{command!r} is no transition that could be adopted: give it as a command of its own",
            command=adoption.command,
        )
        yield document.problem((*path, "command"), "adoption.reserved", text)
    if adoption.with_ is not None and not isinstance(adoption.with_, dict):
        wrong = misplaced(A_MAPPING, adoption.with_)
        yield document.problem((*path, "with"), wrong.code, wrong.said)
    for officer in adoption.by or ():
        if officer not in there:
            text = saying(
                "{officer!r} adopts and does not attend: name them among the attendees",
                officer=officer,
            )
            yield document.problem((*path, "by"), "adoption.absent", text)


def _part(document: Document, path: Path) -> Document:
    """Return what stands at `path` as a document of its own that knows its lines."""
    data: Any = document.data
    for step in path:
        data = data[step]
    deep = len(path)
    lines = {place[deep:]: line for place, line in document.lines.items() if place[:deep] == path}
    return Document(data, document.file, lines)
