"""What it costs to import, beyond starting Python."""

from __future__ import annotations

import sys
from time import perf_counter
from typing import TYPE_CHECKING

from benchmarks.children import output
from benchmarks.contests import Contest, Settings
from benchmarks.results import Pair, at_most

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_PARTS = "import transitions, pluggy, attrs, sqlite3"


def contests(settings: Settings) -> Iterator[Contest]:
    """Yield the comparison of imports, each in a new interpreter."""
    del settings  # an import has no size
    yield Contest(
        unit="ms",
        runs={
            "import coopflow": _importing("import coopflow"),
            _PARTS: _importing(_PARTS),
            "from coopflow import Secretariat": _importing("from coopflow import Secretariat"),
            "open and close a journal": _importing(
                "from coopflow import Secretariat; Secretariat.open('memory:', plugins=()).close()"
            ),
        },
        pairs=(
            Pair(
                work="import",
                ours="import coopflow",
                reference=_PARTS,
                says="`import coopflow` in a new interpreter, less the start of one that imports "
                "nothing; the reference imports transitions, pluggy, attrs and sqlite3.",
                goal=at_most(1.4),
            ),
            Pair(
                work="import-secretariat",
                ours="from coopflow import Secretariat",
                reference=_PARTS,
                says="The same for `from coopflow import Secretariat`, which is what an app does; "
                "`import coopflow` alone puts off what is not used.",
            ),
            Pair(
                work="import-and-open",
                ours="open and close a journal",
                reference=_PARTS,
                says="The same with a journal in memory opened and closed, without plugins.",
            ),
        ),
    )


def _importing(statement: str) -> Callable[[], float]:
    def run() -> float:
        bare = _took("pass")
        return max(0.0, _took(statement) - bare) * 1e3

    return run


def _took(statement: str) -> float:
    begin = perf_counter()
    output([sys.executable, "-c", statement])
    return perf_counter() - begin
