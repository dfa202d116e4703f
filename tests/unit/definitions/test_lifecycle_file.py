"""Lifecycle files: what they mean, and everything that can be wrong with them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from attrs import evolve

from coopflow import DefinitionError
from coopflow.definitions.document import read_document
from coopflow.definitions.lifecycle_checks import check
from coopflow.definitions.lifecycle_file import read_lifecycle
from coopflow.values.lifecycle import Consent, Lifecycle, Row, State

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coopflow.values.lifecycle import Phase

MOU = """\
coopflow: 1
lifecycle: county-mou
edition: 1
initial: draft
states: {draft: drafting, shared: drafting, open: executing, checked: reviewing, closed: ended}
rows:
  - {command: share, from: draft, to: shared, event: agreement.shared, by: party}
  - {command: sign, from: shared, to: open, event: agreement.opened, by: signatory, consent: all}
  - {command: review, from: open, to: checked, event: e, by: party, consent: {at_least: 2}}
  - {command: close, from: checked, to: closed, event: e, by: party, consent: [north, south]}
"""


def _problems(old: str, new: str) -> list[tuple[int | None, str]]:
    text = MOU.replace(old, new)
    with pytest.raises(DefinitionError) as caught:
        read_lifecycle(read_document(text.encode(), "mou.yaml"), guards=("ready",))
    return [(problem.line, problem.code) for problem in caught.value.problems]


class TestLifecycleFile:
    """A table is read as it is written, or refused with every problem and its line."""

    def test_it_is_read(self) -> None:
        """Consents are words, a number of parties, or the parties themselves."""
        lifecycle = read_lifecycle(read_document(MOU.encode()))

        assert ("county-mou@1", "draft") == (lifecycle.key, lifecycle.initial)
        assert [
            Consent(count="none"),
            Consent(count="all"),
            Consent(count="at_least", at_least=2),
            Consent(count="named", parties=("north", "south")),
        ] == [row.consent for row in lifecycle.rows]

    @pytest.mark.parametrize("name", ["署名済", "đã-ký", "signée", "ລົງນາມ", "हस्ताक्षर", "ลงนามแล้ว"])
    def test_names_are_of_any_script(self, name: str) -> None:
        """Letters with whatever marks they bear."""
        lifecycle = read_lifecycle(read_document(MOU.replace("shared", name).encode()))

        assert name in [state.name for state in lifecycle.states]

    @pytest.mark.parametrize(
        ("old", "new", "line", "code"),
        [
            ("coopflow: 1", "coopflow: 2", 1, "format.unknown"),
            ("edition: 1", "edition: one", 3, "type.wrong"),
            ("county-mou", "task", 2, "id.duplicate"),
            ("county-mou", "proposal", 2, "id.duplicate"),
            ("county-mou", "assignment", 2, "id.duplicate"),
            ("county-mou", "standard", 2, "id.duplicate"),
            ("{at_least: 2}", "{at_least: -1}", 9, "consent.unknown"),
            ("{at_least: 2}", "{at_least: two}", 9, "type.wrong"),
            ("signatory,", "signatory, source: {en: Law},", 8, "type.wrong"),
            ("initial: draft", "initial: drft", 4, "state.unknown"),
            ("initial: draft", "initial: open", 4, "phase.initial"),
            ("closed: ended", "closed: over", 5, "phase.unknown"),
            ("closed: ended", "closed: ended, lost: ended", 5, "state.unreachable"),
            ("closed: ended", "closed: reviewing", 5, "state.no-way-out"),
            ("closed: ended", "closed: ended, closed: ended", 5, "id.duplicate"),
            ("open: executing", "open: binding", 5, "phase.never-runs"),
            ("to: shared", "to: shred", 7, "state.unknown"),
            ("command: share", "command: report", 7, "command.reserved"),
            ("by: signatory", "by: boss", 8, "by.unknown"),
            ("consent: all", "consent: most", 8, "consent.unknown"),
            ("{at_least: 2}", "{at_least: 0}", 9, "consent.unknown"),
            ("by: party, consent: [", "by: party, guards: [gone], consent: [", 10, "guard.unknown"),
            ("to: closed", "to: closed, colour: red", 10, "key.unknown"),
            (", to: closed", "", 10, "key.missing"),
            ("from: checked", "from: closed", 10, "row.after-end"),
            ("edition: 1", "edition: 0", 3, "edition.first"),
            ("from: draft, to: shared", "from: open, to: shared", 7, "row.back-to-draft"),
            ("command: share", "command: refuse", 7, "command.reserved"),
            ("[north, south]", "[north, north]", 10, "id.duplicate"),
            ("from: shared, to: open", "from: shared, to: pause", 8, "state.unknown"),
        ],
    )
    def test_what_is_wrong_is_told_with_its_line(
        self, old: str, new: str, line: int, code: str
    ) -> None:
        """One mistake, one place."""
        assert (line, code) in _problems(old, new)

    @pytest.mark.parametrize("row", ["by: party}", "by: party, guards: [ready]}"])
    def test_rows_that_nothing_tells_apart_are_a_problem(self, row: str) -> None:
        """What an unguarded row before them always takes, they never get."""
        again = f"  - {{command: share, from: draft, to: open, event: e, {row}\n"

        assert [(11, "row.ambiguous")] == _problems(MOU, MOU + again)

    @pytest.mark.parametrize(
        ("states", "row", "line", "code"),
        [
            ("pause: suspended", "from: draft, to: pause, by: party", 11, "row.suspends-draft"),
            ("", "from: draft, to: draft, by: party, consent: all", 11, "row.revision"),
            ("", "from: open, to: closed, by: successor", 11, "row.renewal"),
            ("", "from: checked, to: open, by: successor", 11, "row.renewal"),
            ("", "from: checked, to: closed, by: successor, consent: all", 11, "row.renewal"),
            ("", "from: checked, to: closed, by: successor, guards: [ready]", 11, "row.renewal"),
            ("stuck: executing", "from: open, to: stuck, by: party", 5, "state.no-way-out"),
            ("", "from: draft, to: closed, by: clock", 11, "row.lapse"),
            ("", "from: open, to: checked, by: clock", 11, "row.lapse"),
            ("", "from: open, to: closed, by: clock, consent: all", 11, "row.lapse"),
        ],
    )
    def test_a_row_that_cannot_be_taken_or_left_is_a_problem(
        self, states: str, row: str, line: int, code: str
    ) -> None:
        """A row stands where it can be taken, and leads to where one can go on."""
        text = MOU.replace("closed: ended", f"closed: ended, {states}") if states else MOU
        text += f"  - {{command: more, event: e, {row}}}\n"

        assert (line, code) in _problems(MOU, text)

    def test_a_circle_without_an_end_is_a_problem_of_every_state_in_it(self) -> None:
        """That each of them leads to the other is no way out."""
        text = MOU.replace("closed: ended", "closed: ended, one: executing, two: suspended")
        for origin, target in (("open", "one"), ("one", "two"), ("two", "one")):
            text += f"  - {{command: go, from: {origin}, to: {target}, event: e, by: party}}\n"

        assert [(5, "state.no-way-out"), (5, "state.no-way-out")] == _problems(MOU, text)

    def test_a_circle_nothing_leads_to_is_a_problem(self) -> None:
        """A row leads to each of them, and none from the beginning."""
        text = MOU.replace("closed: ended", "closed: ended, one: executing, two: suspended")
        for origin, target in (("one", "two"), ("two", "one"), ("two", "closed")):
            text += (
                f"  - {{command: go-{target}, from: {origin}, to: {target}, event: e, by: party}}\n"
            )

        assert [(5, "state.unreachable"), (5, "state.unreachable")] == _problems(MOU, text)

    def test_one_successor_is_enough(self) -> None:
        """Nobody asks for such a row, so nothing tells two of them apart."""
        text = MOU
        for command in ("renew", "extend"):
            text += (
                f"  - {{command: {command}, from: checked, to: closed, event: e, by: successor}}\n"
            )

        assert [(12, "row.ambiguous")] == _problems(MOU, text)

    @pytest.mark.parametrize("origin", ["open", "checked"])
    def test_a_row_may_be_taken_by_the_clock(self, origin: str) -> None:
        """Out of any state where the text binds and time runs; guards may tell two apart."""
        text = MOU.replace("closed: ended", "closed: ended, lost: ended")
        for more in ("closed, by: clock, guards: [ready]", "lost, by: clock"):
            text += f"  - {{command: lapse, from: {origin}, event: e, to: {more}}}\n"
        lifecycle = read_lifecycle(read_document(text.encode()), guards=("ready",))

        assert ["clock", "clock"] == [row.by for row in lifecycle.rows[-2:]]

    def test_the_clock_takes_one_command(self) -> None:
        """Nothing would tell which of two it takes first."""
        text = MOU
        for command in ("lapse", "expire"):
            text += f"  - {{command: {command}, from: open, to: closed, event: e, by: clock}}\n"

        assert [(12, "row.ambiguous")] == _problems(MOU, text)

    @pytest.mark.parametrize(
        "more",
        [
            "to: closed, by: signatory, consent: [north, south]",
            "to: closed, by: party",
            "to: open, by: party, consent: [north, south]",
        ],
    )
    def test_rows_of_one_command_differ_in_their_guards_alone(self, more: str) -> None:
        """Not in who may ask, whose consent counts, or what is to be brought along."""
        text = MOU.replace("by: party, consent: [", "by: party, guards: [ready], consent: [")
        text += f"  - {{command: close, from: checked, event: e, {more}}}\n"

        assert [(11, "row.differs")] == _problems(MOU, text)

    def test_what_code_puts_together_is_held_to_the_same(self) -> None:
        """Names that no file could hold are no names of a value either."""
        made = read_lifecycle(read_document(MOU.encode()))
        other = evolve(made, name="a b", rows=(evolve(made.rows[0], command="*"), *made.rows[1:]))

        assert [("id.form", ("lifecycle",)), ("id.form", ("rows", 0, "command"))] == [
            (each.code, each.path) for each in check(other)
        ]

    def test_a_text_that_never_binds_is_a_problem(self) -> None:
        """A draft that can only be given up is no agreement."""
        text = MOU[: MOU.index("states")]
        text += "states: {draft: drafting, gone: ended}\nrows:\n"
        text += "  - {command: drop, from: draft, to: gone, event: e, by: party}\n"

        assert [(5, "phase.never-binds")] == _problems(MOU, text)

    def test_several_mistakes_are_told_at_once(self) -> None:
        """Each with its line."""
        text = MOU.replace("by: signatory", "by: boss").replace("command: share", "command: draft")

        assert [(7, "command.reserved"), (8, "by.unknown")] == _problems(MOU, text)

    @pytest.mark.parametrize("number", ["-3", "0x10", "1_000", "9" * 29])
    def test_a_number_that_is_not_taken_is_told_which_are(self, number: str) -> None:
        """Those are whole numbers too: that they are none would be untrue."""
        with pytest.raises(DefinitionError, match="from 0 to 999999999 in plain digits"):
            read_lifecycle(read_document(MOU.replace("edition: 1", f"edition: {number}").encode()))

    def test_terms_are_no_lifecycle(self) -> None:
        """It says which file this is, and nothing about keys."""
        text = "coopflow: 1\nid: p\nlifecycle: mou@1\nparties: [a, b]\nareas: []\n"

        assert [(1, "file.another")] == _problems(MOU, text)

    def test_what_is_no_mapping_is_no_lifecycle(self) -> None:
        """It says how one begins."""
        assert [(1, "file.not-a-mapping")] == _problems(MOU, "- share\n")


class TestAtOnce:
    """One mistake hides no other: whatever can be told of a row is told beside it."""

    FILE = """\
coopflow: 1
lifecycle: mou
edition: 1
initial: draft
states: {draft: drafting, shared: running, open: executing, closed: ended}
rows:
  - {command: report, from: draft, to: shared, event: a.b, by: minister, guards: [nope]}
  - {command: sign, from: shared, to: closs, event: a.c, by: signatory, consent: some}
  - {command: back, from: closed, to: open, event: a.d, by: party, consent: []}
  - 5
  - {command: more, from: open, to: nowhere, event: a.d, by: party, consent: {at_least: 0}}
"""

    def test_every_mistake_is_told_with_its_line(self) -> None:
        """Those of form and those of meaning, and rows behind one that is none."""
        with pytest.raises(DefinitionError) as caught:
            read_lifecycle(read_document(self.FILE.encode()), guards=())

        assert [
            (5, "phase.unknown"),
            (7, "by.unknown"),
            (7, "command.reserved"),
            (7, "guard.unknown"),
            (8, "consent.unknown"),
            (8, "state.unknown"),
            (9, "consent.unknown"),
            (9, "row.after-end"),
            (10, "type.wrong"),
            (11, "consent.unknown"),
            (11, "state.unknown"),
        ] == sorted((each.line or 0, each.code) for each in caught.value.problems)

    @pytest.mark.parametrize(
        ("old", "new", "line", "code"),
        [
            ("from: draft", "from: drft", 7, "state.unknown"),
            ("to: open", "to: opne", 8, "state.unknown"),
            ("initial: draft", "initial: drft", 4, "state.unknown"),
            (
                "{draft: drafting, shared: drafting, open",
                "[draft, shared]  # {open",
                5,
                "type.wrong",
            ),
            ("open: executing", "open: 5", 5, "text.unquoted"),
            ("open: executing", "open: null", 5, "key.missing"),
        ],
    )
    def test_one_slip_is_told_once(self, old: str, new: str, line: int, code: str) -> None:
        """What follows from it alone is not told: no state is cut off by a word misspelt."""
        assert [(line, code)] == _problems(old, new)


class Walked(tuple[Any, ...]):  # noqa: SLOT001 - a tuple that counts takes no slots
    """A tuple that counts how often it is gone through."""

    walks = 0

    def __iter__(self) -> Iterator[Any]:
        """Go through it once more."""
        self.walks += 1
        return super().__iter__()


class TestLargeTables:
    """A large table is judged in one go, however many states and rows it has."""

    @staticmethod
    def _walks(size: int, end: Phase) -> tuple[int, int]:
        """Check a chain of states; return how often its states and its rows are gone through."""
        between: list[Phase] = ["executing"] * size
        phases: tuple[Phase, ...] = ("drafting", *between, end)
        states = Walked(State(name=f"s{n}", phase=phase) for n, phase in enumerate(phases))
        rows = Walked(
            Row(command="go", origin=f"s{n}", target=f"s{n + 1}", event="e", by="party")
            for n in range(len(phases) - 1)
        )
        made = Lifecycle(name="long", edition=1, initial="s0", states=states, rows=rows)
        found = check(made)

        assert (0 if end == "ended" else len(phases)) == len(found)
        return states.walks, rows.walks

    @pytest.mark.parametrize("end", ["ended", "executing"])
    def test_a_longer_chain_is_gone_through_as_often(self, end: Phase) -> None:
        """With a way out, and where no state has one."""
        assert self._walks(5, end) == self._walks(500, end)

    def test_guards_are_told_apart_whatever_their_order(self) -> None:
        """A row is never taken where guards among its own let an earlier one be taken first."""
        guards = ["[b, a]", "[c, a]", "[c]", "[a, d, c]", "[d]", "[a, b]"]
        text = MOU
        for each in guards:
            row = f"from: checked, to: closed, event: e, by: party, guards: {each}"
            text += f"  - {{command: end, {row}}}\n"
        with pytest.raises(DefinitionError) as caught:
            read_lifecycle(read_document(text.encode()))

        assert [(14, "row.ambiguous"), (16, "row.ambiguous")] == [
            (each.line, each.code) for each in caught.value.problems
        ]
