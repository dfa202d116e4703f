"""What has happened: a closed set. Each event carries its outcome, so that replay needs no rules.

Who did it and when stand beside the event in its entry. The names under which these are
stored are the codec's and never change; the names of the classes may.
"""

from __future__ import annotations

from datetime import date, datetime

from attrs import frozen

from coopflow.values.clock_events import ClockEvent
from coopflow.values.evidence import Evidence
from coopflow.values.handing_events import HandingEvent
from coopflow.values.lifecycle import Consent, Lifecycle, Phase
from coopflow.values.review import Closing, Review
from coopflow.values.suspension import Pause
from coopflow.values.task import Assessment, Owed, TakenUp
from coopflow.values.terms import Agency, Group, Officer, Settlement, Terms
from coopflow.values.text import Text


@frozen(kw_only=True)
class AgencyEntered:
    """The directory knows this agency, from a day on; it replaces what was known of it."""

    agency: Agency
    valid_from: date


@frozen(kw_only=True)
class GroupEntered:
    """The directory knows this group of recipients, from a day on."""

    group: Group
    valid_from: date


@frozen(kw_only=True)
class OfficerEntered:
    """The directory knows this officer, from a day on; it replaces what was known of them."""

    officer: Officer
    valid_from: date


@frozen(kw_only=True)
class LifecycleStored:
    """A table was put into the journal, so that its edition runs forever."""

    lifecycle: Lifecycle
    digest: str


@frozen(kw_only=True)
class AgreementDrafted:
    """An agreement began, on these terms and this lifecycle."""

    terms: Terms
    digest: str
    lifecycle: str
    lifecycle_digest: str
    state: str
    phase: Phase
    lessons: tuple[Text, ...] = ()


@frozen(kw_only=True)
class AgreementRevised:
    """The draft has a new text."""

    terms: Terms
    digest: str


@frozen(kw_only=True)
class AgreementMoved:
    """A row was taken.

    Attributes:
        event: The row's own name for it: ``"agreement.signed"``.
        successor: The agreement that renewed this one, where one did.
    """

    command: str
    event: str
    origin: str
    target: str
    phase: Phase
    note: str | None = None
    successor: str | None = None


@frozen(kw_only=True)
class AgreementBound:
    """The parties are bound to the text with this digest."""

    digest: str
    plugins: tuple[tuple[str, str], ...] = ()


@frozen(kw_only=True)
class ProposalOpened:
    """A transition waits for consent; `until` is the last day to give it."""

    proposal: str
    command: str
    digest: str
    consent: Consent
    opener: str
    review: Review | None = None
    closing: Closing | None = None
    pause: Pause | None = None
    until: date | None = None


@frozen(kw_only=True)
class ProposalAssented:
    """A party agreed to the text with this digest.

    Attributes:
        silence: It said nothing until the deadline, and the terms take that for a yes.
    """

    proposal: str
    party: str
    digest: str
    silence: bool = False


@frozen(kw_only=True)
class ProposalDeclined:
    """A party said no; `closes` tells whether consent can no longer be reached."""

    proposal: str
    party: str
    closes: bool
    note: str | None = None


@frozen(kw_only=True)
class ProposalRetracted:
    """Its opener took the proposal back."""

    proposal: str
    party: str
    note: str | None = None


@frozen(kw_only=True)
class ProposalVoided:
    """The proposal fell: its text was revised, or its state was left."""

    proposal: str
    because: str


@frozen(kw_only=True)
class ProposalAdopted:
    """The proposal has the consent it needed."""

    proposal: str


@frozen(kw_only=True)
class ReviewAdopted:
    """The parties adopted a review.

    Attributes:
        not_held: Obligations whose lead opens the rounds, and opened none.
    """

    review: Review
    not_held: tuple[str, ...] = ()


@frozen(kw_only=True)
class OccasionRecorded:
    """Something happened that triggers tasks, or the lead opened a round.

    Attributes:
        occasion: ``household-distress/1`` (name / ordinal); a round bears its obligation's name.
        name: What occurred, or the obligation whose round it is.
    """

    occasion: str
    name: str
    note: str | None = None


@frozen(kw_only=True)
class TaskOpened:
    """A task is owed."""

    task: Owed


@frozen(kw_only=True)
class TaskSkipped:
    """An interval ended before the parties were bound: nothing was owed for it."""

    obligation: str
    opens: date
    due: date


@frozen(kw_only=True)
class TaskReported:
    """The lead says it is done."""

    task: str
    party: str
    assessment: Assessment | None = None
    note: str | None = None
    evidence: tuple[Evidence, ...] = ()


@frozen(kw_only=True)
class TaskAccepted:
    """A report was accepted, or the lifecycle itself performed the task.

    Attributes:
        party: The agency that accepted; ``None`` where nobody had to.
        settles: Whether nothing more is owed.
        settled_by: The moment that performed it, where one did.
        settled_at: When that was, if not now: at the signature, on the day of a meeting.
    """

    task: str
    settles: bool
    party: str | None = None
    note: str | None = None
    settled_by: Settlement | None = None
    settled_at: datetime | None = None


@frozen(kw_only=True)
class TaskReturned:
    """A report was sent back; the task is open again."""

    task: str
    party: str
    note: str | None = None


@frozen(kw_only=True)
class TaskWaived:
    """The parties agreed that it need not be done."""

    task: str
    reason: Text | None = None


@frozen(kw_only=True)
class TaskUnmet:
    """The parties own that it was not done."""

    task: str
    reason: Text | None = None


@frozen(kw_only=True)
class TaskCarried:
    """The successor took it up, under `as_task`."""

    task: str
    successor: str
    as_task: str


@frozen(kw_only=True)
class TaskTakenUp:
    """A task of the predecessor is owed here, outside the signed text."""

    task: TakenUp
    predecessor: str


DirectoryEvent = AgencyEntered | GroupEntered | OfficerEntered
TaskEvent = (
    TaskOpened
    | TaskTakenUp
    | TaskReported
    | TaskAccepted
    | TaskReturned
    | TaskWaived
    | TaskUnmet
    | TaskCarried
)
ProposalEvent = (
    ProposalOpened
    | ProposalAssented
    | ProposalDeclined
    | ProposalRetracted
    | ProposalVoided
    | ProposalAdopted
)
AgreementEvent = (
    AgreementDrafted
    | AgreementRevised
    | AgreementMoved
    | AgreementBound
    | ReviewAdopted
    | OccasionRecorded
    | TaskSkipped
    | ProposalEvent
    | TaskEvent
    | ClockEvent
    | HandingEvent
)
Event = AgreementEvent | DirectoryEvent | LifecycleStored
