"""Plain text out: what is safe to show, and where it goes."""

from __future__ import annotations

import errno
import json
import sys
import unicodedata
from contextlib import contextmanager
from shutil import get_terminal_size
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from coopflow.definitions.labels import TURNING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import TextIO

_ELLIPSIS = "…"
_HANGING = "    "
"""What the further lines of a broken sentence begin with."""
_ENDLESS = 4000
"""Characters of one complaint: what was typed is quoted in it, and may be of any length."""


class Untold(Exception):
    """Stdout does not take what a command did; the sentence says that it was done."""


@contextmanager
def recorded() -> Iterator[None]:
    """Say in the block what became of a command that was done, and let it out at once.

    Raises:
        Untold: Stdout does not take it.
        BrokenPipeError: Whoever read it has gone.
    """
    try:
        yield
        flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        message = f"it was done and is recorded, but {untold(error)}"
        raise Untold(message) from error


def full(error: OSError) -> bool:
    """Tell whether this is what a system says where an output takes no more."""
    return error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)


def untold(error: OSError) -> str:
    """Return why stdout does not take what is said."""
    return f"stdout could not be written: {error.strerror or error}"


def flush() -> None:
    """Let out what was said, where there is anybody to say it to."""
    if sys.stdout is not None:
        sys.stdout.flush()


def say(*lines: str) -> None:
    """Write lines to stdout."""
    _write(sys.stdout, lines)


def prose(*lines: str) -> None:
    """Write sentences to stdout; a terminal gets them broken between words."""
    _write(sys.stdout, _broken(lines, sys.stdout))


def complain(*lines: str) -> None:
    """Write lines to stderr, cut where they have no end. Where it is closed, nobody is told."""
    try:
        _write(sys.stderr, _broken(map(bounded, lines), sys.stderr))
    except (OSError, ValueError):
        return


def bounded(line: str) -> str:
    """Return a complaint, cut where it has no end."""
    return line if len(line) <= _ENDLESS else line[:_ENDLESS] + _ELLIPSIS


def say_json(value: Any) -> None:
    """Write `value` to stdout as JSON, in UTF-8 letters rather than escapes."""
    say(json.dumps(value, ensure_ascii=False, indent=2))


def say_line(value: Any) -> None:
    """Write one line to stdout at once, for whoever follows: a text as it is, all else as JSON."""
    say(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))
    flush()


def safe(words: str) -> str:
    """Return `words` with everything escaped that a terminal would obey instead of show."""
    if words.isprintable():
        return words
    return "".join(_shown(letter) for letter in words)


def use_utf8() -> None:
    """Let both outputs speak UTF-8 whatever the locale, and never fail on a letter."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")


def _broken(lines: Iterable[str], stream: TextIO | None) -> tuple[str, ...]:
    """Return lines no longer than the terminal is wide; as they are where there is none."""
    if stream is None or not stream.isatty():
        return tuple(lines)
    width = get_terminal_size().columns
    return tuple(piece for line in lines for piece in _pieces(safe(line), width))


def _pieces(line: str, width: int) -> list[str]:
    indent = line[: len(line) - len(line.lstrip(" "))]
    if len(line) <= width:
        return [line]
    return wrap(
        line.lstrip(" "),
        width,
        initial_indent=indent,
        subsequent_indent=indent + _HANGING,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _write(stream: TextIO | None, lines: tuple[str, ...]) -> None:
    if stream is not None:
        stream.write("".join(safe(line) + "\n" for line in lines))


def _shown(letter: str) -> str:
    if letter in "\n\t":
        return letter
    if unicodedata.category(letter) in ("Cc", "Cs") or letter in TURNING:
        return f"\\u{ord(letter):04x}"
    return letter
