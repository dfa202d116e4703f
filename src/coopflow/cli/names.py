"""States, consents and agencies, as pages call them.

Of a state of a lifecycle, whose name is its author's, the phase is told beside it where the
language is another.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from coopflow.language.names import named
from coopflow.language.phrases import marked, phrase
from coopflow.values.clock_events import CLOCK

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coopflow.values.lifecycle import Consent
    from coopflow.values.terms import Terms

_CONSENTS = {
    "none": marked("none"),
    "any": marked("any"),
    "all": marked("all"),
    "lead": marked("lead"),
}


NEEDED = {
    "assessment.missing": marked("an assessment (--assessment WORD)"),
    "assignment.nobody": marked("bodies (--to BODY)"),
    "body.missing": marked("a file (--with FILE)"),
    "cause.missing": marked("the cause (--cause ID)"),
    "delivery.empty": marked("evidence (--evidence KIND)"),
    "disposition.missing": marked("a word on each open task (--with FILE)"),
    "evidence.missing": marked("evidence (--evidence KIND)"),
    "note.missing": marked("a note (--note WORDS)"),
    "occasion.missing": marked("an occasion or an obligation (--obligation ID)"),
    "progress.missing": marked("how far it is (--percent N, --note, --evidence)"),
    "until.missing": marked("a day (--until DAY)"),
}
"""What must be given with a command, as it is typed here, by the code of the objection."""


def state_of(state: str, phase: str | None, lang: str) -> str:
    """Return a lifecycle's state by its name, with what it means where that is said otherwise."""
    meaning = named(phase, lang) if phase is not None else None
    return state if meaning in (None, phase) else f"{state} ({meaning})"


def consent_of(consent: Consent, lang: str) -> str:
    """Return whose assent is needed."""
    if consent.count == "at_least":
        return phrase("at least {number}", lang, number=consent.at_least)
    if consent.count == "named":
        return listed(consent.parties)
    return phrase(_CONSENTS[consent.count], lang)


def actor_of(by: str, lang: str) -> str:
    """Return who did something: an officer's id, or the clock."""
    return phrase("the clock", lang) if by == CLOCK else by


def agency_name(terms: Terms, agency: str, lang: str) -> str:
    """Return the name of an agency; empty where the terms do not have it."""
    found = terms.agency(agency)
    return found.name.say(lang) if found is not None else ""


def listed(names: Iterable[str]) -> str:
    """Return names as ``a, b``."""
    return ", ".join(names)
