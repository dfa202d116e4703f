"""Read what a command carries: reviews, what becomes of tasks, pauses, evidence."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any, get_args
from unicodedata import is_normalized

from attrs import fields, frozen

from coopflow.definitions.document import Document, Path, fatal, from_data
from coopflow.definitions.plain import plain
from coopflow.definitions.structure import (
    Id,
    Ids,
    Words,
    absent,
    must,
    parse_day,
    structure,
    within,
)
from coopflow.definitions.terms_file import missing
from coopflow.errors import DefinitionError
from coopflow.values.evidence import Evidence
from coopflow.values.reassignment import Reassignment
from coopflow.values.review import Closing, Disposition, Finding, FindingKind, Outcome, Review
from coopflow.values.saying import Saying, saying
from coopflow.values.suspension import Pause
from coopflow.values.terms import Capacity
from coopflow.values.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from coopflow.definitions.checks import Complaints
    from coopflow.values.problem import Problem

# What is read below has been checked: what must stand, stands.
# mypy: disable-error-code="arg-type,union-attr"


_FIELDS = frozenset(each.name for each in fields(Evidence))
_TITLE_AND_DATE = re.compile(r"(.*?)(?:\s*\((\d{4}-\d\d-\d\d)\))?", re.DOTALL)


@frozen(kw_only=True)
class EvidenceFile:
    """One piece of evidence.

    Attributes:
        kind: What it is, in one word: ``minutes``, ``photos``.
        title: What it is called.
        date_: The day it is of.
        digest: The digest of its bytes.
        where: Where it lies: an address, a shelf.
    """

    kind: Words | None = must()
    title: Words | None = None
    date_: date | None = None
    digest: Words | None = None
    where: Words | None = None


@frozen(kw_only=True)
class FindingFile:
    """One finding.

    Attributes:
        kind: What kind of finding it is.
        text: What was found.
        areas: Areas of the terms it speaks of.
        tasks: Tasks it speaks of.
        evidence: What it rests on.
    """

    kind: Words | None = must(*get_args(FindingKind))
    text: Text | None = must()
    areas: Ids | None = None
    tasks: Ids | None = None
    evidence: list[EvidenceFile | None] | None = None


@frozen(kw_only=True)
class DispositionFile:
    """What becomes of one task.

    Attributes:
        as_: Whether it is carried on, waived, or owned as unmet.
        reason: Why; not needed where it is carried.
    """

    as_: Words | None = must(*get_args(Outcome))
    reason: Text | None = None


@frozen(kw_only=True)
class ReviewFile:
    """The body of a review.

    Attributes:
        as_of: The day it speaks for.
        findings: What was achieved, what was not, why, and what follows from that.
        dispositions: What becomes of each task that is open on that day.
    """

    as_of: date | None = must()
    findings: list[FindingFile | None] | None = must()
    dispositions: dict[Words, DispositionFile | None] | None = None


@frozen(kw_only=True)
class ClosingFile:
    """The body of a command that ends an agreement.

    Attributes:
        dispositions: What becomes of each task that is open.
    """

    dispositions: dict[Words, DispositionFile | None] | None = None


@frozen(kw_only=True)
class PauseFile:
    """The body of a command that suspends or resumes.

    Attributes:
        cause: What it is suspended for; only the same resumes it.
        reason: Why, in words.
        source: What it rests on.
    """

    cause: Id | None = must()
    reason: Text | None = None
    source: Words | None = None


@frozen(kw_only=True)
class EvidenceListFile:
    """Evidence on its own."""

    evidence: list[EvidenceFile | None] | None = None


def read_review(document: Document) -> Review:
    """Make a `Review` of a document.

    Raises:
        DefinitionError: Something is wrong with it; all of its problems.
    """
    file = read_body(
        document, ReviewFile, saying("a review is a mapping with as_of, findings, dispositions")
    )
    return Review(
        as_of=file.as_of,
        findings=tuple(
            Finding(
                kind=each.kind,
                text=each.text,
                areas=each.areas or (),
                tasks=each.tasks or (),
                evidence=_evidence(each.evidence),
            )
            for each in file.findings
        ),
        dispositions=_dispositions(file.dispositions),
    )


def read_closing(document: Document) -> Closing:
    """Make a `Closing` of a document.

    Raises:
        DefinitionError: Something is wrong with it; all of its problems.
    """
    file = read_body(
        document, ClosingFile, saying("what ends an agreement is a mapping with dispositions")
    )
    return Closing(dispositions=_dispositions(file.dispositions))


def read_pause(document: Document) -> Pause:
    """Make a `Pause` of a document.

    Raises:
        DefinitionError: Something is wrong with it; all of its problems.
    """
    file = read_body(document, PauseFile, saying("a pause is a mapping with cause, reason, source"))
    return Pause(cause=file.cause, reason=file.reason, source=file.source)


def body_data(body: Review | Closing | Pause | Reassignment) -> dict[str, Any]:
    """Return the mapping that a file with this body holds."""
    if isinstance(body, Pause):
        return plain(body)  # type: ignore[no-any-return]  # a mapping, of an attrs class
    data: dict[str, Any] = plain(body)
    if isinstance(body, Reassignment):
        for key in ("agencies", "officers"):
            data[key] = {each.pop("id"): each for each in data.pop(key, ())}
        since = {"from": data.pop("since")} if body.since is not None else {}
        return {**data, **since, "bodies": dict(body.bodies)}
    fates = {each.pop("task"): each for each in data.pop("dispositions", ())}
    for fate in fates.values():
        fate["as"] = fate.pop("outcome", None)
    findings = {"findings": data.pop("findings", [])} if isinstance(body, Review) else {}
    return {**data, **findings, "dispositions": fates}


def read_evidence(given: Any) -> tuple[Evidence, ...]:
    """Make `Evidence` of what a caller gives: text, a mapping, a value, or a list of these.

    Text is a kind, or several (``minutes, photos``), or a kind with its title and perhaps its
    date: ``minutes: Mid-year briefing (2022-06-28)``.

    Raises:
        DefinitionError: It is none of these.
    """
    many = given if isinstance(given, (list, tuple)) else [given]
    found: list[Evidence] = []
    for each in many:
        if isinstance(each, str) and ":" in each:
            kind, _, rest = each.partition(":")
            told = _TITLE_AND_DATE.fullmatch(rest.strip())
            title, day = told.groups() if told is not None else (rest, None)
            found += _evidence_of({"kind": kind.strip(), "title": title, "date": day})
        elif isinstance(each, str):
            for kind in each.split(","):
                found += _evidence_of({"kind": kind.strip()})
        else:
            found += _evidence_of(each)
    return tuple(found)


def _evidence_of(data: Any) -> tuple[Evidence, ...]:
    read = evidence_at_sight(data)
    return (read,) if read is not None else evidence_as_in_a_file(data)


def evidence_at_sight(data: Any) -> Evidence | None:
    """Return what a flat mapping of plain words tells, which is most of what is ever reported.

    Returns:
        The same as `evidence_as_in_a_file`, in much less time; or ``None`` where something
        needs a closer look, be it wrong or only unusual.
    """
    if type(data) is not dict or not _FIELDS.issuperset(data):
        return None
    words = [data.get(name) for name in ("kind", "title", "digest", "where")]
    if words[0] is None or not all(each is None or _at_sight(each) for each in words):
        return None
    kind, title, digest, where = words
    day = data.get("date")
    if day is not None:
        try:
            day = parse_day(day)
        except (TypeError, ValueError):
            return None
    return Evidence(kind=kind, title=title, date=day, digest=digest, where=where)


def _at_sight(words: object) -> bool:
    if type(words) is not str or not words.isprintable() or words.isspace():
        return False
    return bool(words) and is_normalized("NFC", words)


def evidence_as_in_a_file(data: Any) -> tuple[Evidence, ...]:
    """Return what `data` tells, read as strictly as what stands in a file.

    Raises:
        DefinitionError: It is no evidence; all of its problems.
    """
    document = from_data({"evidence": [data]})
    return _evidence(
        read_body(document, EvidenceListFile, saying("evidence is a mapping")).evidence
    )


def _evidence(files: Iterable[EvidenceFile | None] | None) -> tuple[Evidence, ...]:
    return tuple(
        Evidence(
            kind=each.kind,
            title=each.title,
            date=each.date_,
            digest=each.digest,
            where=each.where,
        )
        for each in files or ()
    )


def _dispositions(files: dict[Words, DispositionFile | None] | None) -> tuple[Disposition, ...]:
    return tuple(
        Disposition(task=task, outcome=each.as_, reason=each.reason)
        for task, each in (files or {}).items()
    )


def read_body(
    document: Document,
    wanted: Any,
    form: Saying,
    further: Callable[[Any], Complaints] | None = None,
) -> Any:
    """Return a document as `wanted`, a file class, once nothing is wrong with it.

    Args:
        document: What was read.
        wanted: The class.
        form: What to say where it is no mapping.
        further: What else there is to complain of.

    Raises:
        DefinitionError: Something is wrong with it; all of its problems.
    """
    if not isinstance(document.data, dict):
        raise fatal("file.not-a-mapping", form, document.file, 1 if document.lines else None)
    file, problems, out = structure(document, wanted)
    problems += [absent(document, path) for path in missing(file) if not within(path, out)]
    problems += _vocabulary(document, file)
    if further is not None:
        complaints = further(file)
        problems += [document.problem(each.path, each.code, each.said) for each in complaints]
    if problems:
        raise DefinitionError(tuple(sorted(problems, key=lambda problem: problem.line or 0)))
    return file


def _vocabulary(document: Document, file: Any) -> list[Problem]:
    wrong: list[tuple[Path, str, tuple[str, ...], Any]] = []
    for index, finding in enumerate(getattr(file, "findings", None) or ()):
        if finding is not None:
            kinds = get_args(FindingKind)
            wrong.append((("findings", index, "kind"), "finding.unknown", kinds, finding.kind))
    for task, each in (getattr(file, "dispositions", None) or {}).items():
        if each is not None:
            path = ("dispositions", task, "as")
            wrong.append((path, "disposition.unknown", get_args(Outcome), each.as_))
    for name, officer in (getattr(file, "officers", None) or {}).items():
        for index, each in enumerate((officer.may or ()) if officer is not None else ()):
            where: Path = ("officers", name, "may", index)
            wrong.append((where, "capacity.unknown", get_args(Capacity), each))
    return [
        document.problem(
            path,
            code,
            saying("{value!r} is not one of {known}", value=value, known=", ".join(known)),
        )
        for path, code, known, value in wrong
        if value is not None and value not in known
    ]
