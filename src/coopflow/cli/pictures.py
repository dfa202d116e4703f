"""Commands that draw: where an agreement stands, and what became of its tasks."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import Parameter

from coopflow.cli.errors import DONE, UsageError
from coopflow.cli.files import write_file
from coopflow.cli.options import (
    AgreementId,
    AsOf,
    Here,
    Json,
    Lang,
    LateAt,
    Lifecycles,
    Place,
    host,
    read_lifecycles,
)
from coopflow.cli.text import say, say_json
from coopflow.errors import JournalMissing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coopflow.cli.data import Data
    from coopflow.runtime.secretariat import Secretariat
    from coopflow.values.lifecycle import Lifecycle

# What draws and what makes JSON is imported where it is used: --help needs neither.

Format = Annotated[
    Literal["mermaid", "svg"] | None,
    Parameter(name="--format", help="What to write; by default what the name of FILE ends in."),
]
Output = Annotated[
    str | None,
    Parameter(name=["--output", "-o"], metavar="FILE", help="Where to; by default stdout."),
]


def diagram(
    name: Annotated[
        str,
        Parameter(
            name="LIFECYCLE|ID",
            help="An agreement; or a lifecycle such as standard@1, task@1, or one of --lifecycle"
            " or of the journal.",
        ),
    ],
    /,
    *,
    format: Format = None,  # noqa: A002 - cyclopts reads it
    output: Output = None,
    lifecycle: Lifecycles = (),
    as_of: AsOf = None,
    json: Json = False,
    lang: Lang,
    place: Here,
) -> int:
    """Draw a lifecycle; of an agreement, where it stands and what may come next.

    Mermaid text is the default. SVG needs the extra: pip install 'coopflow[svg]'.
    """
    from coopflow.runtime import pictures  # noqa: PLC0415

    tables = read_lifecycles(lifecycle)
    with _office(name, tables, place) as office:
        if json:
            say_json(_standing(office, name, as_of))
            return DONE
        kind = _format(format, output, "mermaid")
        drawn = pictures.diagram(office, name, format=kind, as_of=as_of, lang=lang)
    return _put(drawn, output)


def timeline(
    agreement: AgreementId,
    /,
    *,
    format: Format = None,  # noqa: A002 - cyclopts reads it
    output: Output = None,
    at: LateAt = None,
    as_of: AsOf = None,
    json: Json = False,
    lang: Lang,
    place: Here,
) -> int:
    """Draw an agreement's tasks over its period: from when to when, and how each stands.

    SVG is the default, and needs no extra. In Mermaid it is a Gantt chart.
    """
    from coopflow.runtime import pictures  # noqa: PLC0415

    with place.open() as office:
        if json:
            from coopflow.cli import data  # noqa: PLC0415

            say_json(data.data_of(pictures.stretched(office, agreement, at=at, as_of=as_of)))
            return DONE
        kind = _format(format, output, "svg")
        drawn = pictures.timeline(office, agreement, format=kind, at=at, as_of=as_of, lang=lang)
    return _put(drawn, output)


def _office(name: str, tables: Sequence[Lifecycle], place: Place) -> Secretariat:
    """Open what knows `name`: a lifecycle that is known without a journal needs none.

    Raises:
        UsageError: A lifecycle is named without its edition.
    """
    from coopflow.runtime.machines import built_in  # noqa: PLC0415 - not for --help

    offered = {*host(tables).lifecycles, *built_in()}
    if name in offered:
        return Place("memory:").open(lifecycles=tables)
    editions = sorted(key for key in offered if key.partition("@")[0] == name)
    message = f"there is no agreement {name!r}; a lifecycle is named with its edition: "
    try:
        office = place.open(lifecycles=tables)
    except JournalMissing:
        if editions:
            raise UsageError(message + ", ".join(editions)) from None
        if "@" not in name:
            raise
        return Place("memory:").open(lifecycles=tables)
    if editions and name not in {row.id for row in office.agreements()}:
        office.close()
        raise UsageError(message + ", ".join(editions))
    return office


def _standing(office: Secretariat, name: str, as_of: str | None) -> Data:
    """Return a table; of an agreement's also the state it is in, those behind, the rows ahead."""
    from coopflow.cli import data  # noqa: PLC0415
    from coopflow.definitions.draw import following  # noqa: PLC0415
    from coopflow.runtime import pictures  # noqa: PLC0415

    drawing = pictures.diagram(office, name, as_of=as_of)
    agreement = "@" not in name
    table = office.lifecycle(name) if agreement else pictures.lifecycle(office, name)
    state = office.get(name, as_of=as_of).state if agreement else None
    behind = pictures.passed(office.history(name, as_of=as_of)) if agreement else ()
    rows = following(table, state) if state is not None else ()
    marks = {
        "present": state,
        "next": [{"command": row.command, "to": row.target} for row in rows],
        "passed": list(dict.fromkeys(behind)),
    }
    return {**data.data_of(table), **marks, "mermaid": drawing}


def _format(
    asked: Literal["mermaid", "svg"] | None,
    output: str | None,
    usual: Literal["mermaid", "svg"],
) -> Literal["mermaid", "svg"]:
    if asked is not None or output is None:
        return asked or usual
    ending = Path(output).suffix.lower()
    if ending == ".svg":
        return "svg"
    if ending in (".mmd", ".mermaid"):
        return "mermaid"
    message = f"{output} ends neither in .svg nor in .mmd: say --format svg or --format mermaid"
    raise UsageError(message)


def _put(drawn: str, output: str | None) -> int:
    if output is None:
        say(*drawn.splitlines())
        return DONE
    return write_file(output, drawn.encode())
