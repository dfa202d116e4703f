"""What is said with a command: a task, an occasion, a day, a cause, evidence, a file."""

from __future__ import annotations

from typing import Annotated, Any

from attrs import frozen
from cyclopts import Group, Parameter

from coopflow.cli.errors import UsageError
from coopflow.cli.options import read_yaml

KEYS = (
    "task",
    "occasion",
    "obligation",
    "proposal",
    "assessment",
    "note",
    "until",
    "agency",
    "assignment",
    "until",
    "percent",
    "to",
    "evidence",
)
"""What ``--set`` takes."""

_MANY = ("to", "evidence")
"""What may be said more than once."""

_GROUP = Group("What is said with it", sort_key=5)


@frozen(kw_only=True)
class Said:
    """What is said with a command, each thing as an option of its own or by ``--set``."""

    task: Annotated[str | None, Parameter(metavar="ID", help="Which task.")] = None
    occasion: Annotated[str | None, Parameter(metavar="ID", help="What happened.")] = None
    obligation: Annotated[
        str | None, Parameter(metavar="ID", help="Whose round is opened (with occasion).")
    ] = None
    proposal: Annotated[
        str | None, Parameter(metavar="ID", help="Which proposal, where several stand open.")
    ] = None
    assessment: Annotated[
        str | None,
        Parameter(metavar="WORD", help="Of what is continuous: met, partly or not."),
    ] = None
    note: Annotated[str | None, Parameter(metavar="WORDS", help="Words to go with it.")] = None
    until: Annotated[
        str | None,
        Parameter(
            metavar="DAY",
            help="A day, 2022-03-22: the last to answer or of an assignment, or to ask for.",
        ),
    ] = None
    cause: Annotated[
        str | None,
        Parameter(
            metavar="ID", help="Why it is suspended, such as flood-2022; to resume, the same."
        ),
    ] = None
    reason: Annotated[
        str | None, Parameter(metavar="WORDS", help="The cause in words (with --cause).")
    ] = None
    source: Annotated[
        str | None, Parameter(metavar="WORDS", help="What it rests on (with --cause).")
    ] = None
    agency: Annotated[
        str | None,
        Parameter(metavar="ID", help="In whose name; by default the officer's own agency."),
    ] = None
    assignment: Annotated[
        str | None, Parameter(metavar="ID", help="Which assignment: 3.1/1~4.")
    ] = None
    to: Annotated[
        tuple[str, ...],
        Parameter(
            metavar="BODY",
            show_default=False,
            help="To whom a task is handed; may be said again for more.",
        ),
    ] = ()
    percent: Annotated[
        str | None, Parameter(metavar="N", help="How far an assignment is done: 0 to 100.")
    ] = None
    evidence: Annotated[
        tuple[str, ...],
        Parameter(
            metavar="KIND[:TITLE]", show_default=False, help="Evidence; may be said again for more."
        ),
    ] = ()
    assignments: Annotated[
        tuple[str, ...],
        Parameter(
            name="--set",
            metavar="KEY=VALUE",
            show_default=False,
            consume_multiple=True,
            help="Any of these, by its name; several may follow.",
        ),
    ] = ()
    body: Annotated[
        str | None,
        Parameter(
            name="--with",
            metavar="FILE",
            help="A YAML file: new terms, a review, a pause, who takes over.",
        ),
    ] = None

    def told(self, **about: str | None) -> dict[str, Any]:
        """Return everything said, under the names the library has for it.

        Args:
            about: What was said by position.

        Raises:
            UsageError: A key is unknown, or something is said twice; or a file cannot be read.
            DefinitionError: Nothing can be made of the file.
        """
        named = [(key, getattr(self, key)) for key in KEYS if key not in _MANY]
        pairs = [*about.items(), *named]
        pairs += [(key, each) for key in _MANY for each in getattr(self, key)]
        pairs += [_assignment(each) for each in self.assignments]
        found: dict[str, Any] = {}
        many: dict[str, list[str]] = {}
        for key, value in pairs:
            if value is None:
                continue
            if key in _MANY:
                many.setdefault(key, []).append(value)
            elif found.setdefault(key, value) != value:
                message = f"{key} is said twice: {found[key]} and {value}"
                raise UsageError(message)
        found |= many
        if (body := self._body()) is not None:
            found["body"] = body
        return found

    def _body(self) -> Any:
        """Return the file that was named, or the cause that was told in its place."""
        told = {"cause": self.cause, "reason": self.reason, "source": self.source}
        pause = {key: value for key, value in told.items() if value is not None}
        if pause and self.body is not None:
            message = f"--{min(pause)} and --with say the same: keep one"
            raise UsageError(message)
        if pause and self.cause is None:
            message = f"--{min(pause)} goes with a cause: add --cause ID"
            raise UsageError(message)
        return pause or (read_yaml(self.body) if self.body is not None else None)


SaidOptions = Annotated[Said, Parameter(name="*", group=_GROUP)]
NOTHING = Said()


def _assignment(written: str) -> tuple[str, str]:
    key, equals, value = written.partition("=")
    if not equals or key not in KEYS:
        message = f"--set {written}: write KEY=VALUE; the keys are {', '.join(KEYS)}"
        raise UsageError(message)
    return key, value
