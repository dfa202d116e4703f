"""The outline of a review: what the agencies' plugins have to say, and what must be decided."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from attrs import frozen

from coopflow.engine.dispositions import owed
from coopflow.engine.rules import in_scope
from coopflow.errors import PluginError
from coopflow.projections.rows import TaskRow
from coopflow.projections.sections import Section
from coopflow.values.raised import raised, shown
from coopflow.values.review import Finding

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coopflow.engine.rules import Responsibility
    from coopflow.values.agreement import Agreement


@frozen(kw_only=True)
class Outline:
    """What a review of an agreement would have to say.

    Attributes:
        as_of: The day it speaks for.
        findings: What the agencies' plugins propose, each with the agency.
        undisposed: Open tasks that need a disposition.
    """

    as_of: date
    findings: tuple[tuple[str, Finding], ...]
    undisposed: tuple[TaskRow, ...]


def outline(
    agreement: Agreement,
    responsibilities: Iterable[Responsibility],
    tasks: tuple[TaskRow, ...],
    as_of: date,
) -> Outline:
    """Return the outline of a review of `agreement`.

    Raises:
        PluginError: A section fails, or is made of something else than findings.
    """
    findings: list[tuple[str, Finding]] = []
    for duty in responsibilities:
        if duty.section is not None and in_scope(duty.scope, agreement):
            section = Section(
                agency=duty.agency,
                as_of=as_of,
                terms=agreement.terms,
                tasks=tuple(row for row in tasks if _concerns(duty, agreement, row)),
            )
            findings += [(duty.agency, each) for each in _ask(duty, section)]
    named = {task.id for task in owed(agreement, as_of)}
    undisposed = tuple(row for row in tasks if row.id in named)
    return Outline(as_of=as_of, findings=tuple(findings), undisposed=undisposed)


def _concerns(duty: Responsibility, agreement: Agreement, row: TaskRow) -> bool:
    if ":" in row.id:
        return False
    clauses = {row.obligation, *row.also}
    areas = {each.area for each in agreement.terms.obligations if each.id in clauses}
    return bool(clauses & set(duty.obligations) or areas & set(duty.areas))


def _ask(duty: Responsibility, section: Section) -> list[Finding]:
    made: Any = duty.section
    try:
        found = list(made(section))
    except Exception as error:
        what = f"its section of the review failed: {raised(error)}"
        raise PluginError(duty.plugin, what) from error
    for each in found:
        if not isinstance(each, Finding):
            what = f"its section of the review is made of findings, not of {shown(each)}"
            raise PluginError(duty.plugin, what)
    return found
