"""Words as Mermaid text can hold them, whatever they are."""

from __future__ import annotations

import re
import unicodedata

_PLAIN = frozenset(" .,-/()·–“”‘’…▸")
"""Signs that mean nothing to Mermaid inside a label."""

_LOST = ("Cc", "Cs", "Cn", "Co")
TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Characters that turn the direction of what follows."""

_KEYWORDS = re.compile(
    r"gantt|title|section|click|call|href|todaymarker|weekend|weekday|tickinterval|axisformat"
    r"|dateformat|inclusiveenddates|topaxis|includes|excludes|acctitle|accdescr|\d{4}-\d\d-\d\d",
    re.IGNORECASE,
)
"""What begins a statement of a Gantt chart, wherever a line begins with it."""


def cleaned(words: str) -> str:
    """Return `words` composed (NFC), on one line, and free of what no drawing can show.

    What turns the direction of the words after it is dropped; unassigned and private characters
    become U+FFFD.
    """
    kept = (
        "" if letter in TURNING else "\ufffd" if _lost(letter) else letter
        for letter in unicodedata.normalize("NFC", words)
    )
    return " ".join("".join(kept).split())


def label(words: str) -> str:
    """Return `words` as they stand after a colon in Mermaid; every sign it obeys is a code.

    Source:
        Mermaid, entity codes: ``#35;`` is the character 35.
    """
    plain = "".join(
        letter if letter in _PLAIN or letter.isalnum() or _mark(letter) else f"#{ord(letter)};"
        for letter in cleaned(words)
    )
    return plain.replace("--", "-#45;") or "#8211;"


def first(words: str) -> str:
    """Return `words` as they begin a line of a Gantt chart."""
    written = label(words)
    return f"#{ord(written[0])};{written[1:]}" if _KEYWORDS.match(written) else written


def _lost(letter: str) -> bool:
    return unicodedata.category(letter) in _LOST and not letter.isspace()


def _mark(letter: str) -> bool:
    return unicodedata.category(letter).startswith("M")
