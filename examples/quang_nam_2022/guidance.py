"""3.1 in the hands of others: divisions, and from them the districts in both lines.

The agencies' plugins propose whom. Where they are not installed, a few bodies are named here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from quang_nam_2022.days import BRIEF
from quang_nam_2022.stage import OFFICERS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coopflow.values.assignment import Assignment
    from quang_nam_2022.stage import Stage

PLAN, TASK = "qn-2022", "3.1/1"
DIVISIONS = {
    "ban-dan-van": "phong-chuyen-mon-ban-dan-van",
    "ban-dan-toc": "phong-chuyen-mon-ban-dan-toc",
}
FEW = {
    "ban-dan-van": ("ban-dan-van-tay-giang", "ban-dan-van-nam-tra-my"),
    "ban-dan-toc": ("phong-dan-toc-tay-giang", "van-phong-ubnd-nong-son"),
}
"""To whom the divisions hand it where no plugin proposes anybody."""

UNTIL = "2022-06-30"
REFUSES, TARRIES = "ban-dan-van-nam-tra-my", "van-phong-ubnd-nong-son"


def handed_down(stage: Stage, at: str) -> None:
    """Let each agency hand it to its divisions, and these to the districts."""
    stage.on(at)
    for agency, officer in OFFICERS.items():
        proposed = stage.installed(agency)
        division = stage.answers(DIVISIONS[agency])
        first = () if proposed else (DIVISIONS[agency],)
        stage.office.submit(PLAN, "assign", by=officer, task=TASK, to=first)
        mine = next(each.id for each in _hands(stage) if each.to == DIVISIONS[agency])
        then = () if proposed else FEW[agency]
        stage.office.submit(
            PLAN, "assign", by=division, task=TASK, assignment=mine, to=then, until=UNTIL
        )
        below = [each for each in _hands(stage) if each.parent == mine]
        words = f"hands {TASK} to the divisions, and they to {len(below)} districts until {UNTIL}"
        how = ", as the plugin proposes" if proposed else ""
        stage.line("+", "green", at, f"{stage.who(officer)} {words}{how}")
        for each in below:
            if each.instead_of is not None:
                stage.say(f"{_name(stage, each.to)} stands in for a Phòng Dân tộc there.")
    stage.on("2022-04-11")
    answering = list(_districts(stage))
    for each in answering:
        if each.to != REFUSES:
            _answer(stage, "acknowledge", each)
        else:
            _answer(stage, "refuse", each, note="nobody is free for it this year")
    stage.line("+", "green", "2022-04-11", f"{len(answering) - 1} district bodies acknowledge")
    stage.line(
        "-", "yellow", "2022-04-11",
        f"{_name(stage, REFUSES)} refuses: nobody is free for it this year",
    )  # fmt: skip
    _adds_up(stage)


def delivered(stage: Stage, at: str) -> None:
    """Let all who took it on deliver, but one."""
    stage.on(at)
    given = [each for each in _districts(stage) if each.live and each.to != TARRIES]
    for each in given:
        _answer(stage, "deliver", each, evidence="district-report")
    stage.line("+", "green", at, f"{len(given)} district bodies deliver their reports on {TASK}")


def overdue(stage: Stage, at: str) -> None:
    """Show who is late, and what that is a risk to."""
    stage.on(at)
    stage.say(f"On {at}, the day after theirs:")
    _adds_up(stage)


def made_good(stage: Stage, at: str) -> None:
    """Let the late one deliver, and ask once more where it was refused."""
    stage.on(at)
    refused = next(each for each in _hands(stage) if each.to == REFUSES)
    division = stage.answers(DIVISIONS["ban-dan-van"])
    stage.office.submit(
        PLAN, "assign", by=division, task=TASK, assignment=refused.parent, to=REFUSES
    )
    stage.line("+", "green", at, f"{stage.who(division)} asks {_name(stage, REFUSES)} once more")
    waiting = [each for each in _districts(stage) if each.live]
    for each in waiting:
        _answer(stage, "deliver", each, evidence="district-report")
    for each in _hands(stage):
        if each.live:
            _answer(stage, "deliver", each, evidence="guidance-letter")
    names = " and ".join(_name(stage, each.to) for each in waiting)
    stage.line("+", "green", at, f"{names} deliver; the divisions send all of it up")
    _adds_up(stage)


def _adds_up(stage: Stage) -> None:
    (tree,) = stage.office.tree(PLAN, TASK)
    for branch in tree.branches:
        sums = branch.roll_up
        counts = {
            "done": sums.done,
            "waiting": sums.waiting,
            "late": sums.late,
            "refused": sums.refused,
        }
        told = ", ".join(f"{count} {word}" for word, count in counts.items() if count)
        names = ", ".join(
            f"{each.outcome}: {_name(stage, each.assignment.to)}"
            for each in branch.below
            if each.outcome in ("late", "refused")
        )
        line = f"{_name(stage, branch.assignment.to)}: {told}{f' ({names})' if names else ''}"
        stage.line("·", "cyan", "", line)
    stage.line("·", "cyan", "", f"{tree.task} is {'AT RISK' if tree.risk else 'not at risk'}")


def _answer(stage: Stage, command: str, each: Assignment, **said: str) -> None:
    by = stage.answers(each.to)
    stage.office.submit(PLAN, command, by=by, assignment=each.id, **said)


def _hands(stage: Stage) -> tuple[Assignment, ...]:
    return stage.office.get(PLAN).tasks[TASK].hands


def _districts(stage: Stage) -> Iterable[Assignment]:
    return (each for each in _hands(stage) if each.parent is not None)


def _name(stage: Stage, body: str) -> str:
    known = next(each for each in stage.office.get(PLAN).terms.agencies if each.id == body)
    return BRIEF.get(body) or known.name.say("vi")
