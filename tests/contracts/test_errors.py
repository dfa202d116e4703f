"""About ourselves: everything we raise, drawn, raised and carried whole."""

from __future__ import annotations

import ast
import inspect
import pickle
from pathlib import Path
from typing import Any

import attrs
import pytest

from coopflow import errors
from coopflow.values.problem import Problem
from coopflow.values.reason import Reason
from coopflow.values.saying import saying

ROOT = Path(__file__).parents[2]
TREE: dict[str, type[Exception]] = {
    name: error
    for name, error in inspect.getmembers(errors, inspect.isclass)
    if issubclass(error, Exception) and error.__module__ == errors.__name__
}
# For catching: they group others and carry nothing of their own.
GROUPS = {"CoopflowError", "JournalError"}
RAISED = sorted(set(TREE) - GROUPS)

PROBLEM = Problem(
    code="agency.unknown", said=saying("no agency 'nobody' is listed"), file="a.yaml", line=3
)
REASON = Reason("state.no-row", (("state", "draft"),), source="standard@1")
SAMPLES: dict[str, Any] = {
    "problems": (PROBLEM,),
    "reasons": (REASON,),
    "texts": ("nothing leads from draft",),
    "version": 3,
    "expected": 3,
    "actual": 4,
}


def _drawn() -> dict[str, str | None]:
    """The tree in the module's docstring: each name, and the name it hangs from."""
    parents: dict[str, str | None] = {}
    branch: list[str] = []
    for line in (inspect.getdoc(errors) or "").splitlines()[2:]:
        if not line.strip():
            break
        name = line.lstrip("│├└─ ")
        depth = (len(line) - len(name)) // 4
        del branch[depth:]
        branch.append(name.split()[0])
        parents[branch[-1]] = branch[-2] if depth else None
    return parents


def _built() -> set[str]:
    """Names called in src/, outside errors.py: where an error is called, it is raised."""
    called = set()
    for path in (ROOT / "src").rglob("*.py"):
        if path.name == "errors.py":
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                called.add(ast.unparse(node.func).rpartition(".")[2])
    return called


def _sample(error: type[Exception]) -> Exception:
    return error(*[SAMPLES.get(name, f"some {name}") for name in _fields(error)])


def _fields(error: type[Exception]) -> list[str]:
    return [field.name for field in attrs.fields(error)] if attrs.has(error) else []


class TestErrors:
    """Whoever catches our errors sees all of them at a glance, and may send them anywhere."""

    def test_the_drawing_is_the_tree(self) -> None:
        """Every class stands in the drawing under its own parent, and nothing else does."""
        assert _drawn() == {
            name: error.__bases__[0].__name__ if error.__bases__[0] is not Exception else None
            for name, error in TREE.items()
        }

    @pytest.mark.parametrize("name", RAISED)
    def test_an_error_is_raised_somewhere(self, name: str) -> None:
        """An error that nothing raises is a promise to nobody."""
        assert name in _built()

    @pytest.mark.parametrize("name", RAISED)
    def test_an_error_keeps_its_fields_when_it_travels(self, name: str) -> None:
        """Between processes errors are pickled: every field and the sentence must arrive."""
        error = _sample(TREE[name])

        arrived = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own bytes

        assert type(error) is type(arrived)
        assert str(error) == str(arrived)
        assert [getattr(error, field) for field in _fields(type(error))] == [
            getattr(arrived, field) for field in _fields(type(error))
        ]

    @pytest.mark.parametrize("name", RAISED)
    def test_an_error_shows_what_it_knows(self, name: str) -> None:
        """The sentence holds every value, so that a log line alone is enough."""
        error = _sample(TREE[name])
        shown = str(error)
        values = [getattr(error, field) for field in _fields(type(error))]

        assert values
        for value in values:
            parts = value if isinstance(value, tuple) else (value,)
            assert all(getattr(part, "code", str(part)) in shown for part in parts)
