"""Say words in a language: English as it stands in the source, others from catalogues.

`phrase` is the way to say anything to people: its words are English, and are found in the
catalogue of the language that is asked for. `make catalogues` collects them from the source.
Words that stand in a table are only `marked` there, and said by `phrase` where they are used.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

if TYPE_CHECKING:
    from gettext import NullTranslations

Language = Literal["en", "vi"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
"""Languages that everything is said in."""

DOMAIN = "coopflow"
CATALOGUES = Path(__file__).with_name("catalogues")


def spoken(lang: object) -> Language:
    """Return the language in which a tag is answered: its own where we speak it, else English.

    Args:
        lang: A BCP 47 tag, in any case: ``"vi"``, ``"vi-VN"``, ``"VI"``.

    Raises:
        ValueError: It is no text.

    Source:
        RFC 4647, section 3.4 (lookup): a tag is answered by its language, whatever the region.
    """
    if not isinstance(lang, str):
        message = f"{lang!r} is no language: write a tag such as en, vi or vi-VN"
        raise ValueError(message)  # noqa: TRY004 - one error for whatever is no language
    first = lang.partition("-")[0].lower()
    return next((each for each in LANGUAGES if each == first), "en")


def phrase(words: str, lang: str, /, **values: object) -> str:
    """Return `words` in a language, with values in the places that name them.

    Args:
        words: English, written out where it is called so that it can be collected.
        lang: A tag such as ``"vi"`` or ``"vi-VN"``; English where there is no catalogue.
        values: What stands for ``{name}``. One that is missing shows as ``(name)``.
    """
    return _catalogue(spoken(lang)).gettext(words).format_map(_Told(values))


def counted(one: str, many: str, number: int, lang: str, /, **values: object) -> str:
    """Return words for a number of things in a language: ``{number}`` stands for it.

    Args:
        one: English for one, written out where it is called.
        many: English for any other number.
        number: How many.
        lang: As for `phrase`.
        values: As for `phrase`.
    """
    words = _catalogue(spoken(lang)).ngettext(one, many, number)
    return words.format_map(_Told({"number": number, **values}))


def marked(words: str) -> str:
    """Return `words` as they are: marked in a table, to be said by `phrase` later."""
    return words


class _Told(dict[str, object]):
    """Values to say words with; what a plugin left out shows as a gap."""

    def __missing__(self, name: str) -> str:
        return f"({name})"


@cache
def _catalogue(lang: Language) -> NullTranslations:
    """Read a catalogue when something is first said in its language."""
    from gettext import NullTranslations, translation  # noqa: PLC0415 - only to speak

    if lang == "en":
        return NullTranslations()
    return translation(DOMAIN, CATALOGUES, [lang])
