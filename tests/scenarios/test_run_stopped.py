"""`coopflow run`, stopped and killed in the middle of a reaction, and taken over."""

from __future__ import annotations

import signal
from typing import TYPE_CHECKING

import pytest

from coopflow import Secretariat
from tests.scenarios.conftest import tail
from tests.scenarios.runners import Working, install
from tests.unit.clock.ticks import begin

if TYPE_CHECKING:
    from pathlib import Path

UNMET = "task.unmet"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where two agreements are over, which nobody has ticked, and the plugin is."""
    with Secretariat.open(f"sqlite:///{tmp_path / 'coopflow.db'}", plugins=[]) as office:
        begin(office, "one", "two")
    install(tmp_path / "site")
    return tmp_path


def owed(folder: Path) -> list[tuple[str, str]]:
    """Return what the reaction is to be told of: the keys in order, each with its agreement."""
    return [
        (f"guest.told:{entry.position}", entry.stream)
        for entry in tail(folder / "coopflow.db")
        if entry.type == UNMET
    ]


def rest(folder: Path, number: int) -> list[tuple[str, ...]]:
    """Let another runner do what there is, `number` reactions, and return what they were told."""
    runner = Working(folder, "--once")
    told = [runner.go_on() for _ in range(number)]
    code = runner.end()
    ticked = [each for each in runner.out if each["what"] == "ticked"]

    assert (0, "", []) == (code, runner.err, ticked)
    assert (True, number) == (runner.out[-1]["worked"], runner.out[-1]["done"])
    return told


class TestStopped:
    """It ends in order; whoever comes after it finds the place free, and does the rest."""

    @pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
    def test_the_reaction_at_hand_is_done(self, folder: Path, number: signal.Signals) -> None:
        """It is not interrupted, the next one is not begun, and it is not told again."""
        runner = Working(folder)
        _, *first = runner.hear()
        runner.send(number)
        runner.tell("are you there")
        assert "here" == runner.hear()[0]
        runner.tell("go on")
        assert ("did", *first) == runner.hear()
        code = runner.end()
        whole = tail(folder / "coopflow.db")
        expected = owed(folder)

        assert (0, "") == (code, runner.err)
        assert ["working", "ticked", "done", "stopped"] == [each["what"] for each in runner.out]
        assert tuple(first) == expected[0]
        assert expected[1:] == rest(folder, 5)
        assert whole == tail(folder / "coopflow.db")

    def test_a_second_interrupt_interrupts_it(self, folder: Path) -> None:
        """It is told anew by the next runner, before all that follows."""
        runner = Working(folder)
        _, *first = runner.hear()
        runner.send(signal.SIGINT)
        runner.tell("are you there")
        assert "here" == runner.hear()[0]
        runner.send(signal.SIGINT)
        code = runner.end()

        assert (130, "coopflow: interrupted\n") == (code, runner.err)
        assert ["working", "ticked", "stopped"] == [each["what"] for each in runner.out]
        assert "KeyboardInterrupt" == runner.out[-1]["error"]
        assert tuple(first) == owed(folder)[0]
        assert owed(folder) == rest(folder, 6)

    def test_the_one_that_works_is_killed(self, folder: Path) -> None:
        """The other, which waited, begins with what was at hand; all are told, in order."""
        first = Working(folder)
        told = [first.go_on() for _ in range(2)]
        _, *amid = first.hear()
        second = Working(folder)
        assert "waiting" == second.says()
        first.send(signal.SIGKILL)
        assert -signal.SIGKILL == first.end()
        taken = [second.go_on() for _ in range(4)]
        second.send(signal.SIGTERM)
        code = second.end()

        assert tuple(amid) == taken[0]
        assert owed(folder) == told + taken
        assert (0, "") == (code, second.err)
        assert ["working", *["done"] * 4, "stopped"] == [each["what"] for each in second.out]
