"""Check who takes part: agencies, parties, officers and those who receive."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, get_args

from coopflow.definitions.checks import Complaint, Complaints, Known, listed
from coopflow.values.saying import saying
from coopflow.values.terms import Capacity

if TYPE_CHECKING:
    from collections.abc import Mapping

    from coopflow.definitions.terms_file import AgencyFile, TermsFile

_FEWEST_PARTIES = 2


def check_people(terms: TermsFile, known: Known) -> Complaints:
    """Yield what is wrong with agencies, parties and officers."""
    yield from _parents(terms)
    yield from _reporting(terms, known.reporting)
    yield from _parties(terms)
    yield from _officers(terms)
    agencies, groups = terms.agencies or {}, terms.groups or {}
    for name in groups:
        if name in agencies:
            text = saying("{name!r} is an agency already: give the group another id", name=name)
            yield Complaint(("groups", name), "id.duplicate", text)


def _parents(terms: TermsFile) -> Complaints:
    agencies = terms.agencies or {}
    for name, parent in _parents_of(agencies).items():
        path = ("agencies", name, "parent")
        if parent not in agencies:
            text = saying(
                "no agency {parent!r} is listed: add it to agencies (listed: {agencies})",
                parent=parent,
                agencies=listed(agencies),
            )
            yield Complaint(path, "agency.unknown", text)
    yield from check_circles(agencies)


def _parents_of(agencies: Mapping[Any, AgencyFile | None]) -> dict[str, str]:
    return {name: each.parent for name, each in agencies.items() if each and each.parent}


def check_circles(agencies: Mapping[Any, AgencyFile | None]) -> Complaints:
    """Yield where agencies stand under themselves."""
    parents = _parents_of(agencies)
    in_circle: set[str] = set()
    for name in parents:
        chain = [name]
        while (above := parents.get(chain[-1])) is not None and above not in chain:
            chain.append(above)
        if above == name and name not in in_circle:
            in_circle |= set(chain)
            text = saying(
                "{chain}: an agency cannot stand under itself", chain=" → ".join([*chain, name])
            )
            yield Complaint(("agencies", name, "parent"), "agency.circle", text)


def _reporting(terms: TermsFile, known: tuple[str, ...]) -> Complaints:
    for name, agency in (terms.agencies or {}).items():
        if agency is not None and agency.reporting is not None and agency.reporting not in known:
            text = saying(
                "no reporting calendar {reporting!r} is known here (known: {known})",
                reporting=agency.reporting,
                known=listed(known),
            )
            yield Complaint(("agencies", name, "reporting"), "reporting.unknown", text)


def _parties(terms: TermsFile) -> Complaints:
    agencies, parties = terms.agencies or {}, terms.parties
    if parties is None:
        return
    for index, party in enumerate(parties):
        if terms.agencies is not None and party not in agencies:
            text = saying("the party {party!r} is not in agencies: add it there", party=party)
            yield Complaint(("parties", index), "agency.unknown", text)
        if party in parties[:index]:
            text = saying("{party!r} is a party already: name each once", party=party)
            yield Complaint(("parties", index), "id.duplicate", text)
    if len(set(parties)) < _FEWEST_PARTIES:
        text = saying("an agreement needs two parties or more")
        yield Complaint(("parties",), "parties.few", text)
    if terms.officers is None:
        return
    for index, party in enumerate(parties):
        officers = [each for each in terms.officers.values() if each and each.agency == party]
        if not any("sign" in (each.may or ()) for each in officers):
            text = saying(
                "nobody may sign for {party!r}: give one of its officers may: [sign]", party=party
            )
            yield Complaint(("parties", index), "party.no-signatory", text)


def _officers(terms: TermsFile) -> Complaints:
    agencies = terms.agencies or {}
    for name, officer in (terms.officers or {}).items():
        if officer is None:
            continue
        if terms.agencies and officer.agency is not None and officer.agency not in agencies:
            text = saying(
                "no agency {agency!r} is listed (listed: {agencies})",
                agency=officer.agency,
                agencies=listed(agencies),
            )
            yield Complaint(("officers", name, "agency"), "agency.unknown", text)
        for index, capacity in enumerate(officer.may or ()):
            if capacity not in get_args(Capacity):
                text = saying(
                    "{capacity!r} is no capacity: an officer may represent, sign or both",
                    capacity=capacity,
                )
                yield Complaint(("officers", name, "may", index), "capacity.unknown", text)
