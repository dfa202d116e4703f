"""Hypothesis strategies for terms files in which nothing is wrong, and for the terms they hold."""

from __future__ import annotations

from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from coopflow.definitions.terms_reader import parse_terms
from coopflow.testing.basic_strategies import days, ids, periods, spans, texts, words
from coopflow.values.meeting import MEETINGS
from coopflow.values.time import Span

if TYPE_CHECKING:
    from datetime import date

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

SHORTEST = 28
"""Days that every month has."""

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
        "month_end": _month_ends(period),
        "answer_within": spans(most=12),
        "silence": st.sampled_from(("nothing", "assent")),
        **_ladder(),
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
    anchors = ["signature", *file["occasions"]]
    for index in range(draw(st.integers(1, 2))):
        area: dict[str, Any] = {"id": f"{index + 1}", "obligations": []}
        if draw(st.booleans()):
            area["lead"] = draw(st.sampled_from(tuple(file["parties"])))
        for _ in range(draw(st.integers(0, 4))):
            count += 1
            one = draw(obligations(file, area, f"{index + 1}.{count}", tuple(anchors)))
            if draw(st.booleans()) and names:
                one["overlaps"] = [draw(st.sampled_from(names))]
            names.append(one["id"])
            anchors += [one["id"]] * (one["kind"] == "once")
            area["obligations"].append(one)
            if draw(st.integers(0, 3)) == 0:
                count += 1
                names.append(f"{index + 1}.{count}")
                area["obligations"].append(_twin(draw, file, area, one, names[-1]))
        found.append(area)
    return found


@st.composite
def obligations(
    draw: DrawFn, file: dict[str, Any], area: dict[str, Any], name: str, anchors: tuple[str, ...]
) -> dict[str, Any]:
    """Give one obligation of any kind, called `name`, that fits its file and its area.

    Args:
        draw: Hypothesis's own.
        file: Its file, as far as that is written.
        area: Its area.
        name: Its id.
        anchors: What its due day may hang on: ``signature``, then the file's occasions, then ids
            of obligations that are done once.
    """
    period = file["period"]
    kind = draw(st.sampled_from(("once", "recurring", "continuous", "triggered")))
    found = {"id": name, "kind": kind, **_part(draw, file, area)}
    optional: dict[str, SearchStrategy[Any]] = {}
    whole = ("days", "weeks", "months", "years")
    shortest = (period["end"] - period["start"]).days // 6 + 1
    every = st.one_of(
        spans(whole[2:], 14), st.builds(lambda n: str(Span(n, "days")), st.just(shortest))
    )
    moments: tuple[str, ...] = MEETINGS
    if kind == "once":
        dated = (st.just("end of period"), days(period["start"], period["end"]))
        first = 1 + len(file["occasions"])
        optional = {"due": st.one_of(*dated, _hanging(anchors, first), _hanging(anchors, first))}
        moments = ("signature", "review", "renewal", *moments)
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
    found |= _some(draw, {**optional, **_ladder()})
    if draw(st.integers(0, 2)) == 0:
        found["settled_by"] = draw(st.sampled_from(moments))
    if kind == "continuous" or {"due", "every", "rule", "within"} & found.keys():
        found |= _some(draw, _movable(tuple(file.get("sources", ()))))
    return found


def _twin(
    draw: DrawFn, file: dict[str, Any], area: dict[str, Any], one: dict[str, Any], name: str
) -> dict[str, Any]:
    """Give another clause for the very same act; at times the two name each other."""
    clock = ("kind", "due", "settled_by", "every", "rule", "report_every", "on", "within",
             "due_source", "extensions", "suspension", "remind", "urge")  # fmt: skip
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


def _month_ends(period: dict[str, date]) -> SearchStrategy[str]:
    """Give what is meant by days that months do not have; what refuses them where none is met."""
    safe = max(each.day for each in period.values()) <= SHORTEST
    return st.sampled_from(("down", "up", "refuse") if safe else ("down", "up"))


def _hanging(anchors: tuple[str, ...], first: int) -> SearchStrategy[dict[str, str]]:
    """Give due days that hang on an anchor; those from `first` on may be counted back from."""
    after = st.fixed_dictionaries({"after": st.sampled_from(anchors), "by": spans(most=12)})
    if not anchors[first:]:
        return after
    before = st.fixed_dictionaries(
        {"before": st.sampled_from(anchors[first:]), "by": spans(most=12)}
    )
    return st.one_of(after, before)


def _movable(sources: tuple[str, ...]) -> dict[str, SearchStrategy[Any]]:
    """Give the keys about what may move a deadline, and who set it."""
    found: dict[str, SearchStrategy[Any]] = {
        "extensions": st.integers(0, 3),
        "suspension": st.sampled_from(("absolute", "remaining", "restart")),
    }
    return found | ({"due_source": st.sampled_from(sources)} if sources else {})


def _ladder() -> dict[str, SearchStrategy[Any]]:
    """Give the keys about days to remind and to urge on."""
    return {"remind": _rungs(0, reverse=True), "urge": _rungs(1, reverse=False)}


@cache
def _rungs(least: int, *, reverse: bool) -> SearchStrategy[list[str]]:
    steps = st.sets(st.integers(least, 60), max_size=4)
    return steps.map(lambda found: [f"{day}d" for day in sorted(found, reverse=reverse)])


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
