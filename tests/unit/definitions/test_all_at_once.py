"""One reading tells everything: all that is wrong, and what should only be known."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from attrs import evolve

from coopflow.definitions.document import read_document
from coopflow.definitions.terms_reader import BUILT_IN, read_terms

if TYPE_CHECKING:
    from collections.abc import Callable

    from coopflow.values.problem import Problem

Change = tuple[str, str]
Places = set[tuple[int | None, str]]

MANY: list[Change] = [
    ("review_within: 6", "budget: 3  #! key.unknown\nreview_within: 6"),
    ("Asia/Ho_Chi_Minh", "Asia/Hoi_An  #! time-zone.unknown"),
    ("parent: tren}", "parent: duoi}  #! agency.unknown"),
    ("[represent, sign]}", "[sign, dance]}  #! capacity.unknown"),
    ("{title: One, date: 2019-10-30, aliases: [One]}", "{date: 2019-10-30}  #! key.missing"),
    ("due: 2022-06-30", "due: 2022-06-31  #! date.impossible"),
    ("[binh]", "[binh, an]  #! lead.coordinates"),
    ('- id: "1.2"', "- id: 5.10  #! id.unquoted"),
    ("sources: [1-KL/TW]", "sources: [2-KL/TW]  #! source.unknown"),
    ("on: [flood]", "on: [fire]  #! occasion.unknown"),
    ("within: 5 working days", "within: soon  #! span.unreadable"),
]


class TestAllAtOnce:
    """Whoever wrote a file learns in one reading all that is wrong with it."""

    def test_the_file_all_cases_begin_from_is_sound(self, sound: str) -> None:
        """Nothing is wrong with it, and there is nothing to notice."""
        reading = read_terms(read_document(sound.encode()))

        assert "p-2022" == reading.terms.id
        assert () == reading.notices

    def test_many_mistakes_are_all_told(
        self,
        broken: Callable[[list[Change]], tuple[str, Places]],
        found: Callable[[str], Places],
        problems: Callable[[str], tuple[Problem, ...]],
    ) -> None:
        """None hides another, and they come in the order of their lines."""
        text, expected = broken(MANY)
        lines = [problem.line or 0 for problem in problems(text)]

        assert len(MANY) == len(expected)
        assert expected == found(text)
        assert sorted(lines) == lines

    @pytest.mark.parametrize("change", MANY, ids=lambda change: change[1].split("#! ")[1])
    def test_each_says_what_and_where(
        self,
        change: Change,
        broken: Callable[[list[Change]], tuple[str, Places]],
        problems: Callable[[str], tuple[Problem, ...]],
    ) -> None:
        """A problem is a sentence with the file, the line and the code before it."""
        (problem,) = problems(broken([change])[0])

        assert f"plan.yaml:{problem.line}: {problem.code}: {problem.text}" == str(problem)
        assert problem.text

    @pytest.mark.parametrize("key", ["period", "parties", "agencies", "officers", "areas"])
    def test_what_must_stand_at_the_top_is_missed(
        self, key: str, sound: str, problems: Callable[[str], tuple[Problem, ...]]
    ) -> None:
        """Each of them is missed by name, on the first line."""
        lines = sound.splitlines(keepends=True)
        start = next(n for n, line in enumerate(lines) if line.startswith(f"{key}:"))
        end = next((n for n in range(start + 1, len(lines)) if lines[n][0] != " "), len(lines))
        told = problems("".join(lines[:start] + lines[end:]))

        missed = [each for each in told if each.code == "key.missing"]
        assert [((key,), 1)] == [(each.path, each.line) for each in missed]


class TestNotices:
    """What stands, and should be known all the same, is told and refuses nothing."""

    def test_one_act_under_two_leads(self, sound: str) -> None:
        """It is led jointly, and the conflict is told where the second clause stands."""
        text = sound.replace(
            "kind: recurring\n        every: 3 months",
            "kind: once\n        due: 2022-06-30\n        same_as: ['1.1']",
        )
        reading = read_terms(read_document(text.encode()))

        line = text[: text.index("same_as")].count("\n") + 1
        assert [("same-as.leads-differ", line)] == [(n.code, n.line) for n in reading.notices]

    def test_two_clauses_that_name_each_other(self, sound: str) -> None:
        """That is no circle."""
        text = sound.replace(
            "kind: recurring\n        every: 3 months\n        lead: binh",
            "kind: once\n        due: 2022-06-30\n        same_as: ['1.1']",
        ).replace("        coordinating: [binh]", "        same_as: ['1.2']")

        assert () == read_terms(read_document(text.encode())).notices

    def test_the_end_of_the_period_is_a_day(
        self, sound: str, found: Callable[[str], Places]
    ) -> None:
        """Two clauses due on the last day, once in words and once as a date, do not differ."""
        text = sound.replace("due: 2022-06-30", "due: end of period").replace(
            "kind: recurring\n        every: 3 months\n        lead: binh",
            "kind: once\n        due: 2022-12-31\n        same_as: ['1.1']",
        )

        assert set() == found(text)

    def test_an_alias_that_is_another_kind_of_document(self, sound: str) -> None:
        """A number that differs only in its kind is kept, and told."""
        text = sound.replace("aliases: [One]", "aliases: [1-TT/TW]")
        reading = read_terms(read_document(text.encode()))

        line = text[: text.index("1-TT/TW")].count("\n") + 1
        assert [("source.alias-conflict", line)] == [(n.code, n.line) for n in reading.notices]
        assert ("1-TT/TW",) == reading.terms.sources[0].aliases

    @pytest.mark.parametrize(
        ("decided", "within", "expected"),
        [
            ({"weekdays": 2021}, "5 working days", ["calendar.estimated"]),
            ({"weekdays": 2022}, "5 working days", []),
            ({"weekdays": 2021}, "5 days", []),
            ({}, "5 working days", []),
        ],
    )
    def test_working_days_nobody_has_decided_are_estimates(
        self, sound: str, decided: dict[str, int], within: str, expected: list[str]
    ) -> None:
        """Where some are counted, beyond the year up to which the calendar is sure."""
        text = sound.replace("5 working days", within).replace(
            "parties:", "calendar: weekdays\nparties:", 1
        )
        reading = read_terms(read_document(text.encode()), known=evolve(BUILT_IN, decided=decided))

        assert expected == [each.code for each in reading.notices]
