"""The law of remedies: what would change it, changes it. Each test is one side of it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import oracle_hands
from hypothesis import given, settings
from hypothesis import strategies as st
from people import AGENCIES, BODIES, OFFICERS
from spoiling import commands_of
from story import Story, play
from world import alive, moves

from coopflow import word
from coopflow.engine.remedy import no_say

if TYPE_CHECKING:
    from hypothesis.strategies import DataObject
    from oracle import Asked, Oracle, World

    from coopflow.values.explanation import Explanation, Remedy

STORIES = settings(max_examples=32, deadline=None)
MOST_STEPS = 16
"""More than the longest way there is: three sign, one starts, three review, three close."""


@st.composite
def asked(draw: Any, agreement: World, oracle: Oracle) -> Asked:
    """Give something an officer may think of asking, with sense or without."""
    sensible = [each for each in moves(agreement) if each.get("body") is None]
    if sensible and draw(st.booleans()):
        found: Asked = dict(draw(st.sampled_from(sensible)))
        found["by"] = draw(st.sampled_from([found["by"], *OFFICERS]))
    else:
        command = draw(st.sampled_from(commands_of(oracle)))
        by = draw(st.sampled_from(sorted(OFFICERS)))
        found = {"agreement": agreement["id"], "command": command, "by": by}
        if command in ("report", "accept", "return"):
            found["task"] = draw(st.sampled_from([*agreement["tasks"], "0.0/1"]))
    return {key: value for key, value in found.items() if value is not None}


def explanations(data: DataObject, story: Story) -> tuple[Asked, tuple[Explanation, ...]]:
    """Let somebody ask why, and return what was asked with what was answered."""
    living = alive(story.oracle)
    if not living:
        return {}, ()
    question = data.draw(asked(data.draw(st.sampled_from(living)), story.oracle))
    return question, story.office.why(**question, at=story.now)


def as_asked(story: Story, remedy: Remedy, officer: str) -> Asked:
    """Return what a remedy names, with whatever it says must be given besides."""
    found: Asked = {
        "agreement": remedy.agreement,
        "command": remedy.command,
        "by": officer,
        **dict(remedy.said),
    }
    if "assessment.missing" in remedy.needs:
        found["assessment"] = "met"
    given: Asked = {
        "delivery.empty": {"evidence": "minutes"},
        "note.missing": {"note": "Nobody is here."},
        "progress.missing": {"note": "So far."},
        "until.missing": {"until": date(2099, 1, 1)},
    }
    if "assignment.nobody" in remedy.needs:
        found["to"] = below(story, remedy, officer)
    for need in given.keys() & {*remedy.needs}:
        found |= given[need]
    if {"body.missing", "disposition.missing"} & {*remedy.needs}:
        sensible = moves(story.oracle.agreements[str(remedy.agreement)])
        found["body"] = next(
            (each["body"] for each in sensible if each["command"] == remedy.command), None
        )
    return found


def below(story: Story, remedy: Remedy, officer: str) -> list[str]:
    """Return a body that the agency of an officer guides and that has not the task, if any."""
    task = story.oracle.agreements[str(remedy.agreement)]["tasks"][dict(remedy.said)["task"]]
    agency = str(OFFICERS[officer]["agency"])
    able = [body for body in BODIES if oracle_hands.guides(AGENCIES, agency, body)]
    return [body for body in able if not oracle_hands.held(task, body)][:1]


def free(story: Story, explanation: Explanation) -> list[Remedy]:
    """Return the remedies that are commands of an agreement, and that nothing speaks against.

    A draft is revised by a text that says something else, which nobody here has at hand.
    """
    return [
        each
        for each in explanation.remedies
        if each.code.startswith("give") and not each.hindered and not _revises(story, each)
    ]


def _revises(story: Story, remedy: Remedy) -> bool:
    agreement = str(remedy.agreement)
    if agreement not in story.oracle.agreements:
        return False
    now, table = story.office.get(agreement), story.office.lifecycle(agreement)
    return now.phase == "drafting" and any(
        row.origin == row.target == now.state and row.command == remedy.command
        for row in table.rows
    )


class TestAuthority:
    """A remedy names nobody who may not."""

    @STORIES
    @given(st.data())
    def test_whoever_is_named_may(self, data: DataObject) -> None:
        """None of them is refused for who they are, whatever else may speak against it."""
        story = play(data, most=15)
        for _ in range(4):
            question, found = explanations(data, story)
            for remedy in (each for one in found for each in one.remedies if each.command):
                for officer in remedy.by:
                    said: dict[str, Any] = {**dict(remedy.said), "by": officer.id, "at": story.now}
                    told = story.office.why(str(remedy.agreement), str(remedy.command), **said)

                    codes = [each.reason.code for each in told]
                    assert not any(map(no_say, codes)), (question, remedy, codes)

    @STORIES
    @given(st.data())
    def test_every_answer_has_words(self, data: DataObject) -> None:
        """The objection, its rule and each remedy, in both languages."""
        story = play(data, most=15)
        for _ in range(4):
            for each in explanations(data, story)[1]:
                for said in (each.reason, each.rule):
                    assert word(said)
                    assert word(said) != word(said, "vi")
                for remedy in each.remedies:
                    assert word(remedy)
                    assert word(remedy, "vi")


class TestChange:
    """What would change it, changes it."""

    @STORIES
    @given(st.data())
    def test_a_remedy_is_accepted(self, data: DataObject) -> None:
        """Where nothing is said to speak against it, it is done when what it needs is given."""
        story = play(data, most=15)
        _, found = explanations(data, story)
        remedies = [remedy for each in found for remedy in free(story, each)]
        if remedies:
            remedy = data.draw(st.sampled_from(remedies))
            officer = data.draw(st.sampled_from(remedy.by))
            given_what_it_needs = as_asked(story, remedy, officer.id)
            if given_what_it_needs.get("to") == []:
                return  # there is nobody below whom it could be handed to

            assert () == story.ask(given_what_it_needs), remedy

    @STORIES
    @given(st.data())
    def test_what_is_asked_otherwise_is_not_refused_for_that(self, data: DataObject) -> None:
        """A remedy that is the same command, by others or said otherwise, has not the objection."""
        story = play(data, most=15)
        for _ in range(4):
            question, found = explanations(data, story)
            for each in found:
                for remedy in free(story, each):
                    if (remedy.agreement, remedy.command) == (
                        question["agreement"],
                        question["command"],
                    ):
                        again = as_asked(story, remedy, remedy.by[0].id)
                        told = story.office.why(**again, at=story.now)

                        assert each.reason.code not in [one.reason.code for one in told]

    @STORIES
    @given(st.data())
    def test_one_after_the_other_they_lead_there(self, data: DataObject) -> None:
        """Whoever does what is advised, again and again, has met the objection before long."""
        story = play(data, most=15)
        question, found = explanations(data, story)
        if not found:
            return
        code = data.draw(st.sampled_from(found)).reason.code
        for _ in range(MOST_STEPS):
            told = story.office.why(**question, at=story.now)
            still = next((each for each in told if each.reason.code == code), None)
            if still is None:
                return
            others = [
                each
                for each in free(story, still)
                if (each.agreement, each.command) != (question["agreement"], question["command"])
            ]
            if not others:
                return
            remedy = data.draw(st.sampled_from(others))
            officer = data.draw(st.sampled_from(remedy.by))
            story.ask(as_asked(story, remedy, officer.id))

        raise AssertionError((question, code))
