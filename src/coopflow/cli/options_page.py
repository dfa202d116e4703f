"""What an officer could do, on the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coopflow.cli.names import NEEDED, consent_of, listed
from coopflow.cli.sheets import Column, Sheet, line
from coopflow.language.phrases import phrase

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
    sheet = Sheet(Column(), Column(), Column(), Column(words=True))
    for each in options:
        about = each.assignment or each.task or each.proposal or each.occasion or ""
        if each.obligation is not None:
            about = phrase("a round of {obligation}", lang, obligation=each.obligation)
        targets = listed(dict.fromkeys(row.target for row in each.rows))
        sheet.add(each.command, about, f"→ {targets}" if targets else "", _takes(each, lang))
    yield sheet


def _takes(option: Option, lang: str) -> str:
    """Return whose consent a command takes, and what must be given with it."""
    pieces = []
    needs = listed(phrase(NEEDED[code], lang) for code in _needs(option))
    if needs:
        pieces.append(phrase("with {needs}", lang, needs=needs))
    consents = dict.fromkeys(row.consent for row in option.rows if row.consent.count != "none")
    if consents:
        consent = listed(consent_of(each, lang) for each in consents)
        pieces.append(phrase("consent: {consent}", lang, consent=consent))
    return "; ".join(pieces)


def _needs(option: Option) -> Iterator[str]:
    """Yield what must be given with it; whoever words each open task does so in the file."""
    said = "disposition.missing" in option.needs
    return (code for code in option.needs if not (said and code == "body.missing"))
