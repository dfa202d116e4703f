"""Hypothesis strategies for lifecycles in which nothing is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve as changed
from hypothesis import strategies as st

from coopflow.definitions.lifecycle_checks import check, leading_to
from coopflow.definitions.standard import RESERVED, STANDARD
from coopflow.testing.basic_strategies import ids
from coopflow.values.lifecycle import NONE, Consent, Lifecycle, Row, State

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hypothesis.strategies import DrawFn, SearchStrategy

    from coopflow.values.lifecycle import By, Phase

_MOST_STATES = 9
_LIVING: tuple[Phase, ...] = ("drafting", "binding", "executing", "suspended", "reviewing")


@st.composite
def lifecycles(
    draw: DrawFn,
    *,
    parties: Sequence[str] = ("north", "south"),
    guards: Sequence[str] = ("funds", "quorum"),
    consents: bool = True,
) -> Lifecycle:
    """Give tables that pass every check: some end can be reached from wherever they lead.

    They have three to nine states with names of no meaning, the names of `standard@1` among
    them; loops and circles; commands that stand in several states; and rows that only their
    guards tell apart. Terms that run on one have to satisfy its consents: the parties it names
    take part, and ``lead`` is said where a row takes the consent of the lead.

    Args:
        draw: Hypothesis's own.
        parties: Those that a consent may name, two or more.
        guards: Those that a row may name.
        consents: Whether rows may take another consent than *none*.
    """
    states = draw(_states())
    commands = draw(st.lists(_names(), min_size=4, max_size=7, unique=True))
    forms = _consents(parties) if consents else st.just(NONE)
    who: dict[tuple[str, str], tuple[By, Consent]] = {}

    def row(origin: State, target: State, command: str, named: tuple[str, ...] = ()) -> Row:
        key = origin.name, command
        if key not in who:
            who[key] = draw(st.sampled_from(("party", "party", "signatory"))), draw(forms)
        by, consent = who[key]
        if origin == target and origin.phase == "drafting":
            consent = NONE
        event = draw(st.sampled_from(_EVENTS))
        return Row(
            command=command,
            origin=origin.name,
            target=target.name,
            event=event,
            by=by,
            consent=consent,
            guards=named,
            source=draw(st.sampled_from(("", "MOU §2", "Điều 5"))),
        )

    made = Lifecycle(
        name=draw(_names()),
        edition=draw(st.integers(1, 9)),
        initial=states[0].name,
        states=tuple(draw(st.permutations(states))),
        rows=(),
    )

    def lead(origin: State, target: State) -> None:
        nonlocal made
        taken = {each.command for each in made.rows if each.origin == origin.name}
        free = [each for each in commands if each not in taken]
        command = draw(st.sampled_from(free)) if free else f"{origin.name[:40]}-{len(made.rows)}"
        made = changed(made, rows=(*made.rows, row(origin, target, command)))

    for index, target in enumerate(states[1:], 1):
        above = [each for each in states[:index] if _may_lead(each, target)]
        lead(draw(st.sampled_from(above)), target)
    ended = [each.name for each in states if each.phase == "ended"]
    while lost := {each.name for each in states} - leading_to(made, ended):
        stuck = [each for each in states if each.name in lost]
        origin = draw(st.sampled_from(stuck))
        rest = [each for each in states if each.name not in lost and _may_lead(origin, each)]
        lead(origin, draw(st.sampled_from(rest)))
    for _ in range(draw(st.integers(0, 8))):
        pairs = [(one, other) for one in states for other in states if _may_lead(one, other)]
        origin, target = draw(st.sampled_from(pairs))
        command = draw(st.sampled_from(commands))
        named = tuple(draw(_some(guards)))
        if draw(st.booleans()):  # beside a row there is, and told apart by its guards
            beside = draw(st.sampled_from(made.rows))
            command = beside.command
            origin = next(each for each in states if each.name == beside.origin)
            target = draw(st.sampled_from([e for e in states if _may_lead(origin, e)]))
        more = row(origin, target, command, named)
        for rows in ((more, *made.rows), (*made.rows, more)):
            if not check(longer := changed(made, rows=rows)):
                made = longer
                break
    for origin in states:
        if origin.phase == "reviewing" and draw(st.booleans()):
            taken = {each.command for each in made.rows if each.origin == origin.name}
            free = [each for each in commands if each not in taken] or [f"{origin.name[:40]}-next"]
            plain = row(origin, states[-1], free[0])
            renewal = changed(plain, by="successor", consent=NONE)
            made = changed(made, rows=(*made.rows, renewal))
    return made


def _may_lead(origin: State, target: State) -> bool:
    """Tell whether a row may lead from `origin` to `target`."""
    if origin.phase == "drafting":
        return target.phase != "suspended"
    return origin.phase != "ended" and target.phase != "drafting"


@st.composite
def _states(draw: DrawFn) -> tuple[State, ...]:
    """Give states; each can be led to from one that stands before it."""
    likely = (*_LIVING, "reviewing", "reviewing", "ended")
    size = draw(st.integers(0, _MOST_STATES - 3))
    more = draw(st.lists(st.sampled_from(likely), min_size=size, max_size=size))
    drafts = [each for each in more if each == "drafting"]
    middle = [each for each in more if each in ("binding", "executing", "reviewing")]
    late = sorted((each for each in more if each in ("suspended", "ended")), reverse=True)
    running = draw(st.permutations(["executing", *middle]))
    phases: list[Phase] = ["drafting", *drafts, *running, *late, "ended"]  # type: ignore[list-item]  # phases
    names = draw(st.lists(_names(), min_size=len(phases), max_size=len(phases), unique=True))
    return tuple(State(name=n, phase=p) for n, p in zip(names, phases, strict=True))


def _names() -> SearchStrategy[str]:
    """Give names, also such as mean something in `standard@1` and nothing here."""
    known = {each.name for each in STANDARD.states} | {each.command for each in STANDARD.rows}
    own = {"署名", "đã-ký", "signé", "next"}
    return st.one_of(st.sampled_from(sorted((known | own) - {*RESERVED})), ids())


_EVENTS = ("agreement.shared", "agreement.turned", "e", *sorted({r.event for r in STANDARD.rows}))


def _some(guards: Sequence[str]) -> SearchStrategy[list[str]]:
    if not guards:
        return st.just([])
    return st.lists(st.sampled_from(tuple(guards)), max_size=2, unique=True)


def _consents(parties: Sequence[str]) -> SearchStrategy[Consent]:
    named = st.lists(st.sampled_from(tuple(parties)), min_size=1, max_size=2, unique=True)
    plain = ("none", "none", "none", "any", "all", "all", "lead")
    return st.one_of(
        st.sampled_from([Consent(count=count) for count in plain]),  # type: ignore[arg-type]  # its words
        st.builds(lambda least: Consent(count="at_least", at_least=least), st.integers(1, 2)),
        named.map(lambda names: Consent(count="named", parties=tuple(names))),
    )
