"""Names that the journal keeps, as people read them.

What is stored and typed stays English. Of a state of a lifecycle, whose name is its author's, the
phase is told beside it where the language is another.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from coopflow.runtime.language import marked, phrase

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coopflow.values.lifecycle import Consent
    from coopflow.values.terms import Terms

_NAMES = {
    "drafting": marked("drafting"),
    "binding": marked("binding"),
    "executing": marked("executing"),
    "suspended": marked("suspended"),
    "reviewing": marked("reviewing"),
    "ended": marked("ended"),
    "open": marked("open"),
    "reported": marked("reported"),
    "accepted": marked("accepted"),
    "waived": marked("waived"),
    "unmet": marked("unmet"),
    "carried": marked("carried"),
    "signature": marked("signature"),
    "review": marked("review"),
    "renewal": marked("renewal"),
    "met": marked("met"),
    "partly": marked("partly"),
    "not": marked("not"),
    "carry": marked("carry"),
    "waive": marked("waive"),
    "achievement": marked("achievement"),
    "limitation": marked("limitation"),
    "cause": marked("cause"),
    "lesson": marked("lesson"),
    "text revised": marked("text revised"),
    "state left": marked("state left"),
}
"""Phases; states, moments and assessments of tasks; what a review says; why a proposal fell."""

_CONSENTS = {
    "none": marked("none"),
    "any": marked("any"),
    "all": marked("all"),
    "lead": marked("lead"),
}


def named(name: str, lang: str) -> str:
    """Return a name of ours in a language."""
    return phrase(_NAMES[name], lang) if name in _NAMES else name


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


def agency_name(terms: Terms, agency: str, lang: str) -> str:
    """Return the name of an agency; empty where the terms do not have it."""
    found = terms.agency(agency)
    return found.name.say(lang) if found is not None else ""


def listed(names: Iterable[str]) -> str:
    """Return names as ``a, b``."""
    return ", ".join(names)
