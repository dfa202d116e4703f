"""What a journal promises to many who write at once: threads, handles, processes.

A journal may let writers that wait share one commit. Whatever it does, each of these tests is
what the writers must not notice of it.
"""

from __future__ import annotations

import multiprocessing
import sys
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import closing
from functools import partial
from itertools import chain
from operator import attrgetter
from threading import Event
from typing import TYPE_CHECKING, Any

import pytest

from coopflow.errors import StaleVersion
from coopflow.testing.journal_writing import (
    RECORDED_AT,
    append,
    at_once,
    draft,
    insist,
    insist_and_tail_at,
    marked,
    write,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from coopflow.journal.entry import Entry
    from coopflow.journal.store import Journal, Writing

MANY = 8
ROUNDS = 10


class CrowdContract:
    """Threads that write to one journal at the same moment.

    The fixture `journal` gives an empty one.
    """

    @pytest.fixture
    def restless(self) -> Iterator[None]:
        """Let threads take turns far more often than they do by themselves."""
        usual = sys.getswitchinterval()
        sys.setswitchinterval(1e-6)
        yield
        sys.setswitchinterval(usual)

    @pytest.mark.usefixtures("restless")
    def test_threads_lose_nothing(self, journal: Journal) -> None:
        """Eight writers upon one stream, each trying again when late: all is there, once."""
        work = marked(writers=MANY, each=12)

        with ThreadPoolExecutor(len(work)) as pool:
            for done in [pool.submit(insist, journal, "a", drafts) for drafts in work]:
                done.result(timeout=60)

        entries = tuple(journal.read("a"))

        assert sorted(it.data for it in chain(*work)) == sorted(entry.data for entry in entries)
        assert list(range(1, 97)) == [entry.version for entry in entries]
        assert () == journal.verify()

    @pytest.mark.usefixtures("restless")
    def test_whoever_tails_skips_nothing(self, journal: Journal) -> None:
        """Going on from the last position seen gives every entry once, while others write."""
        work = marked(writers=4, each=12)
        seen: list[Entry] = []

        with ThreadPoolExecutor(len(work)) as pool:
            running = [
                pool.submit(insist, journal, f"s{number % 3}", drafts)
                for number, drafts in enumerate(work)
            ]
            while not all(done.done() for done in running):
                seen += journal.tail(after=seen[-1].position if seen else 0)
            for done in running:
                done.result()
        seen += journal.tail(after=seen[-1].position if seen else 0)

        assert tuple(journal.tail()) == tuple(seen)
        assert sorted(it.data for it in chain(*work)) == sorted(entry.data for entry in seen)

    @pytest.mark.usefixtures("restless")
    def test_writers_of_different_streams_are_no_rivals(self, journal: Journal) -> None:
        """Each finds its stream where it left it, and reads its entry as soon as it has it."""

        def run(stream: str) -> list[Entry]:
            told: list[Entry] = []
            for version in range(ROUNDS):
                told += write(
                    journal, append(stream, version, draft(f"{stream}{version}".encode()))
                )
                assert told == list(journal.read(stream))
            return told

        streams = [f"s{number}" for number in range(MANY)]
        told = at_once(*(partial(run, stream) for stream in streams))

        assert [] == _raised(told)
        assert tuple(journal.tail()) == _in_order(told)
        assert () == journal.verify()

    @pytest.mark.usefixtures("restless")
    def test_of_rivals_one_wins(self, journal: Journal) -> None:
        """Of those who decided upon one version one is first; the others leave no trace.

        What they would have written to streams of their own is not there either.
        """
        streams = [f"s{number}" for number in range(MANY)]
        won: list[Any] = []

        for version in range(ROUNDS):
            told = at_once(
                *(
                    partial(
                        write,
                        journal,
                        append(stream, journal.version(stream)),
                        append("a", version),
                    )
                    for stream in streams
                )
            )
            lost = [each for each in told if isinstance(each, StaleVersion)]
            won += [each for each in told if isinstance(each, tuple)]

            assert (version + 1, MANY - 1) == (len(won), len(lost))
            assert {("a", version, version + 1)} == {
                (each.stream, each.expected, each.actual) for each in lost
            }

        assert tuple(journal.tail()) == _in_order(won)
        assert ROUNDS == sum(journal.version(stream) for stream in streams)
        assert () == journal.verify()

    @pytest.mark.usefixtures("restless")
    def test_one_that_fails_fails_alone(self, journal: Journal) -> None:
        """Each is told its own: what `also` raised, that it was late, or what was written."""

        def run(number: int) -> list[Entry]:
            stream = f"s{number}"
            told: list[Entry] = []
            for version in range(ROUNDS):
                own = append(stream, version, draft(b"%d.%d" % (number, version)))
                with pytest.raises(LookupError, match=rf"^{number}\.{version}$"):
                    journal.append(
                        [own, append("a", journal.version("a"))],
                        recorded_at=RECORDED_AT,
                        also=_failing(LookupError(f"{number}.{version}")),
                    )
                with pytest.raises(StaleVersion, match="'ahead' is at version 0, not 1"):
                    write(journal, own, append("ahead", 1))
                with pytest.raises(UnicodeEncodeError):
                    write(journal, own, append("\udcff", 0))
                told += write(journal, own)
            return told

        told = at_once(*(partial(run, number) for number in range(MANY)))

        assert [] == _raised(told)
        assert tuple(journal.tail()) == _in_order(told)
        assert (0, 0) == (journal.version("a"), journal.version("ahead"))
        assert () == journal.verify()

    @pytest.mark.usefixtures("restless")
    def test_nobody_is_late_for_what_never_was(self, journal: Journal) -> None:
        """An append that is taken back makes nobody stale, and no reader ever sees it."""
        over = Event()

        def fail() -> None:
            for _ in range(3 * ROUNDS):
                with pytest.raises((LookupError, StaleVersion)):
                    journal.append(
                        [append("a", journal.version("a"), draft(b"never"))],
                        recorded_at=RECORDED_AT,
                        also=_failing(LookupError()),
                    )

        def run() -> list[Entry]:
            try:
                return [
                    entry
                    for version in range(ROUNDS)
                    for entry in write(journal, append("a", version, draft(b"%d" % version)))
                ]
            finally:
                over.set()

        def tail() -> list[Entry]:
            seen: list[Entry] = []
            while not over.is_set():
                seen += journal.tail(after=seen[-1].position if seen else 0)
            return [*seen, *journal.tail(after=seen[-1].position if seen else 0)]

        told, seen, *others = at_once(run, tail, fail, fail)

        assert [None, None] == others
        assert told == seen
        assert list(journal.read("a")) == told
        assert () == journal.verify()

    @pytest.mark.usefixtures("restless")
    def test_whoever_decides_within_is_never_late(self, journal: Journal) -> None:
        """What work reads stays true until it is written; half of it fails, and fails alone."""

        def work(writing: Writing, data: bytes, fails: int) -> tuple[Entry, ...]:
            version = sum(1 for _ in writing.facts("a"))
            written = writing.append([append("a", version, draft(data))], recorded_at=RECORDED_AT)
            if fails:
                raise LookupError(data)
            return written

        def run(number: int) -> list[Entry]:
            told: list[Entry] = []
            for turn in range(2 * ROUNDS):
                mine = partial(work, data=b"%d.%d" % (number, turn), fails=turn % 2)
                if turn % 2:
                    with pytest.raises(LookupError, match=rf"{number}\.{turn}'$"):
                        journal.write(mine)
                else:
                    told += journal.write(mine)
            return told

        told = at_once(*(partial(run, number) for number in range(MANY)))

        assert [] == _raised(told)
        assert tuple(journal.tail()) == _in_order(told)
        assert MANY * ROUNDS == journal.version("a")
        assert () == journal.verify()


class StoredCrowdContract:
    """Handles and processes that write to one journal at the same moment.

    The fixture `journal` gives an empty one, and `reopen` opens it once more.
    """

    def reopen(self, journal: Journal) -> Journal:
        """Open once more what `journal` keeps, beside it."""
        raise NotImplementedError

    def test_two_connections_see_each_other(self, journal: Journal) -> None:
        """What one has written, the other reads at once."""
        with closing(self.reopen(journal)) as other:
            mine = write(journal, append("a", 0))
            theirs = write(other, append("a", 1))

            assert mine + theirs == tuple(journal.read("a"))
            assert mine + theirs == tuple(other.read("a"))

    def test_two_connections_conflict(self, journal: Journal) -> None:
        """Of two writers upon one version the second is stale, whatever it holds open."""
        with closing(self.reopen(journal)) as other:
            write(journal, append("a", 0))

            with pytest.raises(StaleVersion) as caught:
                write(other, append("b", 0), append("a", 0))

            assert (0, 1) == (caught.value.expected, caught.value.actual)
            assert 0 == journal.version("b")

    def test_an_answer_is_for_everybody(self, journal: Journal) -> None:
        """Whoever has an answer may tell others: through another connection it is there.

        While several write through the one, each looks for its own through the other.
        """
        with closing(self.reopen(journal)) as other:

            def run(stream: str) -> list[Entry]:
                for version in range(ROUNDS):
                    told = write(journal, append(stream, version))
                    assert told == tuple(other.read(stream, after=version))
                return list(other.read(stream))

            told = at_once(*(partial(run, f"s{number}") for number in range(4)))

            assert [] == _raised(told)
            assert tuple(other.tail()) == _in_order(told)

    def test_threads_of_two_connections_lose_nothing(self, journal: Journal) -> None:
        """To one stream and to several, through either: all is there, once, in one order."""
        work = marked(writers=4, each=8)

        with closing(self.reopen(journal)) as other:
            told = at_once(
                *(
                    partial(insist, handle, stream, drafts)
                    for drafts, (handle, stream) in zip(
                        work,
                        ((journal, "a"), (other, "a"), (journal, "b"), (other, "c")),
                        strict=True,
                    )
                )
            )

            assert [None] * 4 == told
            assert tuple(journal.tail()) == tuple(other.tail())
        assert sorted(it.data for it in chain(*work[:2])) == sorted(_data(journal.read("a")))
        assert [it.data for it in work[2]] == _data(journal.read("b"))
        assert [it.data for it in work[3]] == _data(journal.read("c"))
        assert () == journal.verify()

    def test_processes_lose_nothing(self, journal: Journal) -> None:
        """Two processes and this one write, to one stream and to others, and tail meanwhile.

        All is there, once, and each of them has seen all of it in the one order there is.
        """
        work = marked(writers=6, each=6)
        spawn = multiprocessing.get_context("spawn")
        streams = ["a", "b"], ["a", "c"], ["a", "b"]
        mine, *theirs = [
            (journal.url, tuple(zip(names, work[2 * number : 2 * number + 2], strict=True)))
            for number, names in enumerate(streams)
        ]

        with ProcessPoolExecutor(2, mp_context=spawn) as pool:
            running = [pool.submit(insist_and_tail_at, *each, 36) for each in theirs]
            seen = [insist_and_tail_at(*mine, 36), *(each.result(timeout=60) for each in running)]

        assert [tuple(entry.digest for entry in journal.tail())] * 3 == seen
        assert sorted(it.data for it in chain(*work)) == sorted(_data(journal.tail()))
        assert (18, 12, 6) == tuple(journal.version(stream) for stream in "abc")
        assert () == journal.verify()


def _failing(error: Exception) -> Callable[[Any], None]:
    """Return something to do along with an append that raises `error`."""

    def fail(_: Any) -> None:
        raise error

    return fail


def _raised(told: Iterable[Any]) -> list[BaseException]:
    return [each for each in told if isinstance(each, BaseException)]


def _in_order(told: Iterable[Iterable[Entry]]) -> tuple[Entry, ...]:
    """Put together what several were told, in order of positions."""
    return tuple(sorted(chain(*told), key=attrgetter("position")))


def _data(entries: Iterable[Entry]) -> list[bytes]:
    return [entry.data for entry in entries]
