"""What objections, rules and remedies say."""

from __future__ import annotations

from datetime import date
from typing import Any, get_args

import pytest

from coopflow import word
from coopflow.drawing.words import dated
from coopflow.runtime import wording_why
from coopflow.values.explanation import Remedy, Rule
from coopflow.values.lifecycle import By, Consent, Count, Row
from coopflow.values.problem import Problem
from coopflow.values.reason import Reason
from coopflow.values.saying import saying
from coopflow.values.terms import Officer
from coopflow.values.text import Text

BOTH = Text((("en", "not yet"), ("vi", "chưa được")))
REVIEW = Row(
    command="review",
    origin="executing",
    target="reviewed",
    event="agreement.reviewed",
    by="party",
    consent=Consent(count="at_least", at_least=2),
    guards=("sealed",),
    source="MOU § 3",
)


def officers(agency: str, number: int) -> tuple[Officer, ...]:
    """Return so many officers of an agency."""
    return tuple(
        Officer(id=f"{agency}-{each}", name=Text.plain(agency), agency=agency)
        for each in range(number)
    )


class TestProblems:
    """What is wrong with a definition is kept as words and values, and said in any language."""

    def test_words_of_ours_are_said_wherever_they_stand(self) -> None:
        """Also among the values; what an author wrote stays as it is."""
        known = saying("no {thing} {value!r} is known here (known: {known})",
                       thing=saying("calendar"), value="none", known=saying("none"))  # fmt: skip
        problem = Problem(code="calendar.unknown", said=known)

        assert "no calendar 'none' is known here (known: none)" == word(problem)
        assert "ở đây không có lịch làm việc 'none' (hiện có: không có)" == word(problem, "vi")
        assert word(problem) == word(problem, "fr") == problem.text
        assert f"calendar.unknown: {problem.text}" == str(problem)

    def test_braces_of_a_value_are_no_places(self) -> None:
        """What somebody wrote is shown, never filled in."""
        problem = Problem(code="id.duplicate", said=saying("{value!r} and {{}}", value="{code}"))

        assert "'{code}' and {}" == word(problem) == problem.text

    def test_mere_text_is_no_problem(self) -> None:
        """It could be told in one language only."""
        with pytest.raises(TypeError, match="said"):
            Problem(code="id.duplicate", said="it stands twice")  # type: ignore[arg-type]


class TestReasons:
    """Whatever a plugin leaves out, its objection has words, in the language asked for."""

    @pytest.mark.parametrize(
        ("reason", "expected"),
        [
            (Reason("task.missing", (("command", "report"),)), "say which task: report needs task"),
            (Reason("task.missing"), "say which task: (command) needs task"),
            (Reason("north.no", text="not yet"), "not yet"),
            (Reason("north.no", text=BOTH), "not yet"),
            (Reason("north.no", (("task", "1.1/1"),)), "task: 1.1/1"),
            (Reason("north.no"), "no"),
            (
                Reason("north.no", plugin="n", source="§ 2", text="not yet"),
                "not yet [plugin n; § 2]",
            ),
        ],
    )
    def test_an_objection_is_worded(self, reason: Reason, expected: str) -> None:
        """By its own text, by the library's, or by its values."""
        assert expected == word(reason)

    @pytest.mark.parametrize(
        ("reason", "expected"),
        [
            (
                Reason("task.missing", (("command", "report"),)),
                "hãy nêu rõ nhiệm vụ nào: yêu cầu report cần có task",
            ),
            (
                Reason("assessment.unknown", (("assessment", "so"), ("known", "met, partly, not"))),
                ("'so' không phải là mức đánh giá: hãy chọn một trong các mức met – đạt,"
                " partly – đạt một phần, not – không đạt"),
            ),
            (Reason("north.no", text="not yet"), "not yet"),
            (Reason("north.no"), "không được"),
            (
                Reason("north.no", plugin="n", text=BOTH, source=Text((("vi", "mục 2"),))),
                "chưa được [phần mở rộng n; mục 2]",
            ),
            (
                Reason("proposal.unknown", (("proposal", "sign/2"), ("open", "none"))),
                "không có đề nghị sign/2 đang chờ ý kiến; hiện có: không có",
            ),
            (
                Reason("authority.lead", (("officer", "x"), ("agency", "c"), ("task", "1/1"),
                                          ("lead", "joint: a, b"))),
                ("x là cán bộ của c, cơ quan không chủ trì 1/1; chủ trì: các bên cùng chủ trì"
                " (a, b)"),
            ),
        ],
    )  # fmt: skip
    def test_it_is_worded_in_vietnamese(self, reason: Reason, expected: str) -> None:
        """The words of ours among its values, too; a plugin's own in what its author wrote."""
        assert expected == word(reason, "vi")

    def test_a_language_nobody_translated_is_english(self) -> None:
        """Whatever the tag, there is an answer."""
        reason = Reason("task.missing", (("command", "report"),))

        assert {word(reason)} == {word(reason, lang) for lang in ("en", "fr", "", "../vi")}

    @pytest.mark.parametrize("wrong", [{"text": 5}, {"text": {"en": "no"}}, {"source": ["§ 2"]}])
    def test_a_text_is_a_text(self, wrong: dict[str, object]) -> None:
        """What could not be said is refused where it is made, under the plugin's name."""
        with pytest.raises(TypeError):
            Reason("north.no", **wrong)  # type: ignore[arg-type]  # that is what is tried


class TestTags:
    """A language is asked for by its tag, whatever region is said with it."""

    GIVEN = Reason("assent.given", (("agency", "a"), ("proposal", "sign/1")))

    @pytest.mark.parametrize("lang", ["vi", "VI", "vi-VN", "vi-Latn-VN"])
    def test_vietnamese(self, lang: str) -> None:
        """So is what an author wrote, and how a day is written."""
        own = Reason("p.wait", text=BOTH)

        assert word(self.GIVEN, "vi") == word(self.GIVEN, lang) != word(self.GIVEN)
        assert "chưa được" == word(own, lang)
        assert "31/12/2022" == dated(date(2022, 12, 31), lang)

    @pytest.mark.parametrize("lang", ["en", "en-GB", "fr", "vie", "vi_VN", ""])
    def test_others_are_english(self, lang: str) -> None:
        """A browser may ask for anything, and is answered in words that can be read."""
        assert word(self.GIVEN) == word(self.GIVEN, lang)

    def test_what_is_no_text_is_no_language(self) -> None:
        """The call is at fault."""
        lang: Any = 5

        with pytest.raises(ValueError, match="5 is no language"):
            word(self.GIVEN, lang)

    @pytest.mark.parametrize(
        ("lang", "expected"),
        [("zh-Hant-TW", "hant"), ("zh-hant", "hant"), ("zh", "first"), ("fr-CA", "french")],
    )
    def test_an_author_may_write_of_a_region(self, lang: str, expected: str) -> None:
        """The longest beginning of the tag that was written in is taken; else the first."""
        words = (("xx", "first"), ("zh-Hant", "hant"), ("fr", "french"))

        assert expected == Text(words).say(lang)


class TestRules:
    """A rule says what holds, and by which transitions and which clause."""

    def test_its_rows_are_told(self) -> None:
        """Who may, whose consent, under which condition, by what source."""
        rule = Rule(
            name="transition",
            lifecycle="mou@1",
            rows=(REVIEW,),
            clause="1.1",
            sources=("MOU § 3", BOTH),
        )

        assert (
            "a command is given where the lifecycle has a transition for it;"
            " mou@1: review, executing → reviewed, by an officer of a party,"
            " with the consent of at least 2 parties, where sealed holds; clause 1.1;"
            " MOU § 3; not yet"
        ) == word(rule)
        assert word(rule, "vi").endswith(
            "mou@1: review, executing → reviewed, do cán bộ của một bên ký kết, có sự đồng thuận"
            " của ít nhất 2 bên, khi thỏa mãn điều kiện sealed; mục 1.1; MOU § 3; chưa được"
        )

    def test_all_there_is_in_tables_has_words(self) -> None:
        """Everybody who may ask, and every kind of consent but none."""
        assert set(get_args(By)) == wording_why._BY.keys()
        assert set(get_args(Count)) - {"none"} == wording_why._CONSENT.keys()


class TestRemedies:
    """A remedy says what to do, who may, with what, and what speaks against it in turn."""

    def test_a_command_is_told_by_its_name(self) -> None:
        """With what must be said and given, by officers of each agency."""
        remedy = Remedy(
            code="give",
            agreement="p1",
            command="occasion",
            said=(("obligation", "1.5"),),
            by=(*officers("an", 1), *officers("binh", 2)),
            needs=("evidence.missing",),
            hindered=("plugin.failed",),
        )

        assert (
            "occasion p1 (obligation 1.5) – by an-0 of an; or binh-0, binh-1 of binh,"
            " with evidence (itself refused as yet: plugin.failed)"
        ) == word(remedy)
        assert (
            "occasion p1 (obligation 1.5) – người thực hiện: an-0 của an; hoặc binh-0, binh-1 của"
            " binh; kèm theo: minh chứng (hiện cũng đang bị từ chối: plugin.failed)"
        ) == word(remedy, "vi")

    @pytest.mark.parametrize(
        ("number", "lang", "expected"),
        [
            (4, "en", "an-0, an-1, an-2, an-3 of an"),
            (5, "en", "an-0, an-1, an-2, an-3 and one more of an"),
            (7, "en", "an-0, an-1, an-2, an-3 and 3 more of an"),
            (5, "vi", "an-0, an-1, an-2, an-3 và 1 cán bộ khác của an"),
        ],
    )
    def test_many_officers_are_counted(self, number: int, lang: str, expected: str) -> None:
        """Four of each agency are named; the value has all of them."""
        remedy = Remedy(code="give", agreement="p1", command="start", by=officers("an", number))

        assert word(remedy, lang).endswith(expected)
