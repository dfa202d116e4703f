"""Commands that write: drafting, renewing, whatever an officer may do, and the lists anew."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from attrs import evolve
from cyclopts import Parameter

from coopflow.cli.checking import notice_line
from coopflow.cli.options import (
    AgreementId,
    At,
    By,
    Here,
    Json,
    Key,
    Lang,
    Lifecycles,
    Place,
    host,
    read_lifecycles,
    read_yaml,
    rows_of,
)
from coopflow.cli.said import NOTHING, SaidOptions
from coopflow.cli.text import prose, recorded, say, say_json
from coopflow.errors import JournalMissing

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from coopflow.definitions.document import Document
    from coopflow.definitions.terms_reader import Reading
    from coopflow.language.phrases import Language
    from coopflow.values.lifecycle import Lifecycle
    from coopflow.values.terms import Terms

TermsFile = Annotated[str, Parameter(name="FILE", help="A terms file.")]
CommandName = Annotated[
    str, Parameter(name="COMMAND", help="What is asked: sign, report, or one of its lifecycle's.")
]


def draft(
    file: TermsFile,
    /,
    *,
    by: By,
    lifecycle: Lifecycles = (),
    at: At = None,
    key: Key = None,
    lang: Lang,
    place: Here,
) -> None:
    """Draft an agreement from a terms file. The last line of output is its id."""
    lifecycles = read_lifecycles(lifecycle)
    document, places = read_yaml(file), rows_of(lifecycle)
    try:
        with place.open(lifecycles=lifecycles) as office:
            reading = office.read(document, places=places)
    except JournalMissing:  # a file that is wrong begins no journal
        reading = _read(document, lifecycles, places)
    terms = _noticed(reading, lang)
    with place.open(create=True, lifecycles=lifecycles) as office:
        now = office.draft(terms, by=by, at=at, key=key)
    from coopflow.cli.receipts import drafted  # noqa: PLC0415 - not for --help

    with recorded():
        prose(drafted(now, lang))
        say(now.id)


def renew(
    agreement: AgreementId,
    /,
    *,
    by: By,
    file: Annotated[
        str | None,
        Parameter(
            name="--with",
            metavar="FILE",
            help="The successor's terms; by default the same for the next period.",
        ),
    ] = None,
    at: At = None,
    key: Key = None,
    lang: Lang,
    place: Here,
) -> None:
    """Draft the successor of an agreement. The last line of output is its id."""
    with place.open() as office:
        terms = _noticed(office.read(read_yaml(file)), lang) if file is not None else None
        now = office.renew(agreement, by=by, terms=terms, at=at, key=key)
    from coopflow.cli.receipts import following  # noqa: PLC0415 - not for --help

    with recorded():
        prose(following(now, agreement, lang))
        say(now.id)


def do(  # noqa: PLR0913 - the options of a command
    agreement: AgreementId,
    command: CommandName,
    /,
    *,
    by: By,
    at: At = None,
    key: Key = None,
    said: SaidOptions = NOTHING,
    json: Json = False,
    lang: Lang,
    place: Here,
) -> None:
    """Do whatever an officer asks; what follows are shortcuts for the everyday commands."""
    _do(place, lang, agreement, command, by=by, at=at, key=key, said=said.told(), json=json)


def shortcut(command: str, about: str | None) -> Callable[..., None]:
    """Return the subcommand that does `command`.

    Args:
        command: Its name in the library.
        about: What may follow the agreement by position: ``"task"``, …
    """
    if about is None:

        def run(
            agreement: AgreementId,
            /,
            *,
            by: By,
            at: At = None,
            key: Key = None,
            said: SaidOptions = NOTHING,
            json: Json = False,
            lang: Lang,
            place: Here,
        ) -> None:
            _do(place, lang, agreement, command, by=by, at=at, key=key, said=said.told(), json=json)

        return run

    def run_about(  # noqa: PLR0913 - the options of a command
        agreement: AgreementId,
        subject: str | None = None,
        /,
        *,
        by: By,
        at: At = None,
        key: Key = None,
        said: SaidOptions = NOTHING,
        json: Json = False,
        lang: Lang,
        place: Here,
    ) -> None:
        told = said.told(**{about: subject})
        _do(place, lang, agreement, command, by=by, at=at, key=key, said=told, json=json)

    help_ = f"The {about}; the same as --{about}."
    run_about.__annotations__["subject"] = Annotated[
        str | None, Parameter(name=about.upper(), help=help_)
    ]
    return run_about


def rebuild(*, lang: Lang, place: Here) -> None:
    """Make the lists of agreements and tasks anew from the journal."""
    from coopflow.language.phrases import counted  # noqa: PLC0415 - not for --help

    with place.open() as office:
        many = office.rebuild()
    with recorded():
        say(counted("made anew: {number} agreement", "made anew: {number} agreements", many, lang))


def _do(
    place: Place,
    lang: Language,
    agreement: str,
    command: str,
    *,
    said: dict[str, Any],
    json: bool,
    **asked: Any,
) -> None:
    from coopflow.cli import data  # noqa: PLC0415 - not for --help
    from coopflow.cli.receipts import gist  # noqa: PLC0415 - the same

    with place.open() as office:
        receipt = office.submit(agreement, command, **asked, **said)
        now = office.get(agreement)
    with recorded():
        if json:
            say_json(data.receipt(receipt, now))
        else:
            prose(*gist(receipt, now, lang))


def _read(
    document: Document, lifecycles: Sequence[Lifecycle], places: Mapping[str, tuple[str, ...]]
) -> Reading:
    from coopflow.definitions.terms_reader import read_terms  # noqa: PLC0415 - not for --help

    return read_terms(document, known=evolve(host(lifecycles).known, places=places))


def _noticed(reading: Reading, lang: str) -> Terms:
    say(*(notice_line(each, lang) for each in reading.notices))
    return reading.terms
