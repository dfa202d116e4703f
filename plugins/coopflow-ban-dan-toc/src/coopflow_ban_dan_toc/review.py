"""The Board's section of the review, made from its tasks and from nothing else.

It goes by kinds of work, as the Board reports on it: what lasts all year, what had a day, rounds
of training and visits, and what was done when something happened. Findings are proposals: the
parties choose, reword and complete them before they adopt a review. Causes are left to people.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from coopflow.host import Finding, Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Literal

    from coopflow.host import Section, TaskRow

    Kind = Literal["achievement", "limitation", "lesson"]

WORK = (
    ("continuous", "Việc thường xuyên", "Work of the whole year"),
    ("once", "Việc làm một lần", "Work done once"),
    ("recurring", "Giao ban, tập huấn, thăm hỏi", "Briefings, training, visits"),
    ("triggered", "Việc theo tình hình", "Work as things happened"),
)

MOMENTS = ("signature", "review", "renewal")
"""What performs an obligation without anybody's doing; a briefing has to be held by somebody."""


def of_the_year(section: Section) -> tuple[Finding, ...]:
    """Return what the tasks the Board leads, alone or jointly, have to say."""
    led = [row for row in section.tasks if row.lead in (section.agency, None)]
    found: list[Finding] = []
    for kind, vi, en in WORK:
        rows = [row for row in led if row.kind == kind]
        found += _accepted(section, vi, en, rows)
        found += _behind(section, vi, en, rows)
    return (*found, *_answers_late(section, led), *_no_rounds(section), *_no_day(section, led))


def _accepted(section: Section, vi: str, en: str, rows: Sequence[TaskRow]) -> Iterator[Finding]:
    # What the review or the renewal itself performs is still to come: nobody could have done it.
    due = [row for row in rows if row.settled or row.settled_by not in MOMENTS]
    accepted = [row for row in due if row.state == "accepted"]
    if accepted:
        ids = ", ".join(row.id for row in accepted)
        count = f"{len(accepted)}/{len(due)}"
        yield _finding(
            section,
            "achievement",
            f"{vi}: {count} nhiệm vụ đã được nghiệm thu: {ids}.",
            f"{en}: {count} tasks accepted: {ids}.",
            accepted,
        )


def _behind(section: Section, vi: str, en: str, rows: Sequence[TaskRow]) -> Iterator[Finding]:
    behind = [row for row in rows if row.late or row.assessment in ("partly", "not")]
    if behind:
        yield _finding(
            section,
            "limitation",
            f"{vi}: {'; '.join(_told(row)[0] for row in behind)}.",
            f"{en}: {'; '.join(_told(row)[1] for row in behind)}.",
            behind,
        )


def _told(row: TaskRow) -> tuple[str, str]:
    """Say what is amiss with a task, in Vietnamese and in English."""
    vi, en = [], []
    if row.late and row.reported_on is None:
        vi.append(f"quá hạn {row.due}")
        en.append(f"was due {row.due}")
    elif row.late:
        vi.append(f"hạn {row.due}, báo cáo {row.reported_on}")
        en.append(f"was due {row.due} and reported {row.reported_on}")
    if row.assessment == "partly":
        vi.append("đạt một phần")
        en.append("is met in part")
    if row.assessment == "not":
        vi.append("chưa đạt")
        en.append("is not met")
    return f"{row.id} {', '.join(vi)}", f"{row.id} {', '.join(en)}"


def _answers_late(section: Section, led: Sequence[TaskRow]) -> Iterator[Finding]:
    """Where help came too late more than half the time, the days or the ways do not fit."""
    for clause in section.terms.obligations:
        rows = [r for r in led if r.obligation == clause.id and r.occasion and r.due]
        late = [row for row in rows if row.late]
        if clause.within is not None and 2 * len(late) > len(rows):
            yield _finding(
                section,
                "lesson",
                f"{clause.id}: {len(late)}/{len(rows)} lần quá thời hạn: cần xem lại thời hạn"
                " hoặc cách làm.",
                f"{clause.id}: {len(late)} of {len(rows)} came after {clause.within}: the time"
                " allowed, or the way it is done, needs another look.",
                late,
            )


def _no_rounds(section: Section) -> Iterator[Finding]:
    """Training and visits whose number and days the plan leaves to the Board."""
    held = {name for row in section.tasks for name in (row.obligation, *row.also)}
    for clause in section.terms.obligations:
        if clause.by_round and clause.lead == section.agency and clause.id not in held:
            vi, en = f"{clause.id}: chưa mở đợt nào.", f"{clause.id}: no round was opened."
            text = Text((("vi", vi), ("en", en)))
            yield Finding(kind="limitation", text=text, areas=(clause.area,))


def _no_day(section: Section, led: Sequence[TaskRow]) -> Iterator[Finding]:
    """What has no day is never late: whether it was forgotten, only people can tell."""
    open_ = [
        row
        for row in led
        if row.kind == "once" and row.state == "open" and row.due is None and not row.settled_by
    ]
    if open_:
        ids = ", ".join(row.id for row in open_)
        yield _finding(
            section,
            "lesson",
            f"Chưa làm và không có thời hạn: {ids}; kế hoạch sau cần nêu thời hạn.",
            f"Not done, and without a due day: {ids}; the next plan should set one.",
            open_,
        )


def _finding(section: Section, kind: Kind, vi: str, en: str, rows: Sequence[TaskRow]) -> Finding:
    clauses = {row.obligation for row in rows}
    areas = dict.fromkeys(o.area for o in section.terms.obligations if o.id in clauses)
    text = Text((("vi", vi), ("en", en)))
    return Finding(kind=kind, text=text, areas=tuple(areas), tasks=tuple(row.id for row in rows))
