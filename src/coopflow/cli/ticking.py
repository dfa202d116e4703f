"""`coopflow tick`: let the clock do what is due, and show what it did."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from coopflow.cli.errors import BROKEN, DONE, REFUSED, UNEXPECTED, broken_line, fault_lines
from coopflow.cli.options import (
    Here,
    Json,
    Lang,
    an_instant,
)
from coopflow.cli.text import complain, recorded, say, say_json
from coopflow.values.raised import raised

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from coopflow.cli.data import Data
    from coopflow.language.phrases import Language
    from coopflow.runtime.ticking import Hindered, Ticked

TickAt = Annotated[
    str | None,
    Parameter(
        name="--at",
        metavar="ISO",
        validator=an_instant,
        help="The instant it is for: a day means its beginning, where each agreement is;"
        " by default now.",
    ),
]


def tick(*, at: TickAt = None, json: Json = False, lang: Lang, place: Here) -> int:
    """Let the clock do what is due: remind, urge, let proposals expire and agreements lapse.

    Nothing is done twice, however often this is called; call it once a day at least. What is due
    and cannot be done is told on stderr, and tried again the next time.
    """
    with place.open() as office:
        done = office.tick(at, progress=_progress(lang))
    with recorded():
        if json:
            say_json(data_of(done, lang))
        else:
            say(*_lines(done, at, lang))
    for each in done.hindered:
        complain(*why_not(each, lang))
    return code_of(done)


def code_of(done: Ticked) -> int:
    """Return the exit code that tells what a tick could not do."""
    if any(each.error is not None for each in done.hindered):
        return UNEXPECTED
    if any(each.broken is not None for each in done.hindered):
        return BROKEN
    return REFUSED if done.hindered else DONE


def what_was_done(done: Ticked, lang: Language) -> Iterator[str]:
    """Yield what the clock did, agreement by agreement, and in how many; nothing for nothing."""
    from coopflow.cli.words import happened  # noqa: PLC0415 - not for --help
    from coopflow.language.phrases import counted  # noqa: PLC0415 - the same

    for each in done.issued:
        for told in each.events:
            yield f"{told.stream}: {happened(told.event, lang)}"
    if done:
        many = len(done.issued)
        yield counted(
            "the clock did what was due in {number} agreement",
            "the clock did what was due in {number} agreements",
            many,
            lang,
        )


def why_not(each: Hindered, lang: Language) -> Iterator[str]:
    """Yield why what is due in an agreement cannot be done."""
    from coopflow.runtime.wording import word  # noqa: PLC0415 - only to say no

    for reason in each.reasons:
        yield f"{each.agreement}: {reason.code}: {word(reason, lang)}"
    if each.broken is not None:
        yield broken_line(each.broken)
    if each.error is not None:
        yield from fault_lines(each.error, each.agreement)


def _lines(done: Ticked, at: str | None, lang: Language) -> Iterator[str]:
    from coopflow.language.phrases import phrase  # noqa: PLC0415 - not for --help

    yield from what_was_done(done, lang)
    if not done and not done.hindered:
        when = at or f"{done.at:%Y-%m-%d %H:%M} UTC"
        yield phrase("nothing was due by {when}", lang, when=when)


def data_of(done: Ticked, lang: Language) -> Data:
    """Return what a tick did and could not do, as JSON has it."""
    from coopflow.cli import data  # noqa: PLC0415 - not for --help

    return {
        "at": data.data_of(done.at),
        "issued": [
            {
                "agreement": each.agreement,
                "version": each.receipt.version,
                "position": each.receipt.position,
                "events": [data.event(told) for told in each.events],
            }
            for each in done.issued
        ],
        "hindered": [
            {
                "agreement": each.agreement,
                "reasons": [data.reason(reason, lang) for reason in each.reasons],
                "broken": broken_line(each.broken) if each.broken is not None else None,
                "error": raised(each.error) if each.error is not None else None,
            }
            for each in done.hindered
        ],
    }


def _progress(lang: Language) -> Callable[[int], None] | None:
    """Return what tells on a terminal how far a long tick has come; ``None`` elsewhere."""
    if sys.stderr is None or not sys.stderr.isatty():
        return None
    from coopflow.language.phrases import counted  # noqa: PLC0415 - not for --help

    def tell(many: int) -> None:
        words = counted("{number} agreement so far", "{number} agreements so far", many, lang)
        complain(words)

    return tell
