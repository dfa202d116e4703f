"""What a plugin promises, one test for each promise.

Whoever writes a plugin derives a test class from `PluginContract` and names the plugin::

    class TestMyPlugin(PluginContract):
        \"\"\"Our plugin keeps its side of the contract.\"\"\"

        plugin = my_plugin

With the terms files its claims speak of, ``terms_files = ("plan.yaml",)``, the claims are held
against those as well.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Any

import pytest

import coopflow
from coopflow.definitions.same_as import acts, lead_of
from coopflow.definitions.terms_reader import load_terms
from coopflow.engine.rules import Handing
from coopflow.host.loading import given
from coopflow.host.manager import Host, build_host
from coopflow.journal.codec import TYPES
from coopflow.runtime.wording import WORDING
from coopflow.testing.calendar_contract import CalendarPromises
from coopflow.testing.plugin_handings import proposals
from coopflow.testing.plugin_questions import (
    Asked,
    bare_questions,
    made_up,
    questions,
    sections,
    terms_for,
)
from coopflow.values.reason import Reason
from coopflow.values.review import Finding
from coopflow.values.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from os import PathLike

    from coopflow.engine.rules import Question, Responsibility
    from coopflow.host.manager import Contributed
    from coopflow.values.terms import Obligation, Terms

    Answered = tuple[str, Question, Callable[[Question], object]]


class PluginContract(CalendarPromises):
    """The promises of a plugin.

    Attributes:
        plugin: The module or object with its hooks.
        terms_files: Files of the agreements its claims speak of; none by default.
    """

    plugin: Any = None
    terms_files: tuple[str | PathLike[str], ...] = ()

    @pytest.fixture
    def host(self) -> Host:
        """Return a host with this plugin alone."""
        return self._built()

    @pytest.fixture
    def own(self, host: Host) -> Contributed:
        """Return what the plugin contributes."""
        return host.plugins[-1]

    @pytest.fixture
    def given_terms(self, host: Host) -> tuple[Terms, ...]:
        """Return the terms its claims speak of."""
        return self._loaded(host)

    def test_the_host_takes_it_alone(self) -> None:
        """It needs no other plugin, its hooks are what the contract knows, and it says something.

        A plugin that contributes nothing has most likely lost the ``@hookimpl`` of a hook.
        """
        host = self._built()
        own = host.plugins[-1]

        assert own.name
        kinds = (own.lifecycles, own.calendars, own.reporting, own.guards, own.responsibilities)
        assert any((*kinds, own.reactions))

    def test_asked_again_it_contributes_the_same(self, host: Host) -> None:
        """What a plugin offers depends on nothing but the plugin."""
        assert _outlines(host) == _outlines(self._built())

    def test_a_claim_names_agency_scope_and_source(self, own: Contributed) -> None:
        """An officer who is refused learns whose rule it is, where it holds and why."""
        wrong = [
            duty
            for duty in own.responsibilities
            if not (duty.agency.strip() and duty.scope.strip() and str(duty.source).strip())
        ]

        assert [] == wrong, wrong

    def test_a_claim_does_something(self, own: Contributed) -> None:
        """A claim keeps other plugins out: one without effect only stands in the way."""
        wrong = [
            duty for duty in own.responsibilities if not any((duty.evidence, *_functions(duty)))
        ]

        assert [] == wrong, wrong

    def test_a_claim_fits_the_terms(self, own: Contributed, given_terms: tuple[Terms, ...]) -> None:
        """It names agencies, obligations and areas the terms have: others are never asked about."""
        wrong = [
            (terms.id, name)
            for duty, terms in _pairs(own, given_terms)
            for name in (duty.agency, *duty.obligations, *duty.areas)
            if name not in _ids(terms)
        ]

        assert [] == wrong, wrong

    def test_a_demand_is_for_what_the_agency_leads(
        self, own: Contributed, given_terms: tuple[Terms, ...]
    ) -> None:
        """Who does not lead does not report: a demand before the report would never be made."""
        wrong = [
            (terms.id, duty.agency, each.id)
            for duty, terms in _pairs(own, given_terms)
            for each, lead in _named(duty, terms)
            if (duty.evidence or duty.before_report) and lead not in (duty.agency, None)
        ]

        assert [] == wrong, wrong

    def test_a_check_is_for_what_the_agency_coordinates(
        self, own: Contributed, given_terms: tuple[Terms, ...]
    ) -> None:
        """Who does not coordinate does not accept: a check before that would never be made."""
        wrong = [
            (terms.id, duty.agency, each.id)
            for duty, terms in _pairs(own, given_terms)
            for each, lead in _named(duty, terms)
            if duty.before_accept and lead and duty.agency not in each.coordinating
        ]

        assert [] == wrong, wrong

    def test_demanded_evidence_is_what_the_terms_expect(
        self, own: Contributed, given_terms: tuple[Terms, ...]
    ) -> None:
        """The parties signed which evidence to expect; where they said none, any may be asked."""
        wrong = [
            (terms.id, each.id, kind)
            for duty, terms in _pairs(own, given_terms)
            for each, _ in _named(duty, terms)
            for kind in duty.evidence
            if each.evidence and kind not in each.evidence
        ]

        assert [] == wrong, wrong

    def test_a_check_answers_with_a_reason_or_with_none(
        self, host: Host, given_terms: tuple[Terms, ...]
    ) -> None:
        """Whatever it is asked. One that raises refuses the command, and explains nothing."""
        for what, question, check in self._asked(host, given_terms):
            answer = check(question)

            assert answer is None or isinstance(answer, Reason), (_told(what, question), answer)

    def test_a_check_is_pure(self, host: Host, given_terms: tuple[Terms, ...]) -> None:
        """The same question has the same answer, today and when somebody asks why."""
        for what, question, check in self._asked(host, given_terms):
            assert check(question) == check(question), _told(what, question)

    def test_an_objection_explains_itself(self, host: Host, given_terms: tuple[Terms, ...]) -> None:
        """It has a dotted code of the plugin's own, words for whoever is refused, and a source."""
        for what, question, check in self._asked(host, given_terms):
            answer = check(question)
            if not isinstance(answer, Reason):
                continue
            told = (_told(what, question), answer)

            assert "." in answer.code, told
            assert answer.code not in WORDING, told
            assert all(words.strip() for words in _languages(answer).values()), told
            assert answer.source, told

    def test_objections_speak_the_same_languages(
        self, host: Host, given_terms: tuple[Terms, ...]
    ) -> None:
        """Whoever reads one refusal of the plugin in their language can read all of them.

        A text in several languages names each of them, and says the values in all or in none.
        """
        spoken: set[frozenset[str]] = set()
        for what, question, check in self._asked(host, given_terms):
            answer = check(question)
            if not isinstance(answer, Reason):
                continue
            words, told = _languages(answer), (_told(what, question), answer)
            spoken.add(frozenset(words))

            assert len(words) == 1 or "" not in words, told
            assert all(unicodedata.is_normalized("NFC", each) for each in words.values()), told
            for _, value in answer.values:
                assert 1 == len({value in each for each in words.values()}), told

        assert len(spoken) <= 1, spoken

    def test_a_section_is_made_of_findings(
        self, own: Contributed, given_terms: tuple[Terms, ...]
    ) -> None:
        """With words, and on areas and tasks that are there: a review can adopt each as it is."""
        for duty, section, found in _found(own, given_terms):
            areas = {area.id for area in section.terms.areas}
            tasks = {row.id for row in section.tasks}
            wrong = [
                (duty.agency, each)
                for each in found
                if not isinstance(each, Finding)
                or not all(words.strip() for _, words in each.text.words)
                or set(each.areas) - areas
                or set(each.tasks) - tasks
            ]

            assert [] == wrong, wrong

    def test_a_section_is_pure(self, own: Contributed, given_terms: tuple[Terms, ...]) -> None:
        """The same tasks make the same findings, in the same order."""
        once = [found for _, _, found in _found(own, given_terms)]
        again = [found for _, _, found in _found(own, given_terms)]

        assert once == again

    def test_a_proposal_is_for_what_the_agency_has(
        self, own: Contributed, given_terms: tuple[Terms, ...]
    ) -> None:
        """Who neither leads nor coordinates has nothing to hand down: nobody would ask."""
        wrong = [
            (terms.id, duty.agency, each.id)
            for duty, terms in _pairs(own, given_terms)
            for each, lead in _named(duty, terms)
            if duty.assign and lead not in (duty.agency, None)
            if duty.agency not in each.coordinating
        ]

        assert [] == wrong, wrong

    def test_a_proposal_names_bodies_that_are_there(
        self, own: Contributed, given_terms: tuple[Terms, ...]
    ) -> None:
        """And is made of handings, for whatever is handed on: of others nothing is handed down."""
        for duty in own.responsibilities:
            for terms in terms_for(duty, given_terms):
                known = {each.id for each in terms.agencies} if terms in given_terms else None
                for question, answer in proposals(duty, terms):
                    told = (duty.agency, question.assignment, answer)

                    assert isinstance(answer, (list, tuple)), told
                    assert all(isinstance(each, Handing) for each in answer), told
                    bodies = {each.to for each in answer} | {e.instead_of for e in answer}
                    assert known is None or not bodies - known - {None}, told

    def test_a_proposal_is_pure(self, own: Contributed, given_terms: tuple[Terms, ...]) -> None:
        """The same task is proposed to the same bodies, in the same order."""
        for duty in own.responsibilities:
            for terms in terms_for(duty, given_terms):
                assert [*proposals(duty, terms)] == [*proposals(duty, terms)]

    def test_every_guard_its_lifecycles_name_is_there(self, host: Host, own: Contributed) -> None:
        """A row whose guard is missing refuses everybody."""
        rows = [row for key in own.lifecycles for row in host.lifecycles[key].rows]

        assert set() == {name for row in rows for name in row.guards} - set(host.guards)

    def test_a_reaction_awaits_what_can_happen(self, host: Host) -> None:
        """It names stored types, or what rows call what they do; others it is never told of."""
        rows = [row for each in host.lifecycles.values() for row in each.rows]
        known = {*TYPES, *(row.event for row in rows)}
        wrong = [
            (each.name, event)
            for each in host.reactions.values()
            for event in each.events
            if event not in known
        ]

        assert [] == wrong, wrong

    def _built(self) -> Host:
        assert self.plugin is not None, "say which plugin: plugin = my_module"
        return build_host(given([self.plugin]), coopflow.__version__)

    def _loaded(self, host: Host) -> tuple[Terms, ...]:
        return tuple(load_terms(each, known=host.known) for each in self.terms_files)

    def _asked(self, host: Host, given_terms: tuple[Terms, ...]) -> Iterator[Answered]:
        for duty in host.responsibilities:
            asked: tuple[tuple[Asked, Any], ...] = (
                ("report", duty.before_report),
                ("accept", duty.before_accept),
            )
            for terms in terms_for(duty, given_terms):
                for command, check in asked:
                    if check is not None:
                        for question in questions(duty, terms, command):
                            yield f"{duty.agency}, before {command}", question, check
        known = [row.command for each in host.lifecycles.values() for row in each.rows]
        commands = tuple(dict.fromkeys(known))
        for guard in host.guards.values():
            scope = guard.scope[0] if guard.scope else "made-up"
            mine = [
                t for t in given_terms if not guard.scope or {t.id, t.framework} & {*guard.scope}
            ]
            for terms in mine or [made_up(("one-agency", "another-agency"), scope)]:
                for question in bare_questions(terms, guard.commands or commands):
                    yield f"guard {guard.name}", question, guard.check


def _outlines(host: Host) -> tuple[object, ...]:
    """What a host holds, but for the functions: those may be made anew each time."""
    duties = [
        (
            *(duty.agency, duty.scope, duty.obligations, duty.areas, duty.evidence, duty.source),
            *(each is None for each in _functions(duty)),
        )
        for duty in host.responsibilities
    ]
    guards = [(each.name, each.commands, each.scope) for each in host.guards.values()]
    reactions = [(each.name, each.events, each.scope) for each in host.reactions.values()]
    days = ([*host.calendars], [*host.reporting])
    return (duties, guards, reactions, dict(host.lifecycles), *days)


def _functions(duty: Responsibility) -> tuple[object, ...]:
    return (duty.before_report, duty.before_accept, duty.assign, duty.section)


def _pairs(own: Contributed, given_terms: Iterable[Terms]) -> list[tuple[Responsibility, Terms]]:
    """Each claim with the terms it names; one on a framework is about what stands under it too."""
    return [
        (duty, terms)
        for terms in given_terms
        for duty in own.responsibilities
        if duty.scope == terms.id
    ]


def _named(duty: Responsibility, terms: Terms) -> list[tuple[Obligation, str | None]]:
    """The obligations a claim names one by one, each with who leads the act it is part of.

    Areas are left out: an agency claims a whole area for its part in it.
    """
    return [
        (clause, lead_of(act))
        for act in acts(terms.obligations)
        for clause in act
        if clause.id in duty.obligations
    ]


def _ids(terms: Terms) -> set[str]:
    return {
        *terms.parties,
        *(agency for each in terms.obligations for agency in each.coordinating),
        *(each.id for each in terms.areas),
        *(each.id for each in terms.obligations),
    }


def _languages(reason: Reason) -> dict[str, str]:
    """Return what an objection says, by language; a plain text is in one that nobody named."""
    return dict(reason.text.words) if isinstance(reason.text, Text) else {"": reason.text}


def _told(what: str, question: Question) -> str:
    """A question in one line, for whoever has to find the answer that is wrong."""
    task, evidence = question.task, question.command.evidence
    if task is None:
        return f"{what}: {question.command.name} by {question.command.by}"
    return f"{what} of {task.id}: {[*task.evidence, *evidence]}"


def _found(
    own: Contributed, given_terms: tuple[Terms, ...]
) -> Iterator[tuple[Responsibility, Any, list[Any]]]:
    for duty in own.responsibilities:
        made: Any = duty.section
        if made is None:
            continue
        for terms in terms_for(duty, given_terms):
            for section in sections(duty, terms):
                yield duty, section, list(made(section))
