"""Laws of the record. Each class quotes the promise it tests; each test is one law."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, cast

import journal_laws
import pytest
from attrs import evolve as changed
from hypothesis import given, settings
from hypothesis import strategies as st
from people import AGENCIES, OFFICERS
from spoiling import commands_of
from story import Clock, Story, play

from coopflow import CommandRefused, Secretariat
from coopflow.engine.evolve import evolve
from coopflow.testing.strategies import commands

if TYPE_CHECKING:
    from hypothesis.strategies import DataObject

    from coopflow.values.agreement import Agreement
    from coopflow.values.events import AgreementEvent

STORIES = settings(max_examples=24, deadline=None)


def retold(told: Story) -> Story:
    """Ask another office the same, which has to answer the same."""
    again = Story(told.others)
    for asked, codes, _ in told.steps:
        if asked["command"] == "draft":
            again.now = asked["at"]
            again.draft(asked["body"], asked["by"])
        else:
            assert codes == again.ask(asked)
    return again


class TestReplay:
    """The journal is the only memory: what it tells is all there is."""

    @STORIES
    @given(st.data())
    def test_folding_the_history_gives_the_present(self, data: DataObject) -> None:
        """Event after event, with no rules at hand, leads to the agreement as it is."""
        story = play(data)

        for row in story.office.agreements():
            present: Agreement | None = None
            for each in story.office.history(row.id):
                event = cast("AgreementEvent", each.event)
                present = evolve(present, event, each.at, each.by)

            assert story.office.get(row.id) == present

    @STORIES
    @given(st.data())
    def test_another_office_over_the_same_journal_knows_the_same(self, data: DataObject) -> None:
        """Whoever opens the journal anew finds the agreements and the lists as they were."""
        story = play(data)
        other = Secretariat(story.journal, story.host, Clock())
        other.rebuild()

        assert story.office.agreements() == other.agreements()
        assert story.office.tasks(at=story.now) == other.tasks(at=story.now)
        for row in other.agreements():
            assert story.office.get(row.id) == other.get(row.id)
            assert story.office.history(row.id) == other.history(row.id)


class TestRefusal:
    """A refused command writes nothing, anywhere."""

    @STORIES
    @given(st.data())
    def test_only_what_is_accepted_leaves_entries(self, data: DataObject) -> None:
        """A step leaves entries exactly where nothing was objected, the directory's included."""
        for _, codes, written in play(data).steps:
            assert bool(codes) == (not written)

    @STORIES
    @given(st.data())
    def test_what_is_written_hangs_together(self, data: DataObject) -> None:
        """Every accepted step leaves whole streams, and lists that agree with them."""
        story = play(data)

        assert () == story.office.verify().broken


class TestConsent:
    """No joint transition without each required assent, to the very digest."""

    @STORIES
    @given(st.data())
    def test_every_joint_move_has_every_assent(self, data: DataObject) -> None:
        """The journal alone shows who assented to what before anything moved."""
        entries = play(data).entries

        assert [] == list(journal_laws.forced_moves(entries))

    @STORIES
    @given(st.data())
    def test_a_missing_assent_would_be_seen(self, data: DataObject) -> None:
        """Were one assent to what was adopted not there, the law would be found broken."""
        entries = play(data).entries
        adopted = {
            (entry.stream, told["proposal"])
            for entry, told in journal_laws.told(entries)
            if entry.type == "proposal.adopted"
        }
        for entry, told in journal_laws.told(entries):
            if entry.type == "proposal.assented" and (entry.stream, told["proposal"]) in adopted:
                without = [each for each in entries if each is not entry]

                assert list(journal_laws.forced_moves(without))


class TestAuthority:
    """Nobody acts for another agency."""

    @STORIES
    @given(st.data())
    def test_whoever_speaks_for_an_agency_is_of_it(self, data: DataObject) -> None:
        """Every party named in an entry is that of the officer who made it."""
        entries = play(data).entries

        assert [] == list(journal_laws.impostors(entries))

    @STORIES
    @given(st.data())
    def test_in_another_agencys_name_nothing_is_done(self, data: DataObject) -> None:
        """Whatever is asked in the name of another agency is refused for that reason."""
        story = play(data, most=8)
        command = data.draw(st.sampled_from(commands_of(story.oracle)))
        by = data.draw(st.sampled_from(sorted(OFFICERS)))
        others = sorted({*AGENCIES, "nobody"} - {OFFICERS[by]["agency"]})
        agency = data.draw(st.sampled_from(others))

        for row in story.office.agreements():
            asked = {"agreement": row.id, "command": command, "by": by, "agency": agency}
            codes = story.ask(asked)

            assert {"authority.other-agency", "agreement.ended"} & set(codes)


class TestEnd:
    """Ended is ended."""

    @STORIES
    @given(st.data())
    def test_nothing_happens_after_the_end(self, data: DataObject) -> None:
        """An ended agreement refuses every command there is, and its stream grows no more."""
        story = play(data)
        for row in story.office.agreements():
            if story.office.get(row.id).phase == "ended":
                terms = story.office.get(row.id).terms
                command = data.draw(commands(terms))
                with pytest.raises(CommandRefused) as caught:
                    story.office.submit(
                        row.id,
                        "sign" if command.name == "draft" else command.name,
                        by=command.by,
                        at=command.at,
                        agency=command.agency,
                        task=command.task,
                        occasion=command.occasion,
                        proposal=command.proposal,
                        assessment=command.assessment,
                        note=command.note,
                    )

                assert ["agreement.ended"] == [each.code for each in caught.value.reasons]
                assert row.version == story.office.get(row.id).version


class TestConservation:
    """No promise disappears."""

    @STORIES
    @given(st.data())
    def test_every_task_of_an_ended_agreement_has_an_outcome(self, data: DataObject) -> None:
        """Accepted, waived, unmet; or carried, and found in the successor as it was."""
        entries = play(data).entries

        assert [] == list(journal_laws.lost_promises(entries))

    @STORIES
    @given(st.data())
    def test_a_lost_promise_would_be_seen(self, data: DataObject) -> None:
        """Were one settlement not there, or altered on the way, the law would be found broken."""
        entries = play(data).entries
        ended = {
            entry.stream
            for entry, told in journal_laws.told(entries)
            if entry.type == "agreement.moved" and told["phase"] == "ended"
        }
        for entry, told in journal_laws.told(entries):
            settles = entry.type in journal_laws.SETTLING and told.get("settles", True)
            if settles and entry.stream in ended:
                without = [each for each in entries if each is not entry]

                assert list(journal_laws.lost_promises(without))
            if entry.type == "task.taken-up":
                later = changed(
                    entry, data=entry.data.replace(b'"acceptance":"', b'"acceptance":"x')
                )
                altered = [later if each is entry else each for each in entries]

                assert list(journal_laws.lost_promises(altered))


class TestDecide:
    """The same question has the same answer, wherever and whenever it is asked."""

    @STORIES
    @given(st.data())
    def test_asking_twice_makes_no_difference(self, data: DataObject) -> None:
        """`why` asked again says the same, and what it says is what `submit` then says."""
        story = play(data, most=12)
        for asked, _, _ in story.steps:
            if asked.get("body") is None:
                first, second = (story.office.why(**asked) for _ in range(2))

                assert first == second
        last, codes, _ = story.steps[-1]
        if codes and last["command"] != "draft":
            assert list(codes) == [each.reason.code for each in story.office.why(**last)]

    @STORIES
    @given(st.data())
    def test_the_same_commands_make_the_same_journal(self, data: DataObject) -> None:
        """Another office that is asked the same writes the same bytes, digests included."""
        told = play(data)

        assert told.entries == retold(told).entries

    @STORIES
    @given(st.data())
    def test_the_short_way_leads_where_the_long_one_does(self, data: DataObject) -> None:
        """What is judged at once is judged as it would be at length, word for word."""
        told = play(data)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("coopflow.engine.decide._at_once", lambda *_: None)

            assert told.entries == retold(told).entries

    def test_the_order_of_sets_decides_nothing(self) -> None:
        """Processes that hash differently write the same journal and give the same reasons."""
        script = Path(__file__).parent / "hashed_story.py"
        told = {
            subprocess.run(
                [sys.executable, str(script)],
                env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)},
                check=True,
                capture_output=True,
            ).stdout
            for seed in ("0", "1", "2022")
        }

        assert 1 == len(told)
