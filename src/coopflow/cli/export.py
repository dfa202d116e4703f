"""What is written for other programs to read."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from coopflow.cli.errors import DONE
from coopflow.cli.files import write_file
from coopflow.cli.options import AgreementId, Here, Lang  # noqa: TC001 - cyclopts reads them

if TYPE_CHECKING:
    from collections.abc import Callable

Out = Annotated[
    str | None,
    Parameter(name=["--out", "-o"], metavar="FILE", help="Where to; by default stdout."),
]
AgencyId = Annotated[
    str | None,
    Parameter(
        name="--agency",
        metavar="ID",
        help="Only what it leads or coordinates, and meetings it attended.",
    ),
]


def ics(
    agreement: AgreementId, /, *, agency: AgencyId = None, out: Out = None, lang: Lang, place: Here
) -> int:
    """Write a calendar file: due days with their reminders, and the meetings held.

    Outlook, Google, Apple and other calendars read it. A newer file changes
    the events that came from the one before.

    It needs the extra: pip install 'coopflow[ics]'.
    """
    with place.open() as office:
        made = office.calendar(agreement, agency, lang=lang)
    if out is not None:
        return write_file(out, made)
    _write(made)
    return DONE


def _write(made: bytes) -> None:
    """Write bytes to stdout as they are: a calendar file has line ends of its own."""
    sys.stdout.flush()
    sys.stdout.buffer.write(made)
    sys.stdout.buffer.flush()


FORMATS: tuple[tuple[str, Callable[..., int], str], ...] = (
    ("ics", ics, "export ics qn-2022 --agency ban-dan-van --out qn-2022.ics"),
)
"""Each format: its name, what writes it, an example."""
