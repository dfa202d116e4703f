"""Exit codes: a script can tell what happened without reading a sentence."""

from __future__ import annotations

import errno
import sqlite3
from typing import TYPE_CHECKING, Any, NoReturn

import pytest

from coopflow.cli.errors import guarded, tell
from coopflow.errors import JournalBroken, PluginConflict, PluginError, StaleVersion
from coopflow.runtime.secretariat import Secretariat

if TYPE_CHECKING:
    from pathlib import Path

Run = Any


class TestDone:
    """0: it is done, or the question is answered."""

    def test_a_question_that_is_answered_with_no_is_answered(self, drafted: Run) -> None:
        """`why` is asked for the objections: they are its answer."""
        answer = drafted("why", "mini", "start", "--as", "ann")

        assert (0, "") == (answer.code, answer.err)
        assert "command.not-now: " in answer.out

    def test_nothing_typed_shows_the_help(self, run: Run) -> None:
        """Whoever tries the bare word is shown what there is."""
        answer = run()

        assert 0 == answer.code
        assert answer.out.startswith("Usage: coopflow")


class TestProblems:
    """1: there are problems in a file, each with its line; on stderr, but where that was asked."""

    @pytest.mark.parametrize(
        "words",
        [
            ("draft", "bad.yaml", "--as", "ann"),
            ("revise", "mini", "--with", "bad.yaml", "--as", "ann"),
            ("renew", "mini", "--with", "bad.yaml", "--as", "ann"),
            ("why", "mini", "revise", "--with", "bad.yaml", "--as", "ann"),
        ],
        ids=lambda words: words[0],
    )
    def test_a_bad_file_is_told_with_its_lines(
        self, drafted: Run, tmp_path: Path, words: tuple[str, ...]
    ) -> None:
        """As FILE:LINE: code: text, whichever command reads it."""
        bad = (tmp_path / "plan.yaml").read_text("utf-8").replace("kind: recurring", "kind: often")
        (tmp_path / "bad.yaml").write_text(bad, "utf-8")
        line = bad[: bad.index("kind: often")].count("\n") + 1

        answer = drafted(*words)

        assert 1 == answer.code
        assert answer.err.startswith(f"bad.yaml:{line}: kind.unknown: ")
        assert "" == answer.out

    def test_problems_are_what_check_was_asked_for(self, run: Run, tmp_path: Path) -> None:
        """They are on stdout, also those of a lifecycle file beside; an unread file is not."""
        (tmp_path / "bad.yaml").write_text("coopflow: 1\nparties: true\n", "utf-8")

        terms, table = run("check", "bad.yaml"), run("check", "x", "--lifecycle", "bad.yaml")
        unread = run("check", "gone.yaml")

        assert (1, "", 1, "") == (terms.code, terms.err, table.code, table.err)
        assert "bad.yaml:2: type.wrong: ids belong here, not true" in terms.out.splitlines()
        assert table.out.startswith("bad.yaml:1: file.another: ")
        assert (2, "") == (unread.code, unread.out)
        assert unread.err.startswith("coopflow: gone.yaml: it cannot be read: ")

    def test_a_bad_file_begins_no_journal(self, run: Run, tmp_path: Path) -> None:
        """What cannot be drafted leaves nothing behind."""
        (tmp_path / "bad.yaml").write_text("coopflow: 1\n", "utf-8")

        assert 1 == run("draft", "bad.yaml", "--as", "ann").code
        assert not (tmp_path / "coopflow.db").exists()


class TestUsage:
    """2: something else must be typed."""

    @pytest.mark.parametrize(
        ("words", "hint"),
        [
            (("sign", "mini"), "--as"),
            (("sing", "mini", "--as", "ann"), '"sign"'),
            (("sign", "mini", "--as", "ann", "--colour", "red"), "--colour"),
            (("show",), "ID"),
            (("show", "mini", "more"), "more"),
            (("sign", "mini", "--as", "ann", "--at", "noon"), "2022-03-22T09:00"),
            (("sign", "mini", "--as", "ann", "--set", "colour=red"), "task, occasion"),
            (("sign", "mini", "--as", "ann", "--set", "note"), "KEY=VALUE"),
            (("report", "mini", "1.1/1", "--as", "ann", "--task", "1.3/1"), "said twice"),
            (("tasks", "--at", "noon"), "2022-03-22T09:00"),
            (("outline", "mini", "--as-of", "noon"), "2022-03-22T09:00"),
            (("check", "nowhere.yaml"), "nowhere.yaml: it cannot be read"),
            (("draft", ".", "--as", "ann"), "directory"),
            (("draft", "a\0b", "--as", "ann"), "cannot be read"),
            (("list", "--db", "plan.db"), "sqlite:///relative.db"),
            (("list", "--db", "sqlite:///none.db"), "drafting an agreement there begins one"),
            (("diagram", "other@1"), "standard@1, proposal@1, task@1"),
            (("show", "a\udcffb"), "UTF-8"),
        ],
        ids=lambda words: "-".join(words) if isinstance(words, tuple) else None,
    )
    def test_what_makes_no_sense_says_what_would(
        self, drafted: Run, words: tuple[str, ...], hint: str
    ) -> None:
        """One line on stderr, that names the way out."""
        answer = drafted(*words)

        assert (2, "") == (answer.code, answer.out)
        assert hint in answer.err
        assert answer.err.startswith("coopflow: ")
        assert 1 == answer.err.count("\n")

    def test_a_plugin_that_is_not_installed_is_named(
        self, run: Run, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Whoever narrows the plugins may misspell one."""
        monkeypatch.setenv("COOPFLOW_PLUGINS", "nobody")

        answer = run("plugins")

        assert 2 == answer.code
        assert "plugin 'nobody'" in answer.err

    @pytest.mark.parametrize(
        "error", [PluginError("p", "broken"), PluginConflict("p", "claimed", "q")]
    )
    def test_a_plugin_at_fault_is_named(
        self, error: PluginError, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """It is for whoever installed it to mend."""
        assert 2 == tell(error)
        assert "'p'" in capsys.readouterr().err

    @pytest.mark.parametrize(
        "words",
        [
            ("list",),
            ("show", "mini"),
            ("tasks",),
            ("log", "mini"),
            ("why", "mini", "sign", "--as", "ann"),
            ("available", "mini", "--as", "ann"),
            ("verify",),
            ("outline", "mini"),
            ("diagram", "mini"),
            ("rebuild",),
            ("sign", "mini", "--as", "ann"),
            ("renew", "mini", "--as", "ann"),
        ],
        ids=lambda words: words[0],
    )
    def test_only_drafting_begins_a_journal(
        self, run: Run, tmp_path: Path, words: tuple[str, ...]
    ) -> None:
        """A misspelt --db is told, not made."""
        answer = run(*words, "--db", "sqlite:///misspelt.db")

        assert 2 == answer.code
        assert [] == list(tmp_path.iterdir())


class TestRefused:
    """3: the rules say no, each reason as `code: text`."""

    @pytest.mark.parametrize(
        ("words", "code"),
        [
            (("start", "mini", "--as", "ann"), "command.not-now"),
            (("sign", "mini", "--as", "eve"), "officer.unknown"),
            (("sign", "mini", "--as", "ann", "--agency", "b"), "authority.other-agency"),
            (("sign", "mini", "--as", "ann", "--at", "2021-01-01"), "at.before-last"),
            (("draft", "plan.yaml", "--as", "ann"), "agreement.exists"),
            (("do", "mini", "draft", "--as", "ann"), "command.draft"),
            (("show", "other"), "agreement.unknown"),
            (("verify", "other"), "agreement.unknown"),
            (("tasks", "other"), "agreement.unknown"),
            (("tasks", "--agency", "c"), "agency.unknown"),
            (("available", "mini", "--as", "eve"), "officer.unknown"),
            (("show", "\x1b[31m" * 5000), "agreement.unknown"),
        ],
        ids=lambda words: words[0] if isinstance(words, tuple) else None,
    )
    def test_a_refusal_gives_its_reason(
        self, drafted: Run, words: tuple[str, ...], code: str
    ) -> None:
        """On stderr, the code first."""
        answer = drafted(*words)

        assert (3, "") == (answer.code, answer.out)
        assert answer.err.startswith(f"{code}: ")
        assert "\x1b" not in answer.err
        assert len(answer.err) < 10_000

    def test_repeating_a_signature_is_refused(self, drafted: Run) -> None:
        """Once is enough, and the record says so."""
        assert 0 == drafted("sign", "mini", "--as", "ann", "--at", "2022-01-04").code

        answer = drafted("sign", "mini", "--as", "ann", "--at", "2022-01-04")

        assert 3 == answer.code
        assert answer.err.startswith("assent.given: ")


class TestBroken:
    """4: what is stored is not what was written."""

    def test_a_changed_entry_is_named(self, drafted: Run) -> None:
        """As ID:ENTRY: what is wrong with it; the sound streams do not hide it."""
        with sqlite3.connect("coopflow.db") as connection:
            connection.execute("UPDATE entries SET by = 'eve' WHERE stream = 'mini'")
        connection.close()

        answer = drafted("verify")

        assert (4, "") == (answer.code, answer.out)
        assert answer.err.startswith("mini:1: ")

    def test_with_json_it_is_told_as_data_too(self, drafted: Run) -> None:
        """What is on stdout stays JSON, and stderr says it all the same."""
        with sqlite3.connect("coopflow.db") as connection:
            connection.execute("UPDATE entries SET by = 'eve' WHERE stream = 'mini'")
        connection.close()

        answer = drafted("verify", "--json")

        assert 4 == answer.code
        assert not answer.data["whole"]
        assert ["mini"] == [each["stream"] for each in answer.data["broken"]]
        assert [1] == [each["version"] for each in answer.data["broken"]]
        assert answer.err.startswith("mini:1: ")

    def test_a_file_that_is_no_journal_is_broken(self, run: Run, tmp_path: Path) -> None:
        """There is no entry to name: the file is."""
        (tmp_path / "coopflow.db").write_text("dear diary\n" * 100, "utf-8")

        answer = run("list")

        assert 4 == answer.code
        assert answer.err.startswith("the file: ")

    @pytest.mark.parametrize(
        ("error", "line"),
        [
            (JournalBroken("mini", 3, "torn"), "mini:3: torn\n"),
            (JournalBroken("mini", None, "gone"), "mini: gone\n"),
            (JournalBroken("", None, "damaged"), "the file: damaged\n"),
        ],
    )
    def test_where_it_is_broken_comes_first(
        self, error: JournalBroken, line: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """Agreement and entry, as far as they are known."""
        assert 4 == tell(error)
        assert line == capsys.readouterr().err


class TestUnwritten:
    """5: it could not be written."""

    @pytest.mark.parametrize(
        ("url", "hint"),
        [("sqlite:///none/plan.db", "make it first"), ("sqlite:///folder", "not a file")],
    )
    def test_no_place_for_a_journal(
        self, run: Run, plan: Path, tmp_path: Path, url: str, hint: str
    ) -> None:
        """The way out is told."""
        (tmp_path / "folder").mkdir()

        answer = run("draft", str(plan), "--as", "ann", "--db", url)

        assert (5, "") == (answer.code, answer.out)
        assert hint in answer.err

    def test_others_kept_writing_first(self, capsys: pytest.CaptureFixture[str]) -> None:
        """Nothing was written; it may be tried again."""
        assert 5 == tell(StaleVersion("mini", 3, 4))
        assert "retry" in capsys.readouterr().err


class TestUnexpected:
    """No traceback reaches a user, whatever goes wrong."""

    @pytest.fixture
    def broken(self, drafted: Run, monkeypatch: pytest.MonkeyPatch) -> Run:
        """The command line above a library with a fault."""

        def agreements(_: Secretariat, **__: object) -> NoReturn:
            message = "a fault"
            raise RuntimeError(message)

        monkeypatch.setattr(Secretariat, "agreements", agreements)
        return drafted

    def test_a_fault_of_ours_is_one_line_that_says_so(self, broken: Run) -> None:
        """With the wish to hear of it."""
        answer = broken("list")

        assert (70, "") == (answer.code, answer.out)
        assert answer.err.startswith("coopflow: RuntimeError: a fault: ")
        assert "please report it" in answer.err
        assert 1 == answer.err.count("\n")

    def test_whoever_mends_it_may_see_where_it_is(
        self, broken: Run, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """COOPFLOW_DEBUG=1 adds the traceback."""
        monkeypatch.setenv("COOPFLOW_DEBUG", "1")

        assert "Traceback" in broken("list").err

    def test_whoever_interrupts_a_command_is_told(
        self, drafted: Run, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """In a line, wherever it was."""

        def agreements(_: Secretariat, **__: Any) -> NoReturn:
            raise KeyboardInterrupt

        monkeypatch.setattr(Secretariat, "agreements", agreements)
        answer = drafted("list")

        assert (130, "", "coopflow: interrupted\n") == (answer.code, answer.out, answer.err)

    @pytest.mark.parametrize(
        ("error", "code"),
        [
            (KeyboardInterrupt(), 130),
            (BrokenPipeError(), 141),
            (OSError(errno.ENOSPC, "No space left"), 6),
            (OSError(errno.ENOENT, "no such directory"), 70),
            (UnicodeEncodeError("utf-8", "x", 0, 1, "no"), 70),
            (SystemExit(), 0),
            (SystemExit(7), 7),
            (SystemExit("a sentence"), 1),
        ],
        ids=repr,
    )
    def test_every_way_out_has_its_code(
        self, error: BaseException, code: int, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """Interrupts, closed pipes and full disks too."""

        def run() -> NoReturn:
            raise error

        assert code == guarded(run)
        assert "Traceback" not in capsys.readouterr().err
