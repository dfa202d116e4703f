"""What a plugin proposes when it is asked to whom tasks are handed, from the top to the bottom."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import evolve as changed

from coopflow.engine.rules import Handing
from coopflow.testing.plugin_questions import bare_tasks
from coopflow.values.assignment import Assignment

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coopflow.engine.rules import Question, Responsibility
    from coopflow.values.terms import Terms

_STRANGER = "a-body-nobody-proposed"


def proposals(duty: Responsibility, terms: Terms) -> Iterator[tuple[Question, Any]]:
    """Yield each question a proposal answers, with the answer.

    A task is handed down from its top, and on from every body that was proposed; and once from
    a body that nobody proposed.
    """
    if duty.assign is None:
        return
    for question in bare_tasks(duty, terms, "assign"):
        seen = {_STRANGER}
        asked = [question, _from(question, _STRANGER, duty.agency, 1)]
        while asked:
            now = asked.pop(0)
            answer = duty.assign(now)
            yield now, answer
            for each in answer if isinstance(answer, (list, tuple)) else ():
                if isinstance(each, Handing) and each.to not in seen:
                    seen.add(each.to)
                    giver = now.assignment.to if now.assignment is not None else duty.agency
                    asked.append(_from(question, each.to, giver, len(seen)))


def _from(question: Question, body: str, giver: str, ordinal: int) -> Question:
    """Return the question to whom `body` hands on what it was handed."""
    name = f"{question.command.task}~{ordinal}"
    held = Assignment(id=name, to=body, by=giver, at=question.command.at)
    return changed(question, assignment=held)
