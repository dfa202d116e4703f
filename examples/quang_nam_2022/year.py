"""The year 2022 as it goes by, from April to December: all of it illustrative."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from quang_nam_2022 import guidance
from quang_nam_2022.stage import ILLUSTRATIVE, OFFICERS

if TYPE_CHECKING:
    from quang_nam_2022.stage import Stage

THUY, GIAN = OFFICERS["ban-dan-van"], OFFICERS["ban-dan-toc"]


def spring(stage: Stage) -> None:
    """What was carried, 19 April, two rounds, and 3.1 handed down as far as the districts."""
    stage.chapter(f"Spring 2022: 3.1 goes down to the districts {ILLUSTRATIVE}")
    late = ", ".join(row.id for row in stage.office.tasks("qn-2022", late=True))
    stage.say(f"Late from the first day: {late}, due since 2021.")
    guidance.handed_down(stage, "2022-04-04")
    stage.settle(stage.task("qn-2022", "qn-2021:2/2"), "2022-04-12")
    stage.do(
        "qn-2022", "occasion", GIAN, "2022-04-19", "records the ethnic culture day, 19 April",
        occasion="ethnic-culture-day",
    )  # fmt: skip
    stage.settle(stage.task("qn-2022", "5.6/1"), "2022-04-20")
    for promise, who, when in (("3.6", THUY, "2022-05-16"), ("4.2", GIAN, "2022-05-23")):
        stage.do(
            "qn-2022", "occasion", who, when, f"opens a round of {promise}", obligation=promise
        )
        stage.settle(stage.task("qn-2022", f"{promise}/1"), when)


def summer(stage: Stage) -> None:
    """What the districts send up, and the briefing of the half-year."""
    stage.chapter(f"Summer 2022: what comes up, and the first briefing {ILLUSTRATIVE}")
    guidance.delivered(stage, "2022-06-15")
    _briefing(stage, "2022-06-28", "5.9/1", "the half-year")
    guidance.overdue(stage, "2022-07-01")
    guidance.made_good(stage, "2022-07-11")


def flood(stage: Stage) -> None:
    """A household in distress; the plan stands still for three days, and goes on."""
    stage.chapter(f"October 2022: the flood {ILLUSTRATIVE}")
    at = "2022-10-17"
    stage.do(
        "qn-2022", "occasion", THUY, at, "records a household in distress",
        occasion="household-distress", note="after a flood",
    )  # fmt: skip
    task = stage.task("qn-2022", "5.7/1")
    stage.say(f"{task.id}: led by {task.lead}, due {task.due} (within 5 working days).")
    stage.refused("qn-2022", "report", THUY, at, "reports the other agency's task", task=task.id)
    if stage.installed("ban-dan-toc"):
        stage.refused("qn-2022", "report", GIAN, at, "reports with nothing to show", task=task.id)
    before = task.due
    pause: dict[str, Any] = {
        "cause": "flood-2022",
        "reason": {
            "vi": "Mọi lực lượng giúp dân sau lũ (minh họa)",
            "en": "Everybody helps after the flood (illustrative)",
        },
    }
    stage.do(
        "qn-2022", "suspend", THUY, "2022-10-18", "asks for a pause, for the flood", body=pause
    )
    stage.do("qn-2022", "assent", GIAN, "2022-10-18", "assents: every clock stands still")
    stage.do("qn-2022", "resume", GIAN, "2022-10-21", "asks to go on", body=pause)
    stage.do("qn-2022", "assent", THUY, "2022-10-21", "assents: the clocks go on")
    stage.say(
        f"{task.id} has back what remained: it was due {before}, and is due"
        f" {stage.row(task).due}; what the whole year was for, {_due(stage, '3.1/1')}."
    )
    stage.do(
        "qn-2022", "report", GIAN, "2022-10-24", f"reports {task.id}",
        task=task.id, evidence=stage.evidence(task, "2022-10-24"),
    )  # fmt: skip
    stage.do(
        "qn-2022", "return", THUY, "2022-10-25", f"returns {task.id}",
        task=task.id, note="in which commune was that?",
    )  # fmt: skip
    stage.settle(task, "2022-10-26", note="in the commune where the flood was")


def december(stage: Stage) -> None:
    """More time for the report, the second briefing, and what was done all year."""
    stage.chapter(f"December 2022: reports {ILLUSTRATIVE}")
    draft = stage.task("qn-2022", "5.8/1")
    stage.do(
        "qn-2022", "extension", GIAN, "2022-12-12", f"asks for {draft.id} until 27 December",
        task=draft.id, until="2022-12-27", note="the districts' figures come late",
    )  # fmt: skip
    stage.do("qn-2022", "grant", THUY, "2022-12-13", "grants it", task=draft.id)
    stage.say(f"{draft.id} was due {draft.due}, and is due {stage.row(draft).due}.")
    _briefing(stage, "2022-12-20", "5.9/2", "the year")
    stage.settle(draft, "2022-12-26")
    stage.on("2022-12-28")
    for row in stage.office.tasks("qn-2022", open_only=True):
        if row.kind == "continuous" and row.obligation not in ("1.2", "5.4"):
            stage.settle(
                row, "2022-12-28", assessment="partly" if row.obligation == "2.3" else "met"
            )


def _briefing(stage: Stage, day: str, task: str, of: str) -> None:
    held: dict[str, Any] = {
        "kind": "briefing",
        "on": day,
        "place": "Tam Kỳ",
        "minutes": stage.evidence(stage.task("qn-2022", task), day),
    }
    stage.meet("qn-2022", held, f"Both agencies hold the briefing of {of}: it settles {task}")


def _due(stage: Stage, task: str) -> str:
    return f"{task} say, is due {stage.task('qn-2022', task).due}"


ALL = (spring, summer, flood, december)
