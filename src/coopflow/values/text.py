"""`Text`: words in one language or several."""

from __future__ import annotations

from attrs import frozen


@frozen
class Text:
    """Words in one language or several.

    Attributes:
        words: Pairs (language, words), one or more, in the order written. The language is
            a BCP 47 tag such as ``"vi"``; it is empty where the author did not say.
    """

    words: tuple[tuple[str, str], ...]

    @classmethod
    def plain(cls, words: str) -> Text:
        """Words whose language nobody said."""
        return cls((("", words),))

    def say(self, language: str = "") -> str:
        """Return the words in `language`, or in the first language written.

        Args:
            language: A BCP 47 tag, in any case; ``"vi-VN"`` finds what is written in ``"vi"``.

        Source:
            RFC 4647, section 3.4 (lookup).
        """
        written = dict(self.words)
        if language in written:
            return written[language]
        known = {tag.lower(): words for tag, words in self.words}
        wanted = language.lower()
        while wanted and wanted not in known:
            wanted = wanted.rpartition("-")[0]
        return known[wanted] if wanted else self.words[0][1]

    def agrees(self, other: Text) -> bool:
        """Tell whether no language that both have says different things."""
        mine, theirs = dict(self.words), dict(other.words)
        common = mine.keys() & theirs.keys()
        if common:
            return all(mine[language] == theirs[language] for language in common)
        return bool(set(mine.values()) & set(theirs.values())) or "" not in {*mine, *theirs}

    def joined(self, other: Text) -> Text:
        """Return these words and those of the languages only `other` has."""
        known = dict(self.words)
        return Text((*self.words, *(pair for pair in other.words if pair[0] not in known)))

    def __str__(self) -> str:
        return self.words[0][1]
