"""Objections as people read them: what each says, the rule behind it, what would change it."""

from __future__ import annotations

from shlex import quote
from typing import TYPE_CHECKING

from coopflow.cli.app import SHORTCUTS
from coopflow.cli.names import NEEDED
from coopflow.language.phrases import counted, phrase
from coopflow.runtime.wording import word
from coopflow.runtime.wording_why import NOTHING, word_remedy

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from coopflow.values.explanation import Explanation, Remedy


DRAFTING = "draft FILE"
"""How drafting is typed where nobody said which file."""


def drafting(file: str | None, lifecycles: Sequence[str]) -> str:
    """Return how drafting is typed, from the file and on the lifecycles that were named."""
    words = ["draft", quote(file) if file is not None else "FILE"]
    words += (word for path in lifecycles for word in ("--lifecycle", quote(path)))
    return " ".join(words)


def lines(explanations: Sequence[Explanation], lang: str, drafted: str = DRAFTING) -> Iterator[str]:
    """Yield what `why` says, line by line.

    Args:
        explanations: The objections.
        lang: The language.
        drafted: How drafting is typed.
    """
    if not explanations:
        yield phrase("it would be accepted", lang)
        return
    yield counted(
        "it would be refused, for one reason:",
        "it would be refused, for {number} reasons:",
        len(explanations),
        lang,
    )
    for each in explanations:
        yield f"{each.reason.code}: {word(each.reason, lang)}"
        yield "    " + phrase("rule: {rule}", lang, rule=word(each.rule, lang))
        if each.remedies:
            yield "    " + phrase("what would change it:", lang)
            yield from (f"      - {advice(remedy, lang, drafted)}" for remedy in each.remedies)
        else:
            yield "    " + phrase(NOTHING, lang)


def advice(remedy: Remedy, lang: str, drafted: str = DRAFTING) -> str:
    """Return what a remedy advises, its command and what it takes as they are typed here."""
    return word_remedy(remedy, lang, _typed(remedy, drafted), needs=NEEDED)


def _typed(remedy: Remedy, drafted: str) -> str | None:
    """Return the command of a remedy as it is typed, but for who gives it."""
    command, agreement = remedy.command, remedy.agreement or ""
    if command is None:
        return None
    if command == "draft":
        return drafted
    shortcuts = {name: about for name, about, *_ in SHORTCUTS}
    named = quote(agreement)
    begun = (command, named) if command in shortcuts else ("do", named, quote(command))
    about = shortcuts.get(command)
    said = (
        quote(value) if name == about else f"--{name} {quote(value)}" for name, value in remedy.said
    )
    return " ".join((*begun, *said))
