"""What `why` answers about drafts, renewals and keys: what drafting and writing would say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import evolve

from coopflow import Lifecycle, Secretariat, Terms, word
from coopflow.definitions.standard import STANDARD
from coopflow.values.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from coopflow.values.explanation import Explanation

Told = list[tuple[str, list[tuple[str, str | None, list[str]]]]]


def told(explanations: tuple[Explanation, ...]) -> Told:
    """Return the code of each objection, with the code, command and officers of its remedies."""
    return [
        (
            each.reason.code,
            [(it.code, it.command, [one.id for one in it.by]) for it in each.remedies],
        )
        for each in explanations
    ]


def renew(office: Secretariat) -> None:
    """Review the plan of 2022, and let both sign its successor."""
    carried = {row.id: {"as": "carry"} for row in office.tasks(open_only=True)}
    body = {"as_of": "2022-12-31", "findings": [], "dispositions": carried}
    office.submit("plan-2022", "review", by="an", at="2023-01-05", body=body)
    office.submit("plan-2022", "assent", by="ba", at="2023-01-05")
    office.renew("plan-2022", by="an", at="2023-01-05")
    for officer in ("an", "ba"):
        office.submit("plan-2023", "sign", by=officer, at="2023-01-05")


class TestDrafts:
    """Given terms, it judges a draft as `draft` would."""

    def test_what_would_be_accepted(self, office: Secretariat, terms: Terms) -> None:
        """There is nothing to explain, and nothing is written."""
        assert () == office.why("plan-2022", "draft", by="an", body=terms)
        assert () == office.agreements()

    def test_without_terms_it_says_how_to_draft(self, office: Secretariat) -> None:
        """Drafting is a call of its own."""
        assert [("command.draft", [("draft-call", None, [])])] == told(
            office.why("plan-2022", "draft", by="an")
        )

    def test_an_id_that_is_taken(self, office: Secretariat, terms: Terms) -> None:
        """Another id, or a revision."""
        office.draft(terms, by="an", at="2022-01-03")

        assert [("agreement.exists", [("other-id", None, [])])] == told(
            office.why("plan-2022", "draft", by="an", body=terms)
        )

    def test_another_id_than_that_of_the_terms(self, office: Secretariat, terms: Terms) -> None:
        """It is asked about the agreement that would be drafted."""
        assert [("text.other-agreement", [("same-id", None, [])])] == told(
            office.why("plan-2020", "draft", by="an", body=terms)
        )

    def test_who_may_draft_is_named(self, office: Secretariat, terms: Terms) -> None:
        """Officers of the parties, though the directory has not heard of them."""
        first, _ = told(office.why("plan-2022", "draft", by="nobody", body=terms))[0][1]

        assert ("give", "draft", ["an", "ba"]) == first

    def test_what_the_terms_name_is_mended_by_other_terms(
        self, office: Secretariat, terms: Terms
    ) -> None:
        """Drafted by whoever asked, who may."""
        wrong = evolve(terms, framework="nothing")

        assert [
            ("framework.unknown",
             [("draft", None, []), ("other-framework", "draft", ["an"])]),
        ] == told(office.why("plan-2022", "draft", by="an", body=wrong))  # fmt: skip

    def test_what_the_directory_knows_otherwise(self, office: Secretariat, terms: Terms) -> None:
        """Terms do not contradict it."""
        office.draft(terms, by="an", at="2022-01-03")
        agencies = tuple(evolve(each, name=Text.plain("X")) for each in terms.agencies)
        other = evolve(terms, id="other", agencies=agencies)
        found = office.why("other", "draft", by="an", body=other)

        assert [("directory.contradiction", [("as-known", None, [])])] * 2 == told(found)

    def test_a_changed_table(self, tmp_path: Path, terms: Terms) -> None:
        """Takes a new edition."""
        url = f"sqlite:///{tmp_path / 'plan.db'}"
        mou = evolve(STANDARD, name="mou")
        less = evolve(mou, rows=tuple(row for row in mou.rows if row.command != "withdraw"))
        less = evolve(less, states=tuple(each for each in mou.states if each.name != "withdrawn"))
        ours = evolve(terms, lifecycle="mou@1")
        self._open(url, mou, lambda office: office.draft(ours, by="an", at="2022-01-03"))
        found = self._open(
            url,
            less,
            lambda office: office.why("b", "draft", by="an", body=evolve(ours, id="b")),
        )

        assert [("lifecycle.changed", [("new-edition", None, [])])] == told(found)

    def _open(self, url: str, table: Lifecycle, act: Callable[[Secretariat], Any]) -> Any:
        with Secretariat.open(url, plugins=[], lifecycles=[table]) as office:
            return act(office)


class TestRenewals:
    """Given the successor's terms, it judges their draft as `renew` would."""

    def test_another_predecessor(
        self, office: Secretariat, terms: Terms, start: Callable[[Secretariat], None]
    ) -> None:
        """The successor of one is not that of another."""
        start(office)
        following = evolve(terms, id="next", predecessor="plan-2021")

        assert [("predecessor.other", [("name-predecessor", None, [])])] == told(
            office.why("plan-2022", "renew", by="an", body=following)
        )

    def test_what_would_be_accepted(
        self, office: Secretariat, terms: Terms, start: Callable[[Secretariat], None]
    ) -> None:
        """The predecessor need not be named."""
        start(office)

        assert () == office.why("plan-2022", "renew", by="an", body=evolve(terms, id="next"))

    def test_without_terms_it_is_about_the_transition(
        self, office: Secretariat, start: Callable[[Secretariat], None]
    ) -> None:
        """Which comes with the signing."""
        start(office)

        assert "command.not-now" == office.why("plan-2022", "renew", by="an")[0].reason.code

    def test_what_has_ended_points_to_what_follows(
        self, office: Secretariat, start: Callable[[Secretariat], None]
    ) -> None:
        """Where there is a successor; it is named."""
        start(office)
        renew(office)
        (found,) = office.why("plan-2022", "report", by="an", task="1.1/1")

        assert ("agreement.ended", [("in-successor", None, [])]) == told((found,))[0]
        assert "ask for it in plan-2023, which succeeds this agreement" == word(found.remedies[0])


class TestKeys:
    """Given a key, it says what the key would meet."""

    def test_what_is_no_key(self, office: Secretariat, terms: Terms) -> None:
        """Of a draft as of any command."""
        expected: Told = [("key.form", [("other-key", None, [])])]

        assert expected == told(
            office.why("plan-2022", "draft", by="an", body=terms, key="two words")
        )
        office.draft(terms, by="an", at="2022-01-03")
        assert expected == told(office.why("plan-2022", "sign", by="an", key="two words"))

    def test_a_key_of_another_command(self, office: Secretariat, terms: Terms) -> None:
        """Takes another key."""
        office.draft(terms, by="an", at="2022-01-03", key="k")

        assert [("key.reused", [("other-key", None, [])])] == told(
            office.why("plan-2022", "sign", by="an", key="k")
        )
        assert () == office.why("plan-2022", "sign", by="an", key="new")

    def test_a_repetition_is_accepted(self, office: Secretariat, terms: Terms) -> None:
        """Though the command alone would be refused now."""
        office.draft(terms, by="an", at="2022-01-03", key="k")
        office.submit("plan-2022", "withdraw", by="an", at="2022-01-03", key="w")
        asked: dict[str, Any] = {"by": "an", "at": "2022-01-03"}

        assert () == office.why("plan-2022", "draft", **asked, body=terms, key="k")
        assert () == office.why("plan-2022", "withdraw", **asked, key="w")
        assert ["agreement.ended"] == [
            each.reason.code for each in office.why("plan-2022", "withdraw", **asked)
        ]
