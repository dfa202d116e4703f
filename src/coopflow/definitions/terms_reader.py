"""From a terms file to `Terms`, or to every problem it has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import frozen

from coopflow.definitions.calendars import CALENDARS
from coopflow.definitions.checks import END_OF_PERIOD, Complaint, Known
from coopflow.definitions.checks_calendar import check_calendar
from coopflow.definitions.checks_clock import check_clock
from coopflow.definitions.checks_deadlines import check_deadlines
from coopflow.definitions.checks_header import check_header
from coopflow.definitions.checks_obligations import REVIEW_WITHIN, check_obligations
from coopflow.definitions.checks_people import check_people
from coopflow.definitions.document import (
    Document,
    fatal,
    from_data,
    read_document,
    read_file,
    taken_for,
)
from coopflow.definitions.same_as import check_same_as
from coopflow.definitions.standard import LIFECYCLES
from coopflow.definitions.structure import absent, parse_day, structure, within
from coopflow.definitions.terms_file import (
    OF_LIFECYCLES,
    OF_TERMS,
    AreaFile,
    ObligationFile,
    TermsFile,
    missing,
)
from coopflow.errors import DefinitionError
from coopflow.values.problem import Problem
from coopflow.values.saying import saying
from coopflow.values.terms import (
    Agency,
    Area,
    Group,
    Obligation,
    Occasion,
    Officer,
    Source,
    Terms,
)
from coopflow.values.time import Period
from coopflow.values.timing import Relative

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from os import PathLike

    from coopflow.definitions.hanging import Hanging
    from coopflow.definitions.terms_file import AgencyFile, OfficerFile
    from coopflow.values.timing import Anchor


BUILT_IN = Known(
    lifecycles={each.key: each for each in LIFECYCLES}, calendars=tuple(sorted(CALENDARS))
)


@frozen
class Reading:
    """What a terms file says.

    Attributes:
        terms: The value.
        notices: What a reader should know though nothing is wrong, in the order of the file.
    """

    terms: Terms
    notices: tuple[Problem, ...]


def load_terms(path: str | PathLike[str], *, known: Known = BUILT_IN) -> Terms:
    """Read the terms file at `path`.

    Args:
        path: A YAML 1.2 file of at most 1 MiB.
        known: Lifecycles and calendars it may name; those built in by default.

    Raises:
        DefinitionError: Something is wrong with it; all of its problems, each with its line.
        OSError: It cannot be opened.
    """
    return read_terms(read_file(path), known=known).terms


def parse_terms(data: str | Mapping[str, Any], *, known: Known = BUILT_IN) -> Terms:
    """Read terms from YAML text, or from a mapping of the same shape.

    Raises:
        DefinitionError: Something is wrong with them; all of their problems.
    """
    document = (
        read_document(data.encode("utf-8", "surrogatepass"))
        if isinstance(data, str)
        else from_data(data)
    )
    return read_terms(document, known=known).terms


def read_terms(document: Document, *, known: Known = BUILT_IN) -> Reading:
    """Make `Terms` of a document.

    Raises:
        DefinitionError: Something is wrong with it; all of its problems, in the order of lines.
    """
    if not isinstance(document.data, dict):
        text = saying("a terms file is a mapping that begins with coopflow: 1")
        raise fatal("file.not-a-mapping", text, document.file, 1 if document.lines else None)
    if taken_for(document, OF_TERMS, OF_LIFECYCLES):
        text = saying(
            "this is a lifecycle file, and a terms file belongs here; what terms name as their"
            " lifecycle is given beside them (--lifecycle at the command line)"
        )
        raise fatal("file.another", text, document.file, 1 if document.lines else None)
    terms, problems, out = structure(document, TermsFile)
    problems += [absent(document, path) for path in missing(terms) if not within(path, out)]
    notices: list[Problem] = []
    for each in _complaints(terms, known):
        if not within(each.path, out):
            problem = document.problem(each.path, each.code, each.said, notice=each.notice)
            (notices if each.notice else problems).append(problem)
    if problems:
        raise DefinitionError(tuple(sorted(problems, key=lambda problem: problem.line or 0)))
    return Reading(_terms(terms), tuple(notices))


def _complaints(terms: TermsFile, known: Known) -> Iterable[Complaint]:
    yield from check_header(terms, known)
    yield from check_people(terms, known)
    yield from check_obligations(terms)
    yield from check_deadlines(terms)
    yield from check_same_as(terms)
    yield from check_clock(terms)
    yield from check_calendar(terms, known)


# Everything below is read from a file in which nothing is wrong: what must stand, stands.
# mypy: disable-error-code="arg-type,union-attr"


def _terms(file: TermsFile) -> Terms:
    period = Period(file.period.start, file.period.end)
    return Terms(
        id=file.id,
        title=file.title,
        lifecycle=file.lifecycle or "standard@1",
        framework=file.framework,
        predecessor=file.predecessor,
        period=period,
        review_within=file.review_within or REVIEW_WITHIN,
        time_zone=file.time_zone or "UTC",
        calendar=file.calendar or "weekdays",
        lead=file.lead,
        month_end=file.month_end or "down",
        answer_within=file.answer_within,
        silence=file.silence or "nothing",
        remind=file.remind or (),
        urge=file.urge or (),
        parties=tuple(file.parties),
        agencies=agencies_of(file.agencies),
        groups=tuple(Group(id=name, name=g.name) for name, g in (file.groups or {}).items()),
        officers=officers_of(file.officers),
        sources=tuple(
            Source(id=name, title=s.title, date=s.date_, issuer=s.issuer, aliases=s.aliases or ())
            for name, s in (file.sources or {}).items()
        ),
        occasions=tuple(
            Occasion(id=name, text=o.text) for name, o in (file.occasions or {}).items()
        ),
        areas=tuple(Area(id=a.id, title=a.title, lead=a.lead) for a in file.areas),
        obligations=tuple(
            _obligation(area, each, file, period)
            for area in file.areas
            for each in area.obligations or ()
        ),
    )


def agencies_of(files: Mapping[str, AgencyFile | None]) -> tuple[Agency, ...]:
    """Return the agencies that a file tells, where nothing is wrong in it."""
    return tuple(
        Agency(
            id=name,
            name=a.name,
            system=a.system,
            level=a.level,
            parent=a.parent,
            reporting=a.reporting,
        )
        for name, a in files.items()
    )


def officers_of(files: Mapping[str, OfficerFile | None]) -> tuple[Officer, ...]:
    """Return the officers that a file tells, where nothing is wrong in it."""
    return tuple(
        Officer(id=name, name=o.name, agency=o.agency, post=o.post, may=tuple(o.may or ()))
        for name, o in files.items()
    )


def _obligation(
    area: AreaFile, file: ObligationFile, terms: TermsFile, period: Period
) -> Obligation:
    lead = None if file.joint else file.lead or area.lead
    basis = "joint" if lead is None else "item" if file.lead else "heading"
    coordinating = file.coordinating or ()
    shared = bool(coordinating) if lead else len(terms.parties) > 1
    due, due_from = None, None
    if file.due is not None and file.due.hanging is not None:
        due_from = _relative(file.due.hanging, terms)
    elif file.due is not None:
        written = str(file.due.written)
        due = period.end if written == END_OF_PERIOD else parse_day(written)
    return Obligation(
        id=file.id,
        area=area.id,
        text=file.text,
        kind=file.kind,
        lead=lead,
        basis=file.lead_basis or basis,
        coordinating=coordinating,
        recipients=file.recipients or (),
        sources=file.sources or (),
        evidence=file.evidence or (),
        acceptance=(file.acceptance or "any") if shared else "none",
        settled_by=file.settled_by,
        same_as=file.same_as or (),
        overlaps=file.overlaps or (),
        note=file.note,
        due=due,
        every=file.every,
        rule=file.rule,
        report_every=file.report_every,
        on=file.on or (),
        within=file.within,
        due_from=due_from,
        due_source=file.due_source,
        extensions=1 if file.extensions is None else file.extensions,
        suspension=file.suspension,
        remind=file.remind,
        urge=file.urge,
    )


def _relative(due: Hanging, terms: TermsFile) -> Relative:
    anchor: Anchor = "obligation"
    if due.of == "signature":
        anchor = "signature"
    elif due.of in (terms.occasions or {}):
        anchor = "occasion"
    return Relative(side=due.side, anchor=anchor, of=due.of, by=due.by)
