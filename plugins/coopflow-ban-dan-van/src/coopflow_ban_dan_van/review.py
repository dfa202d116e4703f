"""The Commission's section of the review, made from its tasks and from nothing else.

Findings are proposals: the parties choose, reword and complete them before they adopt a review.
Why something was late, nobody can read off a task, so causes are left to people.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from coopflow.host import Finding, Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Literal

    from coopflow.host import Section, TaskRow


def of_the_year(section: Section) -> tuple[Finding, ...]:
    """Return what the tasks the Commission leads, alone or jointly, have to say."""
    led = tuple(row for row in section.tasks if row.lead in (section.agency, None))
    return (*_accepted(section, led), *_late(section, led), *_weak(section, led), *_rounds(section))


def _accepted(section: Section, led: tuple[TaskRow, ...]) -> Iterator[Finding]:
    accepted = [row for row in led if row.state == "accepted"]
    if accepted:
        vi = (
            f"{_name(section, 'vi')}: {len(accepted)}/{len(led)} nhiệm vụ chủ trì hoặc cùng chủ"
            f" trì đã được nghiệm thu: {_ids(accepted)}."
        )
        en = (
            f"{_name(section, 'en')}: {len(accepted)} of the {len(led)} tasks it leads, alone"
            f" or jointly, are accepted: {_ids(accepted)}."
        )
        yield _of_tasks(section, "achievement", vi, en, accepted)


def _late(section: Section, led: tuple[TaskRow, ...]) -> Iterator[Finding]:
    late = [row for row in led if row.late]
    for vi, en, rows in (
        (
            "Quá hạn, chưa báo cáo",
            "Overdue and not reported",
            [row for row in late if row.state == "open"],
        ),
        (
            "Báo cáo sau thời hạn",
            "Reported after the due day",
            [row for row in late if row.reported_on is not None],
        ),
    ):
        if rows:
            dues = ", ".join(f"{row.id} ({row.due})" for row in rows)
            yield _of_tasks(section, "limitation", f"{vi}: {dues}.", f"{en}: {dues}.", rows)


def _weak(section: Section, led: tuple[TaskRow, ...]) -> Iterator[Finding]:
    for assessment, vi, en in (
        ("partly", "Tự đánh giá mới đạt một phần", "Assessed as met in part"),
        ("not", "Tự đánh giá chưa đạt", "Assessed as not met"),
    ):
        rows = [row for row in led if row.assessment == assessment]
        if rows:
            ids = _ids(rows)
            yield _of_tasks(section, "limitation", f"{vi}: {ids}.", f"{en}: {ids}.", rows)


def _rounds(section: Section) -> Iterator[Finding]:
    """Surveys and inspections: the plan sets neither their number nor their days."""
    for clause in section.terms.obligations:
        if not clause.by_round or clause.lead != section.agency:
            continue
        rounds = [row for row in section.tasks if clause.id in (row.obligation, *row.also)]
        reported = [row for row in rounds if row.reported_on is not None]
        if reported:
            vi = f"{clause.id}: đã báo cáo {len(reported)}/{len(rounds)} đợt."
            en = f"{clause.id}: {len(reported)} of {len(rounds)} rounds reported."
            yield _of_tasks(section, "achievement", vi, en, reported)
        if not rounds:
            vi, en = f"{clause.id}: chưa mở đợt nào.", f"{clause.id}: no round was opened."
            yield Finding(kind="limitation", text=_both(vi, en), areas=(clause.area,))
            vi = f"{clause.id}: kế hoạch sau cần nêu số đợt hoặc thời gian."
            en = f"{clause.id}: the next plan should say how many rounds there are to be, or when."
            yield Finding(kind="lesson", text=_both(vi, en), areas=(clause.area,))


def _of_tasks(
    section: Section,
    kind: Literal["achievement", "limitation"],
    vi: str,
    en: str,
    rows: Iterable[TaskRow],
) -> Finding:
    ids = tuple(row.id for row in rows)
    clauses = {row.obligation for row in rows}
    areas = dict.fromkeys(o.area for o in section.terms.obligations if o.id in clauses)
    return Finding(kind=kind, text=_both(vi, en), areas=tuple(areas), tasks=ids)


def _both(vi: str, en: str) -> Text:
    return Text((("vi", vi), ("en", en)))


def _name(section: Section, language: str) -> str:
    agency = section.terms.agency(section.agency)
    return agency.name.say(language) if agency is not None else section.agency


def _ids(rows: Iterable[TaskRow]) -> str:
    return ", ".join(row.id for row in rows)
