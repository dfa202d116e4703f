"""What remedies are made of: who could give which command, and which way leads to a state.

Whether an officer may is never worked out twice: decide itself is asked, and whoever it
refuses for lack of authority is not named.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING, Any

from attrs import evolve as changed
from attrs import frozen

from coopflow.engine.about_tasks import ABOUT_TASKS
from coopflow.engine.available import INPUT
from coopflow.engine.decide import decide
from coopflow.engine.naming import named
from coopflow.engine.objections import chosen
from coopflow.engine.rules import Related, Rules, View
from coopflow.values.command import Command
from coopflow.values.explanation import Remedy
from coopflow.values.reason import Reason
from coopflow.values.terms import Terms
from coopflow.values.verdict import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coopflow.values.agreement import Agreement
    from coopflow.values.lifecycle import Row
    from coopflow.values.task import Task
    from coopflow.values.terms import Officer

NO_SAY = ("officer.unknown", "assent.given", "assent.declined", "assent.not-needed",
          "acceptance.given", "grant.given")  # fmt: skip
"""Objections to an officer's giving a command, besides those that begin with ``authority.``"""

_SAID = ("task", "assignment", "proposal", "occasion", "obligation", "assessment", "agency")


@frozen(kw_only=True)
class Refusal:
    """One objection to a command, and what it was judged by.

    Attributes:
        rules: ``None`` where nothing was judged, because there is no agreement to judge by.
    """

    rules: Rules | None
    view: View
    command: Command
    reason: Reason

    @property
    def now(self) -> Agreement | None:
        """The agreement the command is for."""
        return self.view.agreement

    @property
    def parties(self) -> tuple[str, ...]:
        """The parties of the agreement, or of what is drafted; none where there is neither."""
        if self.now is not None:
            return self.now.terms.parties
        return self.command.body.parties if isinstance(self.command.body, Terms) else ()

    def value(self, name: str) -> str:
        """Return one of the objection's values, empty where it has none of that name."""
        return dict(self.reason.values).get(name, "")

    def task(self) -> Task | None:
        """Return the task the objection is about; ``None`` where none is owed."""
        return self.now.tasks.get(self.value("task")) if self.now is not None else None

    def of_predecessor(self) -> Refusal | None:
        """Return the same seen from the predecessor; ``None`` where there is none."""
        before, plan = self.view.predecessor, self.view.predecessor_plan
        if before is None or plan is None or self.rules is None:
            return None
        view = changed(self.view, agreement=before, related=Related(framework=self.view.framework))
        return changed(self, rules=changed(self.rules, plan=plan), view=view)


Remedies = Callable[[Refusal], Iterable[Remedy]]
"""What would change one objection."""


def give(
    refusal: Refusal,
    command: str,
    agencies: Iterable[str] | None = None,
    *,
    code: str = "give",
    values: dict[str, str] | None = None,
    **said: str | None,
) -> Iterator[Remedy]:
    """Yield the remedy that somebody gives `command`; none where nobody may.

    Args:
        refusal: What is to be changed.
        command: Its name.
        agencies: Whose officers; ``None`` for those of all who could be allowed it.
        code: The advice.
        values: What its words are about.
        said: What is said with the command.
    """
    now, rules = refusal.now, refusal.rules
    if now is None or rules is None:
        return
    at = max(refusal.command.at, now.at)
    whose = able(now, command, said.get("task")) if agencies is None else agencies
    asked = Command(agreement=now.id, name=command, by="", at=at, **said)  # type: ignore[arg-type]  # texts, all of them
    found = _allowed(rules, refusal.view, asked, _officers(refusal, whose))
    free = [each for each in found if INPUT.issuperset(each[1])]
    if not found:
        return
    named, codes = free or found, (free or found)[0][1]
    yield Remedy(
        code=code,
        values=tuple((values or {}).items()),
        agreement=now.id,
        command=command,
        by=tuple(officer for officer, _ in named),
        said=tuple((name, each) for name, each in said.items() if each is not None),
        needs=tuple(each for each in codes if each in INPUT),
        hindered=tuple(each for each in codes if each not in INPUT),
    )


def again(refusal: Refusal, code: str, *without: str, **values: str) -> Iterator[Remedy]:
    """Yield the remedy that the same is asked again, said otherwise.

    Where whoever asked may not, those who may are named in their place.

    Args:
        refusal: What is to be changed.
        code: The advice.
        without: What must not be said as it was.
        values: What the words of the advice are about.
    """
    now, rules, asked = refusal.now, refusal.rules, refusal.command
    if now is None or rules is None:
        yield advise(refusal, code, **values)
        return
    cleared: dict[str, Any] = dict.fromkeys(without)
    trial = changed(asked, at=max(asked.at, now.at), **cleared)
    asker = refusal.view.directory.officers.get(asked.by)
    others = _officers(refusal, able(now, asked.name, trial.task))
    for some in ([asker] if asker is not None else [], others):
        named = [officer for officer, _ in _allowed(rules, refusal.view, trial, some)]
        if named:
            said = ((name, getattr(trial, name)) for name in _SAID)
            yield Remedy(
                code=code,
                values=tuple(values.items()),
                agreement=now.id,
                command=asked.name,
                by=tuple(named),
                said=tuple((name, each) for name, each in said if each is not None),
                needs=(refusal.reason.code,),
            )
            return


def redraft(refusal: Refusal, code: str = "give", **values: str) -> Iterator[Remedy]:
    """Yield the remedy that the terms are drafted by whoever may, whoever asked first of all."""
    rules, asked = refusal.rules, refusal.command
    if rules is None or not isinstance(asked.body, Terms):
        return
    told = (each for each in asked.body.officers if each.agency in refusal.parties)
    known = {each.id: each for each in (*told, *_officers(refusal, refusal.parties))}
    every = [known[name] for name in sorted(known)]
    for some in ([each for each in every if each.id == asked.by], every):
        if named := [officer for officer, _ in _allowed(rules, refusal.view, asked, some)]:
            yield Remedy(
                code=code,
                values=tuple(values.items()),
                agreement=asked.agreement,
                command="draft",
                by=tuple(named),
            )
            return


def advise(refusal: Refusal, code: str, **values: str) -> Remedy:
    """Return a remedy that is no command of the agreement."""
    return Remedy(code=code, values=tuple(values.items()), agreement=refusal.command.agreement)


def towards(refusal: Refusal, wanted: Callable[[str], bool]) -> Iterator[Remedy]:
    """Yield the commands that come next on the shortest ways to a state that is wanted."""
    if refusal.now is None or refusal.rules is None:
        return
    told: set[str] = set()
    for way in shortest(refusal.now.state, wanted, partial(_onward, refusal)):
        first, rest = way[0], [row.command for row in way[1:]]
        if first.command in told:
            continue
        told.add(first.command)
        if first.by == "successor":
            yield succeeding(refusal)
            continue
        code = "give-first" if rest else "give"
        values = {"then": ", ".join(rest)} if rest else {}
        yield from give(refusal, first.command, refusal.parties, code=code, values=values)


def shortest(
    state: str, wanted: Callable[[str], bool], onward: Callable[[str], Iterable[Row]]
) -> list[tuple[Row, ...]]:
    """Return the shortest ways, in table order, from `state` to one that is wanted.

    Of ways that begin with the same command and meet in a state, the first stands for all: a
    table may have more ways than anybody could follow, and the next step is what is asked for.

    Args:
        state: Where they begin.
        wanted: Whether they may end in a state.
        onward: The rows that lead on from a state.
    """
    ways: list[tuple[Row, ...]] = [()]
    seen = {state}
    while ways:
        longer: dict[tuple[str, str], tuple[Row, ...]] = {}
        for way in ways:
            for row in onward(way[-1].target if way else state):
                if row.target not in seen:
                    longer.setdefault(((way or (row,))[0].command, row.target), (*way, row))
        if there := [way for way in longer.values() if wanted(way[-1].target)]:
            return there
        seen.update(target for _, target in longer)
        ways = [*longer.values()]
    return []


def _onward(refusal: Refusal, state: str) -> Iterator[Row]:
    """Yield the rows out of a state; where guards tell rows apart, the one they choose now."""
    now, rules = refusal.now, refusal.rules
    if now is None or rules is None:
        return
    for row in rules.plan.out_of(state):
        if row.by == "clock":  # no way for anybody who asks
            continue
        same = rules.plan.rows[state, row.command]
        asked = changed(refusal.command, name=row.command)
        if len(same) == 1 or row in chosen(rules, refusal.view, asked, same, now):
            yield row


def succeeding(refusal: Refusal) -> Remedy:
    """Return the remedy that those who may sign draft and sign a successor."""
    now = refusal.now
    officers = [each for each in _officers(refusal, refusal.parties) if "sign" in each.may]
    name = now.id if now is not None else None
    return Remedy(code="succeed", agreement=name, by=tuple(officers))


def able(now: Agreement, command: str, task: str | None = None) -> tuple[str, ...]:
    """Return the agencies that a command can be allowed at all.

    Nobody else need be asked about, however many the directory knows; which officers of theirs
    may, decide alone says.

    Args:
        now: The agreement.
        command: Its name.
        task: What it is about; ``None`` for whatever task of the agreement.
    """
    about = ABOUT_TASKS.get(command)
    if about is None:
        return now.terms.parties
    about_one = named(now.tasks, task)
    tasks = (about_one,) if about_one is not None else now.tasks.values()
    return tuple(dict.fromkeys(agency for each in tasks for agency in about.whose(each, now)))


def no_say(code: str) -> bool:
    """Tell whether an objection of this code is to who asks."""
    return code in NO_SAY or (code.startswith("authority.") and code not in _NOBODY)


_NOBODY = ("authority.successor", "authority.clock")
"""Objections to everybody's asking."""


def _allowed(
    rules: Rules, view: View, command: Command, officers: Iterable[Officer]
) -> list[tuple[Officer, tuple[str, ...]]]:
    """Return the officers who have a say in a command, each with what else speaks against it.

    Officers of one agency who may the same get the same answer, unless plugins look at them.
    """
    heard: dict[object, tuple[str, ...]] = {}
    found = []
    for officer in officers:
        plugins = rules.guards or any(
            duty.agency == officer.agency for duty in rules.responsibilities
        )
        kind = officer.id if plugins else (officer.agency, officer.may)
        if kind not in heard:
            heard[kind] = _codes(rules, view, changed(command, by=officer.id))
        if not any(map(no_say, heard[kind])):
            found.append((officer, heard[kind]))
    return found


def _codes(rules: Rules, view: View, command: Command) -> tuple[str, ...]:
    verdict = decide(rules, view, command)
    reasons = verdict.reasons if isinstance(verdict, Refused) else ()
    return tuple(dict.fromkeys(each.code for each in reasons))


def _officers(refusal: Refusal, agencies: Iterable[str]) -> list[Officer]:
    wanted = set(agencies)
    every = refusal.view.directory.officers.values()
    return sorted((each for each in every if each.agency in wanted), key=lambda it: it.id)
