"""What several commands are told in the same words: arguments, options, and the journal's place."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Any

from attrs import frozen
from cyclopts import Parameter, validators

from coopflow.cli.errors import UsageError
from coopflow.language.phrases import Language

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from coopflow.definitions.document import Document
    from coopflow.host.manager import Host
    from coopflow.runtime.secretariat import Secretariat
    from coopflow.values.lifecycle import Lifecycle

_ANY = datetime(2000, 1, 1, tzinfo=UTC)
DEFAULT_URL = "sqlite:///coopflow.db"


@frozen
class Place:
    """Where the journal is.

    Attributes:
        url: As `Secretariat.open` takes it.
    """

    url: str

    def open(self, *, create: bool = False, lifecycles: Sequence[Lifecycle] = ()) -> Secretariat:
        """Open the journal; only drafting begins one where there is none."""
        from coopflow.runtime.secretariat import Secretariat  # noqa: PLC0415 - not for --help

        return Secretariat.open(self.url, create=create, lifecycles=lifecycles)


def host(lifecycles: Sequence[Lifecycle] = ()) -> Host:
    """Return what coopflow and the installed plugins offer, without touching a journal."""
    with Place("memory:").open(lifecycles=lifecycles) as office:
        return office.host


def read_lifecycles(paths: Sequence[str]) -> tuple[Lifecycle, ...]:
    """Read the lifecycle files that were named on the command line.

    Raises:
        UsageError: One cannot be opened.
        DefinitionError: One cannot mean what it says, or says otherwise than another of its name
            and edition.
    """
    if not paths:
        return ()
    here = host()
    known = dict(here.lifecycles)
    return tuple(read_table(read_yaml(path), here.guards, known) for path in paths)


def read_table(
    document: Document, guards: Collection[str], known: dict[str, Lifecycle]
) -> Lifecycle:
    """Read a lifecycle file, and enter its table into those that are `known`, by their keys.

    Raises:
        DefinitionError: It cannot mean what it says, or says otherwise than another of its name
            and edition.
    """
    from coopflow.definitions.lifecycle_file import read_lifecycle  # noqa: PLC0415 - not for --help
    from coopflow.errors import DefinitionError  # noqa: PLC0415 - the same
    from coopflow.values.saying import saying  # noqa: PLC0415 - the same

    found = read_lifecycle(document, guards=guards)
    if known.setdefault(found.key, found) != found:
        words = saying(
            "there is another {lifecycle!r} already: give this one a new edition",
            lifecycle=found.key,
        )
        raise DefinitionError((document.problem(("edition",), "id.duplicate", words),))
    return found


def rows_of(paths: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Return where the rows of lifecycle files stand (``file:line``), by the lifecycle's key.

    Args:
        paths: Files that `read_lifecycles` found nothing wrong with.
    """
    return dict(map(rows_in, map(read_yaml, paths)))


def rows_in(document: Document) -> tuple[str, tuple[str, ...]]:
    """Return the key of the lifecycle in a file, in which nothing is wrong, and where its rows are.

    Each is told as ``file:line``.
    """
    key = f"{document.data['lifecycle']}@{document.data['edition']}"
    lines = (document.lines["rows", row] for row in range(len(document.data["rows"])))
    return key, tuple(f"{document.file}:{line}" for line in lines)


def read_yaml(path: str) -> Document:
    """Read a file that was named on the command line.

    Raises:
        UsageError: It cannot be opened.
        DefinitionError: Nothing can be made of it.
    """
    from coopflow.definitions.document import read_file  # noqa: PLC0415 - not for --help

    try:
        return read_file(path)
    except OSError as error:
        message = f"{path}: it cannot be read: {error.strerror or error}"
        raise UsageError(message) from None
    except ValueError as error:  # a path no system takes: a null byte in it
        message = f"{path}: it cannot be read: {error}"
        raise UsageError(message) from None


def an_instant(_: Any, written: str | None) -> None:
    """Refuse what is no date or time, before anything is opened; cyclopts asks this.

    Raises:
        ValueError: It is none.
    """
    from coopflow.runtime.instants import instant  # noqa: PLC0415 - not for --help

    if written is not None:
        instant(written, zone="UTC", now=_ANY, last=None)


def of_locale(environment: Mapping[str, str]) -> Language:
    """Return the language to speak: Vietnamese where the locale is, and else English."""
    locale = next(filter(None, map(environment.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    return "vi" if re.fullmatch(r"vi([_.@-].*)?", locale) else "en"


# cyclopts reads these where a command is annotated with them.
AgreementId = Annotated[str, Parameter(name="ID", help="The agreement.")]
AnyAgreementId = Annotated[
    str | None, Parameter(name="ID", help="The agreement; all of them where none is named.")
]
By = Annotated[str, Parameter(name="--as", metavar="OFFICER", help="Who acts.")]
At = Annotated[
    str | None,
    Parameter(
        name="--at",
        metavar="ISO",
        validator=an_instant,
        help="When: 2022-03-22 or 2022-03-22T09:00, local to the agreement; by default now.",
    ),
]
AT_MOST = Parameter(
    name="--limit",
    metavar="N",
    validator=validators.Number(gte=1, lte=1_000_000_000),
    help="At most so many, those due first; undated ones last.",
)
LateAt = Annotated[
    str | None,
    Parameter(
        name="--at",
        metavar="ISO",
        validator=an_instant,
        help="What is late is judged on that day; by default as of --as-of, or now.",
    ),
]
GivenAt = Annotated[
    str | None,
    Parameter(
        name="--at",
        metavar="ISO",
        validator=an_instant,
        help="When a command would be given; by default as of --as-of, or now.",
    ),
]
AsOf = Annotated[
    str | None,
    Parameter(
        name="--as-of",
        metavar="ISO",
        validator=an_instant,
        help="As it stood then: only what had happened by the end of a day, or by an instant.",
    ),
]
Key = Annotated[
    str | None,
    Parameter(name="--key", metavar="KEY", help="Makes a repetition of this command harmless."),
]
Json = Annotated[bool, Parameter(name="--json", help="Print JSON instead of text.")]
Lifecycles = Annotated[
    tuple[str, ...],
    Parameter(
        name="--lifecycle",
        metavar="FILE",
        negative=(),
        help="A lifecycle file that terms may name; repeat it for more.",
    ),
]
# What stands beside every command, and is handed to those that ask for it: see `app.launch`.
Here = Annotated[Place, Parameter(parse=False)]
Lang = Annotated[Language, Parameter(parse=False)]
