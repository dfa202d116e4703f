"""What a caller asks, as it was asked; and the texts in it, in the form that is kept of them."""

from __future__ import annotations

from typing import Any

from attrs import frozen

from coopflow.definitions.document import from_data
from coopflow.errors import DefinitionError
from coopflow.runtime.instants import When
from coopflow.values.problem import Problem
from coopflow.values.saying import saying

_SAID = (
    "name",
    "by",
    "agency",
    "task",
    "occasion",
    "obligation",
    "proposal",
    "assessment",
    "note",
    "assignment",
)
_LONGEST = 10_000

Said = dict[str, Any]
"""The texts of a request by their names; ``None`` for what was not said."""


@frozen(kw_only=True)
class Request:
    """What a caller asks, as it was asked.

    Attributes:
        at: When; read as local to the agreement where it has no zone.
        to: Ids of bodies: a text with commas between them, or several texts.
        until: A day, or its text.
        percent: A number, or its text.
        evidence: Kinds, ``kind: title`` texts, mappings or values.
        body: New terms, a review, a closing or a reassignment: a value, a mapping or a read
            document.
    """

    agreement: str
    name: str
    by: str
    at: When = None
    agency: str | None = None
    task: str | None = None
    occasion: str | None = None
    obligation: str | None = None
    proposal: str | None = None
    assessment: str | None = None
    note: str | None = None
    assignment: str | None = None
    to: Any = ()
    until: Any = None
    percent: Any = None
    evidence: Any = ()
    body: Any = None


def read_said(request: Request) -> Said:
    """Return the texts a request is made of, in the normal form that is kept of them.

    Raises:
        DefinitionError: One is no text, or longer than 10 000 characters.
    """
    said = {name: getattr(request, name) for name in _SAID}
    for value in said.values():
        if value is not None and not _plainly(value):
            return _normal(said)
    return said


def _normal(said: Said) -> Said:
    document = from_data(said)
    problems = list(document.problems)
    for name, value in said.items():
        if value is not None and not isinstance(value, str):
            text = saying("{name} is text, not {value}", name=name, value=repr(value))
            problems.append(Problem(code="type.wrong", said=text, path=(name,)))
        elif value is not None and len(value) > _LONGEST:
            text = saying(
                "{name} is longer than {most} characters: put it into a document, as evidence",
                name=name,
                most=_LONGEST,
            )
            problems.append(Problem(code="text.too-long", said=text, path=(name,)))
    if problems:
        raise DefinitionError(tuple(problems))
    read: Said = document.data
    return read


def _plainly(value: object) -> bool:
    """Tell whether a text needs no look: few letters, and none that could be written otherwise."""
    return type(value) is str and value.isascii() and value.isprintable() and len(value) < _LONGEST
