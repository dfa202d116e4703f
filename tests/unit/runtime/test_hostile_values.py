"""What is no text, no finding and no fate is refused before anything is written."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from coopflow import (
    Closing,
    CommandRefused,
    DefinitionError,
    Disposition,
    Evidence,
    Finding,
    Review,
    Secretariat,
    Text,
)

if TYPE_CHECKING:
    from collections.abc import Callable

FINDING: Any = {"kind": "lesson", "text": Text.plain("x")}


def _review(**changes: Any) -> Review:
    said = {"as_of": date(2022, 1, 4), "findings": (), "dispositions": (), **changes}
    return Review(**said)


class TestValues:
    """A value that code puts together is read like a file: nothing unreadable is ever written."""

    @pytest.mark.parametrize("key", [None, "k"])
    @pytest.mark.parametrize(
        ("command", "said"),
        [
            ("report", {"task": "1.1/1", "note": 7}),
            ("report", {"task": "1.1/1", "note": ["x"]}),
            ("report", {"task": "1.1/1", "note": "\ud800"}),
            ("report", {"task": "1.1/1", "note": "a\x00b"}),
            ("report", {"task": "1.1/1", "note": "x" * 10_001}),
            ("report", {"task": 5}),
            ("report", {"task": ["x"]}),
            ("report", {"task": "1.1/1", "evidence": Evidence(kind=5)}),  # type: ignore[arg-type]
            ("report", {"task": "1.1/1", "evidence": [{"kind": "x", "date": "soon"}]}),
            ("review", {"body": _review(findings=(Finding(**{**FINDING, "kind": "fun"}),))}),
            ("review", {"body": _review(findings=(Finding(**{**FINDING, "text": 5}),))}),
            ("review", {"body": _review(dispositions=(Disposition(task="x", outcome="lose"),))}),  # type: ignore[arg-type]
            ("review", {"body": _review(as_of="soon")}),
            ("review", {"body": _review(dispositions=(5,))}),
            ("review", {"body": {"as_of": object()}}),
            ("review", {"body": {"as_of": b"2022-01-04", "findings": {1, 2}}}),
        ],
    )
    def test_it_is_a_problem_and_nothing_is_written(
        self,
        office: Secretariat,
        start: Callable[[Secretariat], None],
        command: str,
        said: dict[str, Any],
        key: str | None,
    ) -> None:
        """The agreement reads afterwards as it did before."""
        start(office)
        before = office.get("plan-2022")
        with pytest.raises(DefinitionError):
            office.submit("plan-2022", command, by="an", at="2022-02-01", key=key, **said)

        assert before == office.get("plan-2022")
        assert office.verify()

    def test_a_review_may_be_made_of_values(
        self, office: Secretariat, start: Callable[[Secretariat], None]
    ) -> None:
        """It says the same as its mapping: the one assents to the other."""
        start(office)
        fates = [(row.id, "carry") for row in office.tasks(open_only=True) if not row.settled_by]
        value = _review(
            findings=(Finding(**FINDING),),
            dispositions=tuple(Disposition(task=t, outcome="carry") for t, _ in fates),
        )
        mapping = {
            "as_of": "2022-01-04",
            "findings": [Finding(**FINDING)],
            "dispositions": {task: {"as": fate} for task, fate in fates},
        }
        office.submit("plan-2022", "review", by="an", at="2022-02-01", body=value)
        office.submit("plan-2022", "review", by="ba", at="2022-02-01", body=mapping)

        assert "reviewed" == office.get("plan-2022").state


class TestBodies:
    """A body that comes at the wrong moment is refused, and not called broken."""

    @pytest.mark.parametrize(
        ("command", "code"),
        [
            ("close", "command.not-now"),
            ("revise", "command.not-now"),
            ("start", "command.not-now"),
            ("frob", "command.unknown"),
            ("report", "body.unexpected"),
            ("assent", "body.unexpected"),
        ],
    )
    @pytest.mark.parametrize(
        "body", [{"as_of": "2022-01-01", "findings": []}, {"colour": 1}, Closing(), "nonsense"]
    )
    def test_the_command_is_refused(
        self,
        office: Secretariat,
        start: Callable[[Secretariat], None],
        command: str,
        code: str,
        body: Any,
    ) -> None:
        """Nobody looks into a body that nobody asked for."""
        start(office)
        with pytest.raises(CommandRefused) as refusal:
            office.submit("plan-2022", command, by="an", at="2022-02-01", body=body)

        assert [code] == [reason.code for reason in refusal.value.reasons]
        told = office.why("plan-2022", command, by="an", body=body)

        assert [code] == [each.reason.code for each in told]
