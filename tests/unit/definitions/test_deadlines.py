"""Due days that hang on something, and what may move them: what is refused, and what is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from coopflow import DefinitionError
from coopflow.definitions.checks_deadlines import MOST_IN_A_ROW
from coopflow.definitions.document import read_document
from coopflow.definitions.terms_reader import read_terms
from coopflow.values.time import Span

if TYPE_CHECKING:
    from collections.abc import Callable

Change = tuple[str, str]
Places = set[tuple[int | None, str]]

DUE = "due: 2022-06-30"
AGAIN = "kind: recurring\n        every: 3 months"


def hangs(written: str, mark: str) -> Change:
    """Return the change that lets 1.1 hang on something, and what is expected there."""
    return DUE, f"due: {written}  #! {mark}"


CASES: dict[str, list[Change]] = {
    "on what is not there": [hangs('{after: "9.9", by: 1 day}', "due.unknown")],
    "on what is done often": [hangs('{after: "1.2", by: 1 day}', "due.not-once")],
    "on what runs on": [hangs('{before: "1.3", by: 1 day}', "due.not-once")],
    "before the signature": [hangs("{before: signature, by: 1 day}", "due.before")],
    "before an occasion": [hangs("{before: flood, by: 1 day}", "due.before")],
    "on itself": [hangs('{after: "1.1", by: 1 day}', "due.circle")],
    "on each other": [
        hangs('{after: "1.2", by: 1 day}', "due.circle"),
        (AGAIN, 'kind: once\n        due: {before: "1.1", by: 1 day}'),
    ],
    "on another clause of the same act": [
        hangs('{after: "1.2", by: 1 day}', "due.circle"),
        (AGAIN, 'kind: once\n        due: {after: "1.2", by: 1 day}\n        same_as: "1.1"'),
    ],
    "beyond the calendar": [hangs("{after: signature, by: 9999 years}", "span.unreadable")],
    "before the calendar": [
        hangs('{before: "1.2", by: 9999 years}', "span.unreadable"),
        (AGAIN, "kind: once"),
    ],
    "in another form": [hangs("{after: signature}", "due.form")],
    "on two things": [hangs("{after: flood, before: flood, by: 1 day}", "due.form")],
    "on a number": [hangs("{after: 1.2, by: 1 day}", "id.unquoted")],
    "by no span": [hangs("{after: signature, by: soon}", "span.unreadable")],
    "on a list": [hangs("{after: [flood], by: 8 days}", "due.form")],
    "on nothing": [hangs("{after: null, by: 8 days}", "due.form")],
    "in a list": [hangs("[after, by]", "due.form")],
    "in two wrong ways": [
        (DUE, "due:\n          after: [flood]  #! due.form\n          by: 8  #! span.unreadable")
    ],
    "what often is not done once": [
        ("every: 3 months", "due: {after: signature, by: 1 day}  #! key.not-for-kind")
    ],
    "a source nobody named": [(DUE, f"{DUE}\n        due_source: LAW  #! source.unknown")],
    "an unknown suspension": [(DUE, f"{DUE}\n        suspension: never  #! suspension.unknown")],
    "a word for a number": [(DUE, f"{DUE}\n        extensions: twice  #! type.wrong")],
    "extensions of what is never due": [(DUE, "extensions: 2  #! deadline.none")],
    "a suspension of what is never due": [(DUE, "suspension: restart  #! deadline.none")],
    "a source of what is never due": [(DUE, "due_source: One  #! deadline.none")],
    "of rounds": [("every: 3 months", "extensions: 2  #! deadline.none")],
    "of what is triggered without a term": [
        ("within: 5 working days", "extensions: 2  #! deadline.none")
    ],
    **{
        f"one act with two {key}": [
            (AGAIN, f"kind: once\n        {DUE}\n        {key}: {value}  #! same-as.differs"),
            ("        lead: binh", "        same_as: ['1.1']"),
        ]
        for key, value in (
            ("extensions", "2"),
            ("suspension", "absolute"),
            ("due_source", "One"),
            ("remind", "[3d]"),
            ("urge", "[3d]"),
        )
    },
}

SAME: dict[str, tuple[str, str]] = {
    "weeks and days": (
        "{after: signature, by: 2 weeks}",
        "{after: signature, by: 14 days}",
    ),
    "the usual extension": ("2022-06-30", "2022-06-30\n        extensions: 1"),
}


class TestRefused:
    """A deadline that cannot be is refused under its own code, on its line, and only there."""

    @pytest.mark.parametrize("changes", CASES.values(), ids=CASES)
    def test_each_has_its_code_and_its_line(
        self,
        changes: list[Change],
        broken: Callable[[list[Change]], tuple[str, Places]],
        found: Callable[[str], Places],
    ) -> None:
        """The problems found are exactly those announced."""
        text, expected = broken(changes)

        assert expected
        assert expected == found(text)


class TestRows:
    """A move of the last deadline of a row moves all of them: a row has an end."""

    def row(self, sound: str, many: int) -> str:
        """Return a file in which so many clauses are due before one another."""
        clauses = "".join(
            f"      - {{id: r{n}, kind: once, text: W, due: {{before: {before}, by: 1 day}}}}\n"
            for n, before in ((n, f"r{n - 1}" if n > 1 else '"1.1"') for n in range(1, many + 1))
        )
        return sound.replace("    obligations:\n", f"    obligations:\n{clauses}", 1)

    def test_as_many_as_are_enough_are_read(self, sound: str) -> None:
        """Each of them before the next."""
        read = read_terms(read_document(self.row(sound, MOST_IN_A_ROW).encode()))

        assert read.terms.obligation(f"r{MOST_IN_A_ROW}") is not None

    def test_more_are_refused(self, sound: str) -> None:
        """Once for each row, however long."""
        with pytest.raises(DefinitionError) as error:
            read_terms(read_document(self.row(sound, 15 * MOST_IN_A_ROW).encode()))
        (problem,) = error.value.problems

        assert "due.row" == problem.code
        assert problem.text == (
            f"r{MOST_IN_A_ROW + 1} is due before what is due before another, more than"
            f" {MOST_IN_A_ROW} times in a row: give it a day"
        )


class TestAdvice:
    """Whoever wrote it otherwise is told what to write."""

    @pytest.mark.parametrize(
        ("written", "expected"),
        [
            (
                "{after: [flood], by: 8}",
                [
                    "8 has no unit: write 8 days, or weeks, months, years",
                    "'after' names one thing, not a list: write after: flood",
                ],
            ),
            (
                "{after: {flood: 1}, by: 8 days}",
                ["'after' names one thing, not a mapping: write after: signature"],
            ),
            ("{after: 5.10, by: 8 days}", ['an unquoted 5.10 reads as a number: write "5.10"']),
        ],
    )
    def test_both_mistakes_are_told(self, written: str, expected: list[str], sound: str) -> None:
        """Of what it hangs on and of how far, each with the right way."""
        text = sound.replace(DUE, f"due: {written}")
        with pytest.raises(DefinitionError) as error:
            read_terms(read_document(text.encode()))

        assert expected == [each.text for each in error.value.problems]

    @pytest.mark.parametrize("written", ["0 days", "-3 days", "99999 years", "1.5 days", "soon"])
    def test_the_bounds_of_a_span_are_told(self, written: str, sound: str) -> None:
        """In a file, and to whoever reads one by itself."""
        text = sound.replace("5 working days", written)
        with pytest.raises(DefinitionError, match="a whole number from 1 to 9999 and a unit"):
            read_terms(read_document(text.encode()))
        with pytest.raises(ValueError, match="a whole number from 1 to 9999 and a unit"):
            Span.parse(written)


class TestRead:
    """What hangs together is read."""

    @pytest.mark.parametrize(("one", "two"), SAME.values(), ids=SAME)
    def test_what_means_the_same_may_be_written_otherwise(
        self, one: str, two: str, sound: str, found: Callable[[str], Places]
    ) -> None:
        """Clauses of one act need not use the same words for their deadline."""
        text = sound.replace(DUE, f"due: {one}").replace(AGAIN, f"kind: once\n        due: {two}")

        assert set() == found(text.replace("        lead: binh", "        same_as: ['1.1']"))

    def test_chains_are_no_circles(self, sound: str) -> None:
        """One after the other, up to the signature, an occasion or a day."""
        text = sound.replace(DUE, 'due: {before: "1.2", by: 10 working days}').replace(
            AGAIN, "kind: once\n        due: {after: flood, by: 2 months}\n        due_source: One"
        )
        one, two, *_ = read_terms(read_document(text.encode(), "plan.yaml")).terms.obligations

        assert one.due_from is not None
        assert ("obligation", "1.2") == (one.due_from.anchor, one.due_from.of)
        assert two.due_from is not None
        assert ("occasion", "flood", "One") == (
            two.due_from.anchor,
            two.due_from.of,
            two.due_source,
        )
