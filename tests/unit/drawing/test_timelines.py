"""An agreement's tasks over its period, as SVG and as a Mermaid Gantt chart."""

from __future__ import annotations

import sys
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Literal
from xml.etree import ElementTree as ET

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from coopflow import CommandRefused, Text, timeline
from coopflow.drawing import gantt, timeline_sheet
from coopflow.projections.timeline import Heading, Stretch, Timeline
from coopflow.projections.timeline import timeline as folded
from coopflow.runtime.pictures import stretched
from coopflow.values.events import TaskWaived
from coopflow.values.time import Period

if TYPE_CHECKING:
    from coopflow import Secretariat

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = (
    "<script>alert(1)</script> \"q\" 'a' & -- %% : ; #35; ]]> \u202e\x00 end\nsection x "
    "👩\u200d👩\u200d👧 e\u0323\u0302"
)


def _tasks(svg: str) -> dict[str, ET.Element]:
    groups = [g for g in ET.fromstring(svg).iter(f"{SVG}g") if g.get("data-task") is not None]
    found = {group.attrib["data-task"]: group for group in groups}
    assert len(groups) == len(found)
    return found


def _texts(element: ET.Element) -> list[str]:
    return ["".join(each.itertext()) for each in element.iter(f"{SVG}text")]


class TestScene:
    """What is drawn is folded from the entries, for the day one asks about."""

    def test_each_task_has_its_days(self, office: Secretariat) -> None:
        """From when to when, when it was reported, when nothing more was owed."""
        told = {
            task.id: tuple(
                str(day) if day is not None else None
                for day in (task.opens, task.due, task.reported_on, task.settled_on)
            )
            for task in stretched(office, "mini").tasks
        }

        assert {
            "1.1/1": ("2022-01-01", "2022-12-31", "2022-05-03", None),
            "1.2/1": ("2022-05-02", "2022-05-05", None, None),
            "1.5/1": ("2022-01-01", "2022-03-31", None, None),
            "1.6/1": ("2022-01-01", None, None, None),
            "1.7/1": ("2022-01-01", None, "2022-01-06", "2022-01-06"),
            "2.1/1": ("2022-01-01", "2022-06-30", "2022-06-01", "2022-06-02"),
            "2.1/2": ("2022-07-01", "2022-12-31", None, None),
        } == told

    def test_it_marks_the_days_of_the_agreement(self, office: Secretariat) -> None:
        """The signature; today as the clock has it where nobody says another."""
        drawn = stretched(office, "mini")

        assert ("2022-01-06", None, None, "2022-07-01") == (
            str(drawn.signed),
            drawn.reviewed,
            drawn.ended,
            str(drawn.today),
        )

    def test_at_decides_what_is_late_and_nothing_else(self, office: Secretariat) -> None:
        """The state shown is that of the record's end."""
        drawn = stretched(office, "mini", at="2022-04-01")
        late = [task.id for task in drawn.tasks if task.late]

        assert ["1.5/1"] == late
        assert "2022-04-01" == str(drawn.today)
        assert "accepted" == next(task.state for task in drawn.tasks if task.id == "2.1/1")

    @pytest.mark.parametrize(("settled", "late"), [("2022-03-31", False), ("2022-04-01", True)])
    def test_what_was_settled_in_time_is_not_late_afterwards(
        self, office: Secretariat, settled: str, *, late: bool
    ) -> None:
        """Though nobody reported it; what was settled after its due day stays late."""
        facts: Any = [(each.event, each.at, each.by) for each in office.history("mini")]
        at = datetime.fromisoformat(f"{settled}T12:00+07:00")
        drawn = folded([*facts, (TaskWaived(task="1.5/1"), at, "ann")], {}, date(2022, 7, 1))
        (found,) = (task for task in drawn.tasks if task.id == "1.5/1")
        svg = ET.tostring(_tasks(timeline_sheet.svg(drawn))["1.5/1"], "unicode")

        assert ("waived", settled, late) == (found.state, str(found.settled_on), found.late)
        assert late is ("coopflow-late" in svg)

    def test_as_of_shows_the_record_as_it_stood(self, office: Secretariat) -> None:
        """The day is taken in whole, and is the day that decides what is late."""
        drawn = stretched(office, "mini", as_of="2022-06-01")
        states = {task.id: task.state for task in drawn.tasks}

        assert ("reported", "reported") == (states["1.1/1"], states["2.1/1"])
        assert "2022-06-01" == str(drawn.today)
        assert "draft" == stretched(office, "mini", as_of="2022-01-05").state

    def test_before_the_draft_there_is_nothing(self, office: Secretariat) -> None:
        """It is refused as an agreement that is not there."""
        with pytest.raises(CommandRefused, match=r"agreement\.not-yet"):
            timeline(office, "mini", as_of="2021-12-31")

    def test_areas_stand_in_the_order_of_the_terms(self, office: Secretariat) -> None:
        """With their titles."""
        drawn = stretched(office, "mini")

        assert [("1", "Việc chung"), ("2", None)] == [
            (each.id, each.title.say("vi") if each.title else None) for each in drawn.headings
        ]


class TestSvg:
    """Everything that is owed is there once, and how it stands is not told by colour alone."""

    def test_every_task_is_drawn_once_with_its_state_in_words(self, office: Secretariat) -> None:
        """Also as a class, and with a pattern of its own."""
        drawn = _tasks(timeline(office, "mini"))

        assert {
            "1.1/1": ("task reported", "reported"),
            "1.2/1": ("task open late", "open, late"),
            "1.5/1": ("task open late", "open, late"),
            "1.6/1": ("task open", "open, no date"),
            "1.7/1": ("task accepted", "accepted"),
            "2.1/1": ("task accepted", "accepted"),
            "2.1/2": ("task open", "open"),
        } == {name: (group.get("class"), _texts(group)[-1]) for name, group in drawn.items()}
        assert [True, False] == [
            "url(#coopflow-late)" in ET.tostring(drawn[name], "unicode")
            for name in ("1.5/1", "1.1/1")
        ]

    def test_undated_tasks_are_dashed_and_triggered_ones_flagged(self, office: Secretariat) -> None:
        """A report is a dot on its day."""
        drawn = _tasks(timeline(office, "mini"))

        assert ["1.6/1"] == [
            name for name, group in drawn.items()
            if group.find(f"{SVG}rect[@stroke-dasharray]") is not None
        ]  # fmt: skip
        assert ["1.2/1"] == [
            name for name, group in drawn.items()
            if group.find(f"{SVG}path[@class='occasion']") is not None
        ]  # fmt: skip
        assert ["1.1/1", "1.7/1", "2.1/1"] == [
            name for name, group in drawn.items()
            if group.find(f"{SVG}circle[@class='report']") is not None
        ]  # fmt: skip

    def test_bars_lie_on_their_days(self, office: Secretariat) -> None:
        """The year is 600 pixels from January to December."""
        drawn = _tasks(timeline(office, "mini"))
        half = drawn["2.1/1"].find(f"{SVG}rect")

        assert half is not None
        assert (530, round(600 * 181 / 365)) == (
            float(half.attrib["x"]),
            round(float(half.attrib["width"])),
        )

    def test_it_speaks_both_languages(self, office: Secretariat) -> None:
        """Titles as the terms have them, our own words always; days as people write them."""
        drawn = ET.fromstring(timeline(office, "mini", lang="vi"))
        words = {*_texts(drawn)}

        assert {"Kế hoạch nhỏ", "Một", "Ban A", "quá hạn", "1 Việc chung"} <= words
        assert {"ký kết 06/01/2022", "hôm nay 01/07/2022"} <= words

    @pytest.mark.parametrize("format", ["svg", "mermaid"])
    def test_a_language_nobody_translated_is_english(
        self,
        office: Secretariat,
        format: Literal["svg", "mermaid"],  # noqa: A002 - as it is called
    ) -> None:
        """As everything that is said."""
        drawn = timeline(office, "mini", format=format, lang="fr")

        assert "(open, late)" in drawn or "open, late" in _texts(_tasks(drawn)["1.5/1"])

    def test_it_tells_who_cannot_see_it(self, office: Secretariat) -> None:
        """A title, how many tasks there are of each state, and of each task its whole words."""
        drawn = timeline(office, "mini")
        root = ET.fromstring(drawn)

        assert "A small plan" == root.findtext(f"{SVG}title")
        assert "open: 4, reported: 1, accepted: 2" in (root.findtext(f"{SVG}desc") or "")
        assert "1.1/1 · One · Board A · 2022-01-01 – 2022-12-31 · reported" == (
            _tasks(drawn)["1.1/1"].findtext(f"{SVG}title")
        )

    def test_it_needs_no_extra_and_nothing_beside_itself(
        self, office: Secretariat, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The same record gives the same bytes."""
        monkeypatch.setitem(sys.modules, "mermaidx", None)
        drawn = timeline(office, "mini")

        assert drawn == timeline(office, "mini")
        assert "http" not in drawn.replace("http://www.w3.org/", "")
        assert "@import" not in drawn

    def test_an_agreement_without_tasks_says_so(self, office: Secretariat) -> None:
        """As before its start."""
        drawn = timeline(office, "mini", as_of="2022-01-05")

        assert "no task has been opened" in _texts(ET.fromstring(drawn))

    @pytest.mark.parametrize(
        ("start", "end"),
        [(date(2022, 1, 1), date.max), (date.min, date(2022, 12, 31)), (date.min, date.max)],
    )
    def test_a_period_may_be_open_at_an_end(
        self, office: Secretariat, start: date, end: date
    ) -> None:
        """Up to the first day of the calendar, and to its last."""
        drawn = stretched(office, "mini")
        tasks = _tasks(timeline_sheet.svg(evolve(drawn, period=Period(start, end))))

        assert {task.id for task in drawn.tasks} == {*tasks}

    @given(days=st.lists(st.dates(), min_size=6, max_size=6))
    def test_any_days_can_be_drawn(self, days: list[date]) -> None:
        """The first day of the calendar and the last one too; the drawing keeps its size."""
        start, end = sorted(days[:2])
        whole = _spoilt("x")
        (heading,) = whole.headings
        late = evolve(heading.tasks[0], opens=days[2], due=days[3])
        settled = evolve(heading.tasks[1], opens=days[2], settled_on=days[5])
        drawn = timeline_sheet.svg(
            evolve(
                whole,
                period=Period(start, end),
                today=days[4],
                signed=days[5],
                headings=(evolve(heading, tasks=(late, settled)),),
            )
        )
        rects = [*ET.fromstring(drawn).iter(f"{SVG}rect")]

        assert len(drawn) < 60_000
        assert [] == [r for r in rects if not -10 <= float(r.get("x", 0)) <= 1320]
        assert [] == [r for r in rects if not 0 <= float(r.get("width", 0)) <= 1320]

    @given(words=st.text(min_size=1, max_size=80) | st.just(HOSTILE))
    def test_words_are_only_words(self, words: str) -> None:
        """No title, task or name is anything else, and nothing is lost of the drawing."""
        drawn = timeline_sheet.svg(_spoilt(words))
        root = ET.fromstring(drawn)
        tags = {each.tag.removeprefix(SVG) for each in root.iter()}

        assert 3 == len([g for g in root.iter(f"{SVG}g") if g.get("data-task") is not None])
        assert {"svg", "g", "title", "desc", "defs", "pattern", "rect", "path", "line", "text",
                "circle"} >= tags  # fmt: skip


class TestMermaid:
    """The same as a Gantt chart, for pages that draw Mermaid themselves."""

    def test_every_task_has_its_line(self, office: Secretariat) -> None:
        """With its words, its state and its days; an undated one goes to the period's end."""
        drawn = timeline(office, "mini", format="mermaid", lang="vi").splitlines()

        assert ["gantt", "    title Kế hoạch nhỏ"] == drawn[:2]
        assert "    section 1 Việc chung" in drawn
        assert "    1.1/1 Một (đã báo cáo) :active, 2022-01-01, 2022-12-31" in drawn
        assert "    1.5/1 Five (chưa báo cáo, quá hạn) :crit, 2022-01-01, 2022-03-31" in drawn
        assert "    1.6/1 Six (chưa báo cáo, không định ngày) :2022-01-01, 2022-12-31" in drawn
        assert "    2.1/1 Seven (đã nghiệm thu) :done, 2022-01-01, 2022-06-30" in drawn
        assert "    hôm nay :milestone, 2022-07-01, 0d" in drawn

    @given(words=st.text(min_size=1, max_size=80) | st.just(HOSTILE))
    def test_no_word_breaks_out(self, words: str) -> None:
        """There are as many lines as without it, and each task has one colon."""
        lines = gantt.text(_spoilt(words)).split("\n")

        assert gantt.text(_spoilt("x")).count("\n") + 1 == len(lines)
        assert 3 == sum(line.count(":") for line in lines[10:])

    def test_mermaid_itself_reads_it(self) -> None:
        """Words it would take for its own included."""
        import mermaidx  # type: ignore[import-untyped]  # noqa: PLC0415 - slow, and only here

        for words in (HOSTILE, "section"):
            drawn = mermaidx.render(gantt.text(_spoilt(words))).svg()

            assert 3 <= drawn.count('class="task ')


def _spoilt(words: str) -> Timeline:
    """A small timeline in which everything is called `words`."""
    text = Text.plain(words)
    task = Stretch(
        id=words,
        words=text,
        lead=words,
        lead_name=text,
        opens=date(2022, 1, 1),
        due=date(2022, 3, 31),
        occasion=words,
        state="open",
        late=True,
        reported_on=None,
        settled_on=None,
    )
    carried = evolve(task, state="carried", due=None, settled_on=date(2022, 7, 1))
    undated = evolve(task, due=None, late=False)
    return Timeline(
        agreement=words,
        title=text,
        state=words,
        period=Period(date(2022, 1, 1), date(2022, 12, 31)),
        today=date(2022, 6, 1),
        headings=(Heading(id=words, born=words, title=text, tasks=(task, carried, undated)),),
    )
