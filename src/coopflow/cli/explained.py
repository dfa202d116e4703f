"""Objections as people read them: what each says, the rule behind it, what would change it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coopflow.cli.app import SHORTCUTS
from coopflow.language.phrases import counted, phrase
from coopflow.runtime.wording import word
from coopflow.runtime.wording_why import NOTHING, word_remedy

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from coopflow.values.explanation import Explanation, Remedy


def lines(explanations: Sequence[Explanation], lang: str) -> Iterator[str]:
    """Yield what `why` says, line by line."""
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
            yield from (f"      - {advice(remedy, lang)}" for remedy in each.remedies)
        else:
            yield "    " + phrase(NOTHING, lang)


def advice(remedy: Remedy, lang: str) -> str:
    """Return what a remedy advises, its command as it is typed here."""
    return word_remedy(remedy, lang, _typed(remedy))


def _typed(remedy: Remedy) -> str | None:
    """Return the command of a remedy as it is typed, but for who gives it."""
    command, agreement = remedy.command, remedy.agreement or ""
    if command is None:
        return None
    if command == "draft":
        return "draft FILE"
    shortcuts = {name: about for name, about, *_ in SHORTCUTS}
    begun = (command, agreement) if command in shortcuts else ("do", agreement, command)
    about = shortcuts.get(command)
    said = (value if name == about else f"--{name} {value}" for name, value in remedy.said)
    return " ".join((*begun, *said))
