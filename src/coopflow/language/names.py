"""Names that the journal keeps, as people read them; what is stored and typed stays English."""

from __future__ import annotations

from coopflow.language.phrases import marked, phrase

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
    "briefing": marked("briefing"),
    "conference": marked("conference"),
    "chair": marked("in the chair"),
    "represent": marked("representing"),
    "attend": marked("attending"),
    "met": marked("met"),
    "partly": marked("partly"),
    "not": marked("not"),
    "carry": marked("carry"),
    "waive": marked("waive"),
    "achievement": marked("achievement"),
    "limitation": marked("limitation"),
    "cause": marked("cause"),
    "lesson": marked("lesson"),
    "assigned": marked("assigned"),
    "acknowledged": marked("acknowledged"),
    "delivered": marked("delivered"),
    "refused": marked("refused"),
    "text revised": marked("text revised"),
    "state left": marked("state left"),
    "settlement": marked("what it follows is settled"),
    "occasion": marked("what it follows has happened"),
    "anchor moved": marked("what it is due before was moved"),
    "extension": marked("extended"),
    "resumption": marked("what remained is given back"),
}
"""Phases; states of tasks and assignments, moments and assessments; what a review says; why a
proposal fell or a deadline moved; what kind a meeting is of, and who is there."""


def named(name: str, lang: str) -> str:
    """Return a name of ours in a language."""
    return phrase(_NAMES[name], lang) if name in _NAMES else name
