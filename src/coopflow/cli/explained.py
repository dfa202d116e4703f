"""Objections as people read them: what each says, the rule behind it, what would change it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coopflow.language.phrases import counted, phrase
from coopflow.runtime.wording import word
from coopflow.runtime.wording_why import NOTHING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from coopflow.values.explanation import Explanation


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
            yield from (f"      - {word(remedy, lang)}" for remedy in each.remedies)
        else:
            yield "    " + phrase(NOTHING, lang)
