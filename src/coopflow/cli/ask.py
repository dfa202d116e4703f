"""Commands that ask: what may be done, why not, whether the record holds, what there is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from coopflow.cli.errors import BROKEN, DONE, broken_line
from coopflow.cli.options import (
    AgreementId,
    AnyAgreementId,
    At,
    By,
    Here,
    Json,
    Lifecycles,
    an_instant,
    host,
    read_lifecycles,
)
from coopflow.cli.said import NOTHING, SaidOptions
from coopflow.cli.text import complain, plural, say, say_json

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coopflow.cli.options import Place
    from coopflow.engine.available import Option
    from coopflow.host.manager import Contributed
    from coopflow.values.lifecycle import Lifecycle

# What draws and what makes JSON is imported where it is used: --help needs neither.


def why(
    agreement: AgreementId,
    command: Annotated[str, Parameter(name="COMMAND", help="What would be asked.")],
    /,
    *,
    by: By,
    at: At = None,
    said: SaidOptions = NOTHING,
    json: Json = False,
    place: Here,
) -> None:
    """Ask what speaks against a command, without doing it."""
    from coopflow.cli import data  # noqa: PLC0415

    told = said.told()
    with place.open() as office:
        objections = [
            data.reason(each) for each in office.why(agreement, command, by=by, at=at, **told)
        ]
    if json:
        say_json(objections)
    elif objections:
        say("it would be refused:", *(f"{each['code']}: {each['text']}" for each in objections))
    else:
        say("it would be accepted")


def available(
    agreement: AgreementId, /, *, by: By, at: At = None, json: Json = False, place: Here
) -> None:
    """List everything an officer could do now, and what it would still need."""
    with place.open() as office:
        options = office.available(agreement, by=by, at=at)
    if json:
        from coopflow.cli import data  # noqa: PLC0415

        say_json([data.data_of(each) for each in options])
        return
    from coopflow.cli import tables  # noqa: PLC0415

    if options:
        tables.show(tables.lines((_option(each) for each in options), wraps=2))
    else:
        say(f"nothing now; `why {agreement} COMMAND --as {by}` tells what speaks against a command")


def verify(agreement: AnyAgreementId = None, /, *, json: Json = False, place: Here) -> int:
    """Recompute the record, of one agreement or all, and say what does not hold."""
    with place.open() as office:
        found = office.verify(agreement)
    if json:
        from coopflow.cli import data  # noqa: PLC0415

        say_json(data.verification(found))
    complain(*(broken_line(each) for each in found.broken))
    if not found:
        return BROKEN
    if not json:
        entries = plural(found.entries, "entry", "entries")
        say(f"whole: {plural(found.streams, 'stream')}, {entries}")
    return DONE


def outline(
    agreement: AgreementId,
    /,
    *,
    as_of: Annotated[
        str | None,
        Parameter(
            name="--as-of",
            metavar="DATE",
            validator=an_instant,
            help="The day it speaks for; by default today.",
        ),
    ] = None,
    json: Json = False,
    place: Here,
) -> None:
    """Print the outline of a review, as YAML to edit and give to `review --with`."""
    from coopflow.cli.read import clauses_of, task_data  # noqa: PLC0415

    with place.open() as office:
        made = office.outline(agreement, as_of=as_of)
        clauses = clauses_of(office, made.undisposed)
        now, table = office.get(agreement), office.lifecycle(agreement)
    if json:
        from coopflow.cli import data  # noqa: PLC0415

        say_json(data.outline(made, task_data(made.undisposed, clauses)))
        return
    from coopflow.cli.outlines import review_yaml  # noqa: PLC0415

    say(*review_yaml(now, table, made, clauses).splitlines())


def plugins(*, json: Json = False) -> None:
    """List the plugins, coopflow's own part first, and what each contributes."""
    from coopflow.cli import data  # noqa: PLC0415

    found = host().plugins
    if json:
        say_json([data.plugin(each) for each in found])
        return
    for each in found:
        say(f"{each.name} {each.version}".rstrip())
        say(*(f"    {line}" for line in _contributions(each)))


def diagram(
    name: Annotated[
        str,
        Parameter(
            name="LIFECYCLE|ID",
            help="A lifecycle such as standard@1, proposal@1 or task@1; or an agreement.",
        ),
    ],
    /,
    *,
    lifecycle: Lifecycles = (),
    json: Json = False,
    place: Here,
) -> None:
    """Draw a lifecycle as Mermaid text; of an agreement, with the state it is in."""
    from coopflow.definitions.draw import mermaid  # noqa: PLC0415

    table, state = (
        (_lifecycle(name, lifecycle), None) if "@" in name else _lifecycle_of(place, name)
    )
    drawing = mermaid(table, at=state)
    if json:
        from coopflow.cli import data  # noqa: PLC0415

        say_json({**data.data_of(table), "present": state, "mermaid": drawing})
    else:
        say(*drawing.splitlines())


def _lifecycle(key: str, files: tuple[str, ...]) -> Lifecycle:
    from coopflow.runtime.machines import table  # noqa: PLC0415

    return host(read_lifecycles(files)).lifecycles.get(key) or table(key)


def _lifecycle_of(place: Place, agreement: str) -> tuple[Lifecycle, str]:
    with place.open() as office:
        return office.lifecycle(agreement), office.get(agreement).state


def _contributions(plugin: Contributed) -> Iterator[str]:
    yield from (f"lifecycle {name}" for name in plugin.lifecycles)
    yield from (f"guard {name}" for name in plugin.guards)
    claims: dict[tuple[str, str], list[str]] = {}
    for duty in plugin.responsibilities:
        areas = (f"area {area}" for area in duty.areas)
        claims.setdefault((duty.agency, duty.scope), []).extend((*duty.obligations, *areas))
    for (agency, scope), claimed in claims.items():
        yield f"responsibilities of {agency} in {scope}: {', '.join(claimed)}"


def _option(option: Option) -> tuple[str, str, str]:
    about = option.task or option.proposal or option.occasion or ""
    if option.obligation is not None:
        about = f"a round of {option.obligation}"
    needs = ", ".join(code.partition(".")[0] for code in option.needs)
    return option.command, about, f"with {needs}" if needs else ""
