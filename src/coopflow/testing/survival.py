"""Kill writers at any moment, again and again, and look what became of the journal.

``python -m coopflow.testing.survival --times 100`` does it by hand. Processes submit commands to
one file from several threads and tell each answer; they are killed (SIGKILL) in the middle of it;
then everything that was answered must be there, and nothing by half. The next ones go on in the
same file where those were stopped, so each time what a kill left behind is taken up.

It shows what survives the death of a process. It does not show what survives a power cut: for
the operating system lives on, and writes to the disk what it was given.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
import tempfile
from collections import Counter
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import define, field, frozen

from coopflow import CoopflowError, Secretariat
from coopflow.journal.url import open_journal
from coopflow.testing.survival_crew import crew, places
from coopflow.testing.survival_story import COMMON, begin, story, take

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from coopflow.journal.entry import Entry
    from coopflow.testing.survival_crew import Ack, Crew
    from coopflow.testing.survival_story import Step

LANES = 4
AHEAD = 40
"""Steps that a writer is given for each lane: more than it will mostly come to."""


@frozen(kw_only=True)
class Tally:
    """What was seen.

    Attributes:
        kills: How often a process was killed.
        acked: How many answers the killed had told.
        unacked: How many commands were found whole of which no answer had been told by then.
        entries: How many entries the journal has.
    """

    kills: int
    acked: int
    unacked: int
    entries: int


class Lost(AssertionError):
    """The record is not what was answered."""


@define(kw_only=True)
class _Lane:
    """A lane as far as it is known.

    Attributes:
        steps: Those told so far.
        done: How many were answered.
    """

    story: Iterator[Step]
    steps: list[Step] = field(factory=list)
    done: int = 0
    last: Ack | None = None

    def ahead(self) -> tuple[Step, ...]:
        missing = self.done + AHEAD - len(self.steps)
        self.steps += islice(self.story, max(missing, 0))
        return tuple(self.steps[self.done : self.done + AHEAD])


class Survival:
    """A journal whose writers are killed, and what is known of it by their answers."""

    def __init__(self, url: str, *, seed: int) -> None:
        """Begin a journal at `url`; `seed` decides when its writers will be killed."""
        self._url = url
        self._seed = seed
        self._lanes = {f"l{number}": _Lane(story=story(f"l{number}")) for number in range(LANES)}
        self._notes: set[str] = set()
        self._unacked: set[str] = set()
        self._round = 0
        self.tally = Tally(kills=0, acked=0, unacked=0, entries=0)
        with Secretariat.open(url, plugins=[]) as office:
            begin(office)
        self._entries = self._tail()

    def kill(self) -> None:
        """Let one process or two write for a while, kill them, and check.

        Raises:
            Lost: The record is not what was answered.
        """
        self._round += 1
        crews = self._crews(1 + self._draw("crews") % 2)
        first, *others = crews
        try:
            self._wait(first, 1 + self._draw("acks") % 20)
            if self._draw("when") % 2:
                self._wait_for_the_log(first)
            first.process.kill()
            for other in others:  # the living go on over what the dead left behind
                self._wait(other, len(other.acks) + self._draw("more") % 10)
        finally:
            for each in crews:
                each.process.kill()
        for each in crews:
            each.hear_out()
        troubles = [trouble for each in crews for trouble in each.troubles]
        if troubles:
            raise Lost("; ".join(troubles))
        self._check(tuple(ack for each in crews for ack in each.acks), len(crews))

    # --- writing and killing ---------------------------------------------------------------

    def _draw(self, what: str) -> int:
        """Draw a number: the same for the same seed, round and question."""
        seed = f"{self._seed}/{self._round}/{what}".encode()
        return int.from_bytes(hashlib.sha256(seed).digest()[:6], "big")

    def _crews(self, number: int) -> list[Crew]:
        ahead = [lane.ahead() for lane in self._lanes.values()]
        return [
            crew(self._url, ahead[place::number], f"{self._round}.{place}")
            for place in range(number)
        ]

    def _wait(self, crew: Crew, acks: int) -> None:
        while len(crew.acks) < acks and not crew.troubles:
            if not crew.hear():
                raise Lost("a writer ended by itself")

    def _wait_for_the_log(self, crew: Crew) -> None:
        """Wait until something is written that nobody has been told of yet."""
        log = Path(self._url.removeprefix("sqlite:///") + "-wal")
        before = _looks(log)
        while _looks(log) == before and not crew.pipe.poll():
            pass

    # --- looking ---------------------------------------------------------------------------

    def _check(self, acks: Sequence[Ack], kills: int) -> None:
        entries = self._tail()
        if entries[: len(self._entries)] != self._entries:
            raise Lost("what was there before is not there as it was")
        for ack in acks:
            self._note(ack, entries)
        for name in self._lanes:
            self._unacked |= self._follow(name, entries)
        self._unacked |= self._count(entries) - {ack.mark for ack in acks}
        with Secretariat.open(self._url, plugins=[], create=False) as office:
            self._verify(office)
            for lane in self._lanes.values():
                self._repeat(office, lane)
        self._entries = self._tail()
        if self._entries != entries:
            raise Lost("asking again has written something")
        self.tally = Tally(
            kills=self.tally.kills + kills,
            acked=self.tally.acked + len(acks),
            unacked=len(self._unacked),
            entries=len(entries),
        )

    def _tail(self) -> tuple[Entry, ...]:
        with closing(open_journal(self._url, create=False)) as journal:
            return tuple(journal.tail())

    def _note(self, ack: Ack, entries: Sequence[Entry]) -> None:
        """Find what was answered, and take note of how far its lane is."""
        for stream, version, position, digest in ack.events:
            entry = entries[position - 1] if position <= len(entries) else None
            found = entry and (entry.stream, entry.version, entry.position, entry.digest)
            if found != (stream, version, position, digest):
                raise Lost(f"{ack.mark} was answered, and of {stream}, entry {version}, is {found}")
        lane = self._lanes.get(ack.mark.split(".")[0])
        if lane is not None:
            if ack.mark != lane.steps[lane.done].key:
                raise Lost(f"{ack.mark} was answered, not {lane.steps[lane.done].key}")
            lane.done += 1
            lane.last = ack

    def _follow(self, name: str, entries: Sequence[Entry]) -> set[str]:
        """Hold the entries of a lane against its story: its answered steps, and perhaps one more.

        Returns:
            The key of that one more.
        """
        lane = self._lanes[name]
        found = [
            (
                key,
                (entry.stream, None if entry.stream.startswith(":") else entry.version, entry.type),
            )
            for entry in entries
            if entry.key is not None and (key := entry.key.split()[0]).split(".")[0] == name
        ]
        for more in (0, 1):
            told = lane.steps[: lane.done + more]
            if found == [(step.key, written) for step in told for written in step.written]:
                return {step.key for step in told[lane.done :]}
        told = lane.steps[: lane.done + 1]
        raise Lost(f"lane {name} after {told[-1].key}: {found[-20:]}, not {told[-2:]}")

    def _count(self, entries: Sequence[Entry]) -> set[str]:
        """Return the new occasions; each is there once, with the task that it opened."""
        common = [entry for entry in entries[len(self._entries) :] if entry.stream == COMMON]
        kinds = [entry.type for entry in common]
        if kinds != ["occasion.recorded", "task.opened"] * (len(kinds) // 2):
            raise Lost(f"half an occasion is there: {kinds}")
        notes = Counter(
            json.loads(entry.data)["note"] for entry in common if entry.type == "occasion.recorded"
        )
        twice = [note for note, times in notes.items() if times > 1 or note in self._notes]
        if twice:
            raise Lost(f"occasions are there twice: {twice}")
        self._notes |= notes.keys()
        return set(notes)

    def _verify(self, office: Secretariat) -> None:
        """Let the office recompute everything; now and then make its lists anew as well."""
        broken = office.verify().broken
        if broken:
            raise Lost("; ".join(map(str, broken)))
        if self._round % 5 == 0:
            before = office.agreements(), office.tasks()
            office.rebuild()
            if before != (office.agreements(), office.tasks()):
                raise Lost("the board was not what the journal says")

    def _repeat(self, office: Secretariat, lane: _Lane) -> None:
        """Ask again for what was answered last: it must be answered as it was."""
        if lane.last is None:
            return
        told = places(take(office, lane.steps[lane.done - 1]))
        if told != lane.last.events:
            raise Lost(f"{lane.last.mark} was answered {lane.last.events}, and now {told}")


def _looks(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_size, found.st_mtime_ns


def main() -> int:
    """Kill as often as is asked, and tell what was seen."""
    parser = argparse.ArgumentParser(
        prog="python -m coopflow.testing.survival",
        description="Kill writers in the middle of their work, again and again, and check that "
        "every answered command is in the journal, and none by half.",
    )
    parser.add_argument("--times", type=int, default=100, help="how many processes to kill (100)")
    parser.add_argument("--seed", type=int, default=1, help="decides when each is killed (1)")
    parser.add_argument(
        "--db",
        metavar="URL",
        help="a journal to begin, and to keep; by default one that is removed",
    )
    wanted = parser.parse_args()
    if wanted.db is not None and not wanted.db.startswith("sqlite:///"):
        parser.error("--db is a file: sqlite:///relative.db or sqlite:////absolute/path.db")
    with tempfile.TemporaryDirectory(prefix="coopflow-") as folder:
        url = wanted.db or f"sqlite:///{folder}/journal.db"
        try:
            survival = Survival(url, seed=wanted.seed)
            while survival.tally.kills < wanted.times:
                survival.kill()
                sys.stdout.write(f"{_told(survival.tally)}\n")
        except (Lost, TimeoutError, CoopflowError) as error:
            kept = f"the journal is kept: {url}" if wanted.db else "with --db it is kept"
            sys.stderr.write(f"lost: {error}\nseed {wanted.seed}; {kept}\n")
            return 1
    kept = f"kept: {wanted.db}" if wanted.db else "removed"
    sys.stdout.write(f"nothing was lost; the journal is {kept}\n")
    return 0


def _told(tally: Tally) -> str:
    return (
        f"killed so far: {tally.kills}; answered commands, all there: {tally.acked}; unanswered "
        f"ones that are there, whole: {tally.unacked}; entries: {tally.entries}"
    )


if __name__ == "__main__":
    sys.exit(main())
