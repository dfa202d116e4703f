"""About ourselves: the contract with plugins."""

from __future__ import annotations

import inspect
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import coopflow.host.hookspecs as hookspecs  # noqa: PLR0402 - mypy does not see a module through its package here

if TYPE_CHECKING:
    from types import FunctionType

ROOT = Path(__file__).parents[2]
HOOKS: list[FunctionType] = [
    hook
    for _, hook in inspect.getmembers(hookspecs, inspect.isfunction)
    if hook.__module__ == hookspecs.__name__
]


class TestHooks:
    """Whoever writes a plugin reads one file and knows what to return."""

    def test_there_are_hooks(self) -> None:
        """An empty contract would pass every test below."""
        assert HOOKS

    @pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: hook.__name__)
    def test_a_hook_carries_our_prefix(self, hook: FunctionType) -> None:
        """The host finds hooks by prefix, and a misspelt one by the same."""
        assert hook.__name__.startswith("coopflow_")

    @pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: hook.__name__)
    def test_a_hook_is_typed(self, hook: FunctionType) -> None:
        """Every argument and the answer: a contribution of another type cannot be merged."""
        signature = inspect.signature(hook)

        assert signature.return_annotation is not inspect.Signature.empty
        assert [] == [
            name
            for name, parameter in signature.parameters.items()
            if parameter.annotation is inspect.Parameter.empty
        ]

    @pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: hook.__name__)
    def test_a_hook_says_what_it_returns(self, hook: FunctionType) -> None:
        """In the docstring of the spec, and by name in the how-to for plugins."""
        assert "Returns:" in (inspect.getdoc(hook) or "")
        assert hook.__name__ in (ROOT / "docs" / "plugins.md").read_text("utf-8")
