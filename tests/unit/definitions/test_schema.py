"""The schemas that editors complete and validate by."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from coopflow.definitions.document import Unquoted, read_file
from coopflow.definitions.schema import schema

EXAMPLES = Path(__file__).parents[3] / "examples"
TERMS = sorted(
    each for each in EXAMPLES.rglob("*.yaml") if "schema=" in each.read_text("utf-8")
    and "/terms.json" in each.read_text("utf-8")
)  # fmt: skip


def _plain(data: Any) -> Any:
    """Numbers as an editor reads them."""
    if isinstance(data, dict):
        return {key: _plain(value) for key, value in data.items()}
    if isinstance(data, list):
        return [_plain(value) for value in data]
    return float(data) if isinstance(data, Unquoted) else data


def _flaws(name: str, data: Any) -> list[str]:
    return [error.message for error in Draft202012Validator(schema(name)).iter_errors(_plain(data))]


class TestSchema:
    """What the reader takes the schema takes, and a key or a word it does not know it refuses."""

    @pytest.mark.parametrize("name", ["terms", "lifecycle"])
    def test_it_is_a_schema(self, name: str) -> None:
        """By the rules for schemas themselves."""
        Draft202012Validator.check_schema(schema(name))

        assert schema(name) == json.loads((EXAMPLES / f"schema/{name}.json").read_text("utf-8"))

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
        ],
    )
    def test_what_the_reader_refuses_it_refuses(self, wrong: dict[str, Any]) -> None:
        """As far as a schema can tell."""
        data = {**read_file(EXAMPLES / "plan.yaml").data, **wrong}

        assert _flaws("terms", data)
