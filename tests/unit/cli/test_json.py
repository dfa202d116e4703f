"""What `--json` says: for programs, so its shapes are promises."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pathlib import Path

Run = Any

TASK = {
    "id": "1.1/1",
    "agreement": "mini",
    "obligation": "1.1",
    "also": [],
    "kind": "once",
    "lead": "a",
    "coordinating": ["b"],
    "state": "open",
    "opens": "2022-01-04",
    "due": "2022-12-31",
    "occasion": None,
    "settled_by": None,
    "assessment": None,
    "reported_on": None,
    "reporter": None,
    "accepted_by": [],
    "settled_on": None,
    "time_zone": "Asia/Ho_Chi_Minh",
    "late": False,
    "risk": False,
    "area": "1",
    "text": {"vi": "Một", "en": "One [bold]thing"},
    "clock": {"since": None, "rung": None, "remaining": None, "was_due": None, "extended": 0,
              "asked": None, "began": None},
    "as_of": None,
}  # fmt: skip


class TestLists:
    """`list`, `tasks`, `log` and `plugins` give a list."""

    def test_list(self, executing: Run) -> None:
        """An agreement a row."""
        assert [
            {
                "id": "mini",
                "title": "Kế hoạch nhỏ",
                "state": "executing",
                "phase": "executing",
                "version": 11,
                "lifecycle": "standard@1",
                "parties": ["a", "b"],
                "time_zone": "Asia/Ho_Chi_Minh",
                "as_of": None,
                "period": {"start": "2022-01-01", "end": "2022-12-31"},
            }
        ] == executing("list", "--json").data

    def test_tasks(self, executing: Run) -> None:
        """A task with every field, `null` where there is nothing, and the words of its promise."""
        tasks = executing("tasks", "mini", "--at", "2022-06-01", "--json").data

        assert ["1.1/1", "1.3/1", "1.5/1"] == [task["id"] for task in tasks]
        assert TASK | {"opens": tasks[0]["opens"]} == tasks[0]

    def test_tasks_that_are_late(self, executing: Run) -> None:
        """The instant asked about decides."""
        late = executing("tasks", "--late", "--at", "2022-04-01", "--json").data

        assert [("1.5/1", True)] == [(task["id"], task["late"]) for task in late]
        assert [] == executing("tasks", "--late", "--at", "2022-03-31", "--json").data

    def test_a_task_of_an_occasion(self, executing: Run) -> None:
        """Within three days of 1 March is 4 March; a joint task has no lead."""
        executing("occasion", "mini", "flood", "--as", "bob", "--at", "2022-03-01")

        (task,) = [
            each
            for each in executing("tasks", "mini", "--json").data
            if each["obligation"] == "1.2"
        ]

        assert ("2022-03-04", "flood/1", None) == (task["due"], task["occasion"], task["lead"])

    def test_log(self, drafted: Run) -> None:
        """An entry with both its times, who made it, and the whole event."""
        drafted("sign", "mini", "--as", "ann", "--at", "2022-01-04T08:30", "--key", "k-1")

        drafting, opening, assent = drafted("log", "mini", "--json").data

        assert {
            "stream", "version", "position", "at", "recorded_at", "type", "by", "key", "digest",
            "data",
        } == drafting.keys()  # fmt: skip
        assert "agreement.drafted" == drafting["type"]
        assert "mini" == drafting["data"]["terms"]["id"]
        assert (2, "proposal.opened", "ann") == (
            opening["version"],
            opening["type"],
            opening["by"],
        )
        assert ("2022-01-04T01:30:00.000000Z", "k-1") == (assent["at"], assent["key"])
        assert ("sign/1", "a") == (assent["data"]["proposal"], assent["data"]["party"])
        assert assent["recorded_at"] > assent["at"]

    def test_plugins(self, run: Run) -> None:
        """The house's own part is the first of them."""
        (own,) = run("plugins", "--json").data

        assert ("coopflow", ["standard@1"], []) == (
            own["name"],
            own["lifecycles"],
            own["responsibilities"],
        )

    def test_an_empty_list_is_a_list(self, drafted: Run) -> None:
        """Nothing found is an answer like any other."""
        assert [] == drafted("tasks", "--json").data


class TestShow:
    """`show` gives an object."""

    def test_its_fields(self, drafted: Run) -> None:
        """All of them, from the first day on."""
        shown = drafted("show", "mini", "--json").data

        assert {
            "id", "title", "state", "phase", "version", "at", "lifecycle", "period", "time_zone",
            "parties", "digest", "bound", "bound_at", "plugins", "framework", "predecessor",
            "successor", "suspended", "given_back", "lessons", "review", "proposals", "tasks",
            "as_of", "summary",
        } == shown.keys()  # fmt: skip
        assert ("mini", "draft", 1, "standard@1") == (
            shown["id"],
            shown["state"],
            shown["version"],
            shown["lifecycle"],
        )
        assert {"start": "2022-01-01", "end": "2022-12-31"} == shown["period"]
        assert {"vi": "Kế hoạch nhỏ", "en": "A small plan"} == shown["title"]
        assert (None, [], []) == (shown["bound"], shown["proposals"], shown["tasks"])

    def test_an_open_proposal(self, drafted: Run) -> None:
        """Who has assented, and who is awaited."""
        drafted("sign", "mini", "--as", "bob", "--at", "2022-01-04")

        (proposal,) = drafted("show", "mini", "--json").data["proposals"]

        assert ("sign/1", "sign", "all", "b") == (
            proposal["id"],
            proposal["command"],
            proposal["consent"],
            proposal["opener"],
        )
        assert [("b", "bob")] == [(each["party"], each["officer"]) for each in proposal["assents"]]
        assert ["a"] == proposal["awaited"]

    def test_its_tasks_are_those_of_tasks(self, executing: Run) -> None:
        """One shape for a task, wherever it is shown."""
        assert (
            executing("tasks", "mini", "--json").data
            == (executing("show", "mini", "--json").data["tasks"])
        )

    def test_its_tasks_are_counted(self, executing: Run) -> None:
        """By area, and by what each agency has in them."""
        executing("occasion", "mini", "flood", "--as", "bob", "--at", "2022-01-05")

        summary = executing("show", "mini", "--at", "2022-04-01", "--json").data["summary"]

        none = {"tasks": 0, "owed": 0, "late": 0, "settled": 0}
        late = {"tasks": 1, "owed": 1, "late": 1, "settled": 0}
        owed = late | {"late": 0}
        all_ = {"tasks": 4, "owed": 4, "late": 2, "settled": 0}
        assert [{"carried_from": None, "area": "1", **all_}] == summary["areas"]
        assert [
            {"agency": "a", "leads": all_ | {"tasks": 2, "owed": 2, "late": 1}, "jointly": late,
             "coordinates": none},
            {"agency": "b", "leads": owed, "jointly": late, "coordinates": owed},
        ] == summary["agencies"]  # fmt: skip

    def test_of_when_it_is(self, executing: Run) -> None:
        """The last instant that was looked at, on what is shown and on every row."""
        then = "2022-01-03T16:59:59.999999Z"
        shown = executing("show", "mini", "--as-of", "2022-01-03", "--json").data
        (row,) = executing("list", "--as-of", "2022-01-03", "--json").data
        tasks = executing("tasks", "--as-of", "2022-01-04T09:00+00:00", "--json").data

        assert (then, "draft", []) == (shown["as_of"], shown["state"], shown["tasks"])
        assert (then, "draft") == (row["as_of"], row["state"])
        assert {"2022-01-04T09:00:00.000000Z"} == {task["as_of"] for task in tasks}

    def test_what_the_parties_are_bound_to(self, executing: Run) -> None:
        """The digest of the very text they signed."""
        shown = executing("show", "mini", "--json").data

        assert shown["digest"] == shown["bound"]
        assert "2022-01-03T17:00:00.000000Z" == shown["bound_at"]

    def test_with_the_whole_text(self, drafted: Run, tmp_path: Path) -> None:
        """As a terms file has it: what is shown can be drafted."""
        terms = drafted("show", "mini", "--terms", "--json").data["terms"]

        assert ["1.1", "1.2", "1.3", "1.4", "1.5"] == [
            each["id"] for each in terms["areas"][0]["obligations"]
        ]
        (tmp_path / "again.yaml").write_text(json.dumps(terms), "utf-8")
        assert 0 == drafted("check", "again.yaml").code


class TestAnswers:
    """Every other question has its shape too."""

    def test_do(self, drafted: Run) -> None:
        """A receipt, with the state the agreement is in now."""
        receipt = drafted(
            "do", "mini", "sign", "--as", "ann", "--at", "2022-01-04", "--json"
        ).data  # fmt: skip

        assert {"agreement", "version", "position", "state", "events"} == receipt.keys()
        assert ("mini", 3, "draft") == (
            receipt["agreement"],
            receipt["version"],
            receipt["state"],
        )
        assert [("mini", 2, "proposal.opened"), ("mini", 3, "proposal.assented")] == [
            (each["stream"], each["version"], each["type"]) for each in receipt["events"]
        ]
        assert {"stream", "version", "type", "at", "by", "data"} == receipt["events"][0].keys()

    def test_why(self, drafted: Run) -> None:
        """An objection with its code, its words, and what it is made of."""
        (reason,) = drafted("why", "mini", "start", "--as", "ann", "--json").data

        assert {
            *("code", "text", "values", "agency", "plugin", "source"),
            *("rule", "remedies"),
        } == reason.keys()
        assert "command.not-now" == reason["code"]
        assert "draft" == reason["values"]["state"]

    def test_why_with_its_rule_and_remedies(self, drafted: Run) -> None:
        """Every field of both, and their words in the language asked for."""
        words = ("why", "mini", "start", "--as", "ann", "--json", "--lang", "vi")
        (reason,) = drafted(*words).data
        (remedy,) = reason["remedies"]

        assert {"name", "text", "lifecycle", "rows", "clause", "sources"} == reason["rule"].keys()
        assert ("transition", "standard@1") == (reason["rule"]["name"], reason["rule"]["lifecycle"])
        assert ["start"] == [row["command"] for row in reason["rule"]["rows"]]
        assert {
            *("code", "text", "values", "agreement", "command", "by", "said", "needs"),
            "hindered",
        } == remedy.keys()
        assert ("mini", "sign", {}) == (remedy["agreement"], remedy["command"], remedy["said"])
        assert ["ann", "bob"] == [officer["id"] for officer in remedy["by"]]
        assert "người thực hiện: ann của a; hoặc bob của b" in remedy["text"]
        assert reason["text"].startswith("yêu cầu start chỉ thực hiện được")

    def test_why_not(self, drafted: Run) -> None:
        """Nothing speaks against it."""
        assert [] == drafted("why", "mini", "sign", "--as", "ann", "--json").data

    def test_available(self, executing: Run) -> None:
        """What could be done, with what it would still need."""
        options = executing("available", "mini", "--as", "bob", "--json").data

        assert {
            "command": "report",
            "task": "1.3/1",
            "assignment": None,
            "proposal": None,
            "occasion": None,
            "obligation": None,
            "needs": ["assessment.missing"],
            "rows": [],
        } in options
        assert [("reviewed", "all")] == [
            (row["target"], row["consent"]["count"])
            for option in options
            if option["command"] == "review"
            for row in option["rows"]
        ]

    def test_verify(self, drafted: Run) -> None:
        """How much was recomputed."""
        found = drafted("verify", "mini", "--json").data

        assert {"whole": True, "streams": 1, "entries": 1, "broken": []} == found

    def test_outline(self, executing: Run) -> None:
        """Findings proposed, and tasks without a disposition."""
        made = executing("outline", "mini", "--as-of", "2022-12-20", "--json").data

        assert ("2022-12-20", []) == (made["as_of"], made["findings"])
        assert ["1.1/1", "1.3/1", "1.5/1"] == [task["id"] for task in made["undisposed"]]

    def test_diagram(self, executing: Run) -> None:
        """The table itself, and where the agreement is in it."""
        drawn = executing("diagram", "mini", "--json").data

        assert ("standard", 1, "executing") == (
            drawn["name"],
            drawn["edition"],
            drawn["present"],
        )
        assert drawn["mermaid"].startswith("stateDiagram-v2\n")

    def test_check(self, run: Run, plan: Path, tmp_path: Path) -> None:
        """One object a file, and only data on stdout."""
        (tmp_path / "bad.yaml").write_text("[1]", "utf-8")

        answer = run("check", str(plan), "bad.yaml", "none.yaml", "--json")
        fine, bad, unread = answer.data

        assert 2 == answer.code
        assert (True, "mini", 1, 5, []) == (
            fine["fine"],
            fine["id"],
            fine["areas"],
            fine["obligations"],
            fine["problems"],
        )
        assert [("file.not-a-mapping", 1)] == [
            (each["code"], each["line"]) for each in bad["problems"]
        ]
        assert unread["unread"].startswith("none.yaml: ")

    @pytest.mark.parametrize(
        "words", [("list",), ("show", "mini"), ("tasks",), ("log", "mini")], ids=lambda w: w[0]
    )
    def test_letters_are_letters(self, executing: Run, words: tuple[str, ...]) -> None:
        """Vietnamese is written, not escaped."""
        answer = executing(*words, "--json")

        assert "" == answer.err
        assert "\\u" not in answer.out
        assert any(letter in answer.out for letter in "ếộ")
