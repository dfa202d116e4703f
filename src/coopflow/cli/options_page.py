"""What an officer could do, on the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coopflow.cli.names import listed
from coopflow.cli.sheets import Column, Sheet, line
from coopflow.runtime.language import marked, phrase

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import RenderableType

    from coopflow.engine.available import Option

_NEEDS = {
    "assessment.missing": marked("assessment"),
    "body.missing": marked("body"),
    "disposition.missing": marked("disposition"),
    "evidence.missing": marked("evidence"),
    "occasion.missing": marked("occasion"),
}
"""What must still be given with a command, by the code of the objection to its absence."""


def available(
    options: Sequence[Option], agreement: str, by: str, lang: str
) -> Iterator[RenderableType]:
    """Yield each command with what it is about and what it would still need."""
    if not options:
        yield line(
            phrase(
                "nothing now; `why {agreement} COMMAND --as {officer}` tells what speaks against"
                " a command",
                lang,
                agreement=agreement,
                officer=by,
            )
        )
        return
    sheet = Sheet(Column(), Column(), Column(words=True))
    for each in options:
        about = each.task or each.proposal or each.occasion or ""
        if each.obligation is not None:
            about = phrase("a round of {obligation}", lang, obligation=each.obligation)
        needs = listed(phrase(_NEEDS.get(code, code), lang) for code in each.needs)
        told = phrase("with {needs}", lang, needs=needs) if needs else ""
        sheet.add(each.command, about, told)
    yield sheet
