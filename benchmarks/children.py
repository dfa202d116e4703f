"""Run what needs a process of its own: one that forgets, one that is new, or one that stays."""

from __future__ import annotations

import multiprocessing
import signal
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from multiprocessing.connection import Connection

ROOT = Path(__file__).parents[1]
_FORKS = "fork" in multiprocessing.get_all_start_methods()


def apart(run: Callable[..., float], *words: object) -> float:
    """Return what `run` returns in a copy of this process, which is gone afterwards.

    What it allocates and what it caches begins from nothing each time; what is imported by now
    is there. Where processes cannot be copied it is a new one.

    Raises:
        RuntimeError: It failed.
    """
    context: Any = multiprocessing.get_context("fork" if _FORKS else "spawn")
    receive, send = context.Pipe(duplex=False)
    process = context.Process(target=_answer, args=(send, run, words))
    process.start()
    send.close()
    try:
        answer: float | str = receive.recv()
    except EOFError:
        answer = "it ended without an answer"
    process.join()
    if isinstance(answer, str):
        raise RuntimeError(answer)  # noqa: TRY004 - the text is what went wrong there
    return answer


def _answer(send: Connection, run: Callable[..., float], words: tuple[object, ...]) -> None:
    try:
        send.send(float(run(*words)))
    except Exception as error:  # noqa: BLE001 - told by whoever waits
        send.send(f"{type(error).__name__}: {error}")


def alone(*words: str) -> list[str]:
    """Return the command that runs one of `benchmarks.alone` in a new interpreter."""
    return [sys.executable, "-m", "benchmarks.alone", *words]


def output(command: list[str]) -> str:
    """Run `command` at the top of the checkout and return the last line it prints.

    Raises:
        RuntimeError: It failed; its last line says why.
    """
    ran = subprocess.run(command, check=False, capture_output=True, text=True, cwd=ROOT)  # noqa: S603 - our own commands
    if ran.returncode != 0:
        said = ran.stderr.strip().splitlines() or [f"exit code {ran.returncode}"]
        raise RuntimeError(said[-1])
    return (ran.stdout.strip().splitlines() or [""])[-1]


@contextmanager
def guest(*words: str) -> Iterator[Callable[[], float]]:
    """Keep one of `benchmarks.alone` running, and yield how to ask it for its next figure.

    It stands still between its turns, threads and all, where the system can do that; so it takes
    nothing from the others.
    """
    process = subprocess.Popen(  # noqa: S603 - our own commands
        alone(*words),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )

    def ask() -> float:
        _signal(process, "SIGCONT")
        try:
            print(file=process.stdin, flush=True)
            line = process.stdout.readline() if process.stdout is not None else ""
        except BrokenPipeError:
            line = ""
        if not line:
            said = process.stderr.read() if process.stderr is not None else ""
            raise RuntimeError((said.strip().splitlines() or ["it ended without an answer"])[-1])
        _signal(process, "SIGSTOP")
        return float(line)

    try:
        yield ask
    finally:
        _signal(process, "SIGCONT")
        process.communicate()


def _signal(process: subprocess.Popen[str], name: str) -> None:
    number = getattr(signal, name, None)
    if number is not None and process.poll() is None:
        process.send_signal(number)
