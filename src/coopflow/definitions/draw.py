"""Draw a lifecycle as Mermaid text, from nothing but its table."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coopflow.values.lifecycle import Lifecycle, Row


def mermaid(lifecycle: Lifecycle, *, at: str | None = None) -> str:
    """Return `lifecycle` as a Mermaid state diagram.

    Args:
        lifecycle: The table.
        at: The state to mark as the present one.

    Source:
        Mermaid, state diagrams (``stateDiagram-v2``).
    """
    names = {state.name: state.name.replace("-", "_") for state in lifecycle.states}
    lines = ["stateDiagram-v2", f"    [*] --> {names[lifecycle.initial]}"]
    lines += [f"    {each.replace('-', '_')}: {each}" for each in names if "-" in each]
    lines += [
        f"    {names[row.origin]} --> {names[row.target]}: {_label(row)}" for row in lifecycle.rows
    ]
    lines += [f"    {names[s.name]} --> [*]" for s in lifecycle.states if s.phase == "ended"]
    if at is not None:
        lines += [
            "    classDef present font-weight:bold,stroke-width:3px",
            f"    class {names[at]} present",
        ]
    return "\n".join(lines) + "\n"


def _label(row: Row) -> str:
    consent = "" if row.consent.count == "none" else f" [{row.consent} consent]"
    by = f" ({row.by})" if row.by not in ("party", "signatory") else ""
    return f"{row.command}{by}{consent}"
