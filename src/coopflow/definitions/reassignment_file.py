"""Read who takes over from whom, and what a file alone shows to be wrong with it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from attrs import frozen

from coopflow.definitions.bodies import read_body
from coopflow.definitions.checks import Complaint
from coopflow.definitions.checks_people import check_circles
from coopflow.definitions.structure import Id, Words, must
from coopflow.definitions.terms_file import AgencyFile, OfficerFile
from coopflow.definitions.terms_reader import agencies_of, officers_of
from coopflow.values.reassignment import Reassignment
from coopflow.values.saying import saying

if TYPE_CHECKING:
    from coopflow.definitions.checks import Complaints
    from coopflow.definitions.document import Document

# What is read below has been checked: what must stand, stands.
# mypy: disable-error-code="arg-type"


@frozen(kw_only=True)
class ReassignmentFile:
    """Bodies that are gone, and those that take over whatever they have in hand.

    Attributes:
        source: What makes it so: the law, or the decision.
        from_: The first day it holds; by default the day it is recorded.
        bodies: Each body that is replaced, and the one that takes its place.
        level: A level that is gone as a whole: no body of it may keep anything in hand.
        agencies: Bodies the directory is to learn of, as in a terms file.
        officers: Their officers, as in a terms file.
    """

    source: Words | None = must()
    from_: date | None = None
    bodies: dict[Id, Id | None] | None = must()
    level: Words | None = None
    agencies: dict[Id, AgencyFile | None] | None = None
    officers: dict[Id, OfficerFile | None] | None = None


def read_reassignment(document: Document) -> Reassignment:
    """Make a `Reassignment` of a document.

    Raises:
        DefinitionError: Something is wrong with it; all of its problems.
    """
    form = saying(
        "a reassignment is a mapping with source, from, bodies, level, agencies, officers"
    )
    file = read_body(document, ReassignmentFile, form, _wrong)
    return Reassignment(
        source=file.source,
        since=file.from_,
        bodies=tuple(file.bodies.items()),
        level=file.level,
        agencies=agencies_of(file.agencies or {}),
        officers=officers_of(file.officers or {}),
    )


def _wrong(file: ReassignmentFile) -> Complaints:
    """Yield what the file shows: who is replaced is gone, and neither takes over nor stands above.

    One that stood under a body may take over from it, as communes did from their districts.
    """
    replaced = file.bodies or {}
    if file.bodies is not None and not replaced:
        text = saying("say who takes over from whom: OLD: NEW")
        yield Complaint(("bodies",), "bodies.empty", text)
    for old, new in replaced.items():
        if new == old:
            text = saying(
                "{old!r} cannot take over from itself: name another body, or leave it out", old=old
            )
            yield Complaint(("bodies", old), "bodies.itself", text)
        elif new in replaced:
            text = saying(
                "{new!r} cannot take over from {old!r}, for it is replaced as well: name the"
                " body that is there afterwards",
                new=new,
                old=old,
            )
            yield Complaint(("bodies", old), "bodies.replaced", text)
    for name, each in (file.agencies or {}).items():
        if each is not None and each.parent in replaced:
            text = saying(
                "{name!r} cannot be placed under {parent!r}, which is replaced: name a body"
                " that is there afterwards",
                name=name,
                parent=each.parent,
            )
            yield Complaint(("agencies", name, "parent"), "bodies.replaced", text)
    yield from check_circles(file.agencies or {})
