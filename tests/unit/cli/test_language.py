"""Which language the command line speaks, and what it says in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from coopflow.cli.explained import advice
from coopflow.cli.options import of_locale
from coopflow.values.explanation import Remedy

if TYPE_CHECKING:
    from pathlib import Path

Run = Any
ENGLISH = "command.not-now: start is for agreements that are signed;"
VIETNAMESE = "command.not-now: yêu cầu start chỉ thực hiện được khi thỏa thuận ở trạng thái signed;"


class TestLocale:
    """The language is the locale's where nobody says which."""

    @pytest.mark.parametrize(
        ("environment", "expected"),
        [
            ({}, "en"),
            ({"LANG": "vi_VN.UTF-8"}, "vi"),
            ({"LANG": "vi"}, "vi"),
            ({"LANG": "vi_VN"}, "vi"),
            ({"LANG": "fr_FR.UTF-8"}, "en"),
            ({"LANG": "vicious"}, "en"),
            ({"LANG": "en_US.UTF-8", "LC_MESSAGES": "vi_VN.UTF-8"}, "vi"),
            ({"LANG": "vi_VN.UTF-8", "LC_ALL": "C.UTF-8"}, "en"),
            ({"LANG": "vi_VN.UTF-8", "LC_ALL": ""}, "vi"),
        ],
    )
    def test_the_first_that_is_set_decides(
        self, environment: dict[str, str], expected: str
    ) -> None:
        """LC_ALL before LC_MESSAGES before LANG; whatever is not Vietnamese is English."""
        assert expected == of_locale(environment)

    def test_it_is_read_from_the_environment(
        self, drafted: Run, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """And `--lang` goes before it."""
        monkeypatch.setenv("LC_ALL", "vi_VN.UTF-8")

        assert drafted("start", "mini", "--as", "ann").err.startswith(VIETNAMESE)
        assert drafted("start", "mini", "--as", "ann", "--lang", "en").err.startswith(ENGLISH)
        assert "Kế hoạch nhỏ" in drafted("show", "mini").out


class TestRefusals:
    """Every refusal is told in the language asked for, with the same code and exit."""

    @pytest.mark.parametrize(
        "words",
        [("start", "mini"), ("do", "mini", "start")],
    )
    def test_a_command_is_refused_in_it(self, drafted: Run, words: tuple[str, ...]) -> None:
        """A shortcut, or any command."""
        english = drafted(*words, "--as", "ann")
        vietnamese = drafted("--lang", "vi", *words, "--as", "ann")

        assert (3, 3) == (english.code, vietnamese.code)
        assert ("", "") == (english.out, vietnamese.out)
        assert english.err.startswith(ENGLISH)
        assert vietnamese.err.startswith(VIETNAMESE)

    @pytest.mark.parametrize(
        "words",
        [
            ("show", "nowhere"),
            ("log", "nowhere"),
            ("outline", "nowhere"),
            ("verify", "nowhere"),
            ("diagram", "nowhere"),
            ("available", "nowhere", "--as", "ann"),
            ("renew", "nowhere", "--as", "ann"),
        ],
        ids=lambda words: words[0],
    )
    def test_so_is_a_question(self, drafted: Run, words: tuple[str, ...]) -> None:
        """Asking for what is not there is refused, too."""
        answer = drafted(*words, "--lang", "vi")

        assert 3 == answer.code
        assert "agreement.unknown: nhật ký này không có thỏa thuận nowhere\n" == answer.err

    def test_so_is_a_draft(self, drafted: Run, plan: Any) -> None:
        """Of an id that is taken."""
        answer = drafted("draft", str(plan), "--as", "ann", "--lang", "vi")

        assert 3 == answer.code
        assert answer.err.startswith("agreement.exists: thỏa thuận mini đã có")

    def test_a_notice_is_labelled(self, drafted: Run, plan: Any) -> None:
        """And what it says is in the language, too."""
        text = plan.read_text("utf-8").replace(
            '{id: "1.5", text: Five, kind: once, due: 2022-03-31}',
            '{id: "1.5", text: Five, kind: once, lead: b, same_as: ["1.6"]}\n'
            '      - {id: "1.6", text: Six, kind: once, same_as: ["1.5"]}',
        )
        plan.write_text(text, "utf-8")
        fine, english = drafted("check", str(plan)).out.splitlines()
        other, vietnamese = drafted("check", str(plan), "--lang", "vi").out.splitlines()

        assert fine.endswith(": fine: mini, 1 area, 6 obligations")
        assert other.endswith(": không có lỗi: mini, 1 phần, 6 cam kết")
        assert ": note: " in english
        assert english.endswith("under different leads (b, a): it is led jointly")
        assert ": lưu ý: same-as.leads-differ: 1.5 và 1.6 là cùng một việc" in vietnamese


class TestProblems:
    """Whoever wrote a file learns in their language what is wrong with it."""

    @pytest.fixture
    def wrong(self, plan: Path) -> str:
        """Terms in which several things are wrong, and words of ours stand among the values."""
        text = plan.read_text("utf-8").replace("due: 2022-03-31", "due: 2022-03-32")
        plan.write_text(text.replace("{flood: {text: A flood}}", "[flood]"), "utf-8")
        return str(plan)

    def test_check_tells_them(self, run: Run, wrong: str) -> None:
        """With file, line and code as ever."""
        english = run("check", wrong)
        vietnamese = run("check", wrong, "--lang", "vi")

        assert (1, 1) == (english.code, vietnamese.code)
        assert [
            "a mapping belongs here, not a list",
            "no occasion 'flood' is in this file (there are: none)",
            "'2022-03-32' is no date of the calendar: write 2022-12-20 or 'end of period'",
        ] == [line.split(": ", 2)[2] for line in english.out.splitlines()]
        assert [
            "ở đây phải là nhóm mục dạng “tên: giá trị”, không phải danh sách",
            "tệp này không có dịp, vụ việc phát sinh 'flood' (hiện có: không có)",
            (
                "'2022-03-32' không phải là ngày có trong lịch: hãy ghi như 2022-12-20, hoặc"
                " 'end of period'"
            ),
        ] == [line.split(": ", 2)[2] for line in vietnamese.out.splitlines()]
        assert [line.split(": ")[:2] for line in english.out.splitlines()] == [
            line.split(": ")[:2] for line in vietnamese.out.splitlines()
        ]

    def test_so_it_does_for_programs(self, run: Run, wrong: str) -> None:
        """Only `text` differs."""
        (english,) = run("check", wrong, "--json").data
        (vietnamese,) = run("check", wrong, "--json", "--lang", "vi").data

        keys = ["code", "text", "file", "line", "path", "notice"]
        assert [keys] * 3 == [list(each) for each in vietnamese["problems"]]
        assert vietnamese["problems"][0]["text"].startswith("ở đây phải là nhóm mục")
        assert [{**each, "text": ""} for each in english["problems"]] == [
            {**each, "text": ""} for each in vietnamese["problems"]
        ]

    def test_whatever_reads_a_file_tells_them(
        self, executing: Run, wrong: str, tmp_path: Path
    ) -> None:
        """On stderr: terms, a meeting, evidence, what is said with a command."""
        meeting = tmp_path / "meeting.yaml"
        meeting.write_text("{kind: party, on: 2022-02-01}", "utf-8")
        said = [
            executing(*words, "--as", "ann", "--lang", "vi").err
            for words in (
                ("draft", wrong),
                ("meeting", "mini", "--with", str(meeting)),
                ("report", "mini", "1.1/1", "--evidence", "7"),
                ("report", "mini", "1.1/1", "--note", "x" * 10_001),
            )
        ]

        assert "date.impossible: '2022-03-32' không phải là ngày có trong lịch" in said[0]
        assert "meeting.unknown: 'party' không thuộc các từ được dùng: briefing" in said[1]
        assert "" == said[2]
        assert said[3].startswith("note: text.too-long: note dài quá 10000 ký tự")


class TestWhy:
    """`why` explains, so that whoever is told no knows what to do next."""

    def test_it_says_rule_and_remedies(self, drafted: Run) -> None:
        """Below each objection."""
        assert [
            "it would be refused, for one reason:",
            (
                "command.not-now: start is for agreements that are signed; this one is draft,"
                " where one may: revise, withdraw, sign"
            ),
            (
                "    rule: a command is given where the lifecycle has a transition for it;"
                " standard@1: start, signed → executing, by an officer of a party"
            ),
            "    what would change it:",
            "      - sign mini – by ann of a; or bob of b",
        ] == drafted("why", "mini", "start", "--as", "ann").out.splitlines()

    def test_it_says_so_in_vietnamese(self, drafted: Run) -> None:
        """All of it."""
        assert [
            "yêu cầu này sẽ bị từ chối, vì 1 lý do:",
            (
                "command.not-now: yêu cầu start chỉ thực hiện được khi thỏa thuận ở trạng thái"
                " signed; thỏa thuận này đang ở trạng thái draft, nay chỉ có thể: revise,"
                " withdraw, sign"
            ),
            (
                "    quy định: yêu cầu chỉ thực hiện được ở trạng thái mà vòng đời có bước"
                " chuyển tương ứng; standard@1: start, signed → executing, do cán bộ của một"
                " bên ký kết"
            ),
            "    cách tháo gỡ:",
            "      - sign mini – người thực hiện: ann của a; hoặc bob của b",
        ] == drafted("why", "mini", "start", "--as", "ann", "--lang", "vi").out.splitlines()

    def test_what_nothing_can_change_is_said_to_be_so(self, executing: Run) -> None:
        """There is no way back to the draft."""
        answer = executing("why", "mini", "sign", "--as", "ann")

        assert answer.out.endswith("    nothing in this agreement can change it\n")

    @pytest.mark.parametrize(
        ("lang", "expected"),
        [("en", "it would be accepted\n"), ("vi", "yêu cầu này sẽ được chấp nhận\n")],
    )
    def test_where_nothing_speaks_against_it(self, drafted: Run, lang: str, expected: str) -> None:
        """The answer is yes."""
        assert expected == drafted("why", "mini", "sign", "--as", "ann", "--lang", lang).out

    def test_a_draft_is_asked_about_with_its_terms(self, drafted: Run, plan: Any) -> None:
        """As `draft` would be refused, with the command that would not."""
        answer = drafted("why", "mini", "draft", "--with", str(plan), "--as", "ann")

        assert 0 == answer.code
        assert "\nagreement.exists: mini exists already" in answer.out

        text = plan.read_text("utf-8").replace("id: mini", "id: other\nframework: none-such")
        plan.write_text(text, "utf-8")
        answer = drafted("why", "other", "draft", "--with", str(plan), "--as", "ann")

        assert f"      - draft {plan}: with terms that name another framework" in answer.out

    def test_a_key_is_asked_about(self, drafted: Run) -> None:
        """As it would be refused."""
        answer = drafted("why", "mini", "sign", "--as", "ann", "--key", "two words")

        assert "\nkey.form: " in answer.out

    def test_what_has_ended_points_to_its_successor(self, renewed: Run) -> None:
        """Which is where to ask."""
        answer = renewed("why", "mini", "start", "--as", "ann")

        assert "      - ask for it in mini-2, which succeeds this agreement\n" in answer.out


class TestTyped:
    """A remedy's command can be typed as it stands, with the officer after ``--as``."""

    @pytest.mark.parametrize(
        ("remedy", "expected"),
        [
            (Remedy(code="give", agreement="p", command="sign"), "sign p"),
            (Remedy(code="give", agreement="p", command="share"), "do p share"),
            (Remedy(code="give", agreement="p", command="show"), "do p show"),
            (
                Remedy(code="give", agreement="p", command="report", said=(("task", "1/1"),)),
                "report p 1/1",
            ),
            (
                Remedy(code="give", agreement="p", command="share", said=(("task", "1/1"),)),
                "do p share --task 1/1",
            ),
            (
                Remedy(code="give", agreement="p", command="occasion", said=(("obligation", "1"),)),
                "occasion p --obligation 1",
            ),
            (
                Remedy(code="give", agreement="p", command="sign", said=(("proposal", "s/1"),)),
                "sign p --proposal s/1",
            ),
            (Remedy(code="give", agreement="p", command="draft"), "draft FILE"),
        ],
        ids=lambda value: value if isinstance(value, str) else "",
    )
    def test_it_is_worded_so(self, remedy: Remedy, expected: str) -> None:
        """By a shortcut where there is one, and else by `do`."""
        assert expected == advice(remedy, "en")

    def test_no_shortcut_stands_for_a_command_it_is_not(self, drafted: Run) -> None:
        """What is advised is taken."""
        advised = drafted("why", "mini", "start", "--as", "ann").out.split(" - ")[-1]
        typed = advised.split(" – ")[0].split()

        assert 0 == drafted(*typed, "--as", "ann").code
