"""What the Board brings: one responsibility for each clause, and one for its review."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from coopflow.host import Handing, Question, Reason, Responsibility, hookimpl
from coopflow_ban_dan_toc import checks
from coopflow_ban_dan_toc.hands import of_guidance
from coopflow_ban_dan_toc.plan import AGENCY, AREAS, SCOPE, both, source
from coopflow_ban_dan_toc.review import of_the_year

Check = Callable[[Question], Reason | None]
Propose = Callable[[Question], Sequence[Handing]]

EVIDENCE: dict[str, tuple[str, ...]] = {
    "1.8": ("progress-report",),
    "1.9": ("review-report", "minutes"),
    "1.10": ("recipient-list",),
    "1.11": ("case-file",),
    "2.3": ("session-record",),
    "4.1": ("training-plan", "attendance-list"),
    "4.2": ("class-list",),
    "4.3": ("training-report",),
    "5.2": ("signed-document",),
    "5.3": ("visit-list",),
    "5.6": ("gift-list",),
    "5.7": ("support-record",),
    "5.8": ("draft-report", "comments"),
    "5.9": ("minutes", "conclusion-notice"),
}
"""Kinds demanded before the Board reports: some of those the plan expects."""

BEFORE_REPORT: dict[str, Check] = {"5.8": checks.comments_follow_the_draft}

BEFORE_ACCEPT: dict[str, Check] = {
    "1.3": checks.reviewed_document_is_named,
    "3.1": checks.a_district_answered,
    "3.6": checks.survey_was_planned_first,
}

ASSIGN: dict[str, Propose] = {"3.1": of_guidance}


@hookimpl
def coopflow_responsibilities() -> Sequence[Responsibility]:
    """Say what is the Board's part in the plan of 2022."""
    return (
        *(
            Responsibility(
                agency=AGENCY,
                scope=SCOPE,
                obligations=(clause,),
                evidence=EVIDENCE.get(clause, ()),
                before_report=BEFORE_REPORT.get(clause),
                before_accept=BEFORE_ACCEPT.get(clause),
                assign=ASSIGN.get(clause),
                source=source(clause),
            )
            for clause in (*EVIDENCE, *BEFORE_ACCEPT)
        ),
        Responsibility(
            agency=AGENCY,
            scope=SCOPE,
            areas=AREAS,
            section=of_the_year,
            source=both(
                "plan for 2022, 5.8: the Board drafts the report on the year",
                "Kế hoạch năm 2022, mục 5.8: Ban Dân tộc soạn dự thảo báo cáo năm",
            ),
        ),
    )
