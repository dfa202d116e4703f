"""What a runner promises upon a journal that outlives it, one test for each promise."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest

from coopflow import Patience, Secretariat
from coopflow.testing.runner_contract import RunnerContract
from coopflow.testing.runner_story import (
    OCCASION,
    Process,
    begin,
    commit_and_die,
    occur,
    reaction,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from coopflow.host import Happened, Reaction


class StoredRunnerContract(RunnerContract):
    """The promises of a runner whose journal outlives it: processes are killed, as `kill -9` does.

    None of these tests waits for a time: a process says where it is, and is killed there.
    """

    def beside(
        self,
        office: Secretariat,  # noqa: ARG002 - that of the process, which is not needed here
        opened: Callable[..., Secretariat],
        *reactions: Reaction,
    ) -> Secretariat:
        """Return another office of the same journal."""
        return opened(*reactions)

    @pytest.fixture
    def begun(self, opened: Any) -> Secretariat:
        """Give an office of a journal in which two agreements run, and `told` is installed."""
        office: Secretariat = opened(reaction("told", lambda _: None))
        begin(office, "one", "two")
        office.runner().step()
        return office

    def test_it_begins_where_the_journal_ended(self, opened: Any) -> None:
        """When the reaction was first there: not with what had happened before."""
        told: list[str] = []
        without = opened()
        begin(without, "one")
        occur(without, "one")
        office = opened(reaction("told", lambda it: told.append(it.key)))
        (before,) = office.reactions()
        second = occur(office, "one")
        third = occur(without, "one")
        office.runner().step()

        assert None is before.position
        assert [f"told:{second}", f"told:{third}"] == told

    def test_where_it_is_outlives_everything(self, opened: Any) -> None:
        """Closing, opening without the plugin, making the board anew: what is parked stays so."""
        broken = True

        def react(_: Happened) -> None:
            if broken:
                raise LookupError

        office = opened(reaction("told", react))
        begin(office, "one")
        key = f"told:{occur(office, 'one')}"
        office.runner(patience=Patience(attempts=1)).step()
        standing = office.reactions()
        office.close()
        without = opened()
        without.rebuild()
        (other,) = without.reactions()
        occur(without, "one")
        broken = False
        again = opened(reaction("told", react))
        done = again.runner().step().done
        again.retry(key)

        assert (None, standing[0].held) == (other.plugin, other.held)
        assert (0, 2) == (done, again.runner().step().done)

    def test_killed_between_commit_and_reaction(self, url: str, begun: Secretariat) -> None:
        """What was committed is reacted to by whoever runs next."""
        commit_and_die(url, "one")
        (*_, last) = [each for each in begun.history("one") if each.type == OCCASION]
        runner = Process(url, led=False)
        done = runner.hear_until("did")
        runner.kill()

        assert f"told:{last.position}" == done

    @pytest.mark.parametrize("amid", ["begun", "did"])
    def test_killed_in_the_middle(self, url: str, begun: Secretariat, amid: str) -> None:
        """Before the effect or after it: told again under the same key, and then what follows."""
        places = [occur(begun, name) for name in ("one", "one", "two")]
        first = Process(url, led=True)
        for what in ("begun", "did"):
            key = first.hear_until(what)
            if what == amid:
                break
            first.go_on()
        first.kill()
        second = Process(url, led=False)
        keys = [second.hear_until("did") for _ in places]
        second.kill()

        assert f"told:{places[0]}" == key
        assert [f"told:{position}" for position in places] == keys

    def test_one_of_two_is_killed(self, url: str, begun: Secretariat) -> None:
        """The other waits meanwhile, and takes over with the reaction that was at hand."""
        position = occur(begun, "one")
        first = Process(url, led=True)
        amid = first.hear_until("begun")
        second = Process(url, led=False)
        second.hear_until("waiting")
        first.kill()
        taken = second.hear_until("did")
        second.kill()

        assert [f"told:{position}"] * 2 == [amid, taken]
        assert ["waiting", "working", "begun", "did"] == [what for what, _ in second.told][:4]
        assert "did" not in [what for what, _ in first.told]

    def test_killed_again_and_again(self, url: str, begun: Secretariat) -> None:
        """Nothing is lost, each agreement's order is kept, only what was at hand is repeated."""
        owed = {f"told:{occur(begun, name)}": name for name in ("one", "two", "two") * 8}
        told: list[str] = []
        for number in range(6):
            runner = Process(url, led=False)
            for _ in range(1 + number % 4):
                runner.hear_until("did")
            runner.kill()
            told += [key for what, key in runner.told if what == "did"]
        last: list[str] = []
        runner = Process(url, led=False)
        begun_keys = list(owed)
        while begun_keys[-1] not in last:
            last.append(runner.hear_until("did"))
        runner.kill()
        told += last
        repeats = sum(1 for before, after in pairwise(told) if before == after)

        assert list(owed) == list(dict.fromkeys(told))
        assert len(told) - len(owed) == repeats
        assert repeats <= 6
