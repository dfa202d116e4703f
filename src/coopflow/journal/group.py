"""Callers who wait for the same file share its commits.

Making a transaction durable takes the disk longer than deciding on what goes into it. So whoever
comes first leads: they take everything that waits by then into one transaction, one piece of
work after the other, commit once, and only then give everybody their answer. Nobody waits for
company: a caller who is alone leads at once, and no thread of our own stands between.

Each piece of work can be undone alone, so that one that fails takes nothing of its neighbours
along. Where the commit itself fails, nobody in it was answered, and everybody is told.
"""

from __future__ import annotations

from copy import copy
from threading import Lock, get_ident
from time import sleep
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")

MOST = 64
"""Pieces of work in one transaction. Whoever is answered last has waited for all of them."""


class Transactions(Protocol):
    """What the store does for a group."""

    def begin(self) -> None:
        """Begin a transaction, alone in the whole store."""
        ...

    def save(self) -> None:
        """Mark where one piece of work begins."""
        ...

    def keep(self) -> None:
        """Let what was done since the mark be part of the transaction."""
        ...

    def drop(self) -> bool:
        """Undo what was done since the mark; tell whether what came before it still stands."""
        ...

    def commit(self) -> None:
        """Make everything durable."""
        ...

    def undo(self) -> bool:
        """Undo all that is not final, and raise nothing.

        Returns:
            False where there was no transaction any more: it is final already.
        """
        ...

    def meaning(self, error: BaseException) -> BaseException:
        """Return what an error of the store means; any other as it is."""
        ...


class _Job:
    """One caller's work, and what became of it."""

    __slots__ = ("done", "error", "gate", "leads", "result", "work")

    def __init__(self, work: Callable[[], Any]) -> None:
        self.work = work
        self.result: Any = None
        self.error: BaseException | None = None
        self.done = False
        self.leads = False
        self.gate = Lock()
        self.gate.acquire()


class GroupCommit:
    """Lets callers do their work in transactions that they share."""

    def __init__(self, store: Transactions) -> None:
        """Work in transactions of `store`."""
        self._store = store
        self._mutex = Lock()
        self._turn = Lock()
        self._waiting: list[_Job] = []
        self._led = False
        self._leader = 0
        self._company = 0

    def do(self, work: Callable[[], T]) -> T:
        """Do `work` in a transaction, and return its result once that is durable.

        It may run in another caller's thread.

        Raises:
            RuntimeError: This is asked from within such work.
        """
        self._outside()
        job = _Job(work)
        try:
            with self._mutex:
                self._waiting.append(job)
                if not self._led:
                    job.leads = self._led = True
            if not job.leads:
                job.gate.acquire()  # until it is done, or until it is this caller's turn to lead
            if not job.done:
                self._lead()
        except BaseException:
            self._leave(job)
            raise
        if job.error is not None:
            raise job.error
        result: T = job.result
        return result

    def end(self, close: Callable[[], None]) -> None:
        """Call `close` between two transactions.

        Raises:
            RuntimeError: This is asked from within work.
        """
        self._outside()
        with self._turn:
            close()

    def _outside(self) -> None:
        if self._leader == get_ident():
            message = "a transaction of this journal is open: write through what it gave you"
            raise RuntimeError(message)

    def _lead(self) -> None:
        """Do what waits, this caller's own work first, and call upon the next to lead."""
        batch: list[_Job] = []
        try:
            self._gather()
            with self._mutex:
                batch += self._waiting[:MOST]
                del self._waiting[:MOST]
            self._company = len(batch) + len(self._waiting) if len(batch) > 1 else 0
            with self._turn:
                self._leader = get_ident()
                try:
                    self._share(batch)
                finally:
                    self._leader = 0
        finally:
            with self._mutex:
                # What was cut off waits for another turn; the caller who was interrupted does not.
                self._waiting[:0] = [job for job in batch[1:] if not job.done]
                self._hand_on()
            for job in batch[1:]:
                if job.done:
                    job.gate.release()

    def _gather(self) -> None:
        """Let those who were answered last come back, if they do so at once.

        Threads that write one command after the other would otherwise fall into two halves, each
        waiting for the other's commit.
        """
        for _ in range(self._company):
            if len(self._waiting) >= self._company:
                return
            sleep(0)

    def _hand_on(self) -> None:
        """Call upon whoever waits longest to lead."""
        self._led = bool(self._waiting)
        if self._waiting:
            self._waiting[0].leads = True
            self._waiting[0].gate.release()

    def _leave(self, job: _Job) -> None:
        """Let a caller go who was interrupted before anything was done for them."""
        with self._mutex:
            if job in self._waiting:
                self._waiting.remove(job)
                if job.leads:
                    self._hand_on()

    def _share(self, batch: list[_Job]) -> None:
        """Do the work of `batch` in one transaction."""
        held: list[_Job] = []
        try:
            self._store.begin()
            self._work(batch, held)
        except Exception as error:  # noqa: BLE001 - everybody is told
            self._tell([job for job in batch if not job.done], error)
            self._store.undo()
            return
        except BaseException:
            self._store.undo()
            raise
        self._finish(held)

    def _work(self, batch: list[_Job], held: list[_Job]) -> None:
        """Do one piece of work after the other; those in `held` await the commit."""
        alone = len(batch) == 1
        for job in batch:
            try:
                if not alone:
                    self._store.save()
                job.result = job.work()
                if not alone:
                    self._store.keep()
                held.append(job)
            except (KeyboardInterrupt, SystemExit):
                raise  # a signal came to the leader's thread, whoever's work this is
            except BaseException as error:  # noqa: BLE001 - it is raised where the work came from
                job.error, job.done = self._store.meaning(error), True
                if not alone and not self._store.drop():
                    self._tell(held, error)
                    held.clear()
                    return

    def _finish(self, held: list[_Job]) -> None:
        """Make final what `held` did; where nobody did anything, leave no trace."""
        if not held:
            self._store.undo()
            return
        try:
            self._store.commit()
            for job in held:
                job.done = True
        except Exception as error:  # noqa: BLE001 - everybody is told
            self._tell(held, error)
            self._store.undo()
        except BaseException:
            # An interrupt may come after the commit: what is final is not done again.
            if not self._store.undo():
                for job in held:
                    job.done = True
            raise

    def _tell(self, jobs: list[_Job], error: BaseException) -> None:
        """Tell callers what befell them all, each with an error of their own."""
        for job in jobs:
            job.error = copy(self._store.meaning(error))
            job.done = True
