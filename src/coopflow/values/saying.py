"""`Saying`: a sentence of ours that can still be said in any language."""

from __future__ import annotations

from attrs import frozen


@frozen
class Saying:
    """Words with the values they name; made by `saying`, worded at the face.

    Attributes:
        words: English, with ``{name}`` where a value stands.
        values: The values by name, in a stable order: text as it is, or again a saying.
    """

    words: str
    values: tuple[tuple[str, str | Saying], ...] = ()

    def __str__(self) -> str:
        return self.words.format_map(dict(self.values))


def saying(words: str, /, **values: object) -> Saying:
    """Return `words`, which `make catalogues` collects here, with the values they name.

    Args:
        words: English, written out where it is called; ``{{`` and ``}}`` are braces.
        values: What stands for each ``{name}``: a saying where it has words of ours in it, and
            all else as text.
    """
    told = (
        (name, each if isinstance(each, Saying) else str(each)) for name, each in values.items()
    )
    return Saying(words, tuple(told))
