"""What is promised of who works upon a journal, and of how a runner ends; a test for each promise.

`coopflow.testing.runner_contract` has the rest: what a runner does while it works.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from queue import SimpleQueue
from threading import Event
from typing import TYPE_CHECKING, Any

import pytest

from coopflow import JournalUnavailable, Secretariat
from coopflow.testing.runner_story import Hands, begin, occur, plugin, reaction

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from coopflow.host import Happened, Reaction
    from coopflow.runtime.runner import Doing, Step

WAIT = 60
"""How long a thread may take before something is wrong with it (seconds)."""


class TurnContract:
    """The promises of runners to each other, and to whoever stops them."""

    @pytest.fixture
    def hands(self) -> Hands:
        """Give the clock of all offices of the test."""
        return Hands()

    @pytest.fixture
    def opened(self, url: str, hands: Hands) -> Iterator[Callable[..., Secretariat]]:
        """Give what opens an office with reactions."""
        with ExitStack() as stack:

            def opening(*reactions: Reaction) -> Secretariat:
                plugins = [plugin(*reactions)] if reactions else []
                return stack.enter_context(Secretariat.open(url, plugins=plugins, clock=hands))

            yield opening

    def beside(
        self,
        office: Secretariat,
        opened: Any,  # noqa: ARG002 - for journals that another office can open
        *reactions: Reaction,  # noqa: ARG002 - the same
    ) -> Secretariat:
        """Return an office of the same journal: the same one where no other can be opened."""
        return office

    def slow(self, opened: Any, amid: Event, go_on: Event) -> tuple[Secretariat, Secretariat]:
        """Return two offices with something to do, which says when it is amid it and then waits."""

        def react(_: Happened) -> None:
            amid.set()
            assert go_on.wait(WAIT)

        waits = reaction("told", react)
        office = opened(waits)
        begin(office, "one")
        occur(office, "one")
        return office, self.beside(office, opened, waits)

    def test_it_stops_when_the_reaction_at_hand_is_done(self, opened: Any) -> None:
        """Not amid it, and not after the next one; what is left is done by whoever comes."""
        amid, go_on = Event(), Event()
        told: list[str] = []

        def react(happened: Happened) -> None:
            amid.set()
            assert go_on.wait(WAIT)
            told.append(happened.key)

        office = opened(reaction("told", react))
        begin(office, "one")
        places = [occur(office, "one") for _ in range(3)]
        heard: list[Doing] = []
        runner = office.runner(tell=heard.append, poll=WAIT)
        with ThreadPoolExecutor(1) as pool:
            running = pool.submit(runner.run)
            assert amid.wait(WAIT)
            runner.stop()
            assert not running.done()
            go_on.set()
            running.result(WAIT)

        assert [f"told:{places[0]}"] == told
        assert ["working", "done", "stopped"] == [each.what for each in heard]
        assert 2 == office.runner().step().done
        assert [f"told:{position}" for position in places] == told

    def test_it_stops_while_it_waits(self, opened: Any) -> None:
        """At once, whatever the pause; and one that is stopped before it runs does nothing."""
        heard: SimpleQueue[Doing] = SimpleQueue()
        office = opened()
        runner = office.runner(tell=heard.put, poll=86400)
        with ThreadPoolExecutor(1) as pool:
            running = pool.submit(runner.run)
            assert "working" == heard.get(timeout=WAIT).what
            runner.stop()
            running.result(WAIT)
        runner.run()

        assert ["stopped", "stopped"] == [heard.get(timeout=WAIT).what for _ in range(2)]

    def test_one_works_at_a_time(self, opened: Any) -> None:
        """Another does nothing meanwhile, says that it waits, and takes over at once."""
        amid, go_on = Event(), Event()
        office, other = self.slow(opened, amid, go_on)
        heard: SimpleQueue[Doing] = SimpleQueue()
        first, second = office.runner(), other.runner(tell=heard.put)
        with ThreadPoolExecutor(2) as pool:
            running = [pool.submit(first.run)]
            assert amid.wait(WAIT)
            assert not other.runner().step().worked
            running.append(pool.submit(second.run))
            assert "waiting" == heard.get(timeout=WAIT).what
            first.stop()
            go_on.set()
            assert "working" == heard.get(timeout=WAIT).what
            second.stop()
            for each in running:
                each.result(WAIT)

        assert "stopped" == heard.get(timeout=WAIT).what

    def test_one_call_works_at_a_time(self, opened: Any) -> None:
        """A step beside `run` does nothing, and leaves the turn with it; `run` twice is once."""
        amid, go_on = Event(), Event()
        office, other = self.slow(opened, amid, go_on)
        heard: SimpleQueue[Doing] = SimpleQueue()
        runner = office.runner(tell=heard.put, poll=86400)
        with ThreadPoolExecutor(2) as pool:
            running = [pool.submit(runner.run)]
            assert amid.wait(WAIT)
            steps = runner.step(), other.runner().step(), runner.step()
            assert "working" == heard.get(timeout=WAIT).what
            running.append(pool.submit(runner.run))
            assert "waiting" == heard.get(timeout=WAIT).what
            runner.stop()
            go_on.set()
            for each in running:
                each.result(WAIT)

        assert [False] * 3 == [step.worked for step in steps]
        assert ["done", "stopped", "stopped"] == sorted(heard.get().what for _ in range(3))
        assert other.runner().step().worked

    def test_a_reaction_takes_no_step(self, opened: Any) -> None:
        """It is within one; what it asks for is done by the step it is in."""
        steps: list[Step] = []
        office = opened(reaction("told", lambda _: steps.append(runner.step())))
        begin(office, "one")
        occur(office, "one")
        runner = office.runner()
        step = runner.step()

        assert (True, 1, [False]) == (step.worked, step.done, [each.worked for each in steps])
        assert runner.step().worked

    def test_one_that_was_stopped_takes_no_step(self, opened: Any) -> None:
        """It was stopped once and for all; whoever wants to go on makes another."""
        office = opened()
        runner = office.runner()
        runner.stop()

        assert not runner.step().worked
        assert office.runner().step().worked

    def test_it_ends_with_its_office(self, opened: Any) -> None:
        """At once, whatever the pause, and leaves the turn to others; no other can be made.

        A step that is under way may find the journal gone; it tells of it before it stops.
        """
        heard: SimpleQueue[Doing] = SimpleQueue()
        office = opened(reaction("told", lambda _: None))
        other = self.beside(office, opened, reaction("told", lambda _: None))
        runner = office.runner(tell=heard.put, poll=86400)
        with ThreadPoolExecutor(1) as pool:
            running = pool.submit(runner.run)
            assert "working" == heard.get(timeout=WAIT).what
            office.close()
            running.result(WAIT)
        said = [heard.get() for _ in range(heard.qsize())]

        assert "stopped" == said[-1].what
        assert not runner.step().worked
        with pytest.raises(JournalUnavailable, match="its office was closed"):
            office.runner()
        if other is not office:
            assert other.runner().step().worked
