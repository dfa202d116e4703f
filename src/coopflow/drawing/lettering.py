"""How wide words are, about, and how they are wrapped: never within what is read as one letter."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

ELLIPSIS = "…"

_NARROW = frozenset("ijltfrI.,:;|!'()[]/ ‘’-")
_BROAD = frozenset("mwMW%@—…")
_TRAILING = " ,;:.–-"
_LETTER = re.compile(
    # A pair of regional letters is a flag; else a letter with its marks, and what is joined to it.
    r"[\U0001f1e6-\U0001f1ff]{2}|(?:[^\u200d]\u200d)*[^\u200d]|\u200d",
    re.DOTALL,
)


def letters(words: str) -> list[str]:
    """Split `words` into what is read as one letter each: marks and joined signs stay together."""
    found: list[str] = []
    for each in _LETTER.findall(words):
        hangs = unicodedata.category(each[0]) in ("Mn", "Mc", "Me") or _modifies(each[0])
        if found and hangs:
            found[-1] += each
        else:
            found.append(each)
    return found


def width(words: str, size: float) -> float:
    """Return about how wide `words` are in a sans-serif of `size`, rather too much than too little.

    The font a viewer takes is not known here, so nothing is measured.
    """
    return sum(_em(letter[0]) for letter in letters(words)) * size


def wrapped(words: str, size: float, room: float, most: int) -> list[str]:
    """Break `words` into at most `most` lines (>= 1) that fit into `room`; the last may end in ….

    Lines break between words, and where one word is too long for a line, between its letters.
    """
    lines: list[str] = []
    for piece in _pieces(words.split(), size, room):
        joined = f"{lines[-1]} {piece}" if lines else piece
        if lines and width(joined, size) <= room:
            lines[-1] = joined
        elif len(lines) < most:
            lines.append(piece)
        else:
            lines[-1] = _cut(lines[-1], size, room)
            break
    return lines or [""]


def gist(words: str, most: int) -> str:
    """Return at most `most` letters of `words`, cut between words where that leaves some."""
    line = " ".join(words.split())
    if len(found := letters(line)) <= most:
        return line
    kept, following = "".join(found[: most - 1]), found[most - 1]
    whole = kept if not following[0].isalnum() else kept.rpartition(" ")[0]
    return (whole or kept).rstrip(_TRAILING) + ELLIPSIS


def _pieces(words: Iterable[str], size: float, room: float) -> Iterable[str]:
    for word in words:
        piece = ""
        for letter in letters(word):
            if piece and width(piece + letter, size) > room:
                yield piece
                piece = ""
            piece += letter
        yield piece


def _cut(line: str, size: float, room: float) -> str:
    kept = letters(line)
    while kept and width("".join(kept) + ELLIPSIS, size) > room:
        kept.pop()
    return "".join(kept).rstrip(_TRAILING) + ELLIPSIS


def _modifies(letter: str) -> bool:
    return "\U0001f3fb" <= letter <= "\U0001f3ff" or "\ufe00" <= letter <= "\ufe0f"


def _em(letter: str) -> float:
    if unicodedata.east_asian_width(letter) in ("W", "F"):
        return 1.1
    if letter in _NARROW:
        return 0.42
    if letter in _BROAD:
        return 1.0
    return 0.72 if letter.isupper() else 0.62
