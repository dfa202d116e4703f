"""What the tests of runners are told about: two agreements, occasions in them, and reactions."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from coopflow import Secretariat, parse_terms
from coopflow.host import Reaction, hookimpl
from coopflow.testing.survival_crew import FORKS, PATIENCE
from coopflow.testing.survival_story import FIRST_YEAR, terms

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.connection import Connection

    from coopflow.host import Happened
    from coopflow.runtime.runner import Doing

OCCASION = "occasion.recorded"


class Hands:
    """A clock that somebody sets."""

    def __init__(self) -> None:
        """Begin at noon of a day."""
        self._now = datetime(FIRST_YEAR, 3, 1, 12, tzinfo=UTC)

    def now(self) -> datetime:
        """Return what it was set to."""
        return self._now

    def set_on(self, seconds: float) -> None:
        """Let time pass."""
        self._now += timedelta(seconds=seconds)


def reaction(name: str, react: Callable[[Happened], object], **said: Any) -> Reaction:
    """Return a reaction to occasions, unless it is said otherwise."""
    return Reaction(**{"name": name, "react": react, "events": (OCCASION,), **said})


def plugin(*reactions: Reaction) -> Any:
    """Return a plugin with these reactions."""
    hooks = {"coopflow_reactions": hookimpl(lambda: reactions)}
    return SimpleNamespace(__name__="guest", **hooks)


def begin(office: Secretariat, *names: str) -> None:
    """Draft, sign and start agreements."""
    at = f"{FIRST_YEAR}-01-03"
    for name in names:
        office.draft(parse_terms(terms(name, FIRST_YEAR)), by="an", at=at)
        for officer, command in (("an", "sign"), ("ba", "sign"), ("an", "start")):
            office.submit(name, command, by=officer, at=at)


def occur(office: Secretariat, agreement: str, note: str = "again") -> int:
    """Record an occasion, and return its position in the journal."""
    at = f"{FIRST_YEAR}-02-01"
    receipt = office.submit(agreement, "occasion", by="ba", at=at, occasion="flood", note=note)
    return receipt.events[0].position


class Process:
    """A process that runs reactions, and tells of each before and after it.

    Where it is `led` it then waits each time until it is told to go on.
    """

    def __init__(self, url: str, *, led: bool) -> None:
        """Begin it."""
        self.told: list[tuple[str, str]] = []
        self._pipe, other = FORKS.Pipe()
        self._process = FORKS.Process(target=_work, args=(url, other, led), daemon=True)
        self._process.start()
        other.close()

    def hear(self) -> tuple[str, str] | None:
        """Return the next it tells: what, and of which key; ``None`` where it is gone.

        Raises:
            TimeoutError: It says nothing.
        """
        if not self._pipe.poll(PATIENCE):
            raise TimeoutError
        try:
            said: tuple[str, str] = self._pipe.recv()
        except (EOFError, OSError):
            return None
        self.told.append(said)
        return said

    def hear_until(self, what: str) -> str:
        """Listen until it tells of `what`, and return the key."""
        while (said := self.hear()) is not None:
            if said[0] == what:
                return said[1]
        message = f"it ended before {what}"
        raise EOFError(message)

    def go_on(self) -> None:
        """Let it go on from where it waits."""
        self._pipe.send("go on")

    def kill(self) -> None:
        """Kill it as `kill -9` does, and take what it had told."""
        self._process.kill()
        while self.hear() is not None:
            pass
        self._process.join(PATIENCE)


def commit_and_die(url: str, agreement: str) -> None:
    """Let a process record an occasion, and kill it as soon as it has the answer."""
    pipe, other = FORKS.Pipe()
    process = FORKS.Process(target=_commit, args=(url, agreement, other), daemon=True)
    process.start()
    other.close()
    if not pipe.poll(PATIENCE):
        raise TimeoutError
    pipe.recv()
    process.kill()
    process.join(PATIENCE)


def _commit(url: str, agreement: str, pipe: Connection) -> None:
    told = reaction("told", lambda _: pipe.send("a reaction without a runner"))
    with Secretariat.open(url, plugins=[plugin(told)], create=False) as office:
        occur(office, agreement)
        pipe.send("committed")
        pipe.recv()


def _work(url: str, pipe: Connection, led: bool) -> None:  # noqa: FBT001 - by place, to a process
    def say(what: str, key: str = "") -> None:
        pipe.send((what, key))
        if led and key:
            pipe.recv()

    def react(happened: Happened) -> None:
        say("begun", happened.key)
        say("did", happened.key)

    def tell(doing: Doing) -> None:
        if doing.key is None:
            say(doing.what)

    told = plugin(reaction("told", react))
    with Secretariat.open(url, plugins=[told], clock=Hands(), create=False) as office:
        office.runner(tell=tell, poll=0.01).run()
