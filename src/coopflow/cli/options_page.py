"""What an officer could do, on the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coopflow.cli.names import listed
from coopflow.cli.sheets import Column, Sheet, line
from coopflow.language.phrases import phrase
from coopflow.runtime.wording_why import NEEDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import RenderableType

    from coopflow.engine.available import Option


def available(
    options: Sequence[Option], agreement: str, by: str, lang: str, as_of: str | None = None
) -> Iterator[RenderableType]:
    """Yield each command with what it is about and what it would still need."""
    if not options and as_of is not None:
        yield line(phrase("there was nothing {officer} could do", lang, officer=by))
        return
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
        about = each.assignment or each.task or each.proposal or each.occasion or ""
        if each.obligation is not None:
            about = phrase("a round of {obligation}", lang, obligation=each.obligation)
        needs = listed(phrase(NEEDS.get(code, code), lang) for code in each.needs)
        told = phrase("with {needs}", lang, needs=needs) if needs else ""
        sheet.add(each.command, about, told)
    yield sheet
