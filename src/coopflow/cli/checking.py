"""`check`: read files, and say everything that is wrong with them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from attrs import evolve, frozen
from cyclopts import Parameter

from coopflow.cli.errors import DONE, PROBLEMS, USAGE, UsageError, problem_line
from coopflow.cli.options import (
    Here,
    Json,
    Lang,
    Lifecycles,
    Place,
    host,
    read_table,
    read_yaml,
    rows_in,
    rows_of,
)
from coopflow.cli.text import bounded, complain, prose, say_json
from coopflow.errors import DefinitionError, JournalError, JournalMissing
from coopflow.values.lifecycle import Lifecycle
from coopflow.values.problem import Problem
from coopflow.values.terms import Terms

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coopflow.cli.data import Data
    from coopflow.definitions.checks import Known
    from coopflow.definitions.document import Document
    from coopflow.host.manager import Host


@frozen
class Checked:
    """What became of one file.

    Attributes:
        terms: What it says, if it is a terms file in which nothing is wrong.
        lifecycle: What it says, if it is a lifecycle file in which nothing is wrong.
        problems: What is wrong; or, where nothing is, what a reader should know.
        unread: Why it could not be opened; empty where it could.
    """

    file: str
    terms: Terms | None = None
    lifecycle: Lifecycle | None = None
    problems: tuple[Problem, ...] = ()
    unread: str = ""

    @property
    def code(self) -> int:
        """The exit code it stands for."""
        if self.unread:
            return USAGE
        return DONE if self.fine else PROBLEMS

    @property
    def fine(self) -> bool:
        """Whether nothing is wrong with it."""
        return self.terms is not None or self.lifecycle is not None


def check(
    file: Annotated[str, Parameter(name="FILE", help="A terms file or a lifecycle file.")],
    /,
    *more: Annotated[str, Parameter(name="MORE", help="Further files.")],
    lifecycle: Lifecycles = (),
    json: Json = False,
    lang: Lang,
    place: Here,
) -> int:
    """Check terms files and lifecycle files, and say everything that is wrong with them.

    Terms may name a lifecycle of --lifecycle, of a file beside them here, or of the journal.

    Each problem is told as FILE:LINE: code: what is wrong and what to do. That is what was asked
    for, and goes to stdout; that a file cannot be opened goes to stderr.
    """
    checked = _all(file, *more, lifecycles=lifecycle, place=place)
    if json:
        say_json([_data(each, lang) for each in checked])
    else:
        for each in checked:
            _tell(each, lang)
    return max(each.code for each in checked)


def schema(
    file: Annotated[
        Literal["terms", "lifecycle", "meeting", "review", "closing", "pause", "reassignment"],
        Parameter(name="file", help="Which file: of the rules, or that a command comes with."),
    ],
    /,
) -> None:
    """Print the JSON Schema of a file, for editors that complete and validate by it."""
    from coopflow.definitions.schema import schema as schema_of  # noqa: PLC0415 - not for --help

    say_json(schema_of(file))


def notice_line(notice: Problem, lang: str) -> str:
    """Return what a reader should know of a file in which nothing is wrong."""
    from coopflow.language.phrases import phrase  # noqa: PLC0415 - not for --help
    from coopflow.runtime.wording import word  # noqa: PLC0415 - the same

    label = phrase("note", lang)
    return f"{notice.place}: {label}: {notice.code}: {word(notice, lang)}"


def _all(*paths: str, lifecycles: Sequence[str], place: Place) -> list[Checked]:
    """Check files; where a lifecycle they may name is wrong, only that is told.

    Lifecycle files are read first: terms files among the others may name what they hold.
    """
    here = host()
    tables = dict(here.lifecycles)
    try:
        for path in lifecycles:
            read_table(read_yaml(path), here.guards, tables)
    except DefinitionError as error:
        return [Checked(error.problems[0].file, problems=tuple(error.problems))]
    places = rows_of(lifecycles)
    read = {path: _read(path) for path in paths}
    found = {path: each for path, each in read.items() if isinstance(each, Checked)}
    for path, document in read.items():
        if not isinstance(document, Checked) and _is_lifecycle(document):
            found[path] = _check_lifecycle(document, here, tables)
            if found[path].fine:
                places |= [rows_in(document)]
    known = evolve(here.known, lifecycles=tables, places=places)
    for path, document in read.items():
        if not isinstance(document, Checked) and path not in found:
            found[path] = _check_terms(document, known, place)
    return [found[path] for path in paths]


def _read(path: str) -> Document | Checked:
    try:
        return read_yaml(path)
    except DefinitionError as error:
        return Checked(path, problems=tuple(error.problems))
    except UsageError as error:
        return Checked(path, unread=str(error))


def _is_lifecycle(document: Document) -> bool:
    from coopflow.definitions.document import taken_for  # noqa: PLC0415 - not for --help
    from coopflow.definitions.terms_file import OF_LIFECYCLES, OF_TERMS  # noqa: PLC0415 - the same

    return isinstance(document.data, dict) and (
        "states" in document.data or taken_for(document, OF_TERMS, OF_LIFECYCLES)
    )


def _check_lifecycle(document: Document, here: Host, tables: dict[str, Lifecycle]) -> Checked:
    try:
        return Checked(document.file, lifecycle=read_table(document, here.guards, tables))
    except DefinitionError as error:
        return Checked(document.file, problems=tuple(error.problems))


def _check_terms(document: Document, known: Known, place: Place) -> Checked:
    """Check a terms file as it would be drafted: on lifecycles of the journal, too."""
    from coopflow.definitions.terms_reader import read_terms  # noqa: PLC0415 - not for --help

    data = document.data
    key = data.get("lifecycle") if isinstance(data, dict) else None
    if isinstance(key, str) and key not in known.lifecycles:
        known = evolve(known, lifecycles={**known.lifecycles, **_kept(key, place)})
    try:
        reading = read_terms(document, known=known)
    except DefinitionError as error:
        return Checked(document.file, problems=tuple(error.problems))
    return Checked(document.file, reading.terms, problems=reading.notices)


def _kept(key: str, place: Place) -> dict[str, Lifecycle]:
    """Return what the journal keeps under a key; where there is no journal yet, that is nothing."""
    try:
        with place.open() as office:
            found = office.kept(key)
    except JournalMissing:
        return {}
    except JournalError as error:  # the file can be checked even so
        complain(f"coopflow: {error}")
        return {}
    return {key: found} if found is not None else {}


def _tell(checked: Checked, lang: str) -> None:
    if checked.unread:
        complain(f"coopflow: {checked.unread}")
    elif not checked.fine:
        prose(*(bounded(problem_line(each, lang)) for each in checked.problems))
    else:
        prose(_fine(checked, lang), *(notice_line(each, lang) for each in checked.problems))


def _fine(checked: Checked, lang: str) -> str:
    from coopflow.language.phrases import counted, phrase  # noqa: PLC0415 - not for --help

    if (table := checked.lifecycle) is not None:
        name = table.key
        counts = (
            counted("{number} state", "{number} states", len(table.states), lang),
            counted("{number} row", "{number} rows", len(table.rows), lang),
        )
    elif (terms := checked.terms) is not None:
        name, many = terms.id, len(terms.obligations)
        counts = (
            counted("{number} area", "{number} areas", len(terms.areas), lang),
            counted("{number} obligation", "{number} obligations", many, lang),
        )
    told = {"file": checked.file, "name": name, "counts": ", ".join(counts)}
    return phrase("{file}: fine: {name}, {counts}", lang, **told)


def _data(checked: Checked, lang: str) -> Data:
    from coopflow.cli.data import problem  # noqa: PLC0415 - not for --help

    terms = checked.terms
    return {
        "file": checked.file,
        "fine": checked.fine,
        "unread": checked.unread or None,
        "id": terms.id if terms is not None else None,
        "lifecycle": checked.lifecycle.key if checked.lifecycle is not None else None,
        "areas": len(terms.areas) if terms is not None else None,
        "obligations": len(terms.obligations) if terms is not None else None,
        "problems": [problem(each, lang) for each in checked.problems],
    }
