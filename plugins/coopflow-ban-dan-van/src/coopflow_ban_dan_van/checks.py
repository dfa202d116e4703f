"""What the Commission checks. Each is a pure question: ``None`` for yes, a `Reason` for no."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coopflow.host import Reason, day_of
from coopflow_ban_dan_van.plan import both, source

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from coopflow.host import Evidence, Question


def inspection_was_decided_first(question: Question) -> Reason | None:
    """Before reporting 3.7: no inspection is reported on before it was decided."""
    given = question.command.evidence
    decided, reported = _days(given, "inspection-decision"), _days(given, "inspection-report")
    if not decided or not reported or min(decided) <= min(reported):
        return None
    return Reason(
        "ban-dan-van.inspection-before-decision",
        (("decision", str(min(decided))), ("report", str(min(reported)))),
        source=source("3.7"),
        text=both(
            f"the inspection report is dated {min(reported)}, before the decision to inspect"
            f" ({min(decided)}): give the decision that ordered this inspection",
            f"báo cáo kiểm tra đề ngày {min(reported)}, trước ngày của quyết định kiểm tra"
            f" ({min(decided)}): đề nghị gửi đúng quyết định của đợt kiểm tra này",
        ),
    )


def support_is_named(question: Question) -> Reason | None:
    """Before accepting 5.7: the record of support says for which household it is."""
    if any(each.title for each in _reported(question) if each.kind == "support-record"):
        return None
    task = _task(question)
    return Reason(
        "ban-dan-van.support-unnamed",
        (("task", task),),
        source=source("5.7"),
        text=both(
            f"no support record of {task} says whom it is for: return it, and ask for a record"
            " whose title names the household or its commune",
            f"chưa có biên bản hỗ trợ nào của nhiệm vụ {task} ghi rõ hỗ trợ cho ai: đề nghị trả"
            " lại và yêu cầu biên bản có tiêu đề ghi rõ hộ gia đình hoặc xã",
        ),
    )


def comments_are_there(question: Question) -> Reason | None:
    """Before accepting 5.8: what the Commission said about the draft has been kept with it."""
    if any(each.kind == "comments" for each in _reported(question)):
        return None
    task = _task(question)
    return Reason(
        "ban-dan-van.comments-missing",
        (("task", task),),
        source=source("5.8"),
        text=both(
            f"{task} was reported without the comments on the draft: return it, and ask for"
            " the draft together with the comments on it",
            f"nhiệm vụ {task} được báo cáo mà không kèm ý kiến góp ý dự thảo: đề nghị trả lại và"
            " yêu cầu gửi dự thảo kèm ý kiến góp ý",
        ),
    )


def minutes_are_of_the_meeting(question: Question) -> Reason | None:
    """Before accepting 5.9: the minutes say of which briefing they are, and it has been held."""
    minutes = [each for each in _reported(question) if each.kind == "minutes"]
    task = _task(question)
    if not any(each.title or each.date for each in minutes):
        return Reason(
            "ban-dan-van.minutes-unidentified",
            (("task", task),),
            source=source("5.9"),
            text=both(
                f"nothing says of which briefing the minutes of {task} are: return it, and ask for"
                " minutes with a title or a date",
                f"chưa nêu biên bản của nhiệm vụ {task} là của cuộc giao ban nào: đề nghị trả lại"
                " và yêu cầu biên bản có tiêu đề hoặc ngày họp",
            ),
        )
    reported = _reported_on(question)
    later = [day for day in _days(minutes, "minutes") if reported is None or day > reported]
    if not later:
        return None
    return Reason(
        "ban-dan-van.minutes-after-report",
        (("task", task), ("minutes", str(max(later))), ("reported", str(reported))),
        source=source("5.9"),
        text=both(
            f"the minutes of {task} are dated {max(later)}, after it was reported ({reported}):"
            " return it, and ask for the minutes of the briefing that was held",
            f"biên bản của nhiệm vụ {task} đề ngày {max(later)}, sau ngày báo cáo ({reported}): đề"
            " nghị trả lại và yêu cầu biên bản của cuộc giao ban đã họp",
        ),
    )


def _task(question: Question) -> str:
    return question.task.id if question.task is not None else ""


def _reported(question: Question) -> tuple[Evidence, ...]:
    """What the standing report brought."""
    return question.task.evidence if question.task is not None else ()


def _reported_on(question: Question) -> date | None:
    if question.task is None or question.task.reported_at is None:
        return None
    return day_of(question.task.reported_at, question.agreement.terms.time_zone)


def _days(evidence: Iterable[Evidence], kind: str) -> list[date]:
    return [each.date for each in evidence if each.kind == kind and each.date is not None]
