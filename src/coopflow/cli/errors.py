"""Bad news at the face: a sentence on stderr and an exit code, never a traceback.

What went wrong decides the code, so that scripts need not read sentences.
"""

from __future__ import annotations

import os
import sys
import traceback
from typing import TYPE_CHECKING

from coopflow.cli.text import Untold, complain, flush, full, untold
from coopflow.errors import (
    CommandRefused,
    DefinitionError,
    ExtraMissing,
    JournalBroken,
    JournalError,
    JournalMissing,
    PluginError,
)
from coopflow.values.raised import raised

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from coopflow.values.problem import Problem

DONE = 0
PROBLEMS = 1
USAGE = 2
REFUSED = 3
BROKEN = 4
UNWRITTEN = 5
UNTOLD = 6
UNEXPECTED = 70  # as in BSD's sysexits: EX_SOFTWARE
INTERRUPTED = 130  # as shells count: 128 and SIGINT
PIPE_CLOSED = 141  # 128 and SIGPIPE


class UsageError(Exception):
    """Something else must be typed; the sentence says what."""


def guarded(run: Callable[[], int | None]) -> int:
    """Return the exit code of `run`, or of what it raises, which is then told on stderr."""
    try:
        code = run() or DONE
        flush()
    except BrokenPipeError:
        _let_go()
        return PIPE_CLOSED
    except KeyboardInterrupt:
        complain("coopflow: interrupted")
        return INTERRUPTED
    except SystemExit as leaving:  # a demonstration is a script of its own and may leave so
        return leaving.code if isinstance(leaving.code, int) else int(leaving.code is not None)
    except Exception as error:  # noqa: BLE001 - whatever it is, no user sees a traceback
        code = tell(error)
        if code == UNTOLD:
            _let_go()
    return code


def tell(error: Exception, lang: str = "en") -> int:
    """Say on stderr what `error` means to a user, and return its exit code.

    Args:
        error: What was raised.
        lang: The language of refusals and of problems; all other bad news is in English.
    """
    if isinstance(error, CommandRefused):
        from coopflow.runtime.wording import word  # noqa: PLC0415 - only to say no

        complain(*(f"{reason.code}: {word(reason, lang)}" for reason in error.reasons))
        return REFUSED
    if isinstance(error, DefinitionError):
        complain(*(problem_line(each, lang) for each in error.problems))
        return PROBLEMS
    if isinstance(error, JournalBroken):
        complain(broken_line(error))
        return BROKEN
    code = _code(error)
    if code is not None:
        complain(f"coopflow: {error}")
        return code
    if isinstance(error, OSError) and full(error):  # files are told where they are written
        complain(f"coopflow: {untold(error)}")
        return UNTOLD
    if isinstance(error, OSError):  # the machine's: a directory gone
        complain(f"coopflow: {error}", *_where(error))
    else:
        complain(*fault_lines(error, "coopflow"))
    return UNEXPECTED


def fault_lines(error: Exception, whose: str) -> Iterator[str]:
    """Yield that something was raised which nobody foresaw; with ``COOPFLOW_DEBUG=1`` also where.

    Args:
        error: What was raised.
        whose: What the first line begins with: an agreement, or this program.
    """
    yield (
        f"{whose}: {raised(error)}: this is a fault of ours, please report it"
        " (COOPFLOW_DEBUG=1 shows where)"
    )
    yield from _where(error)


def problem_line(problem: Problem, lang: str) -> str:
    """Return where something is wrong with a file and what: ``FILE:LINE: code: text``."""
    from coopflow.runtime.wording import word  # noqa: PLC0415 - only to say no

    pieces = (problem.place, problem.code, word(problem, lang))
    return ": ".join(piece for piece in pieces if piece)


def broken_line(error: JournalBroken) -> str:
    """Return where a journal is broken and how: ``ID:ENTRY: what``."""
    where = error.stream or "the file"
    if error.version is not None:
        where += f":{error.version}"
    return f"{where}: {error.what}"


def _where(error: Exception) -> list[str]:
    if os.environ.get("COOPFLOW_DEBUG") != "1":
        return []
    return "".join(traceback.format_exception(error)).splitlines()


def _code(error: Exception) -> int | None:
    if isinstance(error, (UsageError, PluginError, ExtraMissing, JournalMissing)):
        return USAGE
    if isinstance(error, JournalError):
        return UNWRITTEN
    if isinstance(error, Untold):
        return UNTOLD
    # The library raises ValueError where a word of the caller's means nothing: --at, --db.
    if isinstance(error, ValueError) and not isinstance(error, UnicodeError):
        return USAGE
    return None


def _let_go() -> None:
    """Give stdout somewhere to go, so that Python does not complain when it flushes at the end."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, sys.stdout.fileno())
    except (AttributeError, OSError, ValueError):  # it is no file of the system's
        pass
    finally:
        os.close(nowhere)
