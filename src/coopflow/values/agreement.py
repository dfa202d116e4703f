"""`Agreement`: the fold of one stream; and the proposals that stand open in it."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from attrs import field, frozen
from rpds import HashTrieMap

from coopflow.values.lifecycle import Consent, Phase
from coopflow.values.review import Closing, Review
from coopflow.values.suspension import Pause, Suspended
from coopflow.values.task import Task
from coopflow.values.terms import Terms
from coopflow.values.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable


@frozen(kw_only=True)
class Assent:
    """One party's agreement to one digest."""

    party: str
    officer: str
    at: datetime
    digest: str


@frozen(kw_only=True)
class Proposal:
    """A transition that waits for consent.

    Attributes:
        id: ``review/1`` (command / ordinal).
        command: The row it will take.
        digest: SHA-256 (hex) of exactly what is consented to.
        opener: The party whose officer opened it.
        declined_by: Parties that said no.
        review: Its body, where the row enters a reviewing phase.
        closing: Its body, where the row ends the agreement.
        pause: Its body, where the row suspends or resumes.
        until: The last day to consent; ``None`` where there is none.
    """

    id: str
    command: str
    digest: str
    consent: Consent
    opener: str
    assents: tuple[Assent, ...] = ()
    declined_by: tuple[str, ...] = ()
    review: Review | None = None
    closing: Closing | None = None
    pause: Pause | None = None
    until: date | None = None

    @property
    def parties(self) -> tuple[str, ...]:
        """The parties that have assented, in order."""
        return tuple(assent.party for assent in self.assents)


@frozen(kw_only=True)
class Charter:
    """What changes seldom: the text, its digest, and the lifecycle it runs on.

    Attributes:
        digest: SHA-256 (hex) of the canonical terms.
        bound: The digest the parties bound themselves to; ``None`` while drafting.
        bound_at: When they did.
        lessons: What the predecessor's review taught, as known when this was drafted.
        plugins: Names and versions of the plugins active when it was bound.
    """

    terms: Terms
    digest: str
    lifecycle: str
    lifecycle_digest: str
    lessons: tuple[Text, ...] = ()
    bound: str | None = None
    bound_at: datetime | None = None
    plugins: tuple[tuple[str, str], ...] = ()


@frozen
class Course:
    """How far an agreement has come, but for its tasks: what few events change.

    Attributes:
        proposals: Those that stand open.
        review: The review last adopted.
        successor: The agreement that renewed it.
        started: Whether it has ever been executing.
        suspended: The suspension that lasts, where one does.
        given_back: Days that suspensions gave back to what waits for the agreement as a whole.
    """

    proposals: tuple[Proposal, ...] = ()
    review: Review | None = None
    successor: str | None = None
    started: bool = False
    suspended: Suspended | None = None
    given_back: int = 0


@frozen
class Work:
    """What is going on in an agreement.

    Attributes:
        tasks: Those that are not settled, by id.
        ordinals: How many proposals, tasks and occasions of each name there have been.
        hanging: Open tasks by what their deadlines hang on, see `anchor_of`.
    """

    tasks: HashTrieMap[str, Task] = field(factory=HashTrieMap)
    ordinals: HashTrieMap[str, int] = field(factory=HashTrieMap)
    course: Course = Course()
    hanging: HashTrieMap[str, tuple[str, ...]] = field(factory=HashTrieMap)


@frozen
class Agreement:
    """The present of one agreement, as its events tell it.

    What changes with every event stands in it; the rest is shared with the value before.

    Attributes:
        version: How many entries its stream has.
        at: When the last of them happened.
    """

    charter: Charter
    version: int
    at: datetime
    state: str
    phase: Phase
    work: Work = Work()

    @property
    def id(self) -> str:
        """Its id, which is that of its terms."""
        return self.charter.terms.id

    @property
    def terms(self) -> Terms:
        """The text as it stands."""
        return self.charter.terms

    @property
    def tasks(self) -> HashTrieMap[str, Task]:
        """The tasks that are not settled, by id."""
        return self.work.tasks

    @property
    def ordinals(self) -> HashTrieMap[str, int]:
        """How many proposals, tasks and occasions of each name there have been."""
        return self.work.ordinals

    @property
    def proposals(self) -> tuple[Proposal, ...]:
        """The proposals that stand open."""
        return self.work.course.proposals

    @property
    def review(self) -> Review | None:
        """The review last adopted."""
        return self.work.course.review

    @property
    def successor(self) -> str | None:
        """The agreement that renewed it."""
        return self.work.course.successor

    @property
    def started(self) -> bool:
        """Whether it has ever been executing."""
        return self.work.course.started

    def open_tasks(self) -> tuple[Task, ...]:
        """Return the tasks not settled, in order of their ids."""
        return tuple(sorted(self.tasks.values(), key=lambda task: task_order(task.id)))


def anchor_of(task: Task) -> str | None:
    """Return what the deadline of `task` hangs on; ``None`` for nothing that can still happen.

    An obligation is told by its id, and by where it was born, if that was elsewhere; an
    occasion has its own word before it.
    """
    hangs = task.owed.timing.due_from
    if hangs is None or hangs.anchor == "signature":
        return None
    if hangs.anchor == "occasion":
        return f"occasion {hangs.of}"
    born, colon, _ = task.id.rpartition(":")
    return f"{born}{colon}{hangs.of}"


def hanging_of(tasks: Iterable[Task]) -> HashTrieMap[str, tuple[str, ...]]:
    """Return the ids of open `tasks` by what their deadlines hang on."""
    found: dict[str, list[str]] = {}
    for task in tasks:
        if (anchor := anchor_of(task)) is not None:
            found.setdefault(anchor, []).append(task.id)
    return HashTrieMap({anchor: tuple(sorted(names)) for anchor, names in found.items()})


def task_order(task: str) -> tuple[tuple[int, int, str], ...]:
    """Return a key that sorts ``5.9/1`` before ``5.10/1``, as people do."""
    steps = task.replace(":", "/").replace("/", ".").split(".")
    return tuple((0, int(s), "") if s.isdecimal() else (1, 0, s) for s in steps)
