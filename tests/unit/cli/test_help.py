"""`--help` teaches: what a command does, and one call that works."""

from __future__ import annotations

import shlex
from typing import Any

import pytest

from coopflow import __version__
from coopflow.cli.app import COMMANDS, SHORTCUTS, face

Run = Any
NAMES = [name for name, *_ in (*COMMANDS, *SHORTCUTS)]


class TestHelp:
    """Whoever asks is shown an example."""

    @pytest.mark.parametrize("name", NAMES)
    def test_an_example_can_be_typed(self, run: Run, name: str) -> None:
        """It stands at the end of the help, and every word of it is understood."""
        answer = run(name, "--help")
        *_, heading, example = answer.out.strip().splitlines()
        program, *words = shlex.split(example.partition(">")[0])
        _, bound, _ = face().meta.parse_args(words, exit_on_error=False, print_error=False)
        own = bound.args  # without what may stand beside every command
        command, _, _ = face().parse_args(own, exit_on_error=False, print_error=False)

        assert (0, "") == (answer.code, answer.err)
        assert ("Example:", "coopflow") == (heading, program)
        assert words[0] == name
        assert callable(command)

    @pytest.mark.parametrize("name", ["available", "show", "tasks", "timeline"])
    def test_of_the_past_at_is_then(self, run: Run, name: str) -> None:
        """Where `--as-of` can be said it decides what is asked, unless `--at` is said beside it."""
        shown = " ".join(run(name, "--help").out.replace("│", " ").split())

        assert "by default as of --as-of, or now." in shown

    def test_the_version_is_told(self, run: Run) -> None:
        """As the package has it."""
        assert f"coopflow {__version__}\n" == run("--version").out

    def test_commands_are_listed_in_the_order_of_use(self, run: Run) -> None:
        """Not of the alphabet."""
        shown = run("--help").out
        places = [shown.index(f"│ {name} ") for name in ("check", "draft", "sign", "start")]

        assert sorted(places) == places
