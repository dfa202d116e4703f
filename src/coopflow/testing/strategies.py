"""Hypothesis strategies that know what coopflow's values may hold.

For authors of plugins, journals and faces: `terms` gives agreements that could be drafted,
`terms_files` the same as mappings shaped like their files, `commands` what officers may ask,
sensibly or not, `lifecycles` tables that pass every check, and `values` any value of coopflow's
own classes, among them every kind of event (`events`).
"""

from __future__ import annotations

import types
import typing
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from attrs import fields, has, resolve_types
from hypothesis import strategies as st

from coopflow.definitions.lifecycle_checks import check
from coopflow.definitions.standard import RESERVED
from coopflow.definitions.terms_reader import parse_terms
from coopflow.journal.codec import TYPES
from coopflow.values.command import Command
from coopflow.values.lifecycle import By, Consent, Lifecycle, Phase, Row, State
from coopflow.values.text import Text
from coopflow.values.time import Period, Span

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn, SearchStrategy

    from coopflow.values.events import Event
    from coopflow.values.terms import Terms

T = TypeVar("T")

VIETNAMESE = "ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ"

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

# --- words, ids and days -----------------------------------------------------------------------


@cache
def words() -> SearchStrategy[str]:
    """Give words in one line or several, in any script, in whatever form they were typed."""
    letters = st.characters(exclude_categories=("Cs", "Cn", "Cc"), include_characters="\n\t")
    likely = st.text(st.sampled_from(VIETNAMESE + VIETNAMESE.upper() + " .:-#'\"abc019"))
    return st.one_of(likely, st.text(letters)).filter(lambda each: bool(each.strip()))


@cache
def texts() -> SearchStrategy[str | dict[str, str]]:
    """Give words as a terms file holds them: plain, or by language."""
    languages = st.sampled_from(("vi", "en", "lo", "zh-Hant"))
    return st.one_of(words(), st.dictionaries(languages, words(), min_size=1, max_size=3))


@cache
def ids(prefix: str = "") -> SearchStrategy[str]:
    """Give ids of our own things: letters, digits, ``.``, ``-`` and ``_``."""
    first = "abcxyz0159" + VIETNAMESE
    tail = st.text(st.sampled_from(first + "._-"), max_size=6)
    return st.builds(lambda head, rest: prefix + head + rest, st.sampled_from(first), tail)


@cache
def days(start: date = date(1990, 1, 1), end: date = date(2090, 12, 31)) -> SearchStrategy[date]:
    """Give days."""
    return st.dates(start, end)


@cache
def instants() -> SearchStrategy[datetime]:
    """Give aware instants in UTC."""
    return st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - hypothesis adds the zone


@cache
def spans(
    units: tuple[str, ...] = ("days", "working days", "weeks", "months", "years"), most: int = 40
) -> SearchStrategy[str]:
    """Give spans as people write them."""
    return st.builds(
        lambda count, unit: str(Span(count, unit)),
        st.integers(1, most),
        st.sampled_from(units),
    )


@cache
@st.composite
def periods(draw: DrawFn, longest: int = 800) -> dict[str, date]:
    """Give periods as a terms file holds them, from one day to `longest` days."""
    start = draw(days())
    return {"start": start, "end": start + timedelta(days=draw(st.integers(0, longest)))}


# --- terms -------------------------------------------------------------------------------------


def terms() -> SearchStrategy[Terms]:
    """Give agreements that could be drafted, were there a directory without contradictions."""
    return terms_files().map(parse_terms)


@st.composite
def terms_files(draw: DrawFn, **fixed: Any) -> dict[str, Any]:
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
            if names and draw(st.booleans()):
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


# --- commands, events and lifecycles -----------------------------------------------------------


def commands(of: Terms) -> SearchStrategy[Command]:
    """Give what officers may ask of the agreement `of`, sensibly or not."""
    names = ("revise", "withdraw", "sign", "start", "review", "renew", "close", *RESERVED, "dance")
    tasks = tuple(f"{each.id}/1" for each in of.obligations)
    agencies = (*(each.id for each in of.agencies), "nobody")
    return st.builds(
        Command,
        agreement=st.just(of.id),
        name=st.sampled_from(names),
        by=st.sampled_from((*(each.id for each in of.officers), "stranger")),
        at=instants(),
        agency=st.one_of(st.none(), st.sampled_from(agencies)),
        task=st.one_of(st.none(), st.sampled_from((*tasks, "0.0/1"))),
        occasion=st.one_of(
            st.none(), st.sampled_from((*(each.id for each in of.occasions), "dance"))
        ),
        obligation=st.one_of(st.none(), ids()),
        proposal=st.one_of(st.none(), st.sampled_from(("sign/1", "review/1", "close/2"))),
        assessment=st.one_of(st.none(), st.sampled_from(("met", "partly", "not", "so-so"))),
        note=st.one_of(st.none(), words()),
    )


@cache
def events() -> SearchStrategy[Event]:
    """Give events of every kind; what one says need not follow from any other."""
    return st.one_of([values(kind) for kind in TYPES.values()])


@st.composite
def lifecycles(draw: DrawFn) -> Lifecycle:
    """Give tables that pass every check, with rows that only their guards tell apart."""
    phases: tuple[Phase, ...] = ("drafting", "binding", "executing", "suspended", "reviewing")
    between = draw(st.lists(st.sampled_from(phases), max_size=4))
    chain: tuple[Phase, ...] = ("drafting", *between, "ended")
    states = tuple(State(name=f"s{index}", phase=phase) for index, phase in enumerate(chain))
    onward = [(f"s{index}", f"s{index + 1}") for index in range(len(states) - 1)]
    origins = st.sampled_from([origin for origin, _ in onward])
    targets = st.sampled_from([state.name for state in states])
    more = draw(st.lists(st.tuples(origins, targets), max_size=6))
    rows: dict[Any, Row] = {}
    for origin, target in (*onward, *more):
        row = draw(_rows(origin, target))
        rows.setdefault((row.origin, row.command, row.guards), row)
    made = Lifecycle(
        name=draw(st.sampled_from(("đợt", "plain", "x"))),
        edition=draw(st.integers(1, 9)),
        initial="s0",
        states=states,
        rows=tuple(rows.values()),
    )
    return made if not check(made) else draw(lifecycles())


@cache
def _rows(origin: str, target: str) -> SearchStrategy[Row]:
    who: tuple[By, ...] = ("party", "signatory", "successor")
    consents = (
        *(Consent(count=count) for count in ("none", "any", "all", "lead")),
        Consent(count="at_least", at_least=2),
    )
    return st.builds(
        Row,
        command=st.sampled_from(("share", "open", "turn", "end", "sign")),
        origin=st.just(origin),
        target=st.just(target),
        event=st.sampled_from(("agreement.shared", "agreement.turned")),
        by=st.sampled_from(who),
        consent=st.sampled_from(consents),
        guards=st.sampled_from(((), ("funds",), ("quorum",), ("funds", "quorum"))),
    )


# --- any value ---------------------------------------------------------------------------------


def values(cls: type[T]) -> SearchStrategy[T]:
    """Give values of one of coopflow's own attrs classes, by the types of its fields."""
    special: dict[type, SearchStrategy[Any]] = {
        Text: st.lists(st.tuples(st.sampled_from(("", "vi", "en")), words()), min_size=1).map(
            lambda pairs: Text(tuple(dict(pairs).items()))
        ),
        Period: periods().map(lambda each: Period(each["start"], each["end"])),
        Span: spans().map(Span.parse),
    }
    if cls in special:
        return special[cls]
    resolve_types(cls)  # type: ignore[type-var]  # our own classes are attrs classes
    parts = {each.name: _of(each.type) for each in fields(cls)}  # type: ignore[arg-type]  # as above
    return st.builds(cls, **parts)


def _of(kind: Any) -> SearchStrategy[Any]:
    plain: dict[Any, SearchStrategy[Any]] = {
        str: st.one_of(words(), st.just("")),
        int: st.integers(0, 2**40),
        bool: st.booleans(),
        date: days(),
        datetime: instants(),
        type(None): st.none(),
    }
    if kind in plain:
        return plain[kind]
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin is Literal:
        return st.sampled_from(arguments)
    if origin in (types.UnionType, typing.Union):
        return st.one_of([_of(each) for each in arguments])
    if origin is tuple and arguments[-1] is Ellipsis:
        return st.lists(_of(arguments[0]), max_size=3).map(tuple)
    if origin is tuple:
        return st.tuples(*(_of(each) for each in arguments))
    if has(kind):
        return st.deferred(lambda: values(kind))
    message = f"no strategy is known for {kind!r}"
    raise TypeError(message)
