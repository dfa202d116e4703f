"""To whom plugins propose that a task be handed. What they do wrong counts as a no."""

from __future__ import annotations

from types import NoneType
from typing import TYPE_CHECKING, Any

import attrs

from coopflow.engine.objections import failed, responsibilities
from coopflow.engine.rules import Handing
from coopflow.values.raised import raised, shown
from coopflow.values.text import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coopflow.engine.rules import Question, Responsibility, Rules
    from coopflow.values.reason import Reason


def proposed(
    rules: Rules, question: Question, agencies: Sequence[str]
) -> tuple[tuple[Handing, ...], list[Reason]]:
    """Return what is proposed for the task in question, and what speaks against asking.

    Args:
        rules: What the agreement is judged by.
        question: The task, and the assignment it is handed on from.
        agencies: Through whose hands it came; the first that has a say is asked, no other.
    """
    for agency in agencies:
        duties = responsibilities(rules, question, agency)
        if asked := [each for each in duties if each.assign is not None]:
            found: dict[str, Handing] = {}
            objections: list[Reason] = []
            for duty in asked:
                handings, met = _ask(duty, question)
                for each in handings:
                    found.setdefault(each.to, each)
                objections += met
            return tuple(found.values()), objections
    return (), []


def _ask(duty: Responsibility, question: Question) -> tuple[tuple[Handing, ...], list[Reason]]:
    if duty.assign is None:
        return (), []
    try:
        answer: object = duty.assign(question)
        many = tuple(answer) if isinstance(answer, (list, tuple)) else None
    except (Exception, SystemExit) as error:  # noqa: BLE001 - whatever a guest raises is a no, under its name
        return (), [failed(duty.plugin, raised(error))]
    if many is None or not all(_sound(each) for each in many):
        return (), [failed(duty.plugin, f"it answered {shown(answer)}, which are no Handings")]
    return many, []


def _sound(answer: Any) -> bool:
    """Tell whether it is a handing whose fields are of their types; a guest may write anything."""
    if type(answer) is not Handing:
        return False
    to, instead_of, source = attrs.astuple(answer, recurse=False)
    named = isinstance(to, str) and to != ""
    return named and isinstance(instead_of, (str, NoneType)) and isinstance(source, (str, Text))
