"""What each objection rests on, and what would change it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from coopflow import word
from coopflow.engine.explaining import FINAL, REMEDIES, explain
from coopflow.engine.remedy import Refusal
from coopflow.values.command import Command
from coopflow.values.reason import Reason

if TYPE_CHECKING:
    from collections.abc import Callable

    from coopflow import Secretariat
    from coopflow.values.explanation import Explanation, Remedy

Told = tuple[str, str | None, list[str], dict[str, str]]

HEADS = ["an-head", "binh-head", "chi-head"]
EVERYBODY = [f"{party}-{post}" for party in ("an", "binh", "chi")
             for post in ("clerk", "deputy", "head")]  # fmt: skip


def officers(agency: str) -> list[str]:
    """Return the officers of an agency, in order of ids."""
    return [f"{agency}-{post}" for post in ("clerk", "deputy", "head")]


def told(remedy: Remedy) -> Told:
    """Return the advice, the command, who may, and what is said with it."""
    by = [each.id for each in remedy.by]
    return remedy.code, remedy.command, by, dict(remedy.said)


ASKED: list[tuple[str, str, str, dict[str, Any], list[Told]]] = [
    # at which stage, what is asked by whom; and what would change the first objection
    ("draft", "start", "an-head", {}, [("give", "sign", HEADS, {})]),
    ("draft", "review", "an-head", {}, [("give-first", "sign", HEADS, {})]),
    ("half-signed", "start", "an-head", {}, [("give", "sign", HEADS[1:], {})]),
    ("executing", "sign", "an-head", {}, []),
    ("closed", "start", "an-head", {}, []),
    ("executing", "close", "an-head", {}, [("give", "review", EVERYBODY, {})]),
    ("executing", "renew", "an-head", {}, [("give", "review", EVERYBODY, {})]),
    ("reviewed", "renew", "an-head", {}, [("succeed", None, HEADS, {})]),
    ("draft", "sign", "an-clerk", {}, [("give", "sign", ["an-head"], {})]),
    ("draft", "sign", "dong-head", {}, [("give", "sign", HEADS, {})]),
    ("draft", "sign", "nobody", {},
     [("give", "sign", HEADS, {}), ("enter-officer", None, [], {})]),
    ("draft", "sign", "an-head", {"agency": "binh"},
     [("give", "sign", ["binh-head"], {}), ("own-name", "sign", ["an-head"], {})]),
    ("draft", "sign", "an-head", {"at": "2022-01-02"}, [("later", "sign", ["an-head"], {})]),
    ("half-reviewed", "assent", "binh-clerk", {},
     [("give", "assent", ["binh-deputy", "binh-head"], {})]),
    ("half-signed", "sign", "an-head", {},
     [("give", "assent", HEADS[1:], {"proposal": "sign/1"}),
      ("give", "retract", officers("an"), {"proposal": "sign/1"})]),
    ("half-signed", "retract", "binh-head", {},
     [("give", "retract", officers("an"), {"proposal": "sign/1"}),
      ("give", "decline", HEADS[1:], {"proposal": "sign/1"})]),
    ("half-signed", "assent", "binh-head", {"proposal": "sign/2"},
     [("give", "assent", HEADS[1:], {"proposal": "sign/1"})]),
    ("draft", "assent", "an-head", {}, [("give", "sign", HEADS, {})]),
    ("executing", "report", "binh-head", {"task": "1.1/1"},
     [("give", "report", officers("an"), {"task": "1.1/1"})]),
    ("reported", "report", "an-head", {"task": "1.1/1"},
     [("give", "accept", [*officers("binh"), *officers("dong")], {"task": "1.1/1"}),
      ("give", "return", [*officers("binh"), *officers("dong")], {"task": "1.1/1"})]),
    ("executing", "accept", "binh-head", {"task": "1.1/1"},
     [("give", "report", officers("an"), {"task": "1.1/1"})]),
    ("executing", "report", "an-head", {}, [("which-task", "report", ["an-head"], {})]),
    ("executing", "report", "dong-head", {},
     [("which-task", None, officers("an"), {}), ("which-task", None, officers("binh"), {})]),
    ("executing", "report", "an-head", {"task": "1.9/1"}, []),
    ("executing", "report", "binh-head", {"task": "1.3/1"},
     [("assess", "report", ["binh-head"], {"task": "1.3/1"})]),
    ("signed", "occasion", "an-head", {"occasion": "flood"}, [("give", "start", EVERYBODY, {})]),
    ("executing", "occasion", "an-head", {"obligation": "1.5"},
     [("give", "occasion", officers("chi"), {"obligation": "1.5"})]),
    ("executing", "occasion", "an-head", {"obligation": "1.4"},
     [("give", "occasion", EVERYBODY, {"occasion": "flood"})]),
    ("executing", "occasion", "an-head", {"obligation": "1.1"}, []),
    ("executing", "occasion", "an-head", {"occasion": "fire"},
     [("give", "occasion", EVERYBODY, {"occasion": "flood"}),
      ("give", "occasion", officers("chi"), {"obligation": "1.5"})]),
]  # fmt: skip


class TestRemedies:
    """Whoever is told no learns what would change it, and who may."""

    @pytest.mark.parametrize(
        ("stage", "command", "by", "more", "expected"),
        ASKED,
        ids=[f"{stage}: {command} by {by} {more or ''}" for stage, command, by, more, _ in ASKED],
    )
    def test_what_would_change_it(
        self,
        stage: str,
        command: str,
        by: str,
        more: dict[str, Any],
        expected: list[Told],
        stand: Callable[..., Secretariat],
    ) -> None:
        """Which command, by whom, with what; nothing where nothing can."""
        first, *_ = stand(stage).why("p1", command, by=by, **more)

        assert expected == list(map(told, first.remedies))

    def test_a_lifecycle_is_walked_the_shortest_way(
        self, stand: Callable[..., Secretariat]
    ) -> None:
        """What comes after the next step is named as well."""
        (only,) = stand("draft").why("p1", "close", by="an-head")
        (remedy,) = only.remedies

        assert (("then", "start, review"),) == remedy.values

    def test_what_is_still_lacking_is_said(self, stand: Callable[..., Secretariat]) -> None:
        """A remedy that takes a body says so."""
        (only,) = stand("executing").why("p1", "close", by="an-head")

        assert [("body.missing", "disposition.missing")] == [r.needs for r in only.remedies]

    def test_what_speaks_against_a_remedy_is_said(
        self, stand: Callable[..., Secretariat], terms_of: Callable[..., dict[str, Any]]
    ) -> None:
        """Ask about that in turn: here the predecessor has to be reviewed before the signing."""
        office = stand("executing")
        office.renew("p1", by="an-clerk", terms=None)
        name = next(row.id for row in office.agreements() if row.id != "p1")
        (start,) = office.why(name, "start", by="an-head")
        (sign,) = office.why(name, "sign", by="an-head")

        assert [("sign", ("predecessor.not-reviewed",))] == [
            (each.command, each.hindered) for each in start.remedies
        ]
        assert [("p1", "review"), (name, "revise")] == [
            (each.agreement, each.command) for each in sign.remedies
        ]

    def test_what_a_plugin_refuses_to_accept_can_be_returned(
        self, stand: Callable[..., Secretariat]
    ) -> None:
        """Its own objections say themselves what to do."""
        reason = Reason("binh.no", text="not yet", plugin="binh", agency="binh")
        found = made(stand("reported"), reason, "accept", by="binh-head", task="1.1/1")

        assert [
            ("meet-plugin", None, [], {}),
            ("give", "return", officers("binh"), {"task": "1.1/1"}),
        ] == list(map(told, found.remedies))


class TestRules:
    """An objection names the rule it rests on."""

    @pytest.mark.parametrize(
        ("stage", "command", "more", "expected"),
        [
            ("draft", "start", {}, ("transition", "standard@1", [("signed", "executing")], None)),
            ("draft", "sign", {}, ("authority", "standard@1", [("draft", "signed")], None)),
            ("half-signed", "assent", {}, ("authority", "standard@1", [("draft", "signed")], None)),
            ("executing", "report", {"task": "1.1/1"},
             ("authority", "task@1", [("open", "reported")], "1.1")),
            ("executing", "occasion", {"obligation": "1.5"}, ("authority", None, [], "1.5")),
            ("closed", "sign", {}, ("end", None, [], None)),
        ],
    )  # fmt: skip
    def test_the_rule_is_named(
        self,
        stage: str,
        command: str,
        more: dict[str, Any],
        expected: tuple[str, str | None, list[tuple[str, str]], str | None],
        stand: Callable[..., Secretariat],
    ) -> None:
        """With the transitions and the clause that are concerned."""
        *_, last = stand(stage).why("p1", command, by="binh-clerk", **more)
        rule = last.rule

        rows = [(row.origin, row.target) for row in rule.rows]
        assert expected == (rule.name, rule.lifecycle, rows, rule.clause)


VALUES: dict[str, dict[str, str]] = {
    "acceptance.given": {"task": "1.1/1"},
    "assent.declined": {"proposal": "sign/1"},
    "assent.given": {"proposal": "sign/1"},
    "assent.not-needed": {"proposal": "sign/1"},
    "authority.coordinating": {"task": "1.1/1"},
    "authority.granting": {"task": "1.1/1"},
    "authority.opener": {"proposal": "sign/1"},
    "authority.other-agency": {"agency": "an", "own": "an"},
    "authority.represent": {"agency": "an"},
    "authority.sign": {"agency": "an"},
    "body.missing": {"wanted": "review"},
    **{
        f"assignment.{what}": {"task": "1.1/1", "assignment": "1.1/1~1"}
        for what in ("given", "handed-on", "not-now")
    },
    "authority.assign": {"task": "1.1/1"},
    "reassign.between": {"assignment": "1.1/1~1", "to": "phong"},
    "authority.assignee": {"assignment": "1.1/1~1"},
    "extension.pending": {"task": "1.1/1"},
    "grant.given": {"task": "1.1/1"},
    "extension.not-asked": {"task": "1.1/1"},
    "extension.not-later": {"task": "1.1/1", "due": "2022-06-30"},
    "cause.missing": {"cause": "flood-2022"},
    "extension.used-up": {"task": "1.1/1"},
    "obligation.not-by-round": {"obligation": "1.4"},
    "proposal.other-text": {"proposal": "sign/1"},
    "task.already-reported": {"task": "1.1/1"},
    "task.not-reported": {"task": "1.2/1"},
    "task.undated": {"task": "1.7/1"},
    "until.missing": {"due": "2022-06-30"},
}
"""Values of the objections whose remedies look at them."""

STANDS: dict[str, tuple[str, dict[str, Any]]] = {
    **{f"assent.{what}": ("half-signed", {}) for what in ("declined", "given", "not-needed")},
    "acceptance.given": ("reported", {"command": "accept", "task": "1.1/1"}),
    "authority.coordinating": ("reported", {"command": "accept", "task": "1.1/1"}),
    "authority.granting": ("asked", {"command": "grant", "task": "1.1/1"}),
    "authority.opener": ("half-signed", {"command": "retract"}),
    "command.not-now": ("draft", {"command": "review"}),
    **{
        f"assignment.{what}": ("handed", {"command": "deliver"})
        for what in ("given", "handed-on", "missing", "not-held", "not-now", "unknown")
    },
    "authority.assign": ("handed", {"command": "assign"}),
    "reassign.between": ("handed", {"command": "reassign"}),
    "authority.assignee": ("handed", {"command": "deliver"}),
    "extension.pending": ("asked", {"command": "extension", "task": "1.1/1"}),
    "grant.given": ("asked", {"command": "grant", "task": "1.1/1"}),
    "extension.not-asked": ("executing", {"command": "grant", "task": "1.1/1"}),
    "extension.not-later": ("asked", {"command": "grant", "task": "1.1/1"}),
    "extension.used-up": ("executing", {"command": "extension", "task": "1.1/1"}),
    "occasion.not-running": ("signed", {"command": "occasion"}),
    "proposal.other-text": ("half-signed", {}),
    "task.already-reported": ("reported", {}),
    "task.missing": ("executing", {"command": "report"}),
    "task.not-reported": ("executing", {}),
    "task.undated": ("executing", {"command": "extension", "task": "1.7/1"}),
    "task.unknown": ("executing", {"command": "report"}),
    "until.missing": ("executing", {"command": "extension", "task": "1.1/1"}),
    **{
        f"occasion.{what}": ("executing", {"command": "occasion"})
        for what in ("missing", "unknown")
    },
    **{f"obligation.{what}": ("executing", {}) for what in ("not-by-round", "unknown")},
}
"""Where each objection can be met, and by what; else a draft, and its signing."""


def made(
    office: Secretariat, reason: Reason, command: str, by: str = "an-head", **said: Any
) -> Explanation:
    """Return the explanation of an objection, had it been made to a command."""
    now, casework = office.get("p1"), office._casework
    view = casework.view(now, now.terms)
    rules = casework.rules(office._records.plan(now), now.terms)
    asked = Command(agreement="p1", name=command, by=by, at=now.at, **said)
    return explain(Refusal(rules=rules, view=view, command=asked, reason=reason))


class TestEveryCode:
    """There is no objection without an answer to "what now?"."""

    @pytest.mark.parametrize("code", REMEDIES)
    def test_it_has_a_remedy_with_words(self, code: str, stand: Callable[..., Secretariat]) -> None:
        """In both languages, and other ones in each."""
        stage, said = STANDS.get(code, ("draft", {}))
        reason = Reason(code, tuple(VALUES.get(code, {}).items()))
        found = made(stand(stage), reason, **{"command": "sign", **said})

        assert found.remedies
        assert word(found.rule) != word(found.rule, "vi")
        for each in found.remedies:
            assert word(each) != word(each, "vi")

    @pytest.mark.parametrize("code", FINAL)
    def test_what_is_final_says_so(self, code: str, stand: Callable[..., Secretariat]) -> None:
        """Nothing in the agreement can change it."""
        assert () == made(stand("executing"), Reason(code), "report").remedies
