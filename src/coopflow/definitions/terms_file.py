"""The terms file as people write it: every key there is, and which of them must stand.

These classes forgive: everything is optional, so that one mistake hides no other. What they
hold becomes `Terms` only once nothing is wrong. A field that must stand says so in its
metadata; a trailing underscore keeps a name clear of Python's words.
"""

from __future__ import annotations

from datetime import date
from typing import Any, get_args

from attrs import fields, frozen, has

from coopflow.definitions.structure import Id, Ids, Words, may, must
from coopflow.values.terms import Acceptance, Basis, Capacity, Kind, Settlement
from coopflow.values.text import Text
from coopflow.values.time import Span


@frozen(kw_only=True)
class PeriodFile:
    """``{start: 2022-01-01, end: 2022-12-31}``, both days included."""

    start: date | None = must()
    end: date | None = must()


@frozen(kw_only=True)
class AgencyFile:
    """A party or another body."""

    name: Text | None = must()
    system: Words | None = None
    level: Words | None = None
    parent: Id | None = None


@frozen(kw_only=True)
class GroupFile:
    """Recipients that are no agency."""

    name: Text | None = must()


@frozen(kw_only=True)
class OfficerFile:
    """A person in a post."""

    name: Text | None = must()
    agency: Id | None = must()
    post: Text | None = None
    may: Ids | None = may(*get_args(Capacity))


@frozen(kw_only=True)
class SourceFile:
    """A document the obligations rest on."""

    title: Text | None = must()
    date_: date | None = None
    issuer: Text | None = None
    aliases: Ids | None = None


@frozen(kw_only=True)
class OccasionFile:
    """A happening that triggers tasks."""

    text: Text | None = must()


@frozen(kw_only=True)
class ObligationFile:
    """A promise."""

    id: Id | None = must()
    text: Text | None = must()
    kind: Words | None = must(*get_args(Kind))
    on: Ids | None = None
    within: Span | None = None
    due: Words | None = None
    every: Span | None = None
    rule: Words | None = None
    report_every: Span | None = None
    settled_by: Words | None = may(*get_args(Settlement))
    lead: Id | None = None
    joint: bool | None = None
    lead_basis: Words | None = may(*get_args(Basis))
    coordinating: Ids | None = None
    recipients: Ids | None = None
    sources: Ids | None = None
    evidence: Ids | None = None
    acceptance: Words | None = may(*get_args(Acceptance))
    same_as: Ids | None = None
    overlaps: Ids | None = None
    note: Text | None = None


@frozen(kw_only=True)
class AreaFile:
    """A heading with its promises."""

    id: Id | None = must()
    title: Text | None = None
    lead: Id | None = None
    obligations: list[ObligationFile | None] | None = None


@frozen(kw_only=True)
class TermsFile:
    """One agreement."""

    coopflow: int | None = must()
    id: Id | None = must()
    title: Text | None = must()
    lifecycle: Words | None = None
    framework: Id | None = None
    predecessor: Id | None = None
    period: PeriodFile | None = must()
    review_within: Span | None = None
    time_zone: Words | None = None
    calendar: Words | None = None
    lead: Id | None = None
    parties: Ids | None = must()
    agencies: dict[Id, AgencyFile | None] | None = must()
    groups: dict[Id, GroupFile | None] | None = None
    officers: dict[Id, OfficerFile | None] | None = must()
    sources: dict[Words, SourceFile | None] | None = None
    occasions: dict[Id, OccasionFile | None] | None = None
    areas: list[AreaFile | None] | None = must()


def missing(value: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """Return the path of everything that must stand and does not, in the order of the file."""
    found: list[tuple[str | int, ...]] = []
    if has(type(value)):
        for each in fields(type(value)):
            inner, here = getattr(value, each.name), (*path, each.name.rstrip("_"))
            found += [here] if inner is None and each.metadata.get("required") else []
            found += missing(inner, here)
        return found
    if not isinstance(value, (dict, list)):
        return found
    for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
        here = (*path, key)
        found += [here] if inner is None else missing(inner, here)
    return found
