"""Plain text out: what is safe to show, and where it goes."""

from __future__ import annotations

import json
import sys
import unicodedata
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from typing import TextIO

_ELLIPSIS = "…"
_ENDLESS = 4000
"""Characters of one complaint: what was typed is quoted in it, and may be of any length."""

_TURNING = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
"""Characters that turn the direction of what follows: shown, not obeyed."""


def say(*lines: str) -> None:
    """Write lines to stdout."""
    _write(sys.stdout, lines)


def complain(*lines: str) -> None:
    """Write lines to stderr, cut where they have no end. Where it is closed, nobody is told."""
    cut = (line if len(line) <= _ENDLESS else line[:_ENDLESS] + _ELLIPSIS for line in lines)
    try:
        _write(sys.stderr, tuple(cut))
    except (OSError, ValueError):
        return


def say_json(value: Any) -> None:
    """Write `value` to stdout as JSON, in UTF-8 letters rather than escapes."""
    say(json.dumps(value, ensure_ascii=False, indent=2))


def safe(words: str) -> str:
    """Return `words` with everything escaped that a terminal would obey instead of show."""
    if words.isprintable():
        return words
    return "".join(_shown(letter) for letter in words)


def shortened(words: str, most: int) -> str:
    """Return `words` on one line of at most `most` characters, cut between words."""
    line = " ".join(words.split())
    if len(line) <= most:
        return line
    cut, following = line[: most - 1], line[most - 1]
    whole = cut if not following.isalnum() else cut.rpartition(" ")[0]
    return (whole or cut).rstrip(" ,;:.–-") + _ELLIPSIS


def plural(many: int, thing: str, things: str = "") -> str:
    """Return ``1 task`` or ``2 tasks``."""
    return f"{many} {thing if many == 1 else things or thing + 's'}"


def use_utf8() -> None:
    """Let both outputs speak UTF-8 whatever the locale, and never fail on a letter."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")


def _write(stream: TextIO | None, lines: tuple[str, ...]) -> None:
    if stream is not None:
        stream.write("".join(safe(line) + "\n" for line in lines))


def _shown(letter: str) -> str:
    if letter in "\n\t":
        return letter
    if unicodedata.category(letter) in ("Cc", "Cs") or letter in _TURNING:
        return f"\\u{ord(letter):04x}"
    return letter
