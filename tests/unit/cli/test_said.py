"""What is said with a command: by position, by option, or by `--set`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from coopflow.cli.said import KEYS, Said

if TYPE_CHECKING:
    from pathlib import Path

Run = Any


class TestSaid:
    """Each thing may be said in the way that is nearest to hand."""

    @pytest.mark.parametrize("key", [key for key in KEYS if key not in ("to", "evidence")])
    def test_an_option_says_the_same_as_set(self, key: str) -> None:
        """`--task 5.7/1` is `--set task=5.7/1`."""
        named: Any = {key: "x"}

        assert Said(**named).told() == Said(assignments=(f"{key}=x",)).told() == {key: "x"}

    def test_evidence_accumulates(self) -> None:
        """Whichever way each piece is said."""
        said = Said(evidence=("minutes", "photo: A"), assignments=("evidence=list: B=C",))

        assert {"evidence": ["minutes", "photo: A", "list: B=C"]} == said.told()

    def test_bodies_accumulate_too(self) -> None:
        """A task may be handed to several at once."""
        assert {"to": ["a", "b"]} == Said(to=("a",), assignments=("to=b",)).told()

    def test_nothing_said_is_nothing(self) -> None:
        """What is left out is the library's to fill in."""
        assert {} == Said().told(task=None)

    def test_saying_the_same_twice_is_no_contradiction(self) -> None:
        """By position and by option."""
        assert {"task": "1/1"} == Said(task="1/1", assignments=("task=1/1",)).told(task="1/1")

    def test_a_file_is_read_with_its_lines(self, tmp_path: Path) -> None:
        """Problems in a body are told like those in a terms file."""
        (tmp_path / "body.yaml").write_text("as_of: 2022-01-01\n", "utf-8")

        body = Said(body=str(tmp_path / "body.yaml")).told()["body"]

        assert {"as_of": "2022-01-01"} == body.data
        assert 1 == body.lines["as_of",]


class TestWays:
    """`do` and the shortcuts lead to the same place."""

    @pytest.mark.parametrize(
        "words",
        [
            ("report", "mini", "1.1/1", "--evidence", "minutes: M", "--note", "done"),
            ("report", "mini", "--task", "1.1/1", "--evidence", "minutes: M", "--note", "done"),
            ("report", "mini", "--set", "task=1.1/1", "--set", "evidence=minutes: M",
             "--set", "note=done"),
            ("do", "mini", "report", "--set", "task=1.1/1", "--set", "evidence=minutes: M",
             "--set", "note=done"),
            ("do", "mini", "report", "--task", "1.1/1", "--evidence", "minutes: M",
             "--note", "done"),
        ],
    )  # fmt: skip
    def test_a_report_is_a_report(self, executing: Run, words: tuple[str, ...]) -> None:
        """The same event, however it was said."""
        answer = executing(*words, "--as", "ann", "--at", "2022-02-01", "--json")
        (event,) = answer.data["events"]

        assert "task.reported" == event["type"]
        assert ("1.1/1", "a", "done") == (
            event["data"]["task"],
            event["data"]["party"],
            event["data"]["note"],
        )
        assert [("minutes", "M")] == [
            (each["kind"], each["title"]) for each in event["data"]["evidence"]
        ]

    def test_a_round_is_opened_by_its_obligation(self, executing: Run) -> None:
        """What nobody dated, the lead opens."""
        answer = executing(
            "occasion", "mini", "--obligation", "1.4", "--as", "ann", "--at", "2022-02-01"
        )

        assert 0 == answer.code
        assert "task 1.4/1 opens" in answer.out

    def test_a_key_makes_a_repetition_harmless(self, drafted: Run) -> None:
        """The first receipt comes again."""
        words = ("sign", "mini", "--as", "ann", "--at", "2022-01-04", "--key", "k-1", "--json")

        assert drafted(*words).data == drafted(*words).data

    @pytest.mark.parametrize("where", ["before", "after"])
    def test_the_journal_is_named_before_or_after_the_command(
        self, run: Run, plan: Path, tmp_path: Path, where: str
    ) -> None:
        """Where one thinks of it."""
        db, draft = ("--db", "sqlite:///other.db"), ("draft", str(plan), "--as", "ann")

        assert 0 == run(*(db + draft if where == "before" else draft + db)).code
        assert ["other.db", "plan.yaml"] == sorted(
            each.name for each in tmp_path.iterdir() if not each.name.endswith(("-shm", "-wal"))
        )

    def test_the_journal_may_be_named_by_the_environment(
        self, run: Run, plan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """COOPFLOW_DB, unless --db is there; set to nothing it is as if it were not set."""
        monkeypatch.setenv("COOPFLOW_DB", "sqlite:///named.db")
        assert 0 == run("draft", str(plan), "--as", "ann").code
        assert (tmp_path / "named.db").exists()

        assert 2 == run("list", "--db", "sqlite:///none.db").code
        monkeypatch.setenv("COOPFLOW_DB", "")
        assert "sqlite:///coopflow.db" in run("list").err
