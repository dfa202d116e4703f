"""No name of `standard@1` decides anything: whatever follows from a row follows from phases."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import coopflow
from coopflow.definitions.standard import RESERVED, STANDARD
from coopflow.values.lifecycle import Phase

if TYPE_CHECKING:
    from collections.abc import Iterator

SRC = Path(coopflow.__file__).parent
FLOORS = ("values", "definitions", "engine", "journal", "projections", "host", "runtime")
TABLE = SRC / "definitions" / "standard.py"

NAMES = {
    *(state.name for state in STANDARD.states),
    *(row.command for row in STANDARD.rows),
    *(row.event for row in STANDARD.rows),
} - {*get_args(Phase), *RESERVED}
"""Its states, commands and events, but for words that mean the same in every lifecycle."""

ALLOWED = {
    ("values/lifecycle.py", "review"): "by whom a task is settled, in the table of tasks",
    ("values/terms.py", "sign"): "a capacity of officers",
    ("definitions/checks_people.py", "sign"): "the same capacity",
    ("engine/authority.py", "sign"): "the same capacity",
    ("engine/decide.py", "sign"): "the same capacity",
    ("engine/remedy.py", "sign"): "the same capacity",
    ("values/terms.py", "review"): "a moment that settles a task: settled_by",
    ("engine/dispositions.py", "review"): "the same moment, and the body that is adopted then",
    ("journal/codec.py", "agreement.revised"): "the stored type of an event",
    ("definitions/schema.py", "review"): "the file that holds that body",
    ("engine/explaining.py", "review"): "the rule about that body",
    ("runtime/wording_why.py", "review"): "the words for that rule, that body and that moment",
    ("projections/inbox.py", "sign"): "what awaits a signatory, by whatever command",
    ("runtime/inboxes.py", "sign"): "the same",
}
"""Where such a word stands and means something else, and what."""


def literals(path: Path) -> Iterator[tuple[int, str]]:
    """Yield every text of a module with its line, but for docstrings and what only annotates."""
    tree = ast.parse(path.read_text("utf-8"))
    passed = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or id(node) in passed:
            continue
        if isinstance(node.value, str):
            yield node.lineno, node.value


def special() -> list[tuple[str, str, int]]:
    """Return each name of `standard@1` that stands in the code of a floor."""
    return [
        (str(path.relative_to(SRC)), text, line)
        for floor in FLOORS
        for path in sorted((SRC / floor).rglob("*.py"))
        if path != TABLE
        for line, text in literals(path)
        if text in NAMES
    ]


class TestNames:
    """A lifecycle with other words works as well, for no word is looked for."""

    def test_no_name_of_standard_is_special(self) -> None:
        """Neither a state nor a command nor an event of its rows is compared with anywhere."""
        found = [
            f"{path}:{line} {text!r}"
            for path, text, line in special()
            if (path, text) not in ALLOWED
        ]

        assert [] == found

    def test_what_is_allowed_is_there(self) -> None:
        """An exception that is needed no more is taken from the list."""
        assert {*ALLOWED} <= {(path, text) for path, text, _ in special()}
