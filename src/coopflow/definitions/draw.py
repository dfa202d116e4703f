"""Draw a lifecycle as Mermaid text, from nothing but its table and where something is in it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from coopflow.definitions.labels import label

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from coopflow.values.lifecycle import Lifecycle, Row

NEXT = "▸"
"""Stands before the label of a row that may be taken now."""

_NAME = re.compile(r"[A-Za-z_]\w*", re.ASCII)
_TAKEN = re.compile(
    r"end|state|note|as|class|classdef|style|click|href|default|direction|hide|scale|fork|join"
    r"|choice|s\d+",
    re.IGNORECASE,
)
"""Words that Mermaid reads otherwise, and the names made here."""

_LOOKS = {
    "passed": "fill:#e0e0e0,stroke:#8a8a8a,color:#444444",
    "next": "fill:#ffffff,stroke:#1f4e79,color:#10304d,stroke-width:2px,stroke-dasharray:6 3",
    "present": "fill:#1f4e79,stroke:#10304d,color:#ffffff,stroke-width:4px,font-weight:bold",
}


def following(lifecycle: Lifecycle, state: str) -> tuple[Row, ...]:
    """Return the rows that lead out of `state`, in table order: what may come next."""
    return tuple(row for row in lifecycle.rows if row.origin == state)


def mermaid(lifecycle: Lifecycle, *, at: str | None = None, passed: Iterable[str] = ()) -> str:
    """Return `lifecycle` as a Mermaid state diagram.

    Whatever a state or a command is called, the text stays a diagram of this table: what Mermaid
    would read as something else stands in it as a code, or under a name of its own.

    Args:
        lifecycle: The table.
        at: The state to mark as the present one; the rows that may be taken from there begin
            with ▸, and the states they lead to are marked as well.
        passed: States to mark as behind it.

    Source:
        Mermaid, state diagrams (``stateDiagram-v2``).
    """
    names = {state.name: _name(index, state.name) for index, state in enumerate(lifecycle.states)}
    lines = ["stateDiagram-v2"]
    if at is not None:
        lines += _told(lifecycle, at)
    lines.append(f"    [*] --> {names[lifecycle.initial]}")
    lines += [f"    {short}: {label(name)}" for name, short in names.items() if short != name]
    lines += [
        f"    {names[row.origin]} --> {names[row.target]}: {_label(row, at)}"
        for row in lifecycle.rows
    ]
    lines += [f"    {names[s.name]} --> [*]" for s in lifecycle.states if s.phase == "ended"]
    if at is not None:
        lines += _marks(lifecycle, names, at, frozenset(passed))
    return "\n".join(lines) + "\n"


def _told(lifecycle: Lifecycle, at: str) -> Iterator[str]:
    rows = (f"{label(row.command)} to {label(row.target)}" for row in following(lifecycle, at))
    yield f"    accTitle: {label(lifecycle.name)} {lifecycle.edition}"
    yield f"    accDescr: now {label(at)}, next {', '.join(rows) or 'nothing'}"


def _marks(
    lifecycle: Lifecycle, names: Mapping[str, str], at: str, passed: frozenset[str]
) -> Iterator[str]:
    ahead = {row.target for row in following(lifecycle, at)} - {at}
    marked = {
        "passed": [names[each] for each in names if each in passed - ahead - {at}],
        "next": [names[each] for each in names if each in ahead],
        "present": [names[at]],
    }
    for mark, states in marked.items():
        if states:
            yield f"    classDef {mark} {_LOOKS[mark]}"
            yield f"    class {','.join(states)} {mark}"


def _name(index: int, name: str) -> str:
    fine = _NAME.fullmatch(name) is not None and _TAKEN.fullmatch(name) is None
    return name if fine else f"s{index}"


def _label(row: Row, at: str | None) -> str:
    consent = "" if row.consent.count == "none" else f" [{label(str(row.consent))} consent]"
    by = f" ({row.by})" if row.by not in ("party", "signatory") else ""
    guards = f" [if {', '.join(map(label, row.guards))}]" if row.guards else ""
    mark = f"{NEXT} " if row.origin == at else ""
    return f"{mark}{label(row.command)}{by}{consent}{guards}"
