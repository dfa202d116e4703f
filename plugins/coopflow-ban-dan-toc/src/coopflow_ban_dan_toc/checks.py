"""What the Board checks. Each is a pure question: ``None`` for yes, a `Reason` for no."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coopflow.host import Reason
from coopflow_ban_dan_toc.plan import both, source

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from coopflow.host import Evidence, Question


def comments_follow_the_draft(question: Question) -> Reason | None:
    """Before reporting 5.8: nobody can have commented on the draft before it was written."""
    given = question.command.evidence
    drafted, commented = _days(given, "draft-report"), _days(given, "comments")
    if not drafted or not commented or min(drafted) <= min(commented):
        return None
    return Reason(
        "ban-dan-toc.comments-before-draft",
        (("draft", str(min(drafted))), ("comments", str(min(commented)))),
        source=source("5.8"),
        text=both(
            f"there are comments of {min(commented)} on a draft of {min(drafted)}: give the draft"
            " that was commented on",
            f"có ý kiến góp ý ngày {min(commented)} đối với dự thảo ngày {min(drafted)}: đề nghị"
            " gửi đúng bản dự thảo đã được góp ý",
        ),
    )


def reviewed_document_is_named(question: Question) -> Reason | None:
    """Before accepting 1.3: the report says which Party document was reviewed."""
    if any(each.title for each in _reported(question) if each.kind == "review-report"):
        return None
    task = _task(question)
    return Reason(
        "ban-dan-toc.reviewed-document-unnamed",
        (("task", task),),
        source=source("1.3"),
        text=both(
            f"nothing says which document was reviewed in {task}: return it, and ask for a review"
            " report whose title names the document",
            f"chưa nêu văn bản nào đã được rà soát trong nhiệm vụ {task}: đề nghị trả lại và yêu"
            " cầu báo cáo rà soát có tiêu đề ghi rõ tên văn bản",
        ),
    )


def a_district_answered(question: Question) -> Reason | None:
    """Before accepting 3.1: guidance has reached a district, and the district reported on it."""
    if any(each.kind == "district-report" for each in _reported(question)):
        return None
    task = _task(question)
    return Reason(
        "ban-dan-toc.district-report-missing",
        (("task", task),),
        source=source("3.1"),
        text=both(
            f"no district body has reported on the guidance of {task}: return it, and ask for"
            " at least one district report",
            f"chưa có cấp huyện nào báo cáo về nội dung hướng dẫn của nhiệm vụ {task}: đề nghị trả"
            " lại và yêu cầu ít nhất một báo cáo của cấp huyện",
        ),
    )


def survey_was_planned_first(question: Question) -> Reason | None:
    """Before accepting 3.6: the report is of the survey that was planned, not of an earlier one."""
    given = _reported(question)
    planned, reported = _days(given, "survey-plan"), _days(given, "survey-report")
    if not planned or not reported or min(planned) <= min(reported):
        return None
    task = _task(question)
    return Reason(
        "ban-dan-toc.survey-before-plan",
        (("task", task), ("plan", str(min(planned))), ("report", str(min(reported)))),
        source=source("3.6"),
        text=both(
            f"the survey report of {task} is dated {min(reported)}, before the plan of the survey"
            f" ({min(planned)}): return it, and ask for the report of this round",
            f"báo cáo khảo sát của nhiệm vụ {task} đề ngày {min(reported)}, trước ngày của kế"
            f" hoạch khảo sát ({min(planned)}): đề nghị trả lại và yêu cầu báo cáo của đợt khảo"
            " sát này",
        ),
    )


def _task(question: Question) -> str:
    return question.task.id if question.task is not None else ""


def _reported(question: Question) -> tuple[Evidence, ...]:
    """What the standing report brought."""
    return question.task.evidence if question.task is not None else ()


def _days(evidence: Iterable[Evidence], kind: str) -> list[date]:
    return [each.date for each in evidence if each.kind == kind and each.date is not None]
