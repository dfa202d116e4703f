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

    from coopflow.values.lifecycle import By, Count, Phase

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
    begun = Lifecycle(
        name=draw(_names()),
        edition=draw(st.integers(1, 9)),
        initial=states[0].name,
        states=tuple(draw(st.permutations(states))),
        rows=(),
    )
    commands = draw(st.lists(_names(), min_size=4, max_size=7, unique=True))
    forms = _consents(parties) if consents else st.just(NONE)
    making = _Making(draw, begun, states, commands, forms)
    making.reach_all()
    making.leave_all()
    for _ in range(draw(st.integers(0, 8))):
        making.add_one(tuple(guards))
    for state in states:
        if state.phase == "drafting" and draw(st.booleans()):
            making.lead(state, state)
        if state.phase == "reviewing" and draw(st.booleans()):
            making.renew(state)
        if state.phase in ("binding", "executing", "reviewing") and draw(st.booleans()):
            making.lapse(state)
    return making.made


class _Making:
    """A table that is being made, row by row; `states` each can be led to from one before it."""

    def __init__(
        self,
        draw: DrawFn,
        begun: Lifecycle,
        states: tuple[State, ...],
        commands: list[str],
        consents: SearchStrategy[Consent],
    ) -> None:
        self.draw = draw
        self.made = begun
        self.states = states
        self.commands = commands
        self.consents = consents
        self.asked: dict[tuple[str, str], tuple[By, Consent]] = {}

    def reach_all(self) -> None:
        """Lead to every state from one before it."""
        for index, target in enumerate(self.states[1:], 1):
            above = [each for each in self.states[:index] if _may_lead(each, target)]
            self.lead(self.draw(st.sampled_from(above)), target)

    def leave_all(self) -> None:
        """Lead on, until some end can be reached from every state."""
        ended = [each.name for each in self.states if each.phase == "ended"]
        while lost := {each.name for each in self.states} - leading_to(self.made, ended):
            origin = self.draw(st.sampled_from([e for e in self.states if e.name in lost]))
            rest = [e for e in self.states if e.name not in lost and _may_lead(origin, e)]
            self.lead(origin, self.draw(st.sampled_from(rest)))

    def add_one(self, guards: tuple[str, ...]) -> None:
        """Add a row more, if the table allows of it; often beside one it has."""
        pairs = [(a, b) for a in self.states for b in self.states if _may_lead(a, b)]
        origin, target = self.draw(st.sampled_from(pairs))
        command = self.draw(st.sampled_from(self.commands))
        if self.draw(st.booleans()):
            beside = self.draw(st.sampled_from(self.made.rows))
            command = beside.command
            origin = next(each for each in self.states if each.name == beside.origin)
            target = self.draw(st.sampled_from([e for e in self.states if _may_lead(origin, e)]))
        named = (
            st.lists(st.sampled_from(guards), max_size=2, unique=True) if guards else st.just([])
        )
        more = self._row(origin, target, command, tuple(self.draw(named)))
        for rows in ((more, *self.made.rows), (*self.made.rows, more)):
            if not check(longer := changed(self.made, rows=rows)):
                self.made = longer
                return

    def renew(self, origin: State) -> None:
        """Let a successor end it from here."""
        plain = self._row(origin, self.states[-1], self._free(origin))
        renewal = changed(plain, by="successor", consent=NONE)
        self.made = changed(self.made, rows=(*self.made.rows, renewal))

    def lapse(self, origin: State) -> None:
        """Let time alone end it from here."""
        plain = self._row(origin, self.states[-1], self._free(origin))
        lapsing = changed(plain, by="clock", consent=NONE)
        self.made = changed(self.made, rows=(*self.made.rows, lapsing))

    def lead(self, origin: State, target: State) -> None:
        """Add a row with a command that leads nowhere yet from its state."""
        row = self._row(origin, target, self._free(origin))
        self.made = changed(self.made, rows=(*self.made.rows, row))

    def _free(self, origin: State) -> str:
        """Give a command that leads nowhere yet from a state."""
        taken = {each.command for each in self.made.rows if each.origin == origin.name}
        free = [each for each in self.commands if each not in taken]
        return self.draw(st.sampled_from(free)) if free else f"{origin.name[:40]}-{len(taken)}"

    def _row(self, origin: State, target: State, command: str, guards: tuple[str, ...] = ()) -> Row:
        key = origin.name, command
        if key not in self.asked:
            by: By = self.draw(st.sampled_from(("party", "party", "signatory")))
            self.asked[key] = by, self.draw(self.consents)
        by, consent = self.asked[key]
        revises = origin == target and origin.phase == "drafting"
        return Row(
            command=command,
            origin=origin.name,
            target=target.name,
            event=self.draw(st.sampled_from(_EVENTS)),
            by=by,
            consent=NONE if revises else consent,
            guards=guards,
            source=self.draw(st.sampled_from(("", "MOU §2", "Điều 5"))),
        )


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
    phases: list[Phase] = ["drafting", *drafts, *running, *late, "ended"]
    names = draw(st.lists(_names(), min_size=len(phases), max_size=len(phases), unique=True))
    return tuple(State(name=n, phase=p) for n, p in zip(names, phases, strict=True))


def _names() -> SearchStrategy[str]:
    """Give names, also such as mean something in `standard@1` and nothing here."""
    known = {each.name for each in STANDARD.states} | {each.command for each in STANDARD.rows}
    own = {"署名", "đã-ký", "signé", "next"}
    return st.one_of(st.sampled_from(sorted((known | own) - {*RESERVED})), ids())


_EVENTS = ("agreement.shared", "agreement.turned", "e", *sorted({r.event for r in STANDARD.rows}))


def _consents(parties: Sequence[str]) -> SearchStrategy[Consent]:
    named = st.lists(st.sampled_from(tuple(parties)), min_size=1, max_size=2, unique=True)
    plain: tuple[Count, ...] = ("none", "none", "none", "any", "all", "all", "lead")
    return st.one_of(
        st.sampled_from([Consent(count=count) for count in plain]),
        st.builds(lambda least: Consent(count="at_least", at_least=least), st.integers(1, 2)),
        named.map(lambda names: Consent(count="named", parties=tuple(names))),
    )
