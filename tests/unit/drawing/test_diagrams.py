"""Where an agreement stands and what may come next, in Mermaid and as SVG."""

from __future__ import annotations

import re
import subprocess
import sys
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from coopflow import ExtraMissing, diagram, timeline
from coopflow.definitions.draw import mermaid
from coopflow.definitions.labels import cleaned, label
from coopflow.drawing.svg import state_diagram
from coopflow.runtime.machines import table
from coopflow.values.lifecycle import Lifecycle, Row, State

if TYPE_CHECKING:
    from collections.abc import Callable

    from coopflow import Secretariat

SVG = "{http://www.w3.org/2000/svg}"
NAMES = [
    "<script>alert(1)</script>",
    "end",
    "s4",
    "a\nb: c; %% -- --> `*x*` _y_ $$z$$ #35; &amp; \\ {q} [*]",
    "Đã ký kết " * 12 + "x" * 90,
    "e\u0302\u0323 👩‍👩‍👧 \u202eẩn",
]
HOSTILE = Lifecycle(
    name='x"<b>',
    edition=1,
    initial=NAMES[0],
    states=(
        *(State(name=name, phase="executing") for name in NAMES[:-1]),
        State(name=NAMES[-1], phase="ended"),
    ),
    rows=tuple(
        Row(command=command, origin=origin, target=target, event="a.b", by="party")
        for command, origin, target in zip(
            ("style s0 fill:red", "![a](http://x)", "click", "</svg>", "x--y"),
            NAMES[:-1],
            NAMES[1:],
            strict=True,
        )
    ),
)


def _texts(svg: str) -> list[str]:
    """The words of each label, whatever lines it is broken into."""
    root = ET.fromstring(svg)
    return [
        " ".join(" ".join(each.itertext()).split())
        for each in root.iter(f"{SVG}text")
    ]  # fmt: skip


def _states(svg: str) -> dict[str, str]:
    """Each state with the classes it is marked by."""
    known = {"present", "next", "passed"}
    return {
        " ".join("".join(group.itertext()).split()): " ".join(
            known & set(group.get("class", "").split())
        )
        for group in ET.fromstring(svg).iter(f"{SVG}g")
        if "statediagram-state" in group.get("class", "")
    }


@pytest.fixture(scope="module")
def task() -> str:
    """The machine inside every task, which has many rows between few states."""
    return state_diagram(mermaid(table("task@1")), "task@1")


class TestMermaid:
    """The text alone tells where something stands and where it may go."""

    def test_it_marks_the_present_the_next_and_the_passed(self) -> None:
        """The rows ahead begin with a sign, so that no mark is told by colour alone."""
        drawn = mermaid(table("standard@1"), at="executing", passed=("draft", "signed"))

        assert "    executing --> reviewed: ▸ review [all consent]\n" in drawn
        assert "    executing --> lapsed: ▸ lapse (clock)\n" in drawn
        assert 3 == drawn.count("▸")
        assert "    class draft,signed passed\n" in drawn
        assert "    class suspended,reviewed,lapsed next\n" in drawn
        assert drawn.endswith("    class executing present\n")
        told = "now executing, next suspend to suspended, review to reviewed, lapse to lapsed"
        assert f"    accDescr: {told}\n" in drawn

    def test_it_names_the_guards_of_a_row(self) -> None:
        """By which alone two rows of one command may differ."""
        made = table("standard@1")
        rows = tuple(evolve(row, guards=("a.met", "b")) for row in made.rows if row.by == "party")
        drawn = mermaid(evolve(made, rows=rows), at="signed")

        assert "    signed --> executing: ▸ start [if a.met, b]\n" in drawn
        assert "    executing --> reviewed: review [all consent] [if a.met, b]\n" in drawn

    def test_where_nothing_is_ahead_nothing_is_marked_so(self) -> None:
        """An end has no next."""
        drawn = mermaid(table("standard@1"), at="closed")

        assert "▸" not in drawn
        assert " next\n" not in drawn

    def test_a_state_has_one_mark(self) -> None:
        """Where it stands goes before where it may go, and that before where it has been."""
        drawn = mermaid(table("standard@1"), at="draft", passed=("draft", "signed"))

        assert ["class draft present", "class signed,withdrawn next"] == sorted(
            line.strip() for line in drawn.splitlines() if "    class " in line
        )

    def test_a_table_alone_has_no_marks(self) -> None:
        """Nothing stands anywhere."""
        assert "class" not in mermaid(table("standard@1"))

    def test_names_do_not_break_out(self) -> None:
        """Each state and each row has its own line, whatever it is called."""
        lines = mermaid(HOSTILE, at=NAMES[1]).splitlines()

        named = [line.split(":")[0].strip() for line in lines if re.match(r"    s\d: ", line)]

        assert 1 + len(HOSTILE.rows) + 1 == sum(" --> " in line for line in lines)
        assert ["s0", "s1", "s2", "s3", "s4", "s5"] == named
        assert not re.search(
            r"""[<"'`;%{}&*\\]|--(?!>)""", re.sub(r"#\d+;|\[\*\]", "", "".join(lines))
        )

    @given(words=st.text(max_size=60))
    def test_no_word_breaks_out(self, words: str) -> None:
        """A label is one line of letters, harmless signs and codes, and never empty."""
        written = label(words)

        assert re.fullmatch(r"(?:[^\W_]|[\w ]|[.,\-/()·–“”‘’…▸]|#\d+;|[^\x00-\x7f])+", written)
        assert "--" not in written
        assert 1 == len(f"x: {written}".splitlines())


class TestFormats:
    """There are two, and what is asked for is what is drawn."""

    @pytest.mark.parametrize("draw", [diagram, timeline])
    @pytest.mark.parametrize("given", ["png", "SVG", "", "Mermaid"])
    def test_another_is_refused(
        self, office: Secretariat, draw: Callable[..., str], given: str
    ) -> None:
        """With those there are; none is taken for the other."""
        with pytest.raises(ValueError, match="there are mermaid, svg"):
            draw(office, "mini", format=given)


class TestSvg:
    """The same drawing where no browser is: what it marks can be found in it."""

    def test_it_marks_the_present_the_next_and_the_passed(self, office: Secretariat) -> None:
        """Each state by its class, the row ahead by its line, and a legend says what is what."""
        drawn = diagram(office, "mini", format="svg", lang="vi")
        ahead = [
            path.get("data-id")
            for path in ET.fromstring(drawn).iter(f"{SVG}path")
            if "next" in path.get("class", "").split()
        ]

        assert {
            "draft": "passed",
            "signed": "passed",
            "executing": "present",
            "reviewed": "next",
            "suspended": "next",
            "renewed": "",
            "closed": "",
            "withdrawn": "",
            "lapsed": "next",
        } == _states(drawn)
        assert ["edge5", "edge7", "edge11"] == ahead
        assert {"đang ở đây", "có thể tiếp theo", "đã qua"} <= {*_texts(drawn)}
        assert "▸ review [all consent]" in _texts(drawn)

    def test_it_needs_nothing_beside_itself(self, task: str) -> None:
        """No address but the names of XML, no script, no HTML; and it says what it is."""
        root = ET.fromstring(task)

        assert "task@1" == root.findtext(f"{SVG}title")
        assert {"svg", "g", "path", "rect", "circle", "text", "tspan", "title", "style", "defs",
                "marker", "filter", "feDropShadow", "linearGradient", "stop"} >= {
            each.tag.removeprefix(SVG) for each in root.iter()}  # fmt: skip
        assert "http" not in task.replace("http://www.w3.org/", "")
        assert "@import" not in task

    def test_no_label_lies_on_another(self, task: str) -> None:
        """Mermaid would put *report* under *return*."""
        boxes = []
        for group in ET.fromstring(task).iter(f"{SVG}g"):
            rect = group.find(f"{SVG}g/{SVG}rect")
            if group.get("class") == "edgeLabel" and rect is not None:
                x, y = map(float, group.attrib["transform"][10:-1].split(","))
                boxes.append((x, y, float(rect.attrib["width"]), float(rect.attrib["height"])))

        assert len(table("task@1").rows) == len(boxes)
        assert [] == [
            (one, two)
            for number, one in enumerate(boxes)
            for two in boxes[:number]
            if abs(one[0] - two[0]) * 2 < one[2] + two[2]
            and abs(one[1] - two[1]) * 2 < one[3] + two[3]
        ]

    def test_names_are_only_names(self) -> None:
        """Whatever a table brings is shown as it is written, and is nothing else."""
        drawn = state_diagram(mermaid(HOSTILE, at=NAMES[1]), 'x"<b>')
        shown = "".join("".join(_texts(drawn)).split())

        for name in NAMES[:4]:
            assert "".join(name.split()) in shown
        assert "</svg>" in shown
        assert "ẩn" in shown
        assert "\u202e" not in drawn
        assert [] == [
            e for e in ET.fromstring(drawn).iter() if e.tag in (f"{SVG}script", f"{SVG}a")
        ]

    @settings(max_examples=3, deadline=None)
    @given(words=st.text(min_size=1, max_size=30))
    def test_any_name_can_be_drawn(self, words: str) -> None:
        """The engine accepts whatever a state is called, and shows it."""
        one = Lifecycle(
            name="l",
            edition=1,
            initial=words,
            states=(State(name=words, phase="ended"),),
            rows=(Row(command=words, origin=words, target=words, event="a.b", by="party"),),
        )

        drawn = state_diagram(mermaid(one), words)

        assert "".join(cleaned(words).split()) in "".join("".join(_texts(drawn)).split())

    def test_the_same_text_gives_the_same_bytes(self) -> None:
        """Also in another process."""
        text = mermaid(table("proposal@1"), at="open")
        code = (
            "import sys; from coopflow.drawing.svg import state_diagram as draw; "
            "sys.stdout.reconfigure(encoding='utf-8', newline=''); "
            f"sys.stdout.write(draw({text!r}, 'p'))"
        )
        run = subprocess.run(
            [sys.executable, "-c", code], check=True, capture_output=True, encoding="utf-8"
        )

        assert state_diagram(text, "p") == run.stdout

    def test_without_the_extra_it_says_what_to_install(
        self, monkeypatch: pytest.MonkeyPatch, office: Secretariat
    ) -> None:
        """Mermaid text and the timeline go without."""
        monkeypatch.setitem(sys.modules, "mermaidx", None)

        assert diagram(office, "mini")
        with pytest.raises(ExtraMissing, match=r"pip install 'coopflow\[svg\]'"):
            diagram(office, "mini", format="svg")
