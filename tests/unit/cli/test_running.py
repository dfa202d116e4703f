"""`run`, `reactions` and `retry`: a journal that is kept going, and what became of it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from coopflow.cli import runs
from coopflow.cli.running import _stopped_by_signals
from coopflow.host.loading import given
from coopflow.runtime.runner import Doing
from coopflow.testing.runner_story import plugin, reaction

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from coopflow.host import Happened

Run = Any


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What a plugin that is installed was told of; it fails at whatever is asked of it twice."""
    keys: list[str] = []

    def react(happened: Happened) -> None:
        keys.append(happened.key)
        note = getattr(happened.event, "note", None)
        if note == "bad":
            raise LookupError("no such\nmailbox")

    found = given([plugin(reaction("mail.told", react))])
    monkeypatch.setattr("coopflow.runtime.hosting.announced", lambda _: found)
    now = datetime(2022, 2, 2, tzinfo=UTC)  # nothing is due by then
    monkeypatch.setattr("coopflow.runtime.clock.SystemClock.now", lambda _: now)
    return keys


@pytest.fixture
def reacting(told: list[str], executing: Run) -> Run:  # noqa: ARG001 - it installs the plugin
    """The command line where `mini` is executing, with that plugin, and two floods have come."""
    flood = ("occasion", "mini", "flood", "--as", "bob", "--at", "2022-02-01")
    assert [0, 0] == [executing(*flood, *note).code for note in ((), ("--note", "bad"))]
    return executing


class TestOnce:
    """`run --once` does what can be done, and says what."""

    def test_each_reaction_is_told(self, reacting: Run, told: list[str]) -> None:
        """Done and failed ones, each with its key and on a line of its own."""
        answer = reacting("run", "--once")
        lines = answer.out.splitlines()

        assert (0, "", 3) == (answer.code, answer.err, len(lines))
        assert f"{told[0]}: done, after occasion.recorded of mini" in lines[0]
        assert f"{told[1]}: failed (1), again at " in lines[1]
        assert lines[1].endswith(": LookupError: no such mailbox")
        assert "1 reaction done, 1 failed" == lines[2]

    def test_as_json_each_line_is_an_object(self, reacting: Run, told: list[str]) -> None:
        """The last one sums up."""
        done, failed, step = map(json.loads, reacting("run", "--once", "--json").out.splitlines())

        assert ("done", told[0], "mini") == (done["what"], done["key"], done["agreement"])
        assert ("failed", 1, "LookupError: no such\nmailbox") == (
            failed["what"],
            failed["failed"],
            failed["error"],
        )
        assert {"what": "step", "worked": True, "done": 1, "failed": 1} == {
            name: step[name] for name in ("what", "worked", "done", "failed")
        }
        assert failed["again"] == step["again"]

    def test_vietnamese(self, reacting: Run) -> None:
        """As everything that officials read."""
        assert "đã xong" in reacting("run", "--once", "--lang", "vi").out

    @pytest.mark.parametrize("poll", ["0", "-1", "nan", "1e9"])
    def test_a_pause_that_is_none_is_refused(self, drafted: Run, poll: str) -> None:
        """Before anything is done."""
        answer = drafted("run", "--once", f"--poll={poll}")

        assert (2, "") == (answer.code, answer.out)
        assert "a time in seconds" in answer.err

    def test_without_a_journal_there_is_nothing_to_run(self, run: Run) -> None:
        """None is begun."""
        assert 2 == run("run", "--once").code


class TestReactions:
    """`reactions` shows how they stand, and `retry` lets what failed be tried again."""

    def test_before_any(self, drafted: Run) -> None:
        """Nothing has happened."""
        assert "no plugin here has ever had a reaction\n" == drafted("reactions").out
        assert "nothing is held up\n" == drafted("retry", "--all").out

    def test_before_they_begin(self, told: list[str], drafted: Run) -> None:
        """A plugin that has come since is known, and has a place from the next command on."""
        assert drafted("reactions").out.startswith("mail.told  is at position ")

    def test_how_they_stand(self, reacting: Run, told: list[str]) -> None:
        """What each has come to, and what it failed at."""
        assert "still to see; of plugin guest\n" in reacting("reactions").out

        reacting("run", "--once")
        first, second = reacting("reactions").out.splitlines()

        assert ", 0 entries still to see; of plugin guest" in first
        assert f"{told[1]} in mini: failed (1), again at " in second
        assert "1 entry waits behind it: LookupError: no such mailbox" in second
        assert "" == reacting("reactions", "--parked").out

    def test_json(self, reacting: Run, told: list[str]) -> None:
        """Every field, for programs."""
        reacting("run", "--once")
        (found,) = reacting("reactions", "--json").data
        ((held,),) = [found.pop("held")]

        assert ("mail.told", "guest", 0) == (found["name"], found["plugin"], found["behind"])
        assert (told[1], "mini", 1, False) == (
            held["key"],
            held["agreement"],
            held["failed"],
            held["parked"],
        )
        assert [[]] == [each["held"] for each in reacting("reactions", "--parked", "--json").data]

    def test_what_failed_is_tried_again(self, reacting: Run, told: list[str]) -> None:
        """At once where somebody says so, under the same key."""
        reacting("run", "--once")
        reacting("run", "--once")
        assert 2 == len(told)
        answer = reacting("retry", told[1])
        shown = reacting("reactions").out
        reacting("run", "--once")

        assert f"{told[1]}: to be tried at once by `coopflow run`\n" == answer.out
        assert f"{told[1]} in mini: to be tried, 1 entry waits behind it\n" in shown
        assert [told[1]] * 2 == told[1:]
        assert [told[1]] == reacting("retry", "--all", "--json").data

    @pytest.mark.parametrize("words", [(), ("mail.told:1", "--all"), ("mail.told:1",)])
    def test_what_is_tried_is_named(self, reacting: Run, words: tuple[str, ...]) -> None:
        """One key that is held up, or all of them."""
        answer = reacting("retry", *words)

        assert (2, "") == (answer.code, answer.out)
        assert "`coopflow reactions` lists" in answer.err


class TestSignals:
    """A runner ends when it is told to, with everything in order."""

    @pytest.fixture
    def started(self, executing: Run, tmp_path: Path) -> Callable[..., subprocess.Popen[str]]:
        """Start the real command upon the journal."""

        def start(*words: str) -> subprocess.Popen[str]:
            return subprocess.Popen(
                [sys.executable, "-m", "coopflow", "run", *words],
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
                cwd=tmp_path,
                env={**os.environ, "COOPFLOW_PLUGINS": "none"},
            )

        return start

    @pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
    def test_it_stops(
        self, started: Callable[..., subprocess.Popen[str]], number: signal.Signals
    ) -> None:
        """At once, however long it would have waited; it says so, and all is well."""
        with started("--json", "--poll", "3600") as process:
            assert process.stdout is not None
            working = json.loads(process.stdout.readline())
            process.send_signal(number)
            out, err = process.communicate(timeout=60)

        assert "working" == working["what"]
        assert ("", 0) == (err, process.returncode)
        assert "stopped" == json.loads(out.splitlines()[-1])["what"]

    def test_it_does_not_say_that_all_is_well_where_it_was_interrupted(self) -> None:
        """What was at hand will be done anew."""
        now = datetime(2022, 2, 2, tzinfo=UTC)
        last = Doing(what="stopped", at=now, error="KeyboardInterrupt")

        assert "".join(runs.told(last, "en")).endswith(
            "stopped amid its work (KeyboardInterrupt): what was at hand is done anew"
        )

    def test_a_second_interrupt_does_not_wait(self) -> None:
        """For the reaction at hand, which may never end; before, nobody is interrupted."""
        before = signal.getsignal(signal.SIGINT)
        stops: list[None] = []
        runner: Any = SimpleNamespace(stop=lambda: stops.append(None))

        def interrupted() -> None:
            with _stopped_by_signals(runner):
                for number in (signal.SIGTERM, signal.SIGINT, signal.SIGINT):
                    signal.raise_signal(number)

        with pytest.raises(KeyboardInterrupt):
            interrupted()

        assert 2 == len(stops)
        assert before == signal.getsignal(signal.SIGINT)

    def test_one_waits_for_the_other(
        self, started: Callable[..., subprocess.Popen[str]], executing: Run
    ) -> None:
        """It says so; killed, the first is followed at once. With --once nobody waits."""
        with started() as first:
            assert first.stdout is not None
            assert "working" in first.stdout.readline()
            once = executing("run", "--once")
            with started() as second:
                assert second.stdout is not None
                assert "another runner works here: waiting" in second.stdout.readline()
                first.kill()
                assert "working" in second.stdout.readline()
                second.terminate()
                out, _ = second.communicate(timeout=60)
            first.communicate(timeout=60)

        assert (0, "another runner works here: nothing was done\n") == (once.code, once.out)
        assert out.endswith("stopped: nothing was left half-done\n")
