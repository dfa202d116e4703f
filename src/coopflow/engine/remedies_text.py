"""What would change objections to a text, to the body of a command, and to what a text names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve as changed

from coopflow.engine.remedy import advise, again, give, redraft, towards

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from coopflow.engine.remedy import Refusal, Remedies
    from coopflow.values.explanation import Remedy


def _with_body(refusal: Refusal) -> Iterator[Remedy]:
    yield from again(refusal, f"with-{refusal.value('wanted')}")


def _without_body(refusal: Refusal) -> Iterator[Remedy]:
    yield from again(refusal, "without-body", "body")


def _revise_first(refusal: Refusal) -> Iterator[Remedy]:
    yield from _revise(refusal)
    yield from again(refusal, "without-body", "body")


def _revise(refusal: Refusal, code: str = "give", **values: str) -> Iterator[Remedy]:
    """Give the draft another text, in whichever words its lifecycle has for that."""
    now, rules = refusal.now, refusal.rules
    if refusal.command.name == "draft":
        yield from redraft(refusal, code, **values)
    if now is None or rules is None:
        return
    rows = [row for row in rules.plan.out_of(now.state) if rules.plan.effect(row).revises]
    for command in dict.fromkeys(row.command for row in rows):
        yield from give(refusal, command, refusal.parties, code=code, values=values)


def _revise_as(code: str, *names: str) -> Remedies:
    """Return what revises a text because of what it names."""

    def remedies(refusal: Refusal) -> Iterator[Remedy]:
        yield from _revise(refusal, code, **{name: refusal.value(name) for name in names})

    return remedies


def _draft_first(name: str) -> Remedies:
    """Return what drafts an agreement that a text names, or names another."""

    def remedies(refusal: Refusal) -> Iterator[Remedy]:
        yield advise(refusal, "draft", agreement=refusal.value(name))
        yield from _revise(refusal, f"other-{name}", **{name: refusal.value(name)})

    return remedies


def _predecessor_to(wanted: Callable[[Refusal, str], bool]) -> Remedies:
    """Return what brings the predecessor to a state that is wanted."""

    def remedies(refusal: Refusal) -> Iterator[Remedy]:
        before = refusal.of_predecessor()
        if before is not None:
            for each in towards(before, lambda state: wanted(before, state)):
                # What a predecessor in turn needs to know of others is not at hand here.
                drafting = before.now is not None and before.now.phase == "drafting"
                yield changed(each, hindered=()) if drafting else each
        yield from _revise(refusal, "other-predecessor", predecessor=refusal.value("predecessor"))

    return remedies


def _reviewing(before: Refusal, state: str) -> bool:
    return before.rules is not None and before.rules.plan.phases[state] == "reviewing"


def _renewable(before: Refusal, state: str) -> bool:
    rows = before.rules.plan.out_of(state) if before.rules is not None else ()
    return any(row.by == "successor" for row in rows)


def _other_terms(code: str, *names: str) -> Remedies:
    """Return what asks the same again with other terms."""
    return lambda it: again(it, code, **{name: it.value(name) for name in names})


TEXT: dict[str, Remedies] = {
    "agreement.exists": lambda it: [advise(it, "other-id", id=it.value("agreement"))],
    "body.missing": _with_body,
    "body.unexpected": _without_body,
    "calendar.failed": lambda it: [advise(it, "mend-calendar", calendar=it.value("calendar"))],
    "calendar.unknown": _revise_as("other-calendar", "calendar"),
    "directory.contradiction": _other_terms("as-known", "id", "what", "known"),
    "framework.ended": _revise_as("other-framework", "framework"),
    "framework.period": _revise_as("other-period", "framework", "outer"),
    "framework.unknown": _draft_first("framework"),
    "month-end.refused": lambda it: [advise(it, "month-end")],
    "predecessor.ended": _revise_as("other-predecessor", "predecessor"),
    "predecessor.no-renewal": _predecessor_to(_renewable),
    "predecessor.not-reviewed": _predecessor_to(_reviewing),
    "predecessor.other": lambda it: [
        advise(it, "name-predecessor", agreement=it.value("agreement"))
    ],
    "predecessor.strangers": _revise_as("other-predecessor", "predecessor"),
    "predecessor.unknown": _draft_first("predecessor"),
    "reporting.unknown": _revise_as("other-reporting", "agency", "reporting"),
    "text.differs": _revise_first,
    "text.other-agreement": _other_terms("same-id", "agreement", "id"),
    "text.other-lifecycle": _other_terms("same-lifecycle", "lifecycle"),
    "text.unchanged": _other_terms("new-text"),
}
