"""`coopflow tick`: what the clock did, said plainly."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from coopflow import Secretariat, load_terms
from coopflow.definitions.document import read_document
from coopflow.definitions.lifecycle_file import read_lifecycle
from coopflow.errors import JournalBroken
from coopflow.host import Guard, Reason, hookimpl
from coopflow.runtime.ticking import Hindered, Ticked

if TYPE_CHECKING:
    from pathlib import Path

Run = Any
LADDER = "remind: [14d, 7d]\nurge: [3d]\nreview_within: 1 month\nparties"


class Guest:
    """A plugin that offers a guard."""

    __name__ = "guest"

    @hookimpl
    def coopflow_guards(self) -> list[Guard]:
        """Offer it."""
        return [Guard(name="gone", check=lambda _: None)]


@pytest.fixture
def reminding(run: Run, plan: Path) -> Run:
    """The command line where `mini` is executing, and reminds."""
    plan.write_text(plan.read_text("utf-8").replace("parties", LADDER, 1), "utf-8")
    run("draft", str(plan), "--as", "ann", "--at", "2022-01-03")
    for command, officer in (("sign", "ann"), ("sign", "bob"), ("start", "ann")):
        assert run(command, "mini", "--as", officer, "--at", "2022-01-04").code == 0
    return run


class TestTick:
    """Whoever calls it sees what it did, and that there was nothing to do."""

    def test_what_was_done_is_told(self, reminding: Run) -> None:
        """Agreement by agreement, and how many there were."""
        answer = reminding("tick", "--at", "2022-03-17")
        *lines, last = answer.out.splitlines()

        assert (0, "") == (answer.code, answer.err)
        assert all(line.startswith("mini: ") for line in lines)
        assert 1 == len(lines)
        assert "the clock did what was due in 1 agreement" == last

    def test_nothing_to_do_is_told(self, reminding: Run) -> None:
        """A second time, and before anything is due; in both languages."""
        reminding("tick", "--at", "2022-03-17")
        again = reminding("tick", "--at", "2022-03-17")
        early = reminding("tick", "--at", "2022-02-01", "--lang", "vi")

        assert (0, "nothing was due by 2022-03-17\n") == (again.code, again.out)
        assert "tính đến 2022-02-01 không có việc gì đến hạn\n" == early.out

    def test_scripts_get_all_of_it(self, reminding: Run) -> None:
        """With the types under which it is stored."""
        data = reminding("tick", "--at", "2022-03-17", "--json").data
        nothing = reminding("tick", "--at", "2022-03-17", "--json").data
        (issued,) = data["issued"]
        (event,) = issued["events"]

        assert ("mini", "task.reminded", ":clock") == (
            issued["agreement"],
            event["type"],
            event["by"],
        )
        assert ("1.5/1", -14, ["a"], []) == (
            event["data"]["task"],
            event["data"]["rung"],
            event["data"]["to"],
            event["data"]["skipped"],
        )
        assert ([], [], []) == (data["hindered"], nothing["issued"], nothing["hindered"])

    @pytest.mark.parametrize(("lang", "name"), [("en", "the clock"), ("vi", "đồng hồ")])
    def test_pages_name_the_clock(self, reminding: Run, lang: str, name: str) -> None:
        """In the history of the agreement, and of a task."""
        reminding("tick", "--at", "2022-03-17")
        logs = [
            reminding("log", "mini", *more, "--lang", lang) for more in ((), ("--task", "1.5/1"))
        ]

        assert all(name in each.out for each in logs)
        assert not any(":clock" in each.out for each in logs)

    def test_a_last_day_is_said_with_the_command(self, reminding: Run, tmp_path: Path) -> None:
        """And shown with what stands open; then the clock lets it expire."""
        (tmp_path / "review.yaml").write_text(
            "as_of: 2022-02-01\nfindings: []\ndispositions:\n"
            + "".join(f'  "1.{n}/1": {{as: carry}}\n' for n in (1, 3, 5)),
            "utf-8",
        )
        said = ("--with", "review.yaml", "--as", "ann", "--at", "2022-02-01")
        answer = reminding("review", "mini", *said, "--until", "2022-02-10")
        shown = reminding("show", "mini").out
        late = reminding("assent", "mini", "--as", "bob", "--at", "2022-02-11")

        assert "until 2022-02-10" in answer.out
        assert "to be answered by 2022-02-10" in " ".join(shown.split())
        assert (3, True) == (late.code, late.err.startswith("proposal.over: "))
        assert "proposal.expired" in reminding("tick", "--at", "2022-02-11", "--json").out
        assert 1 == reminding("review", "mini", *said, "--until", "soon").code

    def test_what_is_due_and_cannot_be_done_is_told(
        self, reminding: Run, tmp_path: Path, plan: Path
    ) -> None:
        """On stderr, with the code of a refusal; the others went on."""
        lines = [
            "coopflow: 1", "lifecycle: own", "edition: 1", "initial: draft",
            "states: {draft: drafting, open: executing, closed: ended}", "rows:",
            "  - {command: begin, from: draft, to: open, event: e, by: party}",
            "  - {command: lapse, from: open, to: closed, event: e, by: clock, guards: [gone]}",
        ]  # fmt: skip
        own = read_lifecycle(read_document("\n".join(lines).encode()), guards=("gone",))
        text = plan.read_text("utf-8").replace("id: mini", "id: other\nlifecycle: own@1")
        plan.write_text(text, "utf-8")
        url = f"sqlite:///{tmp_path / 'coopflow.db'}"
        with Secretariat.open(url, plugins=[Guest()], lifecycles=[own]) as office:
            office.draft(load_terms(plan, known=office.known), by="ann", at="2022-01-03")
            office.submit("other", "begin", by="ann", at="2022-01-03")
        answer = reminding("tick", "--at", "2023-03-01")
        again = reminding("tick", "--at", "2023-03-01", "--json")

        ran = reminding("run", "--once")

        assert 3 == answer.code
        assert "what is due cannot be done now, and is tried again:" in ran.out
        assert "Z other: guard.missing: " in ran.out
        assert answer.err.startswith("other: guard.missing: ")
        assert "mini: " in answer.out
        assert ["guard.missing"] == [
            each["code"] for held in again.data["hindered"] for each in held["reasons"]
        ]

    def test_a_time_that_is_none_is_refused(self, reminding: Run) -> None:
        """Before anything is opened."""
        assert 2 == reminding("tick", "--at", "soon").code


class TestRungs:
    """Rungs are words to people, and numbers to scripts."""

    @pytest.mark.parametrize(
        ("lang", "told"),
        [
            ("en", "not sent any more: 14 days before, 7 days before, 1 day before, on the day"),
            ("vi", "không gửi nữa: 14 ngày trước, 7 ngày trước, 1 ngày trước, đúng ngày đến hạn"),
        ],
    )
    def test_skipped_ones(self, run: Run, plan: Path, lang: str, told: str) -> None:
        """By the tick, and in the log afterwards."""
        ladder = "remind: [14d, 7d, 1d, 0d]\nurge: [1d, 3d]\nparties"
        plan.write_text(plan.read_text("utf-8").replace("parties", ladder, 1), "utf-8")
        run("draft", str(plan), "--as", "ann", "--at", "2022-01-03")
        for command, officer in (("sign", "ann"), ("sign", "bob"), ("start", "ann")):
            assert run(command, "mini", "--as", officer, "--at", "2022-01-04").code == 0
        ticked = run("tick", "--at", "2022-04-01", "--lang", lang).out
        late = run("tick", "--at", "2022-04-10").out
        data = run("log", "mini", "--task", "1.5/1", "--json").data

        assert told in ticked
        assert told in " ".join(run("log", "mini", "--task", "1.5/1", "--lang", lang).out.split())
        assert "3 days after 2022-03-31" in late
        assert [-14, -7, -1, 0] == data[-2]["data"]["skipped"]


class TestRun:
    """`coopflow run` ticks by itself, and tells the same."""

    def test_what_was_done_is_told(self, reminding: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        """Line by line, with the time it is; in both languages, and once."""
        now = datetime(2022, 3, 25, tzinfo=UTC)
        monkeypatch.setattr("coopflow.runtime.clock.SystemClock.now", lambda _: now)
        ran = reminding("run", "--once", "--lang", "vi").out.splitlines()
        again = reminding("run", "--once").out.splitlines()

        assert [
            (
                "2022-03-25 00:00:00Z mini: a: được nhắc về 1.5/1, 7 ngày trước 2022-03-31;"
                " không gửi nữa: 14 ngày trước"
            ),
            "2022-03-25 00:00:00Z đồng hồ đã thực hiện những việc đến hạn trong 1 thỏa thuận",
            "0 phản ứng đã xong, 0 không thành",
        ] == ran
        assert ["0 reactions done, 0 failed"] == again

    @pytest.mark.parametrize(
        ("hindered", "code", "told"),
        [
            (Hindered("mini", (Reason("guest.no", text="not yet"),)), 3, "guest.no: not yet"),
            (Hindered("mini", broken=JournalBroken("mini", 2, "it is gone")), 4, "it is gone"),
            (Hindered("mini", error=LookupError("what")), 70, "LookupError: what: this is a fault"),
        ],
    )
    def test_what_hinders_it_is_the_end_of_one_step(
        self,
        reminding: Run,
        monkeypatch: pytest.MonkeyPatch,
        hindered: Hindered,
        code: int,
        told: str,
    ) -> None:
        """`run --once` ends with the code of `tick`, and says why; other reactions are run."""
        ticked = Ticked(datetime(2022, 3, 25, tzinfo=UTC), hindered=(hindered,))
        monkeypatch.setattr("coopflow.runtime.ticking.Ticking.tick", lambda *_, **__: ticked)
        ran, by_hand = reminding("run", "--once"), reminding("tick")
        lines = reminding("run", "--once", "--json").out.splitlines()
        data = [json.loads(line)["tick"]["hindered"] for line in lines]

        assert (code, code) == (ran.code, by_hand.code)
        assert told in ran.out
        assert told in by_hand.err
        assert [["mini"]] * 2 == [[each["agreement"] for each in some] for some in data]
        assert told.partition(": this")[0].split(": ")[-1] in str(data)

    def test_scripts_get_all_of_it(self, reminding: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        """As `tick` gives it, in one line."""
        now = datetime(2022, 3, 17, tzinfo=UTC)
        monkeypatch.setattr("coopflow.runtime.clock.SystemClock.now", lambda _: now)
        ticked, step = map(json.loads, reminding("run", "--once", "--json").out.splitlines())
        ((event,),) = [each["events"] for each in ticked["tick"]["issued"]]

        assert ("ticked", "step") == (ticked["what"], step["what"])
        assert ("task.reminded", -14) == (event["type"], event["data"]["rung"])
        assert [] == ticked["tick"]["hindered"]
