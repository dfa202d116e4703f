"""What the commands say with ``--json``: every field, ``null`` where there is nothing.

Days are ISO dates and instants ISO in UTC; text stands as in a terms file, a string or a
mapping by language.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from attrs import fields, has

from coopflow.definitions.consents import awaited
from coopflow.definitions.terms_writer import terms_data
from coopflow.projections.tallies import shares, tally
from coopflow.runtime.instants import until
from coopflow.runtime.wording import word
from coopflow.values.terms import Terms
from coopflow.values.text import Text
from coopflow.values.time import Span, stamp

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from coopflow.errors import JournalBroken
    from coopflow.host.manager import Contributed
    from coopflow.projections.rows import AgreementRow, TaskRow
    from coopflow.runtime.outlining import Outline
    from coopflow.runtime.reactor import Standing
    from coopflow.runtime.records import Recorded
    from coopflow.runtime.verifying import Verification
    from coopflow.runtime.writing import Receipt
    from coopflow.values.agreement import Agreement, Proposal
    from coopflow.values.explanation import Explanation, Remedy
    from coopflow.values.problem import Problem
    from coopflow.values.reason import Reason
    from coopflow.values.task import Task
    from coopflow.values.terms import Obligation

Data = dict[str, Any]


def data_of(value: Any) -> Any:  # noqa: PLR0911 - one answer for each kind of value
    """Return a value of the library as JSON has it, with all of its fields."""
    if isinstance(value, Text):
        words = dict(value.words)
        return words.get("", words)
    if isinstance(value, Terms):
        return terms_data(value)
    if isinstance(value, datetime):
        return stamp(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Span):
        return str(value)
    if has(type(value)):
        return {each.name: data_of(getattr(value, each.name)) for each in fields(type(value))}
    if isinstance(value, Mapping):
        return {str(key): data_of(each) for key, each in value.items()}
    if isinstance(value, (tuple, list)):
        return [data_of(each) for each in value]
    return value


def agreement_row(row: AgreementRow, as_of: str | None = None) -> Data:
    """Return one agreement of the list."""
    data: Data = {**data_of(row), "as_of": _instant(as_of, row.time_zone)}
    data["period"] = {"start": data.pop("start"), "end": data.pop("end")}
    return data


def task(
    row: TaskRow,
    clause: Obligation | None,
    owed: Task | None,
    as_of: str | None = None,
    *,
    risk: bool = False,
) -> Data:
    """Return one task, with the area and the words of its obligation where they are known.

    Args:
        row: The task in the list.
        clause: Its obligation, where that is known.
        owed: The task as it is owed, which has its clock; ``None`` where it is settled.
        as_of: Of when the list is.
        risk: Whether what was handed down of it is refused or late.
    """
    return {
        "id": row.id,
        **data_of(row),
        "risk": risk,
        "area": clause.area if clause is not None else None,
        "text": data_of(clause.text) if clause is not None else None,
        "clock": data_of(owed.clock) if owed is not None else None,
        "as_of": _instant(as_of, row.time_zone),
    }


def agreement(
    now: Agreement,
    tasks: list[Data],
    rows: Sequence[TaskRow],
    *,
    terms: bool,
    as_of: str | None = None,
) -> Data:
    """Return an agreement with its tasks; with its whole text where `terms` asks for it."""
    charter = now.charter
    data = {
        "id": now.id,
        "title": data_of(now.terms.title),
        "state": now.state,
        "phase": now.phase,
        "version": now.version,
        "at": stamp(now.at),
        "as_of": _instant(as_of, now.terms.time_zone),
        "lifecycle": charter.lifecycle,
        "period": data_of(now.terms.period),
        "time_zone": now.terms.time_zone,
        "parties": list(now.terms.parties),
        "digest": charter.digest,
        "bound": charter.bound,
        "bound_at": data_of(charter.bound_at),
        "plugins": dict(charter.plugins),
        "framework": now.terms.framework,
        "predecessor": now.terms.predecessor,
        "successor": now.successor,
        "suspended": data_of(now.work.course.suspended),
        "given_back": now.work.course.given_back,
        "lessons": data_of(charter.lessons),
        "review": data_of(now.review),
        "proposals": [proposal(each, now) for each in now.proposals],
        "summary": _summary(rows, tasks, now),
        "tasks": tasks,
    }
    return {**data, "terms": data_of(now.terms)} if terms else data


def _summary(rows: Sequence[TaskRow], tasks: Sequence[Data], now: Agreement) -> Data:
    """Count the tasks by the area they were born under, and by what each agency has in them."""
    areas: dict[tuple[str | None, str | None], list[TaskRow]] = {}
    for row, told in zip(rows, tasks, strict=True):
        born = row.id.partition(":")[0] if ":" in row.id else None
        areas.setdefault((born, told["area"]), []).append(row)
    return {
        "areas": [
            {"carried_from": born, "area": area, **_tally(each)}
            for (born, area), each in areas.items()
        ],
        "agencies": [
            {
                "agency": share.agency,
                "leads": _tally(share.leads),
                "jointly": _tally(share.jointly),
                "coordinates": _tally(share.coordinates),
            }
            for share in shares(rows, now.terms.parties)
        ],
    }


def _tally(rows: Iterable[TaskRow]) -> Data:
    found = tally(rows)
    return {**data_of(found), "settled": found.settled}


def proposal(each: Proposal, now: Agreement) -> Data:
    """Return one proposal that stands open, with the parties still awaited."""
    return {
        **data_of(each),
        "consent": str(each.consent),
        "awaited": list(awaited(each, now.terms)),
    }


def entry(each: Recorded) -> Data:
    """Return one entry of a history."""
    return {
        "stream": each.stream,
        "version": each.version,
        "position": each.position,
        "at": stamp(each.at),
        "recorded_at": stamp(each.recorded_at),
        "type": each.type,
        "by": each.by,
        "key": each.key,
        "digest": each.digest,
        "data": data_of(each.event),
    }


def receipt(done: Receipt, now: Agreement) -> Data:
    """Return what a command did."""
    return {
        "agreement": now.id,
        "version": done.version,
        "position": done.position,
        "state": now.state,
        "events": [event(each) for each in done.events],
    }


def event(each: Recorded) -> Data:
    """Return one thing that happened, of those a command or a tick did."""
    return {
        "stream": each.stream,
        "version": each.version,
        "type": each.type,
        "at": stamp(each.at),
        "by": each.by,
        "data": data_of(each.event),
    }


def reason(each: Reason, lang: str = "en") -> Data:
    """Return one objection, worded."""
    return {
        "code": each.code,
        "text": word(each, lang),
        "values": dict(each.values),
        "agency": each.agency,
        "plugin": each.plugin,
        "source": data_of(each.source),
    }


def problem(each: Problem, lang: str) -> Data:
    """Return one problem of a file, worded."""
    data = data_of(each)
    del data["said"]
    return {"code": data.pop("code"), "text": word(each, lang), **data}


def explanation(each: Explanation, lang: str, drafted: str) -> Data:
    """Return one objection, worded, with the rule behind it and what would change it."""
    rule = each.rule
    return {
        **reason(each.reason, lang),
        "rule": {**data_of(rule), "text": word(rule, lang)},
        "remedies": [_remedy(remedy, lang, drafted) for remedy in each.remedies],
    }


def _remedy(remedy: Remedy, lang: str, drafted: str) -> Data:
    from coopflow.cli.explained import advice  # noqa: PLC0415 - it knows the whole command line

    pairs = {"values": dict(remedy.values), "said": dict(remedy.said)}
    return {**data_of(remedy), **pairs, "text": advice(remedy, lang, drafted)}


def verification(found: Verification) -> Data:
    """Return what recomputing found."""
    return {
        "whole": bool(found),
        "streams": found.streams,
        "entries": found.entries,
        "broken": [_broken(each) for each in found.broken],
    }


def outline(made: Outline, undisposed: Iterable[Data]) -> Data:
    """Return the outline of a review."""
    findings = [{"agency": agency, **data_of(finding)} for agency, finding in made.findings]
    return {
        "as_of": made.as_of.isoformat(),
        "findings": findings,
        "undisposed": list(undisposed),
    }


def plugin(each: Contributed) -> Data:
    """Return one plugin with what it contributed; of functions only whether they are there."""
    return {
        **data_of(each),
        "responsibilities": [
            {
                "agency": duty.agency,
                "scope": duty.scope,
                "obligations": list(duty.obligations),
                "areas": list(duty.areas),
                "evidence": list(duty.evidence),
                "checks_reports": duty.before_report is not None,
                "checks_acceptance": duty.before_accept is not None,
                "writes_section": duty.section is not None,
                "source": data_of(duty.source),
            }
            for duty in each.responsibilities
        ],
    }


def reaction(each: Standing, *, parked: bool) -> Data:
    """Return how a reaction stands; of what it failed at only what is parked, where so asked."""
    held = [one for one in each.held if one.parked or not parked]
    shown = [{"key": one.key, "parked": one.parked, **data_of(one)} for one in held]
    return {**data_of(each), "held": shown}


def _instant(as_of: str | None, zone: str) -> str | None:
    return None if as_of is None else stamp(until(as_of, zone=zone))


def _broken(each: JournalBroken) -> Data:
    return {"stream": each.stream, "version": each.version, "what": each.what}
