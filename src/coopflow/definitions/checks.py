"""The names and vocabulary that checks are made against, and the shape of what they find."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import TYPE_CHECKING, get_args

from attrs import field, fields, frozen

from coopflow.definitions.document import Path
from coopflow.values.lifecycle import Lifecycle
from coopflow.values.saying import Saying, saying
from coopflow.values.timing import MonthEnd

if TYPE_CHECKING:
    from datetime import date

    from coopflow.definitions.calendars import NoSuchDay
    from coopflow.definitions.terms_file import ObligationFile, TermsFile
    from coopflow.values.time import Span


END_OF_PERIOD = "end of period"
"""How a due day says the period's last day."""

MOST_NAMES = 20
"""How many names a message holds."""


@frozen
class Complaint:
    """One thing found wrong at a path; a *notice* leaves the file standing."""

    path: Path
    code: str
    said: Saying
    notice: bool = False


Complaints = Iterator[Complaint]


@frozen(kw_only=True)
class Known:
    """What the host offers that a terms file may name.

    Attributes:
        lifecycles: By name and edition.
        calendars: Their names.
        places: Of lifecycles that were read from files, where each row stands (``file:line``), in
            table order.
        reporting: Names of the reporting calendars.
        decided: The last year whose days off are known for good, of calendars that tell.
    """

    lifecycles: Mapping[str, Lifecycle]
    calendars: tuple[str, ...]
    places: Mapping[str, tuple[str, ...]] = field(factory=dict)
    reporting: tuple[str, ...] = ()
    decided: Mapping[str, int] = field(factory=dict)


def each_obligation(terms: TermsFile) -> Iterator[tuple[Path, ObligationFile]]:
    """Yield every obligation that could be read, with its path."""
    for a, area in enumerate(terms.areas or ()):
        for o, obligation in enumerate((area and area.obligations) or ()):
            if obligation is not None:
                yield ("areas", a, "obligations", o), obligation


def strange_words(path: Path, said: ObligationFile | TermsFile) -> Complaints:
    """Yield each key of what is said at `path` that takes one of some words, and has another."""
    for each in fields(type(said)):
        value, words = getattr(said, each.name), each.metadata.get("one_of")
        if words and value is not None and value not in words:
            text = saying(
                "{name} is one of {known}, not {value!r}",
                name=each.name,
                known=", ".join(words),
                value=value,
            )
            yield Complaint((*path, each.name), f"{each.name.replace('_', '-')}.unknown", text)


def month_end_of(terms: TermsFile) -> MonthEnd:
    """Return where months lead that have no such day, the default where that cannot be read."""
    return terms.month_end if terms.month_end in get_args(MonthEnd) else "down"  # type: ignore[return-value]  # it is one of the words


def nowhere(span: Span, start: date, error: NoSuchDay) -> Saying:
    """Say that a span leads to a day its month does not have."""
    return saying(
        "{span} from {start}: {month} has no day {day}; say month_end: down or up, or choose other"
        " days",
        span=span,
        start=start,
        month=error.month,
        day=error.day,
    )


def listed(names: Iterable[object]) -> Saying | str:
    """Return `names` for a message: ``a, b``; some of them where they are many; or ``none``."""
    some = list(islice(names, MOST_NAMES + 1))
    more = ", …" if len(some) > MOST_NAMES else ""
    if not some:
        return saying("none")
    return ", ".join(sorted(map(str, some[:MOST_NAMES]))) + more


def led_by(terms: TermsFile, path: Path, obligation: ObligationFile) -> str | None:
    """Return who leads the obligation at `path`, ``None`` where that is joint."""
    area = (terms.areas or [])[int(path[1])]
    heading = area.lead if area is not None else None
    return None if obligation.joint else obligation.lead or heading
