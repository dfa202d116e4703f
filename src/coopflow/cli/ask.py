"""Commands that ask: what may be done, why not, whether the record holds, what there is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from coopflow.cli.errors import BROKEN, DONE, broken_line
from coopflow.cli.options import (
    AgreementId,
    AnyAgreementId,
    AsOf,
    At,
    By,
    GivenAt,
    Here,
    Json,
    Key,
    Lang,
    Lifecycles,
    an_instant,
    host,
    read_lifecycles,
)
from coopflow.cli.said import NOTHING, SaidOptions
from coopflow.cli.text import complain, prose, say, say_json
from coopflow.cli.trees import at_risk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coopflow.host.manager import Contributed

# What draws and what makes JSON is imported where it is used: --help needs neither.


def why(  # noqa: PLR0913 - the options of a command
    agreement: AgreementId,
    command: Annotated[str, Parameter(name="COMMAND", help="What would be asked.")],
    /,
    *,
    by: By,
    at: At = None,
    key: Key = None,
    lifecycle: Lifecycles = (),
    said: SaidOptions = NOTHING,
    json: Json = False,
    lang: Lang,
    place: Here,
) -> None:
    """Ask what speaks against a command, by which rule, and what would change it."""
    told = said.told()
    with place.open(lifecycles=read_lifecycles(lifecycle)) as office:
        explanations = office.why(agreement, command, by=by, at=at, key=key, **told)
    from coopflow.cli.explained import drafting, lines  # noqa: PLC0415

    drafted = drafting(said.body, lifecycle)
    if json:
        from coopflow.cli import data  # noqa: PLC0415

        say_json([data.explanation(each, lang, drafted) for each in explanations])
        return
    prose(*lines(explanations, lang, drafted))


def available(
    agreement: AgreementId,
    /,
    *,
    by: By,
    at: GivenAt = None,
    as_of: AsOf = None,
    json: Json = False,
    lang: Lang,
    place: Here,
) -> None:
    """List everything an officer could do, and what it would still need."""
    with place.open() as office:
        options = office.available(agreement, by=by, at=at, as_of=as_of)
    if json:
        from coopflow.cli import data  # noqa: PLC0415

        say_json([data.data_of(each) for each in options])
        return
    from coopflow.cli import options_page, pages, tables  # noqa: PLC0415

    page = options_page.available(options, agreement, by, lang, as_of)
    tables.show(*pages.dated(as_of, lang), *page)


def verify(
    agreement: AnyAgreementId = None, /, *, json: Json = False, lang: Lang, place: Here
) -> int:
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
        from coopflow.language.phrases import counted, phrase  # noqa: PLC0415 - not for --help

        streams = counted("{number} stream", "{number} streams", found.streams, lang)
        entries = counted("{number} entry", "{number} entries", found.entries, lang)
        say(phrase("whole: {streams}, {entries}", lang, streams=streams, entries=entries))
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
        risks = at_risk(office, made.undisposed, as_of)
        now, table = office.get(agreement), office.lifecycle(agreement)
    if json:
        from coopflow.cli import data  # noqa: PLC0415

        told = task_data(made.undisposed, {agreement: now}, clauses, risks)
        say_json(data.outline(made, told))
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
        prose(*(f"    {line}" for line in _contributions(each)))


def _contributions(plugin: Contributed) -> Iterator[str]:
    yield from (f"lifecycle {name}" for name in plugin.lifecycles)
    yield from (f"calendar {name}" for name in plugin.calendars)
    yield from (f"reporting calendar {name}" for name in plugin.reporting)
    yield from (f"guard {name}" for name in plugin.guards)
    yield from (f"reaction {name}" for name in plugin.reactions)
    claims: dict[tuple[str, str], list[str]] = {}
    for duty in plugin.responsibilities:
        areas = (f"area {area}" for area in duty.areas)
        claims.setdefault((duty.agency, duty.scope), []).extend((*duty.obligations, *areas))
    for (agency, scope), claimed in claims.items():
        yield f"responsibilities of {agency} in {scope}: {', '.join(claimed)}"
