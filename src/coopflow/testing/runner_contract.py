"""What a runner promises, one test for each promise.

Whoever writes a runner derives a test class from `RunnerContract`, or where its journal outlives
the process from `StoredRunnerContract` in `coopflow.testing.stored_runner_contract`, with a fixture
`url`: where an empty journal can be begun. The office's own `runner()` is what is tested.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import datetime, timedelta
from queue import SimpleQueue
from threading import Event
from typing import TYPE_CHECKING, Any

import pytest

from coopflow import Patience, Secretariat
from coopflow.testing.runner_story import (
    OCCASION,
    Hands,
    begin,
    occur,
    plugin,
    reaction,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from coopflow.host import Happened, Reaction
    from coopflow.runtime.runner import Doing

WAIT = 60
"""How long a thread may take before something is wrong with it (seconds)."""


class RunnerContract:
    """The promises of a runner, in one process."""

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

    def beside(self, office: Secretariat, opened: Any, *reactions: Reaction) -> Secretariat:
        """Return an office of the same journal: the same one where no other can be opened."""
        return office if office.host.reactions else opened(*reactions)

    def test_it_tells_of_each_in_order(self, opened: Any) -> None:
        """What happened, where it stands, under which key, and how the agreement was then."""
        told: list[Happened] = []
        office = opened(reaction("all", told.append, events=()))
        begin(office, "one", "two")
        occur(office, "one")

        step = office.runner().step()
        told_of = (*office.history("one"), *office.history("two"))
        entries = sorted(told_of, key=lambda it: it.position)

        assert (True, len(entries), 0, None) == (step.worked, step.done, step.failed, step.again)
        assert [
            (each.stream, each.position, each.version, each.type, each.event, each.at, each.by)
            for each in entries
        ] == [
            (each.agreement, each.position, each.version, each.type, each.event, each.at, each.by)
            for each in told
        ]
        assert [f"all:{each.position}" for each in entries] == [each.key for each in told]
        assert [each.version for each in told] == [each.then().version for each in told]
        assert ["draft", "executing"] == [told[0].then().state, told[-1].then().state]

    def test_each_is_told_of_what_it_asked_for(self, opened: Any) -> None:
        """By the stored type or the name that a row gave it; in its scope, and nowhere else."""
        told: list[tuple[str, str, str]] = []

        def noting(name: str, **said: Any) -> Reaction:
            return reaction(name, lambda it: told.append((name, it.agreement, it.type)), **said)

        signed = ("agreement.signed",)
        office = opened(
            noting("signed", events=signed),
            noting("in-one", events=signed, scope=("one",)),
            noting("nowhere", events=(), scope=("three",)),
            noting("occasions"),
        )
        begin(office, "one", "two")
        occur(office, "two")

        office.runner().step()

        moved = "agreement.moved"
        assert [
            ("in-one", "one", moved),
            ("occasions", "two", OCCASION),
            ("signed", "one", moved),
            ("signed", "two", moved),
        ] == sorted(told)

    def test_nothing_is_told_twice(self, opened: Any) -> None:
        """Another step, and another runner, go on from there."""
        told: list[str] = []
        office = opened(reaction("told", lambda it: told.append(it.key)))
        begin(office, "one")
        first = occur(office, "one")
        runner = office.runner()
        runner.step()
        runner.step()
        second = occur(office, "one")
        office.runner().step()

        assert [f"told:{first}", f"told:{second}"] == told

    def test_one_that_fails_is_tried_again_and_parked(self, opened: Any, hands: Hands) -> None:
        """Under the same key, after pauses that double up to the longest, by the office's clock."""
        told: list[tuple[str, datetime]] = []

        def fail(happened: Happened) -> None:
            told.append((happened.key, hands.now()))
            raise LookupError("no such mailbox")

        office = opened(reaction("told", fail))
        begin(office, "one")
        key = f"told:{occur(office, 'one')}"
        patience = Patience(attempts=5, first=timedelta(seconds=10), most=timedelta(seconds=30))
        heard: list[Doing] = []
        runner = office.runner(patience=patience, tell=heard.append)
        pauses = []
        while (again := runner.step().again) is not None:
            pauses.append((again - hands.now()).total_seconds())
            hands.set_on(pauses[-1] - 1)
            assert 0 == runner.step().failed
            hands.set_on(1)
        (standing,) = office.reactions()

        assert [10, 20, 30, 30] == pauses
        assert [key] * 5 == [each for each, _ in told]
        assert ["failed"] * 4 + ["parked"] == [each.what for each in heard]
        assert [(key, 5, True, "LookupError: no such mailbox")] == [
            (each.key, each.failed, each.parked, each.error) for each in standing.held
        ]

    def test_it_holds_up_its_own_agreement_alone(self, opened: Any) -> None:
        """No other agreement and no other reaction; what waited is then done in order."""
        told: list[tuple[str, str]] = []
        broken = True

        def frail(happened: Happened) -> None:
            if broken and happened.agreement == "one":
                raise LookupError
            told.append((happened.agreement, happened.key))

        other: list[str] = []
        office = opened(
            reaction("frail", frail), reaction("sound", lambda it: other.append(it.key))
        )
        begin(office, "one", "two")
        places = [(name, occur(office, name)) for name in ("one", "two", "one")]
        runner = office.runner(patience=Patience(attempts=1))
        runner.step()
        places += [(name, occur(office, name)) for name in ("two", "one")]
        runner.step()

        assert [f"sound:{position}" for _, position in places] == other
        assert [(name, f"frail:{at}") for name, at in places if name == "two"] == told

        broken = False
        assert 0 == runner.step().done
        assert (f"frail:{places[0][1]}",) == office.retry()
        assert 3 == runner.step().done
        assert [(name, f"frail:{at}") for name, at in places if name == "one"] == told[2:]
        assert () == office.retry()
        with pytest.raises(ValueError, match="frail:1"):
            office.retry("frail:1")

    def test_what_waits_may_fail_in_its_turn(self, opened: Any) -> None:
        """Then it is what is held up, with all attempts before it."""
        bad = {"first", "second"}
        told: list[str] = []

        def react(happened: Happened) -> None:
            note: Any = getattr(happened.event, "note", None)
            if note in bad:
                raise LookupError(note)
            told.append(note)

        office = opened(reaction("told", react))
        begin(office, "one")
        for note in ("first", "between", "second", "last"):
            occur(office, "one", note)
        runner = office.runner(patience=Patience(attempts=1))
        runner.step()
        bad.remove("first")
        office.retry()
        runner.step()
        ((held,),) = [each.held for each in office.reactions()]

        assert ["first", "between"] == told
        assert (1, "LookupError: second") == (held.failed, held.error)

    @pytest.mark.parametrize("stopped", [False, True])
    def test_what_waits_is_told_once(self, opened: Any, stopped: bool) -> None:  # noqa: FBT001 - both ways
        """Also what has come since, and where the runner is stopped amid what waits."""
        told: list[str] = []
        calls: list[str] = []

        def react(happened: Happened) -> None:
            calls.append(happened.key)
            if len(calls) == 1:
                raise LookupError
            told.append(happened.key)
            if stopped:
                runner.stop()

        office = opened(reaction("told", react))
        begin(office, "one")
        places = [occur(office, "one") for _ in range(3)]
        runner = office.runner()
        runner.step()
        office.retry()
        places.append(occur(office, "one"))
        for _ in places:
            runner = office.runner()
            runner.step()

        assert [f"told:{position}" for position in places] == told

    def test_a_reaction_may_act(self, opened: Any) -> None:
        """What it submits under its key is there once, and is told of in its turn."""

        def answer(happened: Happened) -> None:
            if happened.agreement == "one":
                said = {"by": "ba", "occasion": "flood", "key": happened.key}
                office.submit("two", "occasion", at="2000-02-01", **said)
                told.append(happened.key)
                if len(told) == 1:
                    raise LookupError

        told: list[str] = []
        office: Secretariat = opened(reaction("answer", answer))
        begin(office, "one", "two")
        occur(office, "one")
        runner = office.runner()
        runner.step()
        office.retry()
        runner.step()

        assert 2 == len(told)
        assert 1 == sum(entry.type == OCCASION for entry in office.history("two"))

    def test_it_ticks_first(self, opened: Any, hands: Hands) -> None:
        """With the office's time; what that writes is reacted to in the same step."""
        told: list[str] = []
        ticks: list[datetime] = []
        heard: list[Doing] = []
        office = opened(reaction("told", lambda it: told.append(it.key)))
        begin(office, "one")

        def tick(now: datetime) -> None:
            ticks.append(now)
            if len(ticks) == 1:
                occur(office, "one")

        runner = office.runner(tick=tick, tell=heard.append)
        runner.step()
        runner.step()

        assert [hands.now()] * 2 == ticks
        assert 1 == len(told)
        assert ["ticked", "done"] == [each.what for each in heard]

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

        def react(_: Happened) -> None:
            amid.set()
            assert go_on.wait(WAIT)

        slow = reaction("told", react)
        office = opened(slow)
        begin(office, "one")
        occur(office, "one")
        other = self.beside(office, opened, slow)
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
