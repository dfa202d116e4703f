"""`coopflow run` as a process of its own, with a plugin that tells of each reaction and waits."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import signal
    from pathlib import Path

PATIENCE = 60
"""How long a process may say nothing before something is wrong with it (seconds)."""

GUEST = """
import os, socket
from coopflow.host import Reaction, hookimpl

line = socket.socket(fileno=int(os.environ["GUEST_LINE"]))
words = line.makefile("r", encoding="utf-8")

def react(happened):
    def say(what):
        line.sendall(f"{what} {happened.key} {happened.agreement}\\n".encode())
    say("begun")
    while words.readline() == "are you there\\n":
        say("here")
    say("did")

@hookimpl
def coopflow_reactions():
    return (Reaction(name="guest.told", react=react, events=("task.unmet",)),)
"""


def install(site: Path) -> None:
    """Put the plugin, and what announces it, where a process can be told to look."""
    about = site / "coopflow_guest-1.dist-info"
    about.mkdir(parents=True)
    (site / "coopflow_guest.py").write_text(GUEST, "utf-8")
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: coopflow-guest\nVersion: 1\n")
    (about / "entry_points.txt").write_text("[coopflow]\nguest = coopflow_guest\n")


class Working:
    """A process that runs `coopflow run --json`, what its plugin says, and what it says itself.

    Attributes:
        out: Its lines, when it has ended.
        err: What it said on stderr, when it has ended.
    """

    def __init__(self, folder: Path, *words: str) -> None:
        """Begin it upon the journal in `folder`, where the plugin is in ``site``."""
        self._line, other = socket.socketpair()
        self._line.settimeout(PATIENCE)
        self._words = self._line.makefile("r", encoding="utf-8")
        self._process = subprocess.Popen(
            [sys.executable, "-m", "coopflow", "run", "--json", *words],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=folder,
            pass_fds=(other.fileno(),),
            env={
                **os.environ,
                "COOPFLOW_PLUGINS": "guest",
                "PYTHONPATH": str(folder / "site"),
                "GUEST_LINE": str(other.fileno()),
            },
        )
        other.close()
        self.out: list[dict[str, Any]] = []
        self.err = ""

    def says(self) -> str:
        """Return what it says next of itself."""
        assert self._process.stdout is not None
        what: str = json.loads(self._process.stdout.readline())["what"]
        return what

    def hear(self) -> tuple[str, ...]:
        """Return what its plugin says next: what, of which key, and in which agreement.

        Nothing where it is gone.
        """
        return tuple(self._words.readline().split())

    def tell(self, words: str) -> None:
        """Tell the plugin to ``go on``, or ask whether it is there."""
        self._line.sendall(f"{words}\n".encode())

    def go_on(self) -> tuple[str, ...]:
        """Let a reaction begin and end; return its key and its agreement."""
        what, *of = self.hear()
        self.tell("go on")
        assert ("begun", ("did", *of)) == (what, self.hear())
        return tuple(of)

    def send(self, number: signal.Signals) -> None:
        """Send it a signal."""
        self._process.send_signal(number)

    def end(self) -> int:
        """Wait until it has ended, and return its exit code."""
        out, self.err = self._process.communicate(timeout=PATIENCE)
        self.out = [json.loads(line) for line in out.splitlines()]
        self._words.close()
        self._line.close()
        return self._process.returncode
