"""Pictures of what an office keeps: where an agreement stands, and what became of its tasks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, get_args

from coopflow.definitions.draw import mermaid
from coopflow.errors import CommandRefused
from coopflow.projections.timeline import Timeline
from coopflow.projections.timeline import timeline as scene
from coopflow.runtime.instants import instant
from coopflow.runtime.machines import built_in
from coopflow.values.events import AgreementMoved, TaskTakenUp
from coopflow.values.time import day_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coopflow.runtime.instants import When
    from coopflow.runtime.records import Recorded
    from coopflow.runtime.secretariat import Secretariat
    from coopflow.values.lifecycle import Lifecycle
    from coopflow.values.terms import Terms

Format = Literal["mermaid", "svg"]


def diagram(
    office: Secretariat,
    name: str,
    *,
    format: Format = "mermaid",  # noqa: A002 - what one looks for
    as_of: When = None,
    lang: str = "en",
) -> str:
    """Draw a lifecycle; of an agreement, with where it stands, has been and may go.

    Args:
        office: What keeps the record.
        name: An agreement's id, or a lifecycle that is known here or kept in the record:
            ``"standard@1"``, and ``"proposal@1"``, ``"task@1"`` for the machines inside every
            agreement.
        format: Mermaid text, or an SVG, which takes the extra ``svg``.
        as_of: Where an agreement stood by the end of this day, or by this instant.
        lang: Language of the SVG's legend; English where we do not speak it.

    Raises:
        CommandRefused: There is no such agreement, or was none yet.
        ExtraMissing: The extra ``svg`` is not installed.
        ValueError: There is no such lifecycle, or no such format.
    """
    _require_format(format)
    if "@" in name:
        title, text = name, mermaid(lifecycle(office, name))
    else:
        now = office.get(name, as_of=as_of)
        title = f"{name}: {now.state}"
        behind = passed(office.history(name, as_of=as_of))
        text = mermaid(office.lifecycle(name), at=now.state, passed=behind)
    if format == "mermaid":
        return text
    from coopflow.drawing.svg import state_diagram  # noqa: PLC0415 - only when it is asked for

    return state_diagram(text, title, lang)


def lifecycle(office: Secretariat, key: str) -> Lifecycle:
    """Return a table by its key, such as ``"county-mou@1"``.

    It is a plugin's, one given when opening, one that agreements were drafted on, or one built
    in: the first of these there is.

    Raises:
        ValueError: There is none of this key.
    """
    found = office.host.lifecycles.get(key) or office.kept(key)
    if found is None and key not in built_in():
        known = ", ".join(dict.fromkeys((*office.host.lifecycles, *built_in())))
        message = f"no lifecycle {key!r} is known here or kept in the journal; there are {known}"
        raise ValueError(message)
    return found or built_in()[key]


def _require_format(given: str) -> None:
    """Refuse a format there is not.

    Raises:
        ValueError: It is none.
    """
    if given not in get_args(Format):
        message = f"no picture is made as {given!r}; there are {', '.join(get_args(Format))}"
        raise ValueError(message)


def timeline(
    office: Secretariat,
    agreement: str,
    *,
    format: Format = "svg",  # noqa: A002 - what one looks for
    at: When = None,
    as_of: When = None,
    lang: str = "en",
) -> str:
    """Draw an agreement's tasks over its period: from when to when, and what became of each.

    Args:
        office: What keeps the record.
        agreement: Its id.
        format: An SVG, which takes no extra, or a Mermaid Gantt chart.
        at: The instant that decides what is late; by default that of `as_of`, or now.
        as_of: Draw what had happened by the end of this day, or by this instant; by default
            everything.
        lang: Language of titles, where the terms have it, and of our own words; these are in
            English where we do not speak it.

    Raises:
        CommandRefused: There is no such agreement, or was none yet.
        ValueError: `at` or `as_of` is no date or time, or there is no such format.
    """
    from coopflow.drawing import gantt, timeline_sheet  # noqa: PLC0415 - only when asked for

    _require_format(format)
    drawn = stretched(office, agreement, at=at, as_of=as_of)
    return gantt.text(drawn, lang) if format == "mermaid" else timeline_sheet.svg(drawn, lang)


def stretched(
    office: Secretariat, agreement: str, *, at: When = None, as_of: When = None
) -> Timeline:
    """Return the timeline of an agreement as a value; arguments are those of `timeline`."""
    now = office.get(agreement)
    zone = now.terms.time_zone
    history = office.history(agreement, as_of=as_of)
    moment = instant(as_of if at is None else at, zone=zone, now=office.clock.now(), last=None)
    facts = [(each.event, each.at, each.by) for each in history]
    return scene(facts, _homes(office, history), day_of(moment, zone))  # type: ignore[arg-type]  # an agreement's stream holds no others


def _homes(office: Secretariat, history: Iterable[Recorded]) -> dict[str, Terms]:
    """Return the terms that what was taken up was born under, as far as this journal has them."""
    homes = {}
    for each in history:
        if isinstance(each.event, TaskTakenUp):
            born = each.event.task.id.partition(":")[0]
            try:
                homes[born] = office.get(born).terms
            except CommandRefused:  # it may be kept in another journal
                continue
    return homes


def passed(history: Iterable[Recorded]) -> tuple[str, ...]:
    """Return the states an agreement has left, in the order it left them."""
    return tuple(each.event.origin for each in history if isinstance(each.event, AgreementMoved))
