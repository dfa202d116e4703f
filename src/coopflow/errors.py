"""Everything coopflow raises on purpose.

CoopflowError
├── DefinitionError        a terms file, a body or a lifecycle cannot mean what it says
├── PluginError            a plugin cannot be loaded, or offers what the contract does not know
│   └── PluginConflict     two plugins claim the same
├── CommandRefused         the agreement's own rules said no
├── ExtraMissing           something was asked for whose extra is not installed
└── JournalError           the record could not be read or written
    ├── JournalBroken      what is stored is not what was written
    ├── JournalMissing     there is no journal where one was to be read
    ├── JournalUnavailable locked, full, read-only or not of a version this library reads
    └── StaleVersion       somebody wrote first; read again and retry

Bad news comes in three words: a *reason* (the rules said no; a value), a *problem*
(a definition is wrong; a value, collected) and an *error* (one of these; raised).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import define

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coopflow.values.problem import Problem
    from coopflow.values.reason import Reason


class CoopflowError(Exception):
    """Base class: ``except CoopflowError`` catches this library and no other."""


@define
class DefinitionError(CoopflowError):
    """A definition was read and is wrong.

    Attributes:
        problems: Every problem found (one or more), in the order of the file; `coopflow.word`
            says each in the language of whoever reads it.
    """

    problems: Sequence[Problem]

    def __str__(self) -> str:
        return "\n".join(str(problem) for problem in self.problems)


@define
class PluginError(CoopflowError):
    """A plugin cannot be used.

    Attributes:
        plugin: Name of the plugin at fault.
        what: What is wrong, and what to do about it.
    """

    plugin: str
    what: str

    def __str__(self) -> str:
        return f"plugin {self.plugin!r}: {self.what}"


@define
class PluginConflict(PluginError):
    """Two plugins claim the same, and nothing says which is right.

    Attributes:
        plugin: The plugin that came second, in order of names.
        what: The claim, and what to do about it.
        other: The plugin that had claimed it already.
    """

    other: str

    def __str__(self) -> str:
        return f"plugins {self.other!r} and {self.plugin!r}: {self.what}"


@define
class CommandRefused(CoopflowError):
    """The rules said no. Nothing was written.

    Attributes:
        reasons: Every objection (one or more), in a stable order.
        texts: The same objections worded in English, one each, for logs; `coopflow.word` says
            each reason in the language of whoever reads it.
    """

    reasons: Sequence[Reason]
    texts: Sequence[str]

    def __str__(self) -> str:
        pairs = zip(self.reasons, self.texts, strict=True)
        return "\n".join(f"{reason.code}: {text}" for reason, text in pairs)


@define
class ExtraMissing(CoopflowError):
    """Something was asked for that needs an extra of this library, and it is not installed.

    Attributes:
        extra: Its name, as pip knows it.
        wanted: What was asked for.
        what: Why it cannot be used.
    """

    extra: str
    wanted: str
    what: str

    def __str__(self) -> str:
        return (
            f"{self.wanted} needs an extra that is not here ({self.what}): "
            f"pip install 'coopflow[{self.extra}]'"
        )


class JournalError(CoopflowError):
    """The record could not be read or written."""


@define
class JournalBroken(JournalError):
    """What is stored is not what was written.

    Attributes:
        stream: The stream at fault; empty where the file as a whole is damaged.
        version: The first entry that is wrong (counting from 1), or ``None``.
        what: What is wrong with it.
    """

    stream: str
    version: int | None
    what: str

    def __str__(self) -> str:
        kind = "stream" if self.stream.startswith(":") else "agreement"
        where = f"{kind} {self.stream!r}" if self.stream else "the file"
        if self.version is not None:
            where += f", entry {self.version}"
        return f"{where}: {self.what}"


@define
class JournalMissing(JournalError):
    """There is no journal at the place that was to be read.

    Attributes:
        url: The place, as it was given.
    """

    url: str

    def __str__(self) -> str:
        return f"no journal at {self.url}: drafting an agreement there begins one"


@define
class JournalUnavailable(JournalError):
    """The journal is there and cannot be used now: nothing was written.

    Attributes:
        url: The place, as it was given.
        what: Why, and what to do about it.
    """

    url: str
    what: str

    def __str__(self) -> str:
        return f"{self.url}: {self.what}"


@define
class StaleVersion(JournalError):
    """Another writer extended this stream first.

    Nothing was written. Read the stream again, decide again, append again.

    Attributes:
        stream: The stream that moved on.
        expected: Version the writer decided upon (entries, >= 0).
        actual: Version the journal holds (entries).
    """

    stream: str
    expected: int
    actual: int

    def __str__(self) -> str:
        return (
            f"{self.stream!r} is at version {self.actual}, not {self.expected}: "
            "another writer was first; read it again and retry"
        )
