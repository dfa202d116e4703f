"""Questions to try a plugin's checks with, and sections to try its findings with.

They are about the author's own terms where the contract was given some, and otherwise about
terms made up from the claim: two parties, and an obligation for each one claimed.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import product
from typing import TYPE_CHECKING, Literal

from attrs import evolve as changed
from rpds import HashTrieMap

from coopflow.definitions.plain import digest_of
from coopflow.definitions.same_as import acts, lead_of
from coopflow.definitions.standard import STANDARD
from coopflow.engine.rules import Question, Responsibility
from coopflow.projections.rows import task_row
from coopflow.projections.sections import Section
from coopflow.values.agreement import Agreement, Charter, Course, Work
from coopflow.values.command import Command
from coopflow.values.directory import Directory
from coopflow.values.evidence import Evidence
from coopflow.values.task import Assessment, Owed, Report, Task, TaskState
from coopflow.values.terms import Agency, Area, Obligation, Officer, Terms
from coopflow.values.text import Text
from coopflow.values.time import Period, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from coopflow.projections.rows import TaskRow

Asked = Literal["report", "accept"]

_OTHER = "another-agency"
_MOST_KINDS = 3


def terms_for(duty: Responsibility, given: Iterable[Terms]) -> tuple[Terms, ...]:
    """Return the terms among `given` that the claim speaks of, or else some made up from it."""
    mine = tuple(each for each in given if duty.scope in (each.id, each.framework))
    return mine or (_made_up(duty),)


def claimed(duty: Responsibility, terms: Terms) -> tuple[Obligation, ...]:
    """Return the obligations of `terms` that a claim is about."""
    return tuple(
        each for each in terms.obligations if each.id in duty.obligations or each.area in duty.areas
    )


def questions(duty: Responsibility, terms: Terms, asked: Asked) -> Iterator[Question]:
    """Yield questions about each act claimed, with evidence of every sort.

    None at all; each kind alone; kinds together; with and without a title; undated, dated the
    day before the report, that very day and the day after.
    """
    base = _question(terms, duty.agency, asked)
    at = _noon(middle(terms))
    reporter = next((each for each in terms.parties if each != duty.agency), duty.agency)
    for act in _acts(duty, terms):
        kinds = dict.fromkeys((*(k for clause in act for k in clause.evidence), *duty.evidence))
        for evidence in _evidence([*kinds, "letter"][:_MOST_KINDS], middle(terms)):
            if asked == "report":
                task = _task(act, terms, "open")
                command = changed(base.command, task=task.id, evidence=evidence)
            else:
                assessment = _assessment(act[0])
                report = Report(at, reporter, assessment, evidence)
                task = changed(_task(act, terms, "reported"), report=report)
                command = changed(base.command, task=task.id)
            work = changed(base.agreement.work, tasks=HashTrieMap({task.id: task}))
            agreement = changed(base.agreement, work=work)
            yield changed(base, agreement=agreement, command=command, task=task)


def bare_tasks(duty: Responsibility, terms: Terms, command: str) -> Iterator[Question]:
    """Yield a question about each act claimed, its task open, with nothing said besides."""
    base = _question(terms, duty.agency, command)
    for act in _acts(duty, terms):
        task = _task(act, terms, "open")
        work = changed(base.agreement.work, tasks=HashTrieMap({task.id: task}))
        agreement = changed(base.agreement, work=work)
        asked = changed(base.command, task=task.id)
        yield changed(base, agreement=agreement, command=asked, task=task)


def bare_questions(terms: Terms, commands: Iterable[str]) -> Iterator[Question]:
    """Yield questions about commands that take rows, each by an officer of each party."""
    for command, party in product(commands, terms.parties):
        yield _question(terms, party, command)


def sections(duty: Responsibility, terms: Terms) -> Iterator[Section]:
    """Yield what a review may be made from: nothing, and each task in every state."""
    states: tuple[TaskState, ...] = ("open", "reported", "accepted", "waived", "unmet")
    agreement = _question(terms, duty.agency, "review").agreement
    drawn: list[tuple[TaskRow, ...]] = [()]
    for state in states:
        tasks = [_task(act, terms, state) for act in _acts(duty, terms)]
        rows = [task_row(task, agreement) for task in tasks]
        drawn += [tuple(rows), tuple(changed(row, late=True) for row in rows)]
    for rows_, day in product(drawn, (terms.period.start, terms.period.end)):
        yield Section(agency=duty.agency, as_of=day, terms=terms, tasks=rows_)


def middle(terms: Terms) -> date:
    """Return the day in the middle of the period, on which every task is reported here."""
    return terms.period.start + (terms.period.end - terms.period.start) / 2


def made_up(parties: tuple[str, ...], scope: str, framework: str | None = None) -> Terms:
    """Return terms without obligations."""
    return Terms(
        id=scope,
        title=Text.plain("Made up"),
        period=Period(date(2022, 1, 1), date(2022, 12, 31)),
        parties=parties,
        agencies=tuple(Agency(id=each, name=Text.plain(each)) for each in parties),
        officers=tuple(
            Officer(
                id=f"officer-of-{each}",
                name=Text.plain(each),
                agency=each,
                may=("represent", "sign"),
            )
            for each in parties
        ),
        areas=(),
        obligations=(),
        framework=framework,
        review_within=Span(12, "months"),
    )


def _made_up(duty: Responsibility) -> Terms:
    areas = duty.areas or ("some-area",)
    names = [*((name, areas[0]) for name in duty.obligations), *((f"{a}.some", a) for a in areas)]
    obligations = tuple(
        Obligation(
            id=name,
            area=area,
            text=Text.plain(name),
            kind="once",
            lead=duty.agency,
            coordinating=(_OTHER,),
            acceptance="any",
            evidence=duty.evidence,
        )
        for name, area in names
    )
    terms = made_up((duty.agency, _OTHER), duty.scope)
    return changed(terms, areas=tuple(Area(id=area) for area in areas), obligations=obligations)


def _evidence(kinds: list[str], day: date) -> Iterator[tuple[Evidence, ...]]:
    days = (None, day - timedelta(days=1), day, day + timedelta(days=1))
    for pieces in product(*([None, *product((None, "A title"), days)] for _ in kinds)):
        yield tuple(
            Evidence(kind=kind, title=piece[0], date=piece[1])
            for kind, piece in zip(kinds, pieces, strict=True)
            if piece is not None
        )


def _task(act: tuple[Obligation, ...], terms: Terms, state: TaskState) -> Task:
    head = act[0]
    report = None
    if state in ("reported", "accepted"):
        by = lead_of(act) or terms.parties[0]
        report = Report(_noon(middle(terms)), by, _assessment(head))
    owed = Owed(
        id=f"{head.id}/1",
        obligation=head.id,
        also=tuple(clause.id for clause in act[1:]),
        kind=head.kind,
        lead=lead_of(act),
        coordinating=tuple(dict.fromkeys(a for clause in act for a in clause.coordinating)),
        acceptance=head.acceptance,
        opens=terms.period.start,
        due=head.due or (terms.period.end if head.kind != "once" else None),
        opened_on=terms.period.start,
        occasion=f"{head.on[0]}/1" if head.on else None,
        settled_by=head.settled_by,
    )
    return Task(owed, state, report)


def _assessment(obligation: Obligation) -> Assessment | None:
    return "partly" if obligation.kind == "continuous" else None


def _acts(duty: Responsibility, terms: Terms) -> list[tuple[Obligation, ...]]:
    mine = {each.id for each in claimed(duty, terms)}
    return [act for act in acts(terms.obligations) if mine & {clause.id for clause in act}]


def _question(terms: Terms, agency: str, command: str) -> Question:
    digest = digest_of(terms)
    agreement = Agreement(
        version=4,
        at=_noon(terms.period.start),
        charter=Charter(
            terms=terms,
            digest=digest,
            lifecycle=STANDARD.key,
            lifecycle_digest=digest_of(STANDARD),
            bound=digest,
            bound_at=_noon(terms.period.start),
        ),
        state="executing",
        phase="executing",
        work=Work(course=Course(started=True)),
    )
    officer = next((each.id for each in terms.officers if each.agency == agency), agency)
    at = _noon(middle(terms))
    return Question(
        agreement=agreement,
        command=Command(agreement=terms.id, name=command, by=officer, at=at),
        directory=Directory(
            agencies=HashTrieMap((each.id, each) for each in terms.agencies),
            groups=HashTrieMap((each.id, each) for each in terms.groups),
            officers=HashTrieMap((each.id, each) for each in terms.officers),
        ),
    )


def _noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
