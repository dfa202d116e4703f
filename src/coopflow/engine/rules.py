"""What decide judges by: a plan, a calendar, and what plugins add; and what it judges upon."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from attrs import field, frozen

from coopflow.definitions.calendars import Calendar
from coopflow.definitions.reporting import ReportingCalendar
from coopflow.engine.machine import Plan
from coopflow.values.agreement import Agreement
from coopflow.values.assignment import Assignment
from coopflow.values.command import Command
from coopflow.values.directory import Directory
from coopflow.values.reason import Reason
from coopflow.values.task import Task
from coopflow.values.text import Text


@frozen
class Question:
    """One command as a plugin's check sees it: everything, and nothing it could change.

    Attributes:
        task: The task that is reported, accepted or handed down; ``None`` for other commands.
        assignment: The assignment it is handed on from; ``None`` where that is the task itself.
    """

    agreement: Agreement
    command: Command
    directory: Directory
    task: Task | None = None
    assignment: Assignment | None = None


Check = Callable[[Question], Reason | None]
"""A pure question: ``None`` for yes, a `Reason` for no."""


@frozen
class Handing:
    """A body that a task should be handed to.

    Attributes:
        to: The body; the directory must know it.
        instead_of: The body that would do it, were there one: `to` is its fallback.
        source: What the choice rests on, in one language or several.
    """

    to: str
    instead_of: str | None = None
    source: str | Text = ""


Propose = Callable[[Question], Sequence[Handing]]
"""A pure question: to whom this task is handed; to nobody where that is empty."""


@frozen(kw_only=True)
class Guard:
    """A condition under a name.

    Attributes:
        name: What rows refer to it by.
        check: The condition.
        commands: Commands it is asked for even where no row names it; none by default.
        scope: Agreements, or frameworks with what stands under them; empty for all.
        plugin: Who contributes it; set by the host.
    """

    name: str
    check: Check
    commands: tuple[str, ...] = ()
    scope: tuple[str, ...] = ()
    plugin: str = ""


@frozen(kw_only=True)
class Responsibility:
    """One agency's part in named obligations or areas. It can forbid more, never allow more.

    Attributes:
        agency: Whose part it is.
        scope: An agreement, or a framework with what stands under it.
        obligations: Obligations it is about; these win over areas.
        areas: Areas it is about.
        evidence: Kinds of evidence demanded before the agency reports.
        before_report: What is checked besides before the agency reports.
        before_accept: What is checked before the agency accepts.
        assign: Proposes to whom a task is handed down, from the agency and from bodies below it.
        section: Makes the agency's section of a review: findings of its own wording.
        source: What makes it so, in one language or several.
        plugin: Who contributes it; set by the host.
    """

    agency: str
    scope: str
    obligations: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    before_report: Check | None = None
    before_accept: Check | None = None
    assign: Propose | None = None
    section: Callable[..., object] | None = None
    source: str | Text = ""
    plugin: str = ""


@frozen(kw_only=True)
class Rules:
    """What one agreement is judged by.

    Attributes:
        calendar: Its calendar; ``None`` where nobody offers the one its terms name.
        reporting: The reporting calendars there are, by name.
        guards: By name.
        plugins: Names and versions of those active, written down when an agreement binds.
        guarded: Commands that some guard is asked for whether a row names it or not.
    """

    plan: Plan
    calendar: Calendar | None
    reporting: Mapping[str, ReportingCalendar] = field(factory=dict)
    guards: Mapping[str, Guard] = field(factory=dict)
    responsibilities: tuple[Responsibility, ...] = ()
    plugins: tuple[tuple[str, str], ...] = ()
    guarded: frozenset[str] = field(init=False)

    @guarded.default
    def _guarded(self) -> frozenset[str]:
        return frozenset(name for guard in self.guards.values() for name in guard.commands)


@frozen(kw_only=True)
class Related:
    """The agreements that one names in its terms, as far as they exist.

    Attributes:
        predecessor: The one it succeeds.
        predecessor_plan: The plan that one runs on.
        framework: The one it stands under.
    """

    predecessor: Agreement | None = None
    predecessor_plan: Plan | None = None
    framework: Agreement | None = None


@frozen
class View:
    """What the answer may need to know.

    Attributes:
        agreement: The one the command is for; ``None`` where there is none yet.
        related: Those it names; of account only while it is drafted.
    """

    directory: Directory
    agreement: Agreement | None = None
    related: Related = Related()

    @property
    def predecessor(self) -> Agreement | None:
        """The one it succeeds, where its terms name one that exists."""
        return self.related.predecessor

    @property
    def predecessor_plan(self) -> Plan | None:
        """The plan that one runs on."""
        return self.related.predecessor_plan

    @property
    def framework(self) -> Agreement | None:
        """The one it stands under, where its terms name one that exists."""
        return self.related.framework


def in_scope(scope: str, agreement: Agreement) -> bool:
    """Tell whether `scope` names the agreement or the framework it stands under."""
    return scope in (agreement.id, agreement.terms.framework)
