"""From a lifecycle file to a `Lifecycle`, or to every problem it has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

from coopflow.definitions.document import FORMAT, Document, fatal, read_file, taken_for
from coopflow.definitions.lifecycle_checks import OF_STATES, OF_THE_TABLE, complaints
from coopflow.definitions.row_checks import ASKED_BY
from coopflow.definitions.structure import Id, Ids, Words, absent, must, structure, within
from coopflow.definitions.terms_file import OF_LIFECYCLES, OF_TERMS, missing
from coopflow.errors import DefinitionError
from coopflow.values.lifecycle import NONE, Consent, Lifecycle, Row, State
from coopflow.values.saying import saying

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from os import PathLike

    from coopflow.definitions.document import Path

# What is missing or misplaced was reported before a value is made of it.
# mypy: disable-error-code="arg-type,union-attr"


@frozen(kw_only=True)
class RowFile:
    """One transition.

    Attributes:
        command: What is asked: sign.
        from_: The state it leads from.
        to: The state it leads to.
        event: What has then happened: agreement.signed.
        by: Who may ask: an officer of a party, one who may sign, a successor's signing, or the
            clock once the time to review is over.
        consent: Whose assent it takes: none (the default), any, all, lead, {at_least: 2}, or
            these parties.
        guards: Conditions of plugins that it has to meet.
        source: What makes it so.
    """

    command: Id | None = must()
    from_: Id | None = must()
    to: Id | None = must()
    event: Words | None = must()
    by: Words | None = must(*ASKED_BY)
    consent: Consent | None = None
    guards: Ids | None = None
    source: Words | None = None


@frozen(kw_only=True)
class LifecycleFile:
    """One lifecycle: its states with their phases, and its rows.

    Attributes:
        coopflow: Format of the file: 1.
        lifecycle: Its name: county-mou.
        edition: Its number. A published edition gains rows and changes in nothing else.
        initial: The state a draft begins in; its phase is drafting.
        states: Each state with its phase. Effects follow phases, never names.
        rows: What leads from one state to another; rows of one command are tried in this order.
    """

    coopflow: int | None = must()
    lifecycle: Id | None = must()
    edition: int | None = must()
    initial: Id | None = must()
    states: dict[Id, Words | None] | None = must()
    rows: list[RowFile | None] | None = must()


def load_lifecycle(
    path: str | PathLike[str], *, guards: Collection[str] | None = None
) -> Lifecycle:
    """Read the lifecycle file at `path`.

    Args:
        path: A YAML 1.2 file of at most 1 MiB.
        guards: Names of the guards its rows may name; ``None`` where that is not known yet.

    Raises:
        DefinitionError: Something is wrong with it; all of its problems, each with its line.
        OSError: It cannot be opened.
    """
    return read_lifecycle(read_file(path), guards=guards)


def read_lifecycle(document: Document, *, guards: Collection[str] | None = None) -> Lifecycle:
    """Make a `Lifecycle` of a document.

    Raises:
        DefinitionError: Something is wrong with it; all of its problems, in the order of lines.
    """
    if not isinstance(document.data, dict):
        text = saying("a lifecycle file is a mapping that begins with coopflow: 1")
        raise fatal("file.not-a-mapping", text, document.file, 1 if document.lines else None)
    if taken_for(document, OF_LIFECYCLES, OF_TERMS):
        text = saying("this is a terms file, and a lifecycle file belongs here")
        raise fatal("file.another", text, document.file, 1 if document.lines else None)
    file, problems, out = structure(document, LifecycleFile)
    problems += [absent(document, path) for path in missing(file) if not within(path, out)]
    if file.coopflow not in (None, FORMAT):
        text = saying(
            "format {format} is not known here: this library reads format {known}",
            format=file.coopflow,
            known=FORMAT,
        )
        problems.append(document.problem(("coopflow",), "format.unknown", text))
    told = {problem.path for problem in problems}
    whole = not any(path[:1] in (("rows",), ("states",)) for path in told)
    lifecycle, silent = _lifecycle(file, _names(document)), {*out, *told}
    no_states = ("states",) in silent
    rows = [index for index, row in enumerate(file.rows or ()) if row is not None]
    for each in complaints(lifecycle, guards):
        path = _place(each.path, rows)
        guessed = no_states and each.code in OF_STATES
        if (whole or each.code not in OF_THE_TABLE) and not guessed and not within(path, silent):
            problems.append(document.problem(path, each.code, each.said))
    if problems:
        raise DefinitionError(tuple(sorted(problems, key=lambda problem: problem.line or 0)))
    return lifecycle


def _place(path: Path, rows: Sequence[int]) -> Path:
    """Return where in the file a row of the table stands: what could not be read is no row."""
    if path[0] != "rows" or len(path) == 1:
        return path
    return ("rows", rows[int(path[1])], *path[2:])


def _names(document: Document) -> tuple[Id, ...]:
    """Return the states by their names, also those whose phase could not be read."""
    states = document.data.get("states")
    return tuple(states) if isinstance(states, dict) else ()


def _lifecycle(file: LifecycleFile, states: Sequence[Id]) -> Lifecycle:
    phases = file.states or {}
    return Lifecycle(
        name=file.lifecycle,
        edition=file.edition,
        initial=file.initial or "",
        states=tuple(State(name=name, phase=phases.get(name)) for name in states),
        rows=tuple(
            Row(
                command=row.command,
                origin=row.from_,
                target=row.to,
                event=row.event,
                by=row.by,
                consent=row.consent or NONE,
                guards=row.guards or (),
                source=row.source or "",
            )
            for row in file.rows or ()
            if row is not None
        ),
    )
