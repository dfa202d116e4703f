"""Hypothesis strategies for terms files in which nothing is wrong, and for the terms they hold."""

from __future__ import annotations

from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from coopflow.definitions.terms_reader import parse_terms
from coopflow.testing.basic_strategies import days, ids, periods, spans, texts, words
from coopflow.values.time import Span

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn, SearchStrategy

    from coopflow.values.terms import Terms

RULES = (
    "FREQ=YEARLY;BYMONTH=4;BYMONTHDAY=19",
    "FREQ=YEARLY;BYMONTH=2,12;BYMONTHDAY=1,28",
    "FREQ=MONTHLY;BYMONTHDAY=15",
    "FREQ=MONTHLY;BYMONTHDAY=31",
    "FREQ=MONTHLY;BYMONTHDAY=-1",
    "FREQ=WEEKLY;BYDAY=MO,TH",
)
"""Recurrences that fall at least once in any period of a year."""

_A_YEAR = timedelta(days=366)


def terms() -> SearchStrategy[Terms]:
    """Give agreements that could be drafted, were there a directory without contradictions."""
    return terms_files().map(parse_terms)


@st.composite
def terms_files(draw: DrawFn, /, **fixed: Any) -> dict[str, Any]:
    """Give mappings shaped like terms files in which nothing is wrong.

    Args:
        draw: Hypothesis's own.
        fixed: Keys of the file that stand as they are given, such as ``id`` or ``parties``; who
            gives ``parties`` gives ``agencies`` and ``officers`` with them.
    """
    cast = fixed if "parties" in fixed else draw(casts())
    period = fixed.get("period") or draw(periods())
    file: dict[str, Any] = {
        "coopflow": 1,
        "id": draw(ids()),
        "title": draw(texts()),
        "period": period,
        **{key: cast[key] for key in ("parties", "agencies", "officers")},
    }
    file |= _some(
        draw,
        {
            "groups": st.dictionaries(ids("g-"), _named(), max_size=2),
            "sources": st.dictionaries(words(), _sources(), max_size=2),
        },
    )
    happenings = draw(_subset(("flood", "festival", "lễ-hội"), 1))
    file["occasions"] = {name: {"text": draw(texts())} for name in happenings}
    optional = {
        "review_within": spans(("days", "weeks", "months", "years")),
        "time_zone": st.sampled_from(("UTC", "Asia/Ho_Chi_Minh", "America/Lima")),
        "lead": st.sampled_from(tuple(file["parties"])),
    }
    file |= _some(draw, optional)
    file |= fixed
    file["areas"] = fixed.get("areas") or draw(areas(file))
    return file


@st.composite
def casts(draw: DrawFn) -> dict[str, Any]:
    """Give two or three parties, other agencies, and officers with and without capacities."""
    names = draw(st.lists(ids(), min_size=2, max_size=5, unique=True))
    parties = names[: draw(st.integers(2, min(3, len(names))))]
    agencies: dict[str, Any] = {name: draw(_named()) for name in names}
    if len(names) > len(parties):
        agencies[parties[0]] |= {"parent": names[-1], "system": draw(words())}
    officers = {}
    for index, agency in enumerate((*names, *names)):
        may = ["sign"] if index < len(parties) else draw(_subset(("represent", "sign")))
        officers[f"o{index}-{agency}"] = {"name": draw(texts()), "agency": agency, "may": may}
    return {"parties": parties, "agencies": agencies, "officers": officers}


@st.composite
def areas(draw: DrawFn, file: dict[str, Any]) -> list[dict[str, Any]]:
    """Give the areas of a terms file whose other keys are settled, with their obligations."""
    found = []
    count = 0
    names: list[str] = []
    for index in range(draw(st.integers(1, 2))):
        area: dict[str, Any] = {"id": f"{index + 1}", "obligations": []}
        if draw(st.booleans()):
            area["lead"] = draw(st.sampled_from(tuple(file["parties"])))
        for _ in range(draw(st.integers(0, 4))):
            count += 1
            one = draw(obligations(file, area, f"{index + 1}.{count}"))
            if draw(st.booleans()) and names:
                one["overlaps"] = [draw(st.sampled_from(names))]
            names.append(one["id"])
            area["obligations"].append(one)
            if draw(st.integers(0, 3)) == 0:
                count += 1
                names.append(f"{index + 1}.{count}")
                area["obligations"].append(_twin(draw, file, area, one, names[-1]))
        found.append(area)
    return found


@st.composite
def obligations(
    draw: DrawFn, file: dict[str, Any], area: dict[str, Any], name: str
) -> dict[str, Any]:
    """Give one obligation of any kind, called `name`, that fits its file and its area."""
    period = file["period"]
    kind = draw(st.sampled_from(("once", "recurring", "continuous", "triggered")))
    found = {"id": name, "kind": kind, **_part(draw, file, area)}
    optional: dict[str, SearchStrategy[Any]] = {}
    whole = ("days", "weeks", "months", "years")
    shortest = (period["end"] - period["start"]).days // 6 + 1
    every = st.one_of(
        spans(whole[2:], 14), st.builds(lambda n: str(Span(n, "days")), st.just(shortest))
    )
    if kind == "once":
        dues = st.one_of(st.just("end of period"), days(period["start"], period["end"]))
        optional = {
            "due": dues,
            "settled_by": st.sampled_from(("signature", "review", "renewal")),
        }
    elif kind == "recurring":
        clock = draw(st.sampled_from(("every", "rule", "round")))
        if clock == "rule" and period["end"] - period["start"] >= _A_YEAR:
            found["rule"] = draw(st.sampled_from(RULES))
        elif clock != "round":
            found["every"] = draw(every)
    elif kind == "continuous":
        optional = {"report_every": every}
    else:
        found["on"] = draw(_subset(tuple(file["occasions"]), least=1))
        optional = {"within": spans(most=12)}
    return found | _some(draw, optional)


def _twin(
    draw: DrawFn, file: dict[str, Any], area: dict[str, Any], one: dict[str, Any], name: str
) -> dict[str, Any]:
    """Give another clause for the very same act; at times the two name each other."""
    clock = ("kind", "due", "settled_by", "every", "rule", "report_every", "on", "within")
    same = {key: one[key] for key in clock if key in one}
    if draw(st.booleans()):
        one["same_as"] = [name]
    return {"id": name, "same_as": [one["id"]], **same, **_part(draw, file, area)}


def _part(draw: DrawFn, file: dict[str, Any], area: dict[str, Any]) -> dict[str, Any]:
    """Give who leads, helps and receives, and the words."""
    found: dict[str, Any] = {"text": draw(texts())}
    lead = area.get("lead")
    led = draw(st.sampled_from(("heading", "item", "joint")))
    if led == "item":
        lead = found["lead"] = draw(st.sampled_from(tuple(file["parties"])))
    elif led == "joint":
        lead = None
        found["joint"] = True
    others = tuple(name for name in file["agencies"] if name != lead)
    optional = {
        "coordinating": _subset(others),
        "acceptance": st.sampled_from(("none", "any", "all")),
        "evidence": _subset(("minutes", "photos", "report")),
        "recipients": _subset((*file["agencies"], *file.get("groups", ()))),
        "sources": _subset(tuple(file.get("sources", ()))),
        "lead_basis": st.sampled_from(("item", "actor", "heading") if lead else ("joint",)),
        "note": texts(),
    }
    return found | _some(draw, optional)


@cache
def _named() -> SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({"name": texts()})


@cache
def _sources() -> SearchStrategy[dict[str, Any]]:
    optional = {"date": days(), "issuer": texts()}
    return st.fixed_dictionaries({"title": texts()}, optional=optional)


@cache
def _subset(names: tuple[str, ...], least: int = 0) -> SearchStrategy[list[str]]:
    if not names:
        return st.builds(list)
    return st.lists(st.sampled_from(names), min_size=least, max_size=3, unique=True)


def _some(draw: DrawFn, optional: dict[str, SearchStrategy[Any]]) -> dict[str, Any]:
    """Give some of the keys that may be left out."""
    return {key: draw(each) for key, each in optional.items() if draw(st.booleans())}
