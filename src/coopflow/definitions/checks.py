"""The names and vocabulary that checks are made against, and the shape of what they find."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import TYPE_CHECKING

from attrs import field, frozen

from coopflow.definitions.document import Path
from coopflow.values.lifecycle import Lifecycle

if TYPE_CHECKING:
    from coopflow.definitions.terms_file import ObligationFile, TermsFile


END_OF_PERIOD = "end of period"
"""How a due day says the period's last day."""

_MOST_NAMES = 20


@frozen
class Complaint:
    """One thing found wrong at a path; a *notice* leaves the file standing."""

    path: Path
    code: str
    text: str
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
    """

    lifecycles: Mapping[str, Lifecycle]
    calendars: tuple[str, ...]
    places: Mapping[str, tuple[str, ...]] = field(factory=dict)


def each_obligation(terms: TermsFile) -> Iterator[tuple[Path, ObligationFile]]:
    """Yield every obligation that could be read, with its path."""
    for a, area in enumerate(terms.areas or ()):
        for o, obligation in enumerate((area and area.obligations) or ()):
            if obligation is not None:
                yield ("areas", a, "obligations", o), obligation


def listed(names: Iterable[object]) -> str:
    """Return `names` for a message: ``a, b``; some of them where they are many; or ``none``."""
    some = list(islice(names, _MOST_NAMES + 1))
    more = ", …" if len(some) > _MOST_NAMES else ""
    return ", ".join(sorted(map(str, some[:_MOST_NAMES]))) + more or "none"


def led_by(terms: TermsFile, path: Path, obligation: ObligationFile) -> str | None:
    """Return who leads the obligation at `path`, ``None`` where that is joint."""
    area = (terms.areas or [])[int(path[1])]
    heading = area.lead if area is not None else None
    return None if obligation.joint else obligation.lead or heading
