"""Several clauses, one act: which obligations are the same, and whether they can be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coopflow.definitions.checks import (
    END_OF_PERIOD,
    Complaint,
    Complaints,
    each_obligation,
    led_by,
)
from coopflow.definitions.hanging import Due
from coopflow.values.saying import Saying, saying
from coopflow.values.time import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from coopflow.definitions.document import Path
    from coopflow.definitions.terms_file import ObligationFile, TermsFile
    from coopflow.values.terms import Obligation

_CLOCK = ("kind", "due", "every", "rule", "report_every", "on", "within", "settled_by",
          "due_source", "extensions", "suspension", "remind", "urge")  # fmt: skip


def groups(same_as: Iterable[tuple[str, tuple[str, ...]]]) -> dict[str, tuple[str, ...]]:
    """Join obligations that name each other, directly or not.

    Args:
        same_as: Each obligation's id with those it names, in the order of the file.

    Returns:
        For each id the ids of its group, itself included, in the order of the file.
    """
    pairs = list(same_as)
    above = {name: name for name, _ in pairs}

    def root(name: str) -> str:
        while above[name] != name:
            above[name] = name = above[above[name]]
        return name

    for name, others in pairs:
        for other in others:
            if other in above:
                above[root(other)] = root(name)
    members: dict[str, list[str]] = {}
    for name, _ in pairs:
        members.setdefault(root(name), []).append(name)
    joined = {key: tuple(names) for key, names in members.items()}
    return {name: joined[root(name)] for name, _ in pairs}


def acts(obligations: Iterable[Obligation]) -> tuple[tuple[Obligation, ...], ...]:
    """Return the obligations act by act: the clauses of one act together, first clause first."""
    by_id = {each.id: each for each in obligations}
    joined = groups((each.id, each.same_as) for each in by_id.values())
    return tuple(
        tuple(by_id[name] for name in members)
        for first, members in joined.items()
        if members[0] == first
    )


def lead_of(act: tuple[Obligation, ...]) -> str | None:
    """Return the party that leads an act, ``None`` where its clauses are led differently."""
    leads = {each.lead for each in act}
    return leads.pop() if len(leads) == 1 else None


def check_same_as(terms: TermsFile) -> Complaints:
    """Yield circles, clauses that differ in kind or due, and leads that differ (a notice)."""
    found: dict[str, tuple[Path, ObligationFile]] = {
        each.id: (path, each) for path, each in each_obligation(terms) if each.id
    }
    names: dict[str, tuple[str, ...]] = {n: each.same_as or () for n, (_, each) in found.items()}
    for circle in _circles(names):
        text = saying(
            "{circle}: a circle; let each name the first of them",
            circle=" = ".join([*circle, circle[0]]),
        )
        yield Complaint((*found[circle[0]][0], "same_as"), "same-as.circle", text)
    joined = groups(names.items())
    for first, members in joined.items():
        if members[0] != first or len(members) == 1:
            continue
        for other in members[1:]:
            yield from _compare(found, terms, first, other)


def _compare(
    found: Mapping[str, tuple[Path, ObligationFile]], terms: TermsFile, first: str, other: str
) -> Complaints:
    path, clause = found[other]
    earlier_path, earlier = found[first]
    for key in _CLOCK:
        one, two = getattr(earlier, key), getattr(clause, key)
        if _meant(key, one, terms) != _meant(key, two, terms):
            text = saying(
                "{first} and {other} are the same act, but {key} is {one} there and {two} here",
                first=first,
                other=other,
                key=key,
                one=_written(one),
                two=_written(two),
            )
            yield Complaint((*path, key), "same-as.differs", text)
    leads = [led_by(terms, earlier_path, earlier), led_by(terms, path, clause)]
    if leads[0] != leads[1]:
        text = saying(
            "{first} and {other} are the same act under different leads ({lead}, {other_lead}):"
            " it is led jointly",
            first=first,
            other=other,
            lead=leads[0] or saying("joint"),
            other_lead=leads[1] or saying("joint"),
        )
        yield Complaint((*path, "same_as"), "same-as.leads-differ", text, notice=True)


def _written(said: object) -> Saying | str:
    """Return what a clause says of its clock, as it could stand in the file."""
    if isinstance(said, tuple):
        return ", ".join(map(str, said))
    return saying("none") if said is None else str(said)


def _meant(key: str, said: object, terms: TermsFile) -> object:
    """Return what a clause's clock means: people write one thing in several ways."""
    if key == "on" and isinstance(said, tuple):
        return frozenset(said)
    if isinstance(said, Due) and said.hanging is not None:
        return said.hanging.side, said.hanging.of, _meant("by", said.hanging.by, terms)
    if key == "extensions":
        return 1 if said is None else said
    if said == Due(END_OF_PERIOD) and terms.period and terms.period.end:
        return Due(terms.period.end.isoformat())
    if isinstance(said, Span):
        unit, count = {"years": ("months", 12), "weeks": ("days", 7)}.get(said.unit, (said.unit, 1))
        return unit, said.count * count
    return said


def _circles(names: Mapping[str, tuple[str, ...]]) -> Iterable[list[str]]:
    """Yield circles of one or of three and more: two naming each other is no circle."""
    onward = {
        name: [other for other in others if name == other or name not in names.get(other, ())]
        for name, others in names.items()
    }
    done: set[str] = set()
    for start in onward:
        trail: list[str] = []
        place: dict[str, int] = {}
        stack = [(start, 0)]
        while stack:
            name, index = stack.pop()
            if index == 0 and name in done:
                continue
            for left in trail[len(stack) :]:
                del place[left]
            del trail[len(stack) :]
            place[name] = len(trail)
            trail.append(name)
            if index < len(onward.get(name, ())):
                stack.append((name, index + 1))
                following = onward[name][index]
                if following in place:
                    yield trail[place[following] :]
                elif following in onward:
                    stack.append((following, 0))
            else:
                done.add(name)
