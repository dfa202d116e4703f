"""About ourselves: every objection has words, can be made, and has been made by some test."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from coopflow.runtime.wording import WORDING

ROOT = Path(__file__).parents[2]
FLOORS = [ROOT / "src" / "coopflow" / floor for floor in ("engine", "runtime")]
ABOUT = ("wording.py", "wording_why.py", "explaining.py", "remedy.py", *(
    f"remedies_{topic}.py" for topic in ("asking", "clock", "tasks", "hands", "text")
))  # fmt: skip
MAKERS = {"reason", "Reason", "refusal"}
CODE = re.compile(r"[a-z]+(-[a-z]+)*\.[a-z]+(-[a-z]+)*")


def trees() -> list[ast.Module]:
    """Read the floors that make reasons, what is said about them afterwards left out."""
    paths = [path for floor in FLOORS for path in floor.rglob("*.py") if path.name not in ABOUT]
    return [ast.parse(path.read_text("utf-8")) for path in paths]


def constants(node: ast.AST) -> set[str]:
    """Return every text within `node` that is shaped like a code."""
    return {
        each.value
        for each in ast.walk(node)
        if isinstance(each, ast.Constant)
        and isinstance(each.value, str)
        and CODE.fullmatch(each.value)
    }


def made() -> set[str]:
    """Return the codes that stand where a reason is made."""
    calls = [each for tree in trees() for each in ast.walk(tree) if isinstance(each, ast.Call)]
    makers = [call for call in calls if getattr(call.func, "id", "") in MAKERS and call.args]
    return {code for call in makers for code in constants(call.args[0])}


class TestReasons:
    """Whoever is told no learns why, in words that are used."""

    def test_every_reason_has_words(self) -> None:
        """No code is made that the wording does not know."""
        assert made()
        assert set() == made() - WORDING.keys()

    def test_no_words_wait_in_vain(self) -> None:
        """Every code that has words stands somewhere in the floors that make reasons."""
        written = {code for tree in trees() for code in constants(tree)}

        assert set() == WORDING.keys() - written

    @pytest.mark.parametrize("code", WORDING)
    def test_every_reason_was_given_once(self, code: str) -> None:
        """Some test of the engine, the runtime or a plugin's host demands this very code."""
        folders = [ROOT / "tests" / "unit", ROOT / "tests" / "scenarios"]
        texts = [path.read_text("utf-8") for each in folders for path in each.rglob("test_*.py")]

        assert any(f'"{code}"' in text for text in texts)

    @pytest.mark.parametrize("code", WORDING)
    def test_words_say_what_and_name_values(self, code: str) -> None:
        """A sentence begins small, ends without a stop, and is more than its code."""
        words = WORDING[code]

        assert len(words.split()) > 2
        assert not words.endswith(".")
        assert not words[0].isupper()
