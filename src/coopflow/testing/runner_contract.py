"""What a runner promises, one test for each promise.

Whoever writes a runner derives a test class from `RunnerContract`, or where its journal outlives
the process from `StoredRunnerContract` in `coopflow.testing.stored_runner_contract`, with a fixture
`url`: where an empty journal can be begun. The office's own `runner()` is what is tested.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from coopflow import Patience
from coopflow.testing.runner_story import OCCASION, begin, occur, reaction
from coopflow.testing.turn_contract import TurnContract

if TYPE_CHECKING:
    from coopflow import Secretariat
    from coopflow.host import Happened, Reaction
    from coopflow.runtime.runner import Doing
    from coopflow.testing.runner_story import Hands


class RunnerContract(TurnContract):
    """The promises of a runner, in one process."""

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

    def test_whoever_is_told_may_fail(self, opened: Any) -> None:
        """What was done is written down before anybody is told of it, also what was held up."""
        told: list[str] = []

        def react(happened: Happened) -> None:
            told.append(happened.key)
            if len(told) == 1:
                raise LookupError

        def tell(doing: Doing) -> None:
            raise BrokenPipeError(doing.what)

        office: Secretariat = opened(reaction("told", react))
        begin(office, "one", "two")
        first, second, other = (occur(office, name) for name in ("one", "one", "two"))
        for what in ("failed", "done", "done", "done"):
            with pytest.raises(BrokenPipeError, match=what):
                office.runner(tell=tell).step()
            office.retry()
        step = office.runner().step()

        assert [f"told:{at}" for at in (first, first, second, other)] == told
        assert (0, 0) == (step.done, step.failed)

    def test_an_error_need_not_say_anything(self, opened: Any) -> None:
        """The reaction has failed, by the kind of what it raised; others go on."""

        class Mute(Exception):
            def __str__(self) -> str:
                raise RuntimeError

        def react(_: Happened) -> None:
            raise Mute

        told: list[str] = []
        office = opened(reaction("mute", react), reaction("told", lambda it: told.append(it.key)))
        begin(office, "one")
        occur(office, "one")
        step = office.runner().step()
        held = [each.error for reaction in office.reactions() for each in reaction.held]

        assert (1, 1) == (step.done, step.failed)
        assert (1, ["Mute"]) == (len(told), held)
