"""Callers who share transactions: what each is told, whoever fails beside them."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING, Any

import pytest

from coopflow.journal.group import MOST, GroupCommit

if TYPE_CHECKING:
    from collections.abc import Callable


class Store:
    """Keeps what was written in lists, and fails where it is told to.

    Attributes:
        final: What is durable.
        commits: How many transactions became final.
        fails: Steps that fail, by name; ``"drop"`` for a store that has undone everything itself.
    """

    def __init__(self) -> None:
        self.final: list[str] = []
        self.commits = 0
        self.fails: dict[str, BaseException] = {}
        self.open: list[str] | None = None
        self._mark = 0

    def begin(self) -> None:
        """Begin."""
        self._fail("begin")
        self.open = []

    def save(self) -> None:
        """Mark a place."""
        self._mark = len(self.open or [])

    def keep(self) -> None:
        """Keep what came since."""

    def drop(self) -> bool:
        """Forget what came since."""
        if self.fails.pop("drop", None) is not None:
            self.open = None
            return False
        del (self.open or [])[self._mark :]
        return True

    def commit(self) -> None:
        """Make everything final."""
        self._fail("commit")
        if self.open:
            self.final += self.open
            self.commits += 1
        self.open = None
        self._fail("after commit")

    def undo(self) -> bool:
        """Forget everything that is not final."""
        something, self.open = self.open is not None, None
        return something

    def meaning(self, error: BaseException) -> BaseException:
        """Say what it means."""
        return error

    def write(self, word: str) -> str:
        """Write a word."""
        assert self.open is not None
        self.open.append(word)
        return f"{word} is written"

    def rest(self) -> None:
        """Let other threads go on."""
        time.sleep(0)

    def _fail(self, step: str) -> None:
        if step in self.fails:
            raise self.fails.pop(step)


class Crowd:
    """Callers who all wait while the first of them works, and then share a transaction."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.group = GroupCommit(store)
        self.told: dict[str, Any] = {}

    def ask(self, name: str, work: Callable[[], Any]) -> threading.Thread:
        """Let a caller ask from a thread of its own."""

        def call() -> None:
            try:
                self.told[name] = self.group.do(work)
            except BaseException as error:  # noqa: BLE001 - it is what the test looks at
                self.told[name] = error

        thread = threading.Thread(target=call)
        thread.start()
        return thread

    def gather(self, **works: Callable[[], Any]) -> dict[str, Any]:
        """Let everybody ask while one caller is at work, and return what each was told."""
        waiting = threading.Event()

        def first() -> None:
            waiting.wait()
            self.store.write("first")

        threads = [self.ask("first", first)]
        while self.store.open is None:
            self.store.rest()
        for count, (name, work) in enumerate(works.items(), start=1):
            threads.append(self.ask(name, work))
            while len(self.group._waiting) < count:
                self.store.rest()
        waiting.set()
        for thread in threads:
            thread.join()
        return {name: self.told[name] for name in works}


@pytest.fixture
def store() -> Store:
    """Give a store."""
    return Store()


@pytest.fixture
def crowd(store: Store) -> Crowd:
    """Give callers upon it."""
    return Crowd(store)


def refuse() -> str:
    """Say no."""
    raise LookupError("no")


class TestAlone:
    """Whoever is alone waits for nobody."""

    def test_the_answer_comes_when_it_is_final(self, store: Store) -> None:
        """And is what the work returned."""
        assert "one is written" == GroupCommit(store).do(lambda: store.write("one"))
        assert ["one"] == store.final

    def test_work_that_fails_leaves_nothing(self, store: Store) -> None:
        """The error comes as it is, and the next caller is served."""
        group = GroupCommit(store)
        with pytest.raises(LookupError, match="no"):
            group.do(lambda: (store.write("lost"), refuse()))

        assert "one is written" == group.do(lambda: store.write("one"))
        assert ["one"] == store.final

    @pytest.mark.parametrize("step", ["begin", "commit"])
    def test_a_transaction_that_fails_is_told(self, store: Store, step: str) -> None:
        """Nothing stays, and the next caller is served."""
        group = GroupCommit(store)
        store.fails[step] = OSError("full")
        with pytest.raises(OSError, match="full"):
            group.do(lambda: store.write("lost"))

        group.do(lambda: store.write("one"))
        assert ["one"] == store.final

    def test_work_within_work_is_refused(self, store: Store) -> None:
        """It would wait for itself."""
        group = GroupCommit(store)

        with pytest.raises(RuntimeError, match="is open"):
            group.do(lambda: group.do(lambda: None))

    def test_an_interrupt_while_beginning_leaves_nothing_open(self, store: Store) -> None:
        """A transaction that had begun by then is undone."""
        group = GroupCommit(store)
        begin = store.begin

        def interrupted() -> None:
            begin()
            store.begin = begin  # type: ignore[method-assign]
            raise KeyboardInterrupt

        store.begin = interrupted  # type: ignore[method-assign]
        with pytest.raises(KeyboardInterrupt):
            group.do(lambda: store.write("lost"))

        assert store.open is None
        assert "one is written" == group.do(lambda: store.write("one"))

    def test_an_end_comes_between_transactions(self, store: Store) -> None:
        """And not from within one."""
        group = GroupCommit(store)
        ended: list[bool] = []
        with pytest.raises(RuntimeError, match="is open"):
            group.do(lambda: group.end(lambda: ended.append(True)))
        group.end(lambda: ended.append(store.open is None))

        assert [True] == ended

    def test_an_interrupt_ends_the_work(self, store: Store) -> None:
        """Whoever is interrupted has written nothing, and holds nobody up."""
        group = GroupCommit(store)

        def interrupted() -> None:
            store.write("lost")
            raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            group.do(interrupted)

        group.do(lambda: store.write("one"))
        assert ["one"] == store.final


class TestTogether:
    """Callers who wait share a commit, and nothing else."""

    def test_one_commit_serves_them_all(self, crowd: Crowd, store: Store) -> None:
        """Each with its own answer, in the order in which they came."""
        names = [f"w{n}" for n in range(5)]
        told = crowd.gather(**{n: lambda n=n: store.write(n) for n in names})

        assert {name: f"{name} is written" for name in names} == told
        assert ["first", *names] == store.final
        assert 2 == store.commits

    def test_more_than_fit_wait_for_the_next(self, crowd: Crowd, store: Store) -> None:
        """A transaction has a bound."""
        names = [f"w{n}" for n in range(MOST + 1)]
        crowd.gather(**{n: lambda n=n: store.write(n) for n in names})

        assert ["first", *names] == store.final
        assert 3 == store.commits

    def test_one_that_fails_takes_nobody_along(self, crowd: Crowd, store: Store) -> None:
        """Its neighbours before and behind are final."""
        told = crowd.gather(
            a=lambda: store.write("a"),
            b=lambda: (store.write("b"), refuse()),
            c=lambda: store.write("c"),
        )

        assert ("a is written", "c is written") == (told["a"], told["c"])
        assert isinstance(told["b"], LookupError)
        assert ["first", "a", "c"] == store.final

    def test_where_the_store_undid_everything_nobody_is_told_otherwise(
        self, crowd: Crowd, store: Store
    ) -> None:
        """Those before are told the same; those behind are served in another transaction."""

        def full() -> None:
            store.fails["drop"] = OSError()
            raise OSError("full")

        told = crowd.gather(a=lambda: store.write("a"), b=full, c=lambda: store.write("c"))

        assert [OSError, OSError] == [type(told["a"]), type(told["b"])]
        assert "c is written" == told["c"]
        assert ["first", "c"] == store.final

    def test_where_the_commit_fails_everybody_is_told(self, crowd: Crowd, store: Store) -> None:
        """Each with an error of its own; whoever was refused before hears that instead."""

        def doom() -> str:
            store.fails["commit"] = OSError("full")
            return store.write("a")

        told = crowd.gather(a=doom, b=refuse, c=lambda: store.write("c"))

        assert [OSError, LookupError, OSError] == [type(told[name]) for name in "abc"]
        assert told["a"] is not told["c"]
        assert ["first"] == store.final

    def test_whoever_gives_up_takes_nobody_along(self, crowd: Crowd, store: Store) -> None:
        """Where work raises what is no mere error, its own caller hears of it and no other."""

        def give_up() -> None:
            store.write("lost")
            raise GeneratorExit

        told = crowd.gather(a=lambda: store.write("a"), b=give_up, c=lambda: store.write("c"))

        assert ("a is written", "c is written") == (told["a"], told["c"])
        assert isinstance(told["b"], GeneratorExit)
        assert ["first", "a", "c"] == store.final

    @pytest.mark.parametrize("signal", [KeyboardInterrupt, SystemExit])
    def test_an_interrupt_makes_the_others_wait_once_more(
        self, crowd: Crowd, store: Store, signal: type[BaseException]
    ) -> None:
        """What the interrupted caller was leading is undone, and done again by the next."""
        once: list[int] = []

        def interrupted() -> None:
            if not once:
                once.append(1)
                raise signal
            store.write("b")

        told = crowd.gather(a=lambda: store.write("a"), b=interrupted, c=lambda: store.write("c"))

        assert isinstance(told["a"], signal)
        assert "c is written" == told["c"]
        assert ["first", "b", "c"] == store.final

    def test_an_interrupt_after_the_commit_does_nothing_twice(
        self, crowd: Crowd, store: Store
    ) -> None:
        """What was final then is answered."""

        def late() -> str:
            store.fails["after commit"] = KeyboardInterrupt()
            return store.write("a")

        told = crowd.gather(a=late, b=lambda: store.write("b"))

        assert isinstance(told["a"], KeyboardInterrupt)
        assert "b is written" == told["b"]
        assert ["first", "a", "b"] == store.final
