"""Meetings: one is recorded, with what is adopted at it; those that were held are shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from attrs import frozen
from cyclopts import Group, Parameter

from coopflow.cli.errors import UsageError
from coopflow.cli.options import AgreementId, AsOf, At, By, Here, Json, Key, Lang, read_yaml
from coopflow.cli.text import prose, recorded, say_json

if TYPE_CHECKING:
    from coopflow.definitions.document import Document

_GROUP = Group("What the meeting was", sort_key=5)


@frozen(kw_only=True)
class Held:
    """What a meeting was: in a file, or in a few options."""

    file: Annotated[
        str | None,
        Parameter(
            name="--with",
            metavar="FILE",
            help="A YAML file: kind, on, place, attendees, minutes, tasks, note, adoptions.",
        ),
    ] = None
    kind: Annotated[str | None, Parameter(metavar="KIND", help="briefing or conference.")] = None
    on: Annotated[str | None, Parameter(metavar="DAY", help="The day: 2022-06-28.")] = None
    where: Annotated[str | None, Parameter(name="--place", metavar="WORDS", help="Where.")] = None
    chaired: Annotated[
        tuple[str, ...],
        Parameter(
            name="--chaired", metavar="OFFICER", show_default=False, help="Who was in the chair."
        ),
    ] = ()
    attended: Annotated[
        tuple[str, ...],
        Parameter(
            name="--attended",
            metavar="OFFICER",
            show_default=False,
            help="Who else was there; may be said again for more.",
        ),
    ] = ()
    minutes: Annotated[
        tuple[str, ...],
        Parameter(
            metavar="KIND[:TITLE]", show_default=False, help="What was written down, as evidence."
        ),
    ] = ()
    task: Annotated[
        tuple[str, ...],
        Parameter(
            metavar="ID",
            show_default=False,
            help="A task it settles; by default the earliest of each obligation such meetings do.",
        ),
    ] = ()
    note: Annotated[str | None, Parameter(metavar="WORDS", help="Words to go with it.")] = None

    def told(self) -> Document | dict[str, Any]:
        """Return what was said of the meeting.

        Raises:
            UsageError: It is said in a file and in options; or the file cannot be read.
            DefinitionError: Nothing can be made of the file, or of the minutes.
        """
        officers = [{"officer": each, "role": "chair"} for each in self.chaired]
        officers += [{"officer": each} for each in self.attended]
        said = {
            "kind": self.kind,
            "on": self.on,
            "place": self.where,
            "attendees": officers,
            "tasks": [*self.task],
            "minutes": _minutes(self.minutes),
            "note": self.note,
        }
        named = {key: value for key, value in said.items() if value}
        if self.file is None:
            return named
        if named:
            message = f"the file says what the meeting was: leave out {', '.join(named)}"
            raise UsageError(message)
        return read_yaml(self.file)


NOTHING = Held()


def meeting(
    agreement: AgreementId,
    /,
    *,
    by: By,
    at: At = None,
    key: Key = None,
    held: Annotated[Held, Parameter(name="*", group=_GROUP)] = NOTHING,
    json: Json = False,
    lang: Lang,
    place: Here,
) -> None:
    """Record that a meeting was held; what was adopted at it is done with it, or nothing is.

    It settles the tasks that such meetings perform (settled_by).

    An adoption, in the file, names a command, who give it, and what goes with
    it: {command: review, by: [an, ba], with: {as_of: …}}. It needs the consent
    it always needs.

    What it settles is settled on the day it was held, whatever day it is told.
    """
    from coopflow.cli import data  # noqa: PLC0415 - not for --help
    from coopflow.cli.receipts import gist  # noqa: PLC0415 - the same

    told = held.told()
    with place.open() as office:
        receipt = office.meet(agreement, told, by=by, at=at, key=key)
        now = office.get(agreement)
    with recorded():
        if json:
            say_json(data.receipt(receipt, now))
        else:
            prose(*gist(receipt, now, lang))


def meetings(
    agreement: AgreementId, /, *, as_of: AsOf = None, json: Json = False, lang: Lang, place: Here
) -> None:
    """Show the meetings held: where, who was there, what was settled, adopted and written down."""
    from coopflow.cli.meeting_page import listing, meeting_data  # noqa: PLC0415 - not for --help

    with place.open() as office:
        told = office.meetings(agreement, as_of=as_of)
    if json:
        say_json([meeting_data(each) for each in told])
    else:
        prose(*listing(told, lang))


def _minutes(written: tuple[str, ...]) -> list[dict[str, Any]]:
    from coopflow.definitions.bodies import read_evidence  # noqa: PLC0415 - not for --help
    from coopflow.definitions.plain import plain  # noqa: PLC0415 - the same

    return [plain(each) for each in read_evidence(written)] if written else []
