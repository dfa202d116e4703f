"""The embedded runner: what passes by, and what its values promise."""

from __future__ import annotations

import inspect
from asyncio import CancelledError
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from coopflow import JournalBroken, JournalUnavailable, Patience, Runner, Secretariat
from coopflow.runtime.embedded import EmbeddedRunner
from coopflow.runtime.ticking import Hindered, Ticked
from coopflow.testing.runner_story import Hands, begin, occur, plugin, reaction

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from coopflow.host import Happened
    from coopflow.runtime.runner import Doing


class TestTrouble:
    """A runner outlives what passes, and nothing else."""

    def test_a_journal_that_cannot_be_used_now_is_tried_again(self) -> None:
        """It says what is wrong, and goes on."""
        heard: list[Doing] = []

        def tick(_: datetime) -> None:
            if len(heard) < 2:
                raise JournalUnavailable("memory:", "the disk is full")
            runner.stop()

        with Secretariat.open("memory:", plugins=[]) as office:
            runner: Runner = office.runner(tick=tick, tell=heard.append, poll=0.001)
            runner.run()

        assert ["working", "trouble", "stopped"] == [each.what for each in heard]
        assert ["memory:: the disk is full", None] == [each.error for each in heard[1:]]

    def test_an_office_that_is_closed_amid_a_reaction_ends_its_runner(self, tmp_path: Path) -> None:
        """It says that something is left: whoever runs next is told of it anew."""
        heard: list[Doing] = []
        told: list[str] = []
        url = f"sqlite:///{tmp_path / 'journal.db'}"

        def react(happened: Happened) -> None:
            told.append(happened.key)
            if len(told) == 1:
                office.close()

        guest = plugin(reaction("told", react))
        office = Secretariat.open(url, plugins=[guest], clock=Hands())
        begin(office, "one")
        position = occur(office, "one")
        office.runner(tell=heard.append).run()
        with Secretariat.open(url, plugins=[guest]) as other:
            done = other.runner().step().done

        assert ["working", "trouble", "stopped"] == [each.what for each in heard]
        assert "JournalUnavailable" == heard[-1].error
        assert (1, [f"told:{position}"] * 2) == (done, told)

    def test_trouble_need_not_say_anything(self) -> None:
        """A tick of somebody's own may raise what it likes; its kind is told."""

        class Mute(JournalUnavailable):
            def __str__(self) -> str:
                raise RuntimeError

        heard: list[Doing] = []

        def tick(_: datetime) -> None:
            runner.stop()
            raise Mute("memory:", "")

        with Secretariat.open("memory:", plugins=[]) as office:
            runner = office.runner(tick=tick, tell=heard.append)
            runner.run()

        assert ["Mute", "Mute"] == [each.error for each in heard[1:]]

    def test_what_hinders_the_clock_is_told_once(self) -> None:
        """As long as it stays the same, tick after tick; anything else is news."""
        heard: list[Doing] = []
        held = {name: Hindered(name, broken=JournalBroken(name, 1, "gone")) for name in "abc"}
        ticks = iter(["a", "ab", "ab", "", "b"])

        def tick(at: datetime) -> Ticked:
            return Ticked(at, hindered=tuple(held[name] for name in next(ticks)))

        with Secretariat.open("memory:", plugins=[]) as office:
            runner = office.runner(tick=tick, tell=heard.append)
            for _ in range(5):
                runner.step()
        told = [each.tick.hindered for each in heard if each.tick is not None]

        assert ["hindered"] * 3 == [each.what for each in heard]
        assert [["a"], ["b"], ["b"]] == [[each.agreement for each in some] for some in told]

    def test_what_does_not_pass_is_raised(self) -> None:
        """Its last word says what it was; and somebody else may work then."""
        heard: list[Doing] = []

        def tick(_: datetime) -> None:
            raise JournalBroken("one", 1, "it is missing")

        with Secretariat.open("memory:", plugins=[]) as office:
            with pytest.raises(JournalBroken):
                office.runner(tick=tick, tell=heard.append).run()

            assert ("stopped", "JournalBroken") == (heard[-1].what, heard[-1].error)
            assert office.runner().step().worked

    def test_an_entry_that_cannot_be_read_is_held_up(self, tmp_path: Path) -> None:
        """Of a type nobody knows, say: the reaction fails at it, and others go on."""
        told: list[str] = []
        everything = plugin(reaction("all", lambda it: told.append(it.agreement), events=()))
        url = f"sqlite:///{tmp_path / 'journal.db'}"
        with Secretariat.open(url, plugins=[everything]) as office:
            begin(office, "one", "two")
            change = "UPDATE entries SET type = 'task.newer' WHERE stream = 'one' AND version = 1"
            journal: Any = office._journal
            journal.write(lambda writing: writing.handle.execute(change))
            office.runner(patience=Patience(attempts=1)).step()
            ((held,),) = [each.held for each in office.reactions()]

        assert ("one", 1) == (held.agreement, held.version)
        assert "JournalBroken: agreement 'one', entry 1: its type 'task.newer'" in held.error
        assert {"two"} == {*told}

    def test_what_is_raised_is_kept_whatever_it_says(self) -> None:
        """Letters that no file can hold, words without an end, an exit."""

        def react(_: Any) -> None:
            raise SystemExit("\ud800" + "x" * 1000)

        with Secretariat.open("memory:", plugins=[plugin(reaction("told", react))]) as office:
            begin(office, "one")
            occur(office, "one")
            office.runner().step()
            ((held,),) = [each.held for each in office.reactions()]

        assert held.error.startswith(r"SystemExit: \ud800xxx")
        assert len(held.error) < 520

    def test_what_a_guest_cancels_is_its_own(self) -> None:
        """A reaction that was cancelled has failed; the runner goes on."""

        def react(_: Any) -> None:
            raise CancelledError

        with Secretariat.open("memory:", plugins=[plugin(reaction("told", react))]) as office:
            begin(office, "one")
            occur(office, "one")

            assert 1 == office.runner().step().failed

    def test_whoever_interrupts_is_heard(self) -> None:
        """An interrupt is no failure of the reaction, which is told anew."""
        told: list[str] = []

        def react(happened: Happened) -> None:
            told.append(happened.key)
            if len(told) == 1:
                raise KeyboardInterrupt

        with Secretariat.open("memory:", plugins=[plugin(reaction("told", react))]) as office:
            begin(office, "one")
            position = occur(office, "one")
            with pytest.raises(KeyboardInterrupt):
                office.runner().step()

            assert 1 == office.runner().step().done
        assert [f"told:{position}"] * 2 == told


class TestCost:
    """What is long is not read again and again."""

    def test_how_an_agreement_was_is_folded_from_where_it_is_known(self) -> None:
        """Telling of many entries costs about what the entries are, not their square."""
        versions: list[int] = []
        look = plugin(reaction("told", lambda it: versions.append(it.then().version), events=()))
        with Secretariat.open("memory:", plugins=[look]) as office:
            begin(office, "one")
            for _ in range(40):
                occur(office, "one")
            journal: Any = office._journal
            read: list[int] = []
            facts = journal.facts

            def counting(stream: str, *, after: int = 0) -> Any:
                for fact in facts(stream, after=after):
                    read.append(fact[0])
                    yield fact

            journal.facts = counting
            office.runner().step()

        assert list(range(1, len(versions) + 1)) == versions
        assert len(read) <= 2 * len(versions)


class TestPatience:
    """The pauses double up to the longest."""

    def test_the_usual(self) -> None:
        """Eight attempts, from five seconds on."""
        usual = Patience()

        assert [5, 10, 20, 40, 80, 160, 320] == [
            usual.pause(failed).total_seconds() for failed in range(1, usual.attempts)
        ]
        assert timedelta(minutes=15) == usual.pause(9) == usual.pause(10**9)


class TestProtocol:
    """The embedded runner is a `Runner`, as mypy sees, and nothing more."""

    def test_it_has_what_is_promised(self) -> None:
        """The same methods with the same arguments and answers, each described."""
        kind: type[Runner] = EmbeddedRunner
        promised, had = _methods(Runner), _methods(kind)

        assert promised == had
        assert all((getattr(kind, name).__doc__ or "").strip() for name in promised)


def _methods(kind: type) -> dict[str, inspect.Signature]:
    return {
        name: inspect.signature(each)
        for name, each in vars(kind).items()
        if not name.startswith("_") and inspect.isfunction(each)
    }
