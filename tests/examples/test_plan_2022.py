"""The plan file of 2022 says what the article says: the table below was made from the article."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from coopflow.definitions.document import read_file
from coopflow.definitions.terms_reader import read_terms

if TYPE_CHECKING:
    from coopflow.values.terms import Obligation

FOLDER = Path(__file__).parents[2] / "examples" / "quang_nam_2022"
READING = read_terms(read_file(FOLDER / "plan-2022.yaml"))
PLAN = READING.terms

VAN, TOC, JOINT = "ban-dan-van", "ban-dan-toc", None

# Of each commitment: who leads, how often, what the lead rests on, who coordinates.
COMMITMENTS: dict[str, tuple[str | None, str, str, tuple[str, ...]]] = {
    "1.1": (VAN, "continuous", "item", (TOC,)),
    "1.2": (VAN, "continuous", "item", (TOC,)),
    "1.3": (VAN, "triggered", "item", (TOC,)),
    "1.4": (TOC, "continuous", "actor", ()),
    "1.5": (TOC, "continuous", "actor", ()),
    "1.6": (TOC, "continuous", "actor", ()),
    "1.7": (TOC, "continuous", "actor", ()),
    "1.8": (TOC, "continuous", "actor", ()),
    "1.9": (TOC, "once", "actor", ()),
    "1.10": (TOC, "continuous", "actor", ()),
    "1.11": (TOC, "triggered", "actor", ()),
    "2.1": (JOINT, "continuous", "joint", ()),
    "2.2": (VAN, "continuous", "item", (TOC,)),
    "2.3": (TOC, "continuous", "actor", (VAN,)),
    "2.4": (TOC, "continuous", "actor", (VAN,)),
    "3.1": (VAN, "continuous", "heading", (TOC,)),
    "3.2": (VAN, "once", "heading", (TOC,)),
    "3.3": (VAN, "once", "heading", (TOC,)),
    "3.4": (VAN, "once", "heading", (TOC,)),
    "3.5": (VAN, "continuous", "heading", (TOC,)),
    "3.6": (VAN, "recurring", "heading", (TOC,)),
    "3.7": (VAN, "recurring", "heading", (TOC,)),
    "4.1": (TOC, "recurring", "heading", (VAN,)),
    "4.2": (TOC, "recurring", "heading", (VAN,)),
    "4.3": (TOC, "recurring", "heading", (VAN,)),
    "5.1": (TOC, "continuous", "heading", (VAN,)),
    "5.2": (TOC, "once", "heading", (VAN,)),
    "5.3": (TOC, "recurring", "heading", (VAN,)),
    "5.4": (TOC, "continuous", "heading", (VAN,)),
    "5.5": (TOC, "triggered", "heading", (VAN,)),
    "5.6": (TOC, "triggered", "heading", (VAN,)),
    "5.7": (TOC, "triggered", "heading", (VAN,)),
    "5.8": (TOC, "once", "item", (VAN,)),
    "5.9": (TOC, "recurring", "item", (VAN,)),
    "5.10": (TOC, "once", "item", (VAN,)),
    "5.11": (TOC, "once", "item", (VAN,)),
}

# The documents, each as it is cited where it is cited.
CITED = {
    "1.5": ("65-KL/TW", "24-NQ/TW"),
    "1.6": ("01-TTr/TU", "49-CT/TW"),
    "1.7": ("29-CT/TU",),
    "1.8": ("120/2020/QH14",),
    "1.10": ("12/2018/QĐ-TTg",),
    "2.1": ("01-TT/TU", "49-CT/TW", "65-KL/TW"),
    "2.3": ("Luật Bình đẳng giới",),
}
DATED = {
    "65-KL/TW": date(2019, 10, 30),
    "24-NQ/TW": date(2003, 3, 12),
    "01-TT/TU": date(2015, 12, 9),
    "49-CT/TW": date(2015, 10, 20),
    "29-CT/TU": date(2018, 7, 6),
    "120/2020/QH14": date(2020, 6, 19),
    "12/2018/QĐ-TTg": date(2018, 3, 6),
    "Luật Bình đẳng giới": None,
}


def _told(obligation: Obligation) -> tuple[str | None, str, str, tuple[str, ...]]:
    return (obligation.lead, obligation.kind, obligation.basis, obligation.coordinating)


class TestCommitments:
    """All 36 commitments are there, each as the article has it."""

    def test_they_are_those_of_the_article_in_its_order(self) -> None:
        """Eleven, four, seven, three and eleven, in five areas."""
        assert list(COMMITMENTS) == [each.id for each in PLAN.obligations]
        assert ["1", "2", "3", "4", "5"] == [area.id for area in PLAN.areas]
        assert [each.id.split(".")[0] for each in PLAN.obligations] == [
            each.area for each in PLAN.obligations
        ]

    @pytest.mark.parametrize("obligation", PLAN.obligations, ids=lambda each: each.id)
    def test_a_commitment_is_led_and_timed_as_the_article_says(
        self, obligation: Obligation
    ) -> None:
        """Who leads and on what ground, who coordinates, and how often."""
        assert COMMITMENTS[obligation.id] == _told(obligation)

    def test_the_table_adds_up(self) -> None:
        """Sixteen, eight, seven and five; twenty-four, eleven and one."""
        kinds = Counter(each.kind for each in PLAN.obligations)
        leads = Counter(each.lead for each in PLAN.obligations)

        assert {"continuous": 16, "once": 8, "recurring": 7, "triggered": 5} == kinds
        assert {TOC: 24, VAN: 11, JOINT: 1} == leads

    @pytest.mark.parametrize("obligation", PLAN.obligations, ids=lambda each: each.id)
    def test_a_commitment_speaks_both_languages_and_cites_the_article(
        self, obligation: Obligation
    ) -> None:
        """And says so where its evidence is made up."""
        note = str(obligation.note)

        assert ["vi", "en"] == [language for language, _ in obligation.text.words]
        assert f"Article, section {obligation.area}" in note
        assert bool(obligation.evidence) == ("evidence kinds are illustrative" in note.lower())


class TestClauses:
    """What several clauses have to do with one another, and with the lifecycle."""

    def test_one_act_stands_in_two_clauses(self) -> None:
        """Supplementing the programme, under either heading; the reader is told of the leads."""
        same = {each.id: each.same_as for each in PLAN.obligations if each.same_as}

        assert {"3.4": ("5.2",), "5.2": ("3.4",)} == same
        assert "same-as.leads-differ" in [notice.code for notice in READING.notices]

    def test_some_overlap(self) -> None:
        """The situation, followed by both; and the work that 2.1 holds together."""
        overlaps = {each.id: each.overlaps for each in PLAN.obligations if each.overlaps}

        assert ("5.4",) == overlaps["3.5"]
        assert ("3.5",) == overlaps["5.4"]
        assert ("2.2", "2.3", "2.4") == overlaps["2.1"]

    def test_five_are_performed_by_the_lifecycle_or_a_meeting(self) -> None:
        """Review 2021 and sign 2022 on the day; review 2022 and sign 2023 at the end; brief."""
        settled = {each.id: each.settled_by for each in PLAN.obligations if each.settled_by}

        assert settled == {
            "3.2": "signature",
            "3.3": "signature",
            "5.9": "briefing",
            "5.10": "review",
            "5.11": "renewal",
        }

    def test_only_one_has_a_rhythm(self) -> None:
        """Six months and one year are named; the other rounds are opened as they come."""
        rhythms = {each.id: str(each.every) for each in PLAN.obligations if each.every}

        assert {"5.9": "6 months"} == rhythms
        assert ["3.6", "3.7", "4.1", "4.2", "4.3", "5.3"] == [
            each.id for each in PLAN.obligations if each.by_round
        ]

    def test_a_time_limit_is_said_to_be_made_up(self) -> None:
        """The article states no day but that of the conference."""
        timed = [each for each in PLAN.obligations if each.due or each.within or each.report_every]
        notes = [str(each.note) for each in timed]

        assert ["5.7", "5.8"] == [each.id for each in timed]
        assert "five working days are illustrative" in notes[0]
        assert "20 December is illustrative" in notes[1]


class TestSources:
    """The eight documents are cited as they are cited."""

    def test_the_documents_bear_their_dates(self) -> None:
        """Seven do; the law is named and nothing more."""
        assert DATED == {source.id: source.date for source in PLAN.sources}

    def test_each_is_cited_where_the_article_cites_it(self) -> None:
        """To the letter, the odd spelling included."""
        assert CITED == {each.id: each.sources for each in PLAN.obligations if each.sources}

    def test_the_spelling_that_means_something_else_is_reported(self) -> None:
        """`TTr` is another kind of document than `TT`: both stay, and the reader is told."""
        aliases = {source.id: source.aliases for source in PLAN.sources if source.aliases}
        told = [each for each in READING.notices if each.code == "source.alias-conflict"]

        assert {"01-TT/TU": ("01-TTr/TU",)} == aliases
        assert 1 == len(told)
        assert "01-TTr/TU" in told[0].text


class TestPeople:
    """Two agencies under two superiors, and the two officers who were there."""

    def test_the_parties_belong_to_party_and_state(self) -> None:
        """The Commission to the Party Committee, the Board to the People's Committee."""
        parties = [each for each in PLAN.agencies if each.id in PLAN.parties]

        assert [(VAN, "party", "tinh-uy"), (TOC, "state", "ubnd-tinh")] == [
            (each.id, each.system, each.parent) for each in parties
        ]

    def test_the_officers_are_those_the_article_names(self) -> None:
        """They represented their agencies; that they signed is inferred, and the file says so."""
        file = (FOLDER / "plan-2022.yaml").read_text("utf-8")

        assert {"le-thi-thuy": VAN, "dang-tan-gian": TOC} == {
            each.id: each.agency for each in PLAN.officers if each.may
        }
        assert "is an inference" in file

    def test_below_the_parties_nobody_is_named(self) -> None:
        """Each division and each body of the nine districts has an officer without a name."""
        file = (FOLDER / "plan-2022.yaml").read_text("utf-8")
        below = [each for each in PLAN.officers if not each.may]

        assert 20 == len(below) == len({each.agency for each in below})
        assert all(each.name.say().startswith("Cán bộ ") for each in below)
        assert "nobody is named" in file

    def test_the_year_stands_between_its_neighbours(self) -> None:
        """Under the programme of 2021-2025, after the plan of 2021."""
        assert ("qn-2021-2025", "qn-2021") == (PLAN.framework, PLAN.predecessor)
        assert (date(2022, 1, 1), date(2022, 12, 31)) == (PLAN.period.start, PLAN.period.end)
        assert "Asia/Ho_Chi_Minh" == PLAN.time_zone


class TestNeighbours:
    """Of the other years the article tells nothing, and their files say so."""

    @pytest.mark.parametrize("name", ["framework-2021-2025", "plan-2021", "plan-2023"])
    def test_whatever_they_promise_is_illustrative(self, name: str) -> None:
        """In the title, in the heading of the area, or in each note."""
        terms = read_terms(read_file(FOLDER / f"{name}.yaml")).terms
        told = {
            each.id: f"{each.note} {area.title}".lower()
            for area in terms.areas
            for each in terms.obligations
            if each.area == area.id
        }

        assert told
        assert [] == [
            name
            for name, words in told.items()
            if not ("illustrative" in words or "minh họa" in words)
        ]
