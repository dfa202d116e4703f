"""Processes that write to one journal from several threads until they are killed.

They are forked from a server that has loaded the library, so that beginning one is quick.
"""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import count
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from threading import Lock
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from coopflow import Secretariat, StaleVersion
from coopflow.testing.survival_story import begin, occur, take

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from coopflow.runtime.records import Recorded
    from coopflow.testing.survival_story import Step

PATIENCE = 60
"""How long a crew may say nothing before something is wrong with it (seconds)."""

FORKS = get_context("forkserver")
"""Where processes come from: a server that has loaded the library, and has no threads."""
FORKS.set_forkserver_preload(["coopflow.testing.survival_warm"])


@frozen(kw_only=True)
class Ack:
    """A writer was answered: this is done, and stays done.

    Attributes:
        mark: The key of a step, or the note of an occasion.
        events: Stream, version, position and digest of every event of the receipt.
    """

    mark: str
    events: tuple[tuple[str, int, int, str], ...]


def places(events: Iterable[Recorded]) -> tuple[tuple[str, int, int, str], ...]:
    """Return where the events of a receipt stand, and their digests."""
    return tuple((each.stream, each.version, each.position, each.digest) for each in events)


@frozen(kw_only=True)
class Crew:
    """One process and what it has said so far."""

    process: BaseProcess
    pipe: Connection
    acks: list[Ack] = field(factory=list)
    troubles: list[str] = field(factory=list)

    def hear(self) -> bool:
        """Take one more word of what it says; false where it will say nothing more.

        Raises:
            TimeoutError: It says nothing, and is not gone.
        """
        if not wait([self.pipe], PATIENCE):
            message = f"a writer has said nothing for {PATIENCE} seconds"
            raise TimeoutError(message)
        try:
            said = json.loads(self.pipe.recv_bytes())
        except (EOFError, OSError):  # gone, perhaps in the middle of a word
            return False
        if "trouble" in said:
            self.troubles.append(said["trouble"])
        else:
            events = tuple(tuple(each) for each in said["events"])
            self.acks.append(Ack(mark=said["mark"], events=events))
        return True

    def hear_out(self) -> None:
        """Take all that it has said. For one that was killed."""
        while self.hear():
            pass
        self.pipe.close()
        self.process.join(PATIENCE)
        self.process.close()


def crew(url: str, lanes: Sequence[Sequence[Step]], name: str) -> Crew:
    """Let a process take the steps of each lane in a thread of its own.

    One thread more records occasions, without end, in the agreement all have in common.

    Args:
        url: The journal.
        lanes: The steps of each lane that it takes.
        name: What its occasions are told apart by.
    """
    pipe, speaker = FORKS.Pipe(duplex=False)
    process = FORKS.Process(target=_work, args=(url, lanes, name, speaker), daemon=True)
    process.start()
    speaker.close()
    return Crew(process=process, pipe=pipe)


def _work(url: str, lanes: Sequence[Sequence[Step]], name: str, pipe: Connection) -> None:
    lock = Lock()

    def say(**words: Any) -> None:
        with lock:
            pipe.send_bytes(json.dumps(words).encode())

    def walk(steps: Sequence[Step]) -> None:
        for step in steps:
            say(mark=step.key, events=places(_insist(office, step)))

    def crowd() -> None:
        for number in count():
            note = f"{name}.{number}"
            try:
                events = occur(office, note)
            except StaleVersion:  # the other process was always first: it says that nothing is done
                continue
            say(mark=note, events=places(events))

    def telling(work: Callable[[], None]) -> None:
        try:
            work()
        except Exception as error:  # noqa: BLE001 - whatever it is, whoever listens must know
            say(trouble=f"{type(error).__name__}: {error}")

    with (
        Secretariat.open(url, plugins=[], create=False) as office,
        ThreadPoolExecutor(len(lanes) + 1) as pool,
    ):
        pool.submit(telling, crowd)
        for steps in lanes:
            pool.submit(telling, partial(walk, steps))


def _insist(office: Secretariat, step: Step) -> tuple[Recorded, ...]:
    while True:
        try:
            return take(office, step)
        except StaleVersion:
            continue


def begin_at(url: str) -> None:
    """Begin a journal, and the agreement all have in common."""
    with Secretariat.open(url, plugins=[]) as office:
        begin(office)


def rebuild_at(url: str) -> None:
    """Make the board anew, over and over, without end."""
    with Secretariat.open(url, plugins=[], create=False) as office:
        while True:
            office.rebuild()


def repeat(url: str, steps: Sequence[Step]) -> list[tuple[Recorded, ...]]:
    """Take steps once more in an office of its own: what another process can be given to do."""
    with Secretariat.open(url, plugins=[], create=False) as office:
        return [take(office, step) for step in steps]
