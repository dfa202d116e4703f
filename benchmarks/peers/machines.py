"""State machines of others: a model that goes and comes, a trigger a command."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


class Model:
    """What `transitions` puts its methods on."""

    state: str
    trigger: Callable[[str], bool]


def by_transitions(count: int) -> Callable[[], object]:
    """Return the work of `count` triggers of `transitions`, by the rows ours goes by."""
    from transitions import Machine  # noqa: PLC0415 - a peer is imported where it runs

    model = Model()
    Machine(
        model=model,
        states=["here", "there", "closed"],
        initial="here",
        auto_transitions=False,
        transitions=[
            ["go", "here", "there"],
            ["come", "there", "here"],
            ["close", "here", "closed"],
        ],
    )

    def work() -> None:
        trigger = model.trigger
        for _ in range(count // 2):
            trigger("go")
            trigger("come")

    return work


def by_transitions_task(count: int) -> Callable[[], object]:
    """Return the work of `count` triggers that report and accept, and are set back by hand."""
    from transitions import Machine  # noqa: PLC0415 - a peer is imported where it runs

    model = Model()
    Machine(
        model=model,
        states=["open", "reported", "accepted"],
        initial="open",
        auto_transitions=False,
        transitions=[["report", "open", "reported"], ["accept", "reported", "accepted"]],
    )

    def work() -> None:
        trigger = model.trigger
        for _ in range(count // 2):
            trigger("report")
            trigger("accept")
            model.state = "open"

    return work


def by_statemachine(count: int) -> Callable[[], object]:
    """Return the work of `count` events of python-statemachine."""
    from statemachine import State, StateMachine  # noqa: PLC0415 - a peer is imported where it runs

    class Mover(StateMachine):
        here = State(initial=True)
        there = State()
        closed = State(final=True)
        go = here.to(there)
        come = there.to(here)
        close = here.to(closed)

    mover = Mover()

    def work() -> None:
        send = mover.send
        for _ in range(count // 2):
            send("go")
            send("come")

    return work


def by_viewflow(count: int) -> Callable[[], object]:
    """Return the work of `count` transitions of viewflow.fsm, in Django without a project."""
    from django.conf import settings  # noqa: PLC0415 - a peer is imported where it runs

    if not settings.configured:
        settings.configure()
    from viewflow.fsm import State  # noqa: PLC0415 - the same

    class Flow:
        state = State(("here", "there", "closed"), default="here")

        @state.transition(source="here", target="there")
        def go(self) -> None:
            """Go."""

        @state.transition(source="there", target="here")
        def come(self) -> None:
            """Come."""

    flow = Flow()

    def work() -> None:
        for _ in range(count // 2):
            flow.go()
            flow.come()

    return work
