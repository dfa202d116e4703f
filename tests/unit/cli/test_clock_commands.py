"""Suspending, resuming and extending at the command line, and what pages say of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pathlib import Path

Run = Any
DUE = "due: end of period, extensions: "
LANGS = ("en", "vi")


def both(run: Run, command: str, day: str, *said: str) -> None:
    """Let both parties say yes to a command; the first names the cause."""
    assert 0 == run(command, "mini", "--as", "ann", "--at", day, *said).code
    assert 0 == run(command, "mini", "--as", "bob", "--at", day).code


class TestSuspending:
    """The cause is told by options, or in a file."""

    def test_pages_tell_what_stands_still(self, executing: Run) -> None:
        """Of the agreement and of each task, in both languages; as data too."""
        both(executing, "suspend", "2022-03-01", "--cause", "flood-2022", "--source", "12/QĐ")
        shown = executing("show", "mini").out

        assert "because of flood-2022, since 2022-03-01" in shown
        assert "suspended, 30 days remain" in " ".join(shown.split())
        assert "tạm dừng, còn 30 ngày" in " ".join(
            executing("show", "mini", "--lang", "vi").out.split()
        )

        told = executing("show", "mini", "--json").data

        assert ("flood-2022", "bob") == (told["suspended"]["cause"], told["suspended"]["by"])
        assert 30 == {each["id"]: each["clock"] for each in told["tasks"]}["1.5/1"]["remaining"]

    def test_another_cause_is_explained(self, executing: Run) -> None:
        """With the one it is suspended for."""
        both(executing, "suspend", "2022-03-01", "--cause", "flood-2022")
        answer = executing("resume", "mini", "--as", "ann", "--cause", "strike")
        why = executing("why", "mini", "resume", "--as", "ann", "--cause", "strike").out

        assert 3 == answer.code
        assert "suspension.other-cause" in why
        assert "because of flood-2022 since 2022-03-01" in answer.err
        assert "name the cause it is suspended for: resume mini --cause flood-2022" in why

    def test_no_cause_is_told_the_one_there_is(self, executing: Run) -> None:
        """Since when, and what to write; in both languages."""
        both(executing, "suspend", "2022-03-01", "--cause", "flood-2022")
        answer = executing("resume", "mini", "--as", "ann")
        told = executing("resume", "mini", "--as", "ann", "--lang", "vi")
        listed = executing("available", "mini", "--as", "ann").out

        assert (3, 3) == (answer.code, told.code)
        assert answer.err.startswith("cause.missing: mini is suspended because of flood-2022")
        assert "since 2022-03-01" in answer.err
        assert "`--cause flood-2022`" in answer.err
        assert "`--cause flood-2022`" in told.err
        assert "từ ngày 2022-03-01" in told.err
        assert "with the cause (--cause ID)" in listed

    def test_the_log_tells_what_was_given_back(self, executing: Run) -> None:
        """How long it lasted, and when what stood still is due now."""
        both(executing, "suspend", "2022-03-01", "--cause", "flood-2022", "--reason", "Flash flood")
        both(executing, "resume", "2022-03-11", "--cause", "flood-2022")
        told = " ".join(executing("log", "mini").out.split())

        assert "suspended because of flood-2022: clocks stop; Flash flood" in told
        assert "the suspension because of flood-2022 ends after 10 days" in told
        assert "1.5/1 is due on 2022-04-10 (what remained is given back)" in told

    def test_working_days_are_told_as_such(self, run: Run, plan: Path) -> None:
        """What remains is said in what it is counted in, in both languages."""
        by = "due: {after: signature, by: 60 working days}"
        text = plan.read_text("utf-8").replace("due: end of period", by, 1)
        plan.write_text(text, "utf-8")
        run("draft", str(plan), "--as", "ann", "--at", "2022-01-03")
        for command, officer in (("sign", "ann"), ("sign", "bob"), ("start", "ann")):
            run(command, "mini", "--as", officer, "--at", "2022-01-04")
        both(run, "suspend", "2022-03-01", "--cause", "flood-2022")
        said = {lang: " ".join(run("log", "mini", "--lang", lang).out.split()) for lang in LANGS}

        assert "the clock of 1.1/1 stands still, 20 working days remain" in said["en"]
        assert "the clock of 1.5/1 stands still, 30 days remain" in said["en"]
        assert "ngừng tính thời hạn của 1.1/1, còn 20 ngày làm việc" in said["vi"]

    def test_a_reason_goes_with_a_cause(self, executing: Run) -> None:
        """And a file says all of it, or nothing."""
        alone = executing("suspend", "mini", "--as", "ann", "--reason", "Flood")
        twice = executing("suspend", "mini", "--as", "ann", "--cause", "x", "--with", "f.yaml")

        assert (2, 2) == (alone.code, twice.code)
        assert "add --cause ID" in alone.err
        assert "keep one" in twice.err


class TestClockRows:
    """What only the clock takes nobody is advised to ask."""

    def test_lapsing_is_not_among_what_one_may(self, executing: Run) -> None:
        """Of an agreement that is carried out."""
        answer = executing("start", "mini", "--as", "ann")

        assert "where one may: suspend, review\n" in answer.err


class TestExtending:
    """The lead asks, the others grant."""

    @pytest.mark.parametrize(
        ("most", "english", "vietnamese"),
        [
            (0, "the terms do not let 1.1/1 be extended", "không cho gia hạn 1.1/1"),
            (1, "be extended once, and it was", "gia hạn 1.1/1 1 lần, và đã gia hạn đủ số lần"),
            (2, "be extended 2 times, and it was", "gia hạn 1.1/1 2 lần"),
        ],
    )
    def test_often_enough_is_told(
        self, run: Run, plan: Path, most: int, english: str, vietnamese: str
    ) -> None:
        """Never, once or several times, as the terms have it."""
        text = plan.read_text("utf-8").replace("due: end of period", f"{DUE}{most}", 1)
        plan.write_text(text, "utf-8")
        run("draft", str(plan), "--as", "ann", "--at", "2022-01-03")
        for command, officer in (("sign", "ann"), ("sign", "bob"), ("start", "ann")):
            run(command, "mini", "--as", officer, "--at", "2022-01-04")
        for number in range(most):
            said = ("--as", "ann", "--until", f"2023-01-{number + 1:02}", "--at", "2022-05-01")
            run("extension", "mini", "1.1/1", *said)
            run("grant", "mini", "1.1/1", "--as", "bob", "--at", "2022-05-01")
        said = ("--as", "ann", "--until", "2023-03-01", "--at", "2022-05-03")

        assert english in run("extension", "mini", "1.1/1", *said).err
        assert vietnamese in run("extension", "mini", "1.1/1", *said, "--lang", "vi").err

    def test_pages_tell_what_is_asked_for(self, executing: Run) -> None:
        """Until it is granted, which the log tells then."""
        said = ("--as", "ann", "--until", "2023-01-31", "--at", "2022-05-01")

        assert 0 == executing("extension", "mini", "1.1/1", *said).code
        assert "(asked for: 2023-01-31)" in " ".join(executing("tasks", "mini").out.split())
        assert 0 == executing("grant", "mini", "1.1/1", "--as", "bob", "--at", "2022-05-02").code

        told = " ".join(executing("log", "mini", "--task", "1.1/1").out.split())

        assert "a asks for time until 2023-01-31 for 1.1/1" in told
        assert "b grants the extension of 1.1/1" in told
        assert "1.1/1 is due on 2023-01-31 (extended)" in told
