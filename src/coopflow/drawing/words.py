"""The words of our own that stand in a picture, in the two languages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from datetime import date

    from coopflow.projections.timeline import Heading, Stretch

Language = Literal["en", "vi"]

WORDS: dict[str, dict[Language, str]] = {
    "present": {"en": "stands here", "vi": "đang ở đây"},
    "next": {"en": "may come next", "vi": "có thể tiếp theo"},
    "passed": {"en": "behind it", "vi": "đã qua"},
    "open": {"en": "owed", "vi": "còn phải làm"},
    "reported": {"en": "reported", "vi": "đã báo cáo"},
    "accepted": {"en": "accepted", "vi": "đã nghiệm thu"},
    "waived": {"en": "waived", "vi": "được miễn"},
    "unmet": {"en": "unmet", "vi": "không hoàn thành"},
    "carried": {"en": "carried", "vi": "chuyển tiếp"},
    "late": {"en": "late", "vi": "quá hạn"},
    "undated": {"en": "no date", "vi": "không định ngày"},
    "occasion": {"en": "occasion", "vi": "vụ việc phát sinh"},
    "report": {"en": "report", "vi": "báo cáo"},
    "period": {"en": "period", "vi": "thời gian thực hiện"},
    "signed": {"en": "signed", "vi": "ký kết"},
    "reviewed": {"en": "review", "vi": "tổng kết"},
    "ended": {"en": "ended", "vi": "kết thúc"},
    "today": {"en": "today", "vi": "hôm nay"},
    "joint": {"en": "jointly", "vi": "cùng chủ trì"},
    "carried in": {"en": "carried from", "vi": "chuyển từ"},
    "none": {"en": "No task has been opened.", "vi": "Chưa có nhiệm vụ nào."},
}


def worded(word: str, lang: Language) -> str:
    """Return one of our words in a language."""
    return WORDS[word][lang]


def place(heading: Heading, lang: Language) -> str:
    """Return what stands above tasks: where they were carried from, the area and its title."""
    title = heading.title.say(lang) if heading.title is not None else ""
    carried = f"{worded('carried in', lang)} {heading.born}:" if heading.born is not None else ""
    return f"{carried} {heading.id} {title}"


def standing(task: Stretch, lang: Language) -> str:
    """Return in words how a task stands: its state, that it is late, that it has no date."""
    words = [worded(task.state, lang)]
    words += [worded("late", lang)] if task.late else []
    words += [worded("undated", lang)] if task.due is None and task.settled_on is None else []
    return ", ".join(words)


def dated(day: date, lang: Language) -> str:
    """Write a day as it is written in a language."""
    return f"{day:%d/%m/%Y}" if lang == "vi" else day.isoformat()
