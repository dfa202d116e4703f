"""Pages for people: `list`, `show`, `tasks`, `log`, `available`, `verify`, `diagram`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pathlib import Path

Run = Any


class TestShow:
    """Where an agreement stands, on one page."""

    def test_what_may_come_next(self, drafted: Run) -> None:
        """As the lifecycle's table has it."""
        assert re.search(r"^next +revise → draft; .* sign → signed \(consent: all\)$",
                         drafted("show", "mini").out, re.MULTILINE)  # fmt: skip

    def test_who_is_awaited(self, drafted: Run) -> None:
        """Of every proposal that stands open."""
        drafted("sign", "mini", "--as", "ann", "--at", "2022-01-04")

        assert re.search(r"^sign/1 +opened by a; assent of a; awaiting b$",
                         drafted("show", "mini").out, re.MULTILINE)  # fmt: skip

    def test_texts_are_in_the_language_asked_for(self, executing: Run) -> None:
        """English unless it is said; what was written in one language only, in that."""
        assert "Common work" in executing("show", "mini").out
        assert "Board A" in executing("show", "mini").out
        assert "Việc chung" in executing("show", "mini", "--lang", "vi").out
        assert "Board B" in executing("show", "mini", "--lang", "vi").out

    def test_the_whole_text_can_be_checked_again(self, drafted: Run, tmp_path: Path) -> None:
        """What --terms shows is a terms file."""
        shown = drafted("show", "mini", "--terms").out
        (tmp_path / "again.yaml").write_text(shown[shown.index("coopflow: 1") :], "utf-8")

        assert 0 == drafted("check", "again.yaml").code


class TestTasks:
    """Who owes what by when."""

    def test_by_area_with_what_is_late(self, executing: Run) -> None:
        """The promise in words, its lead, its due day."""
        shown = executing("tasks", "--at", "2022-04-01").out

        assert "mini  A small plan  (executing)" in shown
        assert re.search(r"^1\.5/1 +Five +a +2022-03-31 +open, late$", shown, re.MULTILINE)
        assert re.search(r"^1\.1/1 +One \[bold\]thing +a \(b\) +2022-12-31 +open$", shown,
                         re.MULTILINE)  # fmt: skip
        assert shown.endswith("3 tasks: 3 still owed, 1 late, 0 settled\n")

    @pytest.mark.parametrize(
        ("words", "tasks"),
        [
            ((), ["1.1/1", "1.3/1", "1.5/1"]),
            (("--open",), ["1.3/1", "1.5/1"]),
            (("--agency", "b"), ["1.1/1", "1.3/1"]),
            (("--late",), ["1.5/1"]),
        ],
    )
    def test_what_is_asked_for_is_listed(
        self, executing: Run, words: tuple[str, ...], tasks: list[str]
    ) -> None:
        """All, or those still owed, an agency's, the late ones."""
        executing("report", "mini", "1.1/1", "--as", "ann", "--at", "2022-02-01")
        executing("accept", "mini", "1.1/1", "--as", "bob", "--at", "2022-02-02")

        shown = executing("tasks", "mini", "--at", "2022-04-01", *words).out

        assert tasks == re.findall(r"^(1\.\d/1)", shown, re.MULTILINE)


class TestLog:
    """What happened, a line for each entry."""

    def test_instants_are_local_to_the_agreement(self, drafted: Run) -> None:
        """Half past eight in the morning there, whatever the clock here."""
        drafted("sign", "mini", "--as", "ann", "--at", "2022-01-04T01:30Z")

        assert re.search(r"^3 +2022-01-04 08:30 +ann +sign: a assents$",
                         drafted("log", "mini").out, re.MULTILINE)  # fmt: skip

    def test_a_report_recorded_after_its_day_shows_both_times(self, executing: Run) -> None:
        """It was made in time, and the office learnt of it late."""
        executing("report", "mini", "1.5/1", "--as", "ann", "--at", "2022-03-01")

        assert re.search(r"2022-03-01 00:00 +ann +a reports 1\.5/1 \(recorded \d{4}-\d\d-\d\d\)",
                         executing("log", "mini").out)  # fmt: skip


class TestOthers:
    """Short questions, short answers."""

    def test_available_says_what_is_needed(self, executing: Run) -> None:
        """Beside what it is about."""
        shown = executing("available", "mini", "--as", "bob").out

        assessed = r"with an assessment \(--assessment WORD\)"
        assert re.search(rf"^report +1\.3/1 +{assessed}$", shown, re.MULTILINE)
        assert re.search(r"^occasion +flood$", shown, re.MULTILINE)

    def test_available_says_where_it_leads_and_whose_consent_it_takes(self, executing: Run) -> None:
        """And which option brings the file."""
        shown = executing("available", "mini", "--as", "bob").out

        needs = r"with a word on each open task \(--with FILE\)"
        assert re.search(rf"^review +→ reviewed +{needs}; consent: all$", shown, re.MULTILINE)

    def test_a_round_is_available_to_its_lead(self, executing: Run) -> None:
        """By its obligation."""
        assert "a round of 1.4" in executing("available", "mini", "--as", "ann").out

    def test_nothing_available_says_where_to_ask_on(self, drafted: Run) -> None:
        """An ended agreement offers nothing."""
        drafted("withdraw", "mini", "--as", "ann")

        assert "why mini COMMAND --as ann" in drafted("available", "mini", "--as", "ann").out

    def test_verify_counts_what_it_recomputed(self, drafted: Run) -> None:
        """The directory and the lifecycle are streams of the journal too."""
        assert "whole: 3 streams, 6 entries\n" == drafted("verify").out
        assert "whole: 1 stream, 1 entry\n" == drafted("verify", "mini").out

    def test_the_lists_can_be_made_anew(self, executing: Run) -> None:
        """From the journal, to the same."""
        before = executing("tasks", "--at", "2022-04-01", "--json").data

        assert "made anew: 1 agreement\n" == executing("rebuild").out
        assert before == executing("tasks", "--at", "2022-04-01", "--json").data

    @pytest.mark.parametrize("name", ["standard@1", "proposal@1", "task@1"])
    def test_a_lifecycle_is_drawn(self, run: Run, name: str) -> None:
        """Without any journal."""
        assert run("diagram", name).out.startswith("stateDiagram-v2\n    [*] --> ")

    def test_an_agreement_is_drawn_with_its_state(self, drafted: Run) -> None:
        """Marked as the present one."""
        assert drafted("diagram", "mini").out.endswith("    class draft present\n")

    def test_list(self, drafted: Run) -> None:
        """A line for each agreement."""
        assert re.search(r"^mini +draft +2022-01-01 – 2022-12-31 +Kế hoạch nhỏ \(a, b\)$",
                         drafted("list").out, re.MULTILINE)  # fmt: skip

    def test_notices_are_shown_before_the_id(self, run: Run, plan: Path) -> None:
        """Worth knowing, and no hindrance: the last line is the bare id."""
        text = plan.read_text("utf-8").replace(
            '{id: "1.5", text: Five, kind: once, due: 2022-03-31}',
            '{id: "1.5", text: Five, kind: once, lead: b, same_as: ["1.6"]}\n'
            '      - {id: "1.6", text: Six, kind: once, same_as: ["1.5"]}',
        )
        plan.write_text(text, "utf-8")

        checked, drafted = run("check", str(plan)), run("draft", str(plan), "--as", "ann")

        assert 0 == checked.code
        assert re.search(r"plan\.yaml:\d+: note: [a-z.-]+: ", checked.out)
        assert re.search(r"plan\.yaml:\d+: note: [a-z.-]+: ", drafted.out)
        assert "mini" == drafted.out.splitlines()[-1]
