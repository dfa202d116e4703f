"""The schemas that editors complete and validate by."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from attrs import evolve
from hypothesis import given, settings
from jsonschema import Draft202012Validator

from coopflow import DefinitionError, Terms, dump_terms, parse_terms
from coopflow.definitions.bodies import read_closing, read_pause, read_review
from coopflow.definitions.document import Document, Unquoted, from_data, read_document, read_file
from coopflow.definitions.lifecycle_file import read_lifecycle
from coopflow.definitions.meeting_file import read_meeting
from coopflow.definitions.reassignment_file import read_reassignment
from coopflow.definitions.schema import FILES, schema
from coopflow.definitions.standard import RESERVED
from coopflow.testing.terms_strategies import terms as any_terms

if TYPE_CHECKING:
    from collections.abc import Callable

EXAMPLES = Path(__file__).parents[3] / "examples"
TERMS = sorted(
    each for each in EXAMPLES.rglob("*.yaml") if "schema=" in each.read_text("utf-8")
    and "/terms.json" in each.read_text("utf-8")
)  # fmt: skip

COMMANDED: dict[str, tuple[Callable[[Document], Any], str]] = {
    "meeting": (read_meeting, """\
kind: briefing
on: 2026-06-28
place: {vi: Tam Kỳ, en: Tam Ky}
attendees: [{officer: mai, role: chair}, {agency: schools, name: Lan}]
tasks: 1.3/1
minutes: [{kind: minutes, title: Half a year, date: 2026-06-28, digest: abc, where: shelf}]
note: It rained.
adoptions:
  - agreement: other
    command: review
    by: [mai]
    with: {as_of: 2026-06-28, findings: []}
"""),
    "review": (read_review, """\
as_of: 2026-12-31
findings: [{kind: lesson, text: Begin sooner., areas: "1", tasks: [1.1/1], evidence: [{kind: x}]}]
dispositions: {1.1/1: {as: carry}, 1.2/1: {as: waive, reason: Over.}}
"""),
    "closing": (read_closing, "dispositions: {1.1/1: {as: unmet, reason: Over.}}"),
    "pause": (read_pause, "{cause: flood-2026, reason: {vi: Bão, en: Storm}, source: Order 3}"),
    "reassignment": (read_reassignment, """\
source: Law 72
from: 2026-07-01
level: district
bodies: {old: new}
agencies: {new: {name: New, parent: top, system: state, level: commune}}
officers: {hoa: {name: Hoa, agency: new, may: [sign]}}
"""),
}  # fmt: skip
"""What commands come with: how it is read, and a file with every key."""


def _plain(data: Any) -> Any:
    """Numbers as an editor reads them."""
    if isinstance(data, dict):
        return {key: _plain(value) for key, value in data.items()}
    if isinstance(data, list):
        return [_plain(value) for value in data]
    return float(data) if isinstance(data, Unquoted) else data


def _flaws(name: str, data: Any) -> list[str]:
    return [error.message for error in Draft202012Validator(schema(name)).iter_errors(_plain(data))]


def _keys(part: Any) -> list[tuple[str, Any]]:
    """Every key of every mapping a schema knows by name."""
    found = list(part.get("properties", {}).items())
    return found + [pair for each in part.get("$defs", {}).values() for pair in _keys(each)]


class TestSchema:
    """What the reader takes the schema takes, and a key or a word it does not know it refuses."""

    @pytest.mark.parametrize("name", FILES)
    def test_it_is_a_schema(self, name: str) -> None:
        """By the rules for schemas themselves."""
        Draft202012Validator.check_schema(schema(name))

        assert schema(name) == json.loads((EXAMPLES / f"schema/{name}.json").read_text("utf-8"))

    @pytest.mark.parametrize("file", sorted(EXAMPLES.rglob("*.yaml")), ids=lambda file: file.name)
    def test_every_example_names_its_schema(self, file: Path) -> None:
        """By a path that leads there from where the file lies."""
        first = file.read_text("utf-8").partition("\n")[0]
        path = first.removeprefix("# yaml-language-server: $schema=")

        assert path != first
        assert (file.parent / path).resolve().parent == EXAMPLES / "schema"

    @pytest.mark.parametrize("file", TERMS, ids=lambda file: file.name)
    def test_the_examples_fit(self, file: Path) -> None:
        """Each carries the line by which an editor finds the schema."""
        assert [] == _flaws("terms", read_file(file).data)

    @pytest.mark.parametrize("name", ["county-mou.yaml", "kyotei.yaml"])
    def test_the_lifecycles_of_the_examples_fit(self, name: str) -> None:
        """With all their forms of consent, and names of any script."""
        assert [] == _flaws("lifecycle", read_file(EXAMPLES / name).data)

    @pytest.mark.parametrize(
        "wrong",
        [
            {"colour": "red"},
            {"id": 5.10},
            {"parties": {"water": True}},
            {"period": {"start": "2026-01-01"}},
            {"areas": [{"id": "1", "obligations": [{"id": "1", "text": "x", "kind": "often"}]}]},
            {"officers": {"mai": {"name": "Mai", "agency": "water", "may": ["fly"]}}},
            {"review_within": "soon"},
            {"review_within": "0 months"},
            {"review_within": "5 working days"},
            {"coopflow": 2},
            {"parties": ["water"]},
            {"title": " "},
            {"title": {"": "A plan"}},
            {"title": None},
            {"id": "-x"},
            {"id": "a b"},
            {"id": "x" * 101},
            {"period": {"start": "1 May", "end": "2026-12-31"}},
            *(
                {"areas": [{"id": "1", "obligations": [{"id": "1", "text": "x", **keys}]}]}
                for keys in (
                    {"kind": "recurring", "due": "2026-01-01"},
                    {"kind": "continuous", "every": "6 months"},
                    {"kind": "once", "on": "flood"},
                    {"kind": "once", "due": "soon"},
                    {"kind": "triggered"},
                    {"kind": "triggered", "on": None},
                    {"kind": "triggered", "on": "flood", "within": "soon"},
                    {"kind": "once", "acceptance": "most"},
                    {"kind": "once", "settled_by": "rain"},
                    {"kind": "recurring", "settled_by": "review"},
                    {"kind": "recurring", "every": "6 months", "rule": "FREQ=YEARLY"},
                    {"kind": "once", "joint": True, "lead": "water"},
                )
            ),
        ],
        ids=str,
    )
    def test_what_the_reader_refuses_it_refuses(self, wrong: dict[str, Any]) -> None:
        """As far as a schema can tell."""
        data = {**read_file(EXAMPLES / "plan.yaml").data, **wrong}

        assert _flaws("terms", data)
        with pytest.raises(DefinitionError):
            parse_terms(data)

    @pytest.mark.parametrize(
        "wrong",
        [
            {"edition": -1},
            {"edition": 0},
            {"edition": 1_000_000_000},
            {"lifecycle": "task"},
            {"initial": None},
            {"states": {"draft": "sleeping"}},
            {"rows": [{"command": "go"}]},
            *(
                {"rows": [{"command": each, "from": "a", "to": "b", "event": "e", "by": "party"}]}
                for each in RESERVED
            ),
            {"rows": [{"command": "go", "from": "a", "to": "b", "event": "e.e", "by": "anybody"}]},
            {"colour": "red"},
        ],
        ids=str,
    )
    def test_what_the_reader_of_lifecycles_refuses_it_refuses(self, wrong: dict[str, Any]) -> None:
        """The same of the other file."""
        document = read_file(EXAMPLES / "county-mou.yaml")

        assert _flaws("lifecycle", {**document.data, **wrong})
        with pytest.raises(DefinitionError):
            read_lifecycle(evolve(document, data={**document.data, **wrong}))

    @pytest.mark.parametrize("name", COMMANDED)
    def test_what_commands_come_with_fits(self, name: str) -> None:
        """What an editor takes there the reader takes as well, and an empty file neither."""
        read, whole = COMMANDED[name]
        required = schema(name).get("required", [])

        assert [] == _flaws(name, read_document(whole.encode()).data)
        assert read(read_document(whole.encode()))
        assert len(required) == len(_flaws(name, {}))

    @pytest.mark.parametrize(
        ("name", "wrong"),
        [
            ("meeting", {"kind": "party"}),
            ("meeting", {"adoptions": [{"command": "report", "by": "mai"}]}),
            ("meeting", {"attendees": [{"agency": "water", "role": "sleeper"}]}),
            ("meeting", {"minutes": ["minutes: of it"]}),
            ("review", {"findings": [{"kind": "joke", "text": "x"}]}),
            ("review", {"dispositions": {"1.1/1": {"as": "forget"}}}),
            ("closing", {"dispositions": {"1.1/1": {"reason": "Over."}}}),
            ("pause", {"cause": "a flood"}),
            ("reassignment", {"bodies": {}}),
            ("reassignment", {"bodies": {"a": None}}),
            ("reassignment", {"level": " "}),
        ],
        ids=str,
    )
    def test_what_is_wrong_there_is_wrong_in_both(self, name: str, wrong: dict[str, Any]) -> None:
        """As far as a schema can tell."""
        read, whole = COMMANDED[name]
        data = {**read_document(whole.encode()).data, **wrong}

        assert _flaws(name, data)
        with pytest.raises(DefinitionError):
            read(from_data(data))

    @settings(max_examples=25)
    @given(terms=any_terms())
    def test_whatever_can_be_written_fits(self, terms: Terms) -> None:
        """An editor complains about nothing that reads."""
        assert [] == _flaws("terms", read_document(dump_terms(terms).encode()).data)

    def test_what_is_left_out_may_be_null(self) -> None:
        """As it may for the reader."""
        data = read_file(EXAMPLES / "plan.yaml").data
        optional = set(schema("terms")["properties"]) - set(schema("terms")["required"])
        empty = {**dict.fromkeys(optional - set(data)), **data}

        assert optional - set(data)
        assert [] == _flaws("terms", empty)
        assert parse_terms(data) == parse_terms(empty)

    def test_ids_may_be_vietnamese(self) -> None:
        """Also in an editor, where a pattern is read as JavaScript reads it."""
        pattern = schema("terms")["properties"]["id"]["pattern"]

        assert "\\w" not in pattern
        assert re.search(pattern, "kế-hoạch.2022_x")
        assert not re.search(pattern, "kế hoạch")

    @pytest.mark.parametrize("name", FILES)
    def test_every_key_is_explained(self, name: str) -> None:
        """So that completing a file teaches it."""
        told = {key: value.get("description", "") for key, value in _keys(schema(name))}

        assert {} == {key: words for key, words in told.items() if not words.endswith((".", "?"))}
