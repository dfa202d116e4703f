"""Decide and evolve in memory: no file, no clock, no lock."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, Any

from attrs import evolve as changed

from benchmarks.contests import Contest, Settings, rate
from benchmarks.material import after, begin_mover, begin_plan, draft, open_office, prepared
from benchmarks.peers import machines
from benchmarks.peers.installed import absent
from benchmarks.results import Pair, at_least
from coopflow.engine.decide import decide
from coopflow.engine.evolve import evolve
from coopflow.engine.rules import View
from coopflow.values.verdict import Accepted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from coopflow import Secretariat
    from coopflow.runtime.casework import Case

_PLAIN = (
    "One command upon a plain row: decide (who may, every objection, the events) and evolve to "
    "the new value, rules, view and command being prepared"
)


def contests(settings: Settings) -> Iterator[Contest]:
    """Yield the comparison with state machines."""
    count = settings.sized(20_000, 2_000)
    slow = settings.sized(4_000, 200)
    with closing(open_office("memory:")) as office:
        moves, tasks, signing = _moves(office), _tasks(office), _signing(office)
    plain = "decide + evolve"
    yield Contest(
        unit="commands/s",
        runs={
            plain: _timed(count, judging(moves, count)),
            "transitions": lambda: rate(count, machines.by_transitions(count)),
            "decide + evolve, chained": _timed(count, chaining(moves, count)),
            "python-statemachine": lambda: rate(slow, machines.by_statemachine(slow)),
            "viewflow.fsm": lambda: rate(count, machines.by_viewflow(count)),
            "report, accept": _timed(count, judging(tasks, count)),
            "transitions, report and accept": lambda: rate(
                count, machines.by_transitions_task(count)
            ),
            "sign, sign": _timed(slow, judging(signing, slow)),
        },
        pairs=(
            Pair(
                work="decide-plain",
                ours=plain,
                reference="transitions",
                says=f"{_PLAIN}; `transitions` triggers a registered model, with no conditions.",
                goal=at_least(3),
                aim=at_least(4),
            ),
            Pair(
                work="decide-chained",
                ours="decide + evolve, chained",
                reference="transitions",
                says="The same, each command judged upon the value the last one left, with a view "
                "made for it; `transitions` as above.",
            ),
            Pair(
                work="decide-statemachine",
                ours=plain,
                reference="python-statemachine",
                says=f"{_PLAIN}; python-statemachine sends the same events to one machine.",
            ),
            Pair(
                work="decide-viewflow",
                ours=plain,
                reference="viewflow.fsm",
                says=f"{_PLAIN}; viewflow.fsm calls a method of one flow, without permissions.",
            ),
            Pair(
                work="decide-task",
                ours="report, accept",
                reference="transitions, report and accept",
                says="A task is reported with evidence and accepted, each decided and evolved; "
                "`transitions` moves a model from open to reported to accepted.",
            ),
            Pair(
                work="decide-consent",
                ours="sign, sign",
                reference="transitions",
                says="Two parties sign: a proposal bound to the digest of the text, two assents, "
                "and the row that fires; `transitions` has no consent and only moves.",
            ),
        ),
        missing=absent(),
    )


def judging(cases: Sequence[Case], count: int) -> Callable[[], object]:
    """Return the work of judging prepared cases in turn, `count` in all, each to its new value."""

    def work() -> None:
        for _ in range(count // len(cases)):
            for case in cases:
                now, command = case.view.agreement, case.command
                verdict = decide(case.rules, case.view, command)
                if not isinstance(verdict, Accepted):
                    raise TypeError(verdict)
                for event in verdict.events:
                    now = evolve(now, event, command.at, command.by)  # type: ignore[arg-type]  # an agreement's stream

    return work


def chaining(cases: Sequence[Case], count: int) -> Callable[[], object]:
    """Return the work of `count` commands, each upon what the last one left."""
    first = cases[0].view

    def work() -> None:
        now = first.agreement
        for _ in range(count // len(cases)):
            for case in cases:
                view = View(first.directory, now)
                command = case.command
                verdict = decide(case.rules, view, command)
                if not isinstance(verdict, Accepted):
                    raise TypeError(verdict)
                for event in verdict.events:
                    now = evolve(now, event, command.at, command.by)  # type: ignore[arg-type]  # an agreement's stream

    return work


def _timed(count: int, work: Callable[[], object]) -> Callable[[], float]:
    return lambda: rate(count, work)


def _moves(office: Secretariat) -> tuple[Case, Case]:
    begin_mover(office, "mover")
    go = prepared(office, "mover", "go", "mai")
    office.submit("mover", "go", by="mai")
    return go, prepared(office, "mover", "come", "mai")


def _tasks(office: Secretariat) -> tuple[Case, Case]:
    begin_plan(office, "plan")
    office.submit("plan", "occasion", by="nam", occasion="contamination")
    (task,) = office.get("plan").tasks
    said: dict[str, Any] = {"task": task, "evidence": ("letter: Clean again",)}
    report = prepared(office, "plan", "report", "mai", **said)
    office.submit("plan", "report", by="mai", **said)
    return report, prepared(office, "plan", "accept", "nam", task=task)


def _signing(office: Secretariat) -> tuple[Case, Case]:
    """Return both signatures; the second is prepared upon what the first one leaves."""
    draft(office, "paper", "standard@1")
    one = prepared(office, "paper", "sign", "mai")
    other = prepared(office, "paper", "sign", "nam")
    now = one.view.agreement
    if now is None:
        raise TypeError(one)
    left = after(now, one.judge(), one.command)
    return one, changed(other, view=changed(other.view, agreement=left))
