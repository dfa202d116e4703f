"""What stands behind one objection, and what would change it."""

from __future__ import annotations

from attrs import frozen

from coopflow.values.lifecycle import Row
from coopflow.values.reason import Reason
from coopflow.values.terms import Officer
from coopflow.values.text import Text


@frozen(kw_only=True)
class Rule:
    """What an objection rests on.

    Attributes:
        name: Stable name of the rule: ``"order"``. Never renamed; its words are made at the face.
        lifecycle: The table the rows are of: ``"standard@1"``, ``"task@1"``.
        rows: The transitions concerned, in table order.
        clause: The obligation concerned.
        sources: Documents and sections it rests on, the objection's own first.
    """

    name: str
    lifecycle: str | None = None
    rows: tuple[Row, ...] = ()
    clause: str | None = None
    sources: tuple[str | Text, ...] = ()


@frozen(kw_only=True)
class Remedy:
    """One thing that would change an objection, or bring the agreement nearer to it.

    Attributes:
        code: Stable name of the advice: ``"give"``. Its words are made at the face.
        values: What the words are about, by name.
        agreement: The agreement it is about, where it is about one.
        command: The command to give; ``None`` where it is none of this agreement's commands.
        by: Officers who may, in order of ids; none where that is not for officers to do.
        said: What is to be said with the command: ``(("task", "5.9/1"),)``.
        needs: Codes of what must be given with it besides.
        hindered: Codes of what speaks against it in turn; ask `why` about it.
    """

    code: str
    values: tuple[tuple[str, str], ...] = ()
    agreement: str | None = None
    command: str | None = None
    by: tuple[Officer, ...] = ()
    said: tuple[tuple[str, str], ...] = ()
    needs: tuple[str, ...] = ()
    hindered: tuple[str, ...] = ()


@frozen(kw_only=True)
class Explanation:
    """One objection, the rule behind it, and what would change it.

    Attributes:
        remedies: Each is a way of its own; none where nothing in the agreement can change it.
    """

    reason: Reason
    rule: Rule
    remedies: tuple[Remedy, ...] = ()
