"""A plugin can forbid more, never allow more; and where it fails, that is a no."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from attrs import evolve

from coopflow import CommandRefused, Lifecycle, Secretariat, word
from coopflow.host import ALL, Guard, Question, Reason, Responsibility, Row, State
from coopflow.testing.scenario import review

if TYPE_CHECKING:
    from collections.abc import Callable

    from coopflow import Terms

    Maker = Callable[..., Any]
    Opener = Callable[..., Secretariat]


def refuse(code: str) -> Callable[[Question], Reason]:
    """Return a check that always says no."""
    return lambda _: Reason(code, text="no", source="section 1")


def fail(_: Question) -> Reason:
    """Fail, whatever is asked."""
    message = "out of order"
    raise LookupError(message)


def answer_wrongly(_: Question) -> Any:
    """Answer with something that is neither yes nor no."""
    return False


def duty(agency: str = "north", scope: str = "well", **said: Any) -> Responsibility:
    """Return a responsibility for 1.1, but for what is said."""
    return Responsibility(
        **{"agency": agency, "scope": scope, "obligations": ("1.1",), "source": "rules", **said}
    )


def why_report(office: Secretariat, **said: Any) -> list[tuple[str, str | None]]:
    """Return the codes of what speaks against An's report of 1.1, each with its plugin."""
    asked = {"by": "an", "at": "2022-05-02", "task": "1.1/1", **said}
    told = (each.reason for each in office.why("well", "report", **asked))
    return [(each.code, each.plugin) for each in told]


class TestGuards:
    """A guard is a condition more, joined to the others with "and"."""

    def test_its_values_may_have_any_name(self, make_plugin: Maker, terms: Terms) -> None:
        """Also under a code of the library's, and where the library has a use for the name."""
        names = ("words", "lang", "number", "self", "one", "command", "agreement")
        values = tuple((name, name.upper()) for name in names)
        reason = Reason("task.missing", values)
        guard = Guard(name="g", check=lambda _: reason, commands=("sign",))
        with Secretariat.open("memory:", plugins=[make_plugin("alpha", guards=[guard])]) as office:
            draft = office.draft(evolve(terms, framework=None), by="an", at="2022-01-01")
            with pytest.raises(CommandRefused) as refused:
                office.submit(draft.id, "sign", by="an", at="2022-01-01")
            (told,) = office.why(draft.id, "sign", by="an", at="2022-01-01")

        expected = "say which task: COMMAND needs task [plugin alpha]"
        assert (expected,) == tuple(refused.value.texts)
        assert expected == word(told.reason)
        assert "COMMAND" in word(told.reason, "vi")

    def test_a_guard_refuses_what_its_command_asks(self, make_plugin: Maker, terms: Terms) -> None:
        """The reason is its own, under its plugin's name."""
        guard = Guard(name="g", check=refuse("north.no"), commands=("sign",))
        plugin = make_plugin("alpha", guards=[guard])
        with Secretariat.open("memory:", plugins=[plugin]) as office:
            draft = office.draft(evolve(terms, framework=None), by="an", at="2022-01-01")
            (told,) = office.why(draft.id, "sign", by="an", at="2022-01-01")

            assert ("north.no", "alpha") == (told.reason.code, told.reason.plugin)
            assert "section 1" == told.reason.source

    @pytest.mark.parametrize("check", [fail, answer_wrongly])
    def test_a_guard_that_fails_refuses(
        self, make_plugin: Maker, terms: Terms, check: Callable[[Question], Any]
    ) -> None:
        """It fails closed: the command is refused, the plugin named, and nothing is written."""
        plugin = make_plugin("alpha", guards=[Guard(name="g", check=check, commands=("sign",))])
        with Secretariat.open("memory:", plugins=[plugin]) as office:
            draft = office.draft(evolve(terms, framework=None), by="an", at="2022-01-01")

            with pytest.raises(CommandRefused, match="plugin alpha") as caught:
                office.submit(draft.id, "sign", by="an", at="2022-01-01")
            assert [("plugin.failed", "alpha")] == [
                (each.code, each.plugin) for each in caught.value.reasons
            ]
            assert 1 == len(office.history(draft.id))

    def test_every_guard_is_asked(self, make_plugin: Maker, terms: Terms) -> None:
        """One that fails does not hide what another objects."""
        one = make_plugin("alpha", guards=[Guard(name="a", check=fail, commands=("sign",))])
        no = Guard(name="b", check=refuse("south.no"), commands=("sign",))
        with Secretariat.open("memory:", plugins=[one, make_plugin("beta", guards=[no])]) as office:
            draft = office.draft(evolve(terms, framework=None), by="an", at="2022-01-01")
            reasons = office.why(draft.id, "sign", by="an", at="2022-01-01")

            assert ["plugin.failed", "south.no"] == [each.reason.code for each in reasons]

    @pytest.mark.parametrize(
        ("scope", "expected"),
        [((), ["no"]), (("well",), ["no"]), (("water",), ["no"]), (("river",), [])],
    )
    def test_a_guard_keeps_to_its_scope(
        self, make_plugin: Maker, running: Opener, scope: tuple[str, ...], expected: list[str]
    ) -> None:
        """An agreement, a framework with what stands under it, or everything."""
        guard = Guard(name="g", check=refuse("no"), commands=("review",), scope=scope)
        office = running(make_plugin("alpha", guards=[guard]))
        owed = office.outline("well", as_of="2022-05-02").undisposed
        dispositions = {each.id: {"as": "carry"} for each in owed}
        body = {"as_of": "2022-05-02", "findings": [], "dispositions": dispositions}
        reasons = office.why("well", "review", by="an", at="2022-05-02", body=body)

        assert expected == [each.reason.code for each in reasons]

    def test_a_guard_allows_nothing(self, make_plugin: Maker, running: Opener) -> None:
        """One that says yes does not make a stranger an officer."""
        guard = Guard(name="g", check=lambda _: None, commands=("review",))
        office = running(make_plugin("alpha", guards=[guard]))
        reasons = office.why("well", "review", by="nobody", at="2022-05-02")

        assert ["officer.unknown"] == [each.reason.code for each in reasons]

    def test_the_question_holds_what_was_asked(self, make_plugin: Maker, running: Opener) -> None:
        """The agreement, the command and the directory; no task where the command has none."""
        asked: list[Question] = []
        guard = Guard(name="g", check=asked.append, commands=("review",))
        office = running(make_plugin("alpha", guards=[guard]))
        review(office, "well", at="2022-05-02")
        first = asked[0]

        assert ("well", "review", "an") == (
            first.agreement.id,
            first.command.name,
            first.command.by,
        )
        assert "north" in first.directory.agencies
        assert first.task is None


class TestRowsAndGuards:
    """A lifecycle's rows name the guards they need."""

    OURS = Lifecycle(
        name="ours",
        edition=1,
        initial="draft",
        states=(
            State(name="draft", phase="drafting"),
            State(name="open", phase="executing"),
            State(name="over", phase="ended"),
        ),
        rows=(
            Row(
                command="settle",
                origin="draft",
                target="open",
                event="agreement.settled",
                by="party",
                consent=ALL,
                guards=("ready",),
            ),
            Row(
                command="finish",
                origin="open",
                target="over",
                event="agreement.finished",
                by="party",
            ),
        ),
    )

    def test_a_row_asks_the_guard_it_names(self, make_plugin: Maker, terms: Terms) -> None:
        """Though the guard names no command of its own."""
        ready = Guard(name="ready", check=refuse("not.ready"))
        plugin = make_plugin("alpha", lifecycles=[self.OURS], guards=[ready])

        assert ["not.ready"] == self._codes(plugin, terms)

    def test_a_row_whose_guard_is_missing_refuses(self, make_plugin: Maker, terms: Terms) -> None:
        """A condition nobody can judge is not fulfilled."""
        assert ["guard.missing"] == self._codes(make_plugin("a", lifecycles=[self.OURS]), terms)

    def _codes(self, plugin: Any, terms: Terms) -> list[str]:
        with Secretariat.open("memory:", plugins=[plugin]) as office:
            ours = evolve(terms, framework=None, lifecycle="ours@1")
            office.draft(ours, by="an", at="2022-01-01")
            reasons = office.why("well", "settle", by="an", at="2022-01-01")
            return [each.reason.code for each in reasons]


class TestBeforeReport:
    """An agency demands of itself, and of nobody else."""

    def test_evidence_that_is_lacking_is_named(self, make_plugin: Maker, running: Opener) -> None:
        """What was brought is not asked for again."""
        plugin = make_plugin("alpha", responsibilities=[duty(evidence=("photos", "minutes"))])
        office = running(plugin)
        asked = {"by": "an", "at": "2022-05-02", "task": "1.1/1", "evidence": "photos"}
        (told,) = office.why("well", "report", **asked)
        objection = told.reason

        assert ("evidence.missing", "north", "alpha", "rules") == (
            *(objection.code, objection.agency, objection.plugin, objection.source),
        )
        assert "minutes" == dict(objection.values)["kinds"]
        assert [] == why_report(office, evidence=["photos", "minutes"])

    def test_a_check_sees_the_task_and_what_comes_with_the_report(
        self, make_plugin: Maker, running: Opener
    ) -> None:
        """All of it, as it was given."""
        asked: list[Question] = []
        office = running(make_plugin("alpha", responsibilities=[duty(before_report=asked.append)]))
        why_report(office, evidence="photos", note="done")
        (question,) = asked

        assert question.task == office.get("well").tasks["1.1/1"]
        assert ["photos"] == [each.kind for each in question.command.evidence]
        assert "done" == question.command.note

    @pytest.mark.parametrize("check", [fail, answer_wrongly])
    def test_a_check_that_fails_refuses(
        self, make_plugin: Maker, running: Opener, check: Callable[[Question], Any]
    ) -> None:
        """Under the plugin's name."""
        plugin = make_plugin("alpha", responsibilities=[duty(before_report=check)])

        assert [("plugin.failed", "alpha")] == why_report(running(plugin))

    def test_what_another_agency_demands_of_itself_does_not_count(
        self, make_plugin: Maker, running: Opener
    ) -> None:
        """South's plugin cannot hinder North's report."""
        claim = duty(agency="south", evidence=("minutes",), before_report=refuse("no"))

        assert [] == why_report(running(make_plugin("alpha", responsibilities=[claim])))

    @pytest.mark.parametrize(
        ("claims", "expected"),
        [
            ([duty(areas=("1",), obligations=(), before_report=refuse("area"))], ["area"]),
            ([duty(areas=("2",), obligations=(), before_report=refuse("area"))], []),
            (
                [
                    duty(areas=("1",), obligations=(), before_report=refuse("area")),
                    duty(before_report=refuse("obligation")),
                ],
                ["obligation"],
            ),
            ([duty(scope="water", before_report=refuse("framework"))], ["framework"]),
            (
                [
                    duty(scope="water", before_report=refuse("framework")),
                    duty(before_report=refuse("agreement")),
                ],
                ["agreement"],
            ),
            ([duty(scope="river", before_report=refuse("elsewhere"))], []),
        ],
    )
    def test_the_more_specific_claim_wins(
        self,
        make_plugin: Maker,
        running: Opener,
        claims: list[Responsibility],
        expected: list[str],
    ) -> None:
        """An obligation goes before its area, an agreement before its framework."""
        office = running(make_plugin("alpha", responsibilities=claims))

        assert expected == [code for code, _ in why_report(office)]


class TestBeforeAccept:
    """An agency looks before it accepts what another reports."""

    @pytest.mark.parametrize(
        ("check", "expected"),
        [
            (refuse("south.no"), [("south.no", "south", "alpha")]),
            (fail, [("plugin.failed", "south", "alpha")]),
            (answer_wrongly, [("plugin.failed", "south", "alpha")]),
            (lambda _: None, []),
        ],
    )
    def test_a_check_decides_whether_it_may(
        self,
        make_plugin: Maker,
        running: Opener,
        check: Callable[[Question], Any],
        expected: list[tuple[str, str, str]],
    ) -> None:
        """Its no, and its failing, is under the agency's and the plugin's name."""
        claim = duty(agency="south", before_accept=check)
        office = running(make_plugin("alpha", responsibilities=[claim]))
        office.submit("well", "report", by="an", at="2022-05-02", task="1.1/1")
        told = office.why("well", "accept", by="binh", at="2022-05-03", task="1.1/1")
        reasons = [each.reason for each in told]

        assert expected == [(each.code, each.agency, each.plugin) for each in reasons]

    def test_a_check_sees_the_standing_report(self, make_plugin: Maker, running: Opener) -> None:
        """When it was made, by whom, and what came with it."""
        asked: list[Question] = []
        claim = duty(agency="south", before_accept=asked.append)
        office = running(make_plugin("alpha", responsibilities=[claim]))
        said = {"task": "1.1/1", "evidence": "photos: The well"}
        office.submit("well", "report", by="an", at="2022-05-02", **said)
        office.submit("well", "accept", by="binh", at="2022-05-03", task="1.1/1")
        task = asked[0].task

        assert task is not None
        assert ("reported", "north") == (task.state, task.reporter)
        assert ["The well"] == [each.title for each in task.evidence]
        assert task.reported_at is not None


class TestRecord:
    """Who was active when an agreement was signed can be read later."""

    def test_names_and_versions_are_written_at_the_signature(
        self, make_plugin: Maker, running: Opener
    ) -> None:
        """Reading them takes no plugin."""
        office = running(make_plugin("alpha"), make_plugin("beta"))
        plugins = dict(office.get("well").charter.plugins)

        assert {"alpha": "1.2", "beta": "1.2"} == {
            name: version for name, version in plugins.items() if name != "coopflow"
        }
