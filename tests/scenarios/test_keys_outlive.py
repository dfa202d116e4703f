"""A key holds for as long as the journal is: whoever asks again, and in whatever form."""

from __future__ import annotations

import json
import unicodedata
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from itertools import islice, pairwise
from multiprocessing import get_context
from typing import TYPE_CHECKING, Any

import pytest
from ruamel.yaml import YAML

from coopflow import (
    Closing,
    CommandRefused,
    Disposition,
    Evidence,
    Finding,
    Review,
    Secretariat,
    Text,
    dump_terms,
    parse_terms,
)
from coopflow.testing.survival_crew import repeat
from coopflow.testing.survival_story import COMMON, begin, story, take, terms

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable
    from pathlib import Path

STEPS = tuple(islice(story("l0"), 29))
"""Two years and the beginning of a third: drafted, renewed, signed, started, worked upon."""

END, LATER = "2000-12-31", "2001-01-05"
TOO_LATE = Text((("", "Too late."),))
OWED = ("1/1", "1/2", "2/1")
AT_THE_END = (*OWED, "3/1")  # which the renewal that is not to come would have settled
FINDINGS = ({"kind": "lesson", "text": "Begin sooner."},)
WAIVED = {task: {"as": "waive", "reason": "Too late."} for task in AT_THE_END}
WAIVING = tuple(Disposition(task=task, outcome="waive", reason=TOO_LATE) for task in AT_THE_END)
KEPT = {task: {"as": "carry"} for task in OWED}
KEEPING = tuple(Disposition(task=task, outcome="carry") for task in OWED)

FORMS: dict[str, tuple[str, list[Any]]] = {
    "a review": (
        "review",
        [
            {"as_of": END, "findings": list(FINDINGS), "dispositions": KEPT},
            {"dispositions": KEPT, "findings": FINDINGS, "as_of": date(2000, 12, 31)},
            Review(
                as_of=date(2000, 12, 31),
                findings=(Finding(kind="lesson", text=Text((("", "Begin sooner."),))),),
                dispositions=KEEPING,
            ),
        ],
    ),
    "dispositions": ("close", [{"dispositions": WAIVED}, Closing(dispositions=WAIVING)]),
    "evidence": (
        "report",
        [
            "photo: Cây cầu (2000-03-03)",
            ["photo: Ca\N{COMBINING CIRCUMFLEX ACCENT}y cầu (2000-03-03)"],
            {"kind": "photo", "title": "Cây cầu", "date": "2000-03-03"},
            Evidence(kind="photo", title="Cây cầu", date=date(2000, 3, 3)),
        ],
    ),
}
"""The same said in several forms, the first of which can stand in a file."""


def lead_to(office: Secretariat, command: str) -> dict[str, Any]:
    """Bring the agreement to where `command` is possible; return what else to say with it."""
    if command == "report":
        return {"by": "an", "at": "2000-03-03", "task": "2/1", "note": "Xong."}
    if command == "close":
        body = FORMS["a review"][1][0]
        office.submit(COMMON, "review", by="an", at=END, body=body)
        office.submit(COMMON, "assent", by="ba", at=END)
        return {"by": "an", "at": LATER}
    return {"by": "an", "at": LATER}


def asking(command: str, said: Any) -> dict[str, Any]:
    """Return the keyword that carries what is said."""
    return {"evidence" if command == "report" else "body": said}


class TestStory:
    """Every command of two years is repeated by others, and does nothing a second time."""

    @pytest.fixture
    def url(self, tmp_path: Path) -> str:
        """A journal in which nothing is but the agreement all have in common."""
        url = f"sqlite:///{tmp_path / 'story.db'}"
        with Secretariat.open(url, plugins=[]) as office:
            begin(office)
        return url

    def test_whoever_asks_again_gets_the_first_receipt(self, url: str) -> None:
        """Another office does, and another process; of renewals, too, which write two streams."""
        with Secretariat.open(url, plugins=[]) as office:
            first = [take(office, step) for step in STEPS]
            entries = office.verify().entries
        with Secretariat.open(url, plugins=[], create=False) as office:
            again = [take(office, step) for step in STEPS]
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
            elsewhere = pool.submit(repeat, url, STEPS).result(timeout=60)
        renewed = {event.stream for event in first[14]}

        assert first == again
        assert first == elsewhere
        assert {"l0-2000", "l0-2001"} == renewed
        with Secretariat.open(url, plugins=[], create=False) as office:
            assert entries == office.verify().entries

    def test_a_key_is_good_for_one_command(self, url: str) -> None:
        """With the command that followed it is refused, by any office, and nothing is written."""
        with Secretariat.open(url, plugins=[]) as office:
            for step in STEPS:
                take(office, step)
            entries = office.verify().entries
        pairs = [
            (one, other)
            for one, other in pairwise(STEPS)
            if one.agreement == other.agreement
            and {one.command, other.command}.isdisjoint({"draft", "renew"})
            and (one.command, one.by, one.said) != (other.command, other.by, other.said)
        ]

        with Secretariat.open(url, plugins=[], create=False) as office:
            for one, other in pairs:
                said = {"by": other.by, "at": other.at, **other.said}
                with pytest.raises(CommandRefused, match=r"^key\.reused: "):
                    office.submit(other.agreement, other.command, key=one.key, **said)
            assert entries == office.verify().entries
        assert len(pairs) > len(STEPS) // 2


class TestForms:
    """What is repeated may come in another form, from another office or by hand."""

    @pytest.mark.parametrize("what", FORMS)
    def test_values_mappings_and_text(self, path: Path, what: str) -> None:
        """Each way round: what the one did, the other is told."""
        command, forms = FORMS[what]
        url, receipts = f"sqlite:///{path}", []
        with Secretariat.open(url, plugins=[], create=False) as office:
            said = lead_to(office, command)
        for form in (*forms, *reversed(forms)):
            with Secretariat.open(url, plugins=[], create=False) as office:
                asked = {**said, **asking(command, form), "key": "k"}
                receipts.append(office.submit(COMMON, command, **asked))

        assert [receipts[0]] * (2 * len(forms)) == receipts

    @pytest.mark.parametrize("what", ["a review", "dispositions", "evidence"])
    def test_by_hand(
        self,
        path: Path,
        tmp_path: Path,
        call: Callable[..., subprocess.CompletedProcess[str]],
        what: str,
    ) -> None:
        """A file, or words, at the command line: the same receipt twice, and in Python."""
        command, forms = FORMS[what]
        url, file = f"sqlite:///{path}", tmp_path / "said.yaml"
        with Secretariat.open(url, plugins=[], create=False) as office:
            said = lead_to(office, command)
        words = [command, COMMON, "--as", said["by"], "--at", said["at"], "--key", "k", "--json"]
        if command == "report":
            words += ["--task", "2/1", "--note", "Xong.", "--evidence", forms[0]]
        else:
            YAML(typ="safe").dump(forms[0], file)
            words += ["--with", str(file)]

        first, again = call(*words), call(*words)
        with Secretariat.open(url, plugins=[], create=False) as office:
            asked = {**said, **asking(command, forms[-1]), "key": "k"}
            receipt = office.submit(COMMON, command, **asked)

        assert (0, "") == (first.returncode, first.stderr)
        assert first.stdout == again.stdout
        assert json.loads(first.stdout)["position"] == receipt.position

    def test_words(self, path: Path) -> None:
        """Letters that are put together otherwise are the same letters."""
        url, receipts = f"sqlite:///{path}", []
        for note in ("Lũ ở Tiên Phước", unicodedata.normalize("NFD", "Lũ ở Tiên Phước")):
            with Secretariat.open(url, plugins=[], create=False) as office:
                said = {"by": "ba", "at": "2000-02-01", "occasion": "flood", "note": note}
                receipts.append(office.submit(COMMON, "occasion", key="k", **said))

        assert receipts[0] == receipts[1]

    def test_the_next_terms(self, path: Path) -> None:
        """A renewal on the same terms is the same, also when it has come about meanwhile."""
        url = f"sqlite:///{path}"
        asked: dict[str, Any] = {"by": "an", "at": "2000-03-03", "key": "k"}
        with Secretariat.open(url, plugins=[], create=False) as office:
            first = office.renew(COMMON, **asked)
            body = FORMS["a review"][1][0]
            office.submit(COMMON, "review", by="an", at=LATER, body=body)
            office.submit(COMMON, "assent", by="ba", at=LATER)
            for officer in ("an", "ba"):
                office.submit(first.id, "sign", by=officer, at=LATER)
            entries = office.verify().entries
        with Secretariat.open(url, plugins=[], create=False) as office:
            again = office.renew(COMMON, **asked)
            states = [office.get(each).state for each in (COMMON, first.id)]

            assert entries == office.verify().entries
        assert ["renewed", "signed"] == states
        assert first.terms == again.terms

    def test_terms(self, tmp_path: Path) -> None:
        """A text that was drafted is the same in the file that it was dumped to."""
        url = f"sqlite:///{tmp_path / 'plan.db'}"
        text = parse_terms(terms("plan", 2000))
        changed = parse_terms({**terms("plan", 2000), "title": "Another"})
        with Secretariat.open(url, plugins=[]) as office:
            office.draft(text, by="an", at="2000-01-03", key="d")
            said: dict[str, Any] = {"by": "an", "at": "2000-01-03", "key": "r"}
            first = office.submit("plan", "revise", body=changed, **said)
        with Secretariat.open(url, plugins=[]) as office:
            office.draft(parse_terms(dump_terms(text)), by="an", at="2000-01-03", key="d")
            body = YAML(typ="safe").load(dump_terms(changed))
            again = office.submit("plan", "revise", body=body, **said)

        assert first == again
