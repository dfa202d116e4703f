"""The commands about a task: how each is judged, whom it could be allowed, when it is offered.

They are named here and nowhere else; who may in the end, and whether, the judging says.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from attrs import frozen

from coopflow.engine import extensions, handing, hands, tasks
from coopflow.engine.custody import givers, leads
from coopflow.engine.rules import Rules, View
from coopflow.engine.tasks import acceptors
from coopflow.engine.unfolding import Unfolding
from coopflow.values.agreement import Agreement
from coopflow.values.command import Command
from coopflow.values.reason import Reason
from coopflow.values.task import Task
from coopflow.values.terms import Officer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coopflow.values.assignment import Assignment

Judge = Callable[[Rules, View, Command, Officer, Unfolding], list[Reason]]


def _whenever(_: Task) -> bool:
    return True


@frozen
class AboutTask:
    """One command about a task.

    Attributes:
        judge: Lets it happen, or says what speaks against it.
        whose: The agencies it could be allowed at all, for a task of an agreement.
        fits: Whether it makes sense for a task, whoever asks.
        answers: Whether it is given to an assignment of the task, and not to the task itself.
    """

    judge: Judge
    whose: Callable[[Task, Agreement], tuple[str, ...]]
    fits: Callable[[Task], bool] = _whenever
    answers: bool = False


def on_task(task: Task) -> Iterator[tuple[str, Assignment | None]]:
    """Yield the commands that make sense for a task, with the assignment each would answer."""
    for command, about in ABOUT_TASKS.items():
        if not about.answers and about.fits(task):
            yield command, None
    for each in task.hands:
        if each.live:
            yield from ((command, each) for command, about in ABOUT_TASKS.items() if about.answers)


def _reporting(task: Task, now: Agreement) -> tuple[str, ...]:
    """Those who lead it, and the bodies they handed it to themselves."""
    held = [each.to for each in task.hands if each.live and each.parent is None]
    return (*leads(task, now), *held)


def _accepting(task: Task, now: Agreement) -> tuple[str, ...]:
    return tuple(each for each in acceptors(task, now) if each not in task.accepted_by)


def _handing(task: Task, now: Agreement) -> tuple[str, ...]:
    return (*givers(task, now), *_holding(task, now))


def _holding(task: Task, _: Agreement) -> tuple[str, ...]:
    return tuple(each.to for each in task.hands if each.live)


def _granting(task: Task, now: Agreement) -> tuple[str, ...]:
    granted = task.clock.asked.granted_by if task.clock.asked is not None else ()
    return tuple(each for each in extensions.granting(task, now) if each not in granted)


def _extensible(task: Task) -> bool:
    return task.clock.asked is None and task.due is not None and task.state == "open"


def _asked_for(task: Task) -> bool:
    return task.clock.asked is not None


ABOUT_TASKS: dict[str, AboutTask] = {
    "report": AboutTask(tasks.report, _reporting),
    "accept": AboutTask(tasks.accept, _accepting),
    "return": AboutTask(tasks.send_back, acceptors),
    "assign": AboutTask(handing.assign, _handing),
    "extension": AboutTask(extensions.ask, leads, _extensible),
    "grant": AboutTask(extensions.grant, _granting, _asked_for),
    "deny": AboutTask(extensions.deny, extensions.granting, _asked_for),
    "acknowledge": AboutTask(hands.acknowledge, _holding, answers=True),
    "progress": AboutTask(hands.progress, _holding, answers=True),
    "deliver": AboutTask(hands.deliver, _holding, answers=True),
    "refuse": AboutTask(hands.refuse, _holding, answers=True),
}
"""Every one of them, in the order in which they are offered."""
