"""Two lines of bodies, of a province and of its districts, and a plan of those at their heads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from coopflow import Secretariat, parse_terms

if TYPE_CHECKING:
    from coopflow.values.assignment import Assignment

BODIES = {
    # two lines: of a province, of its districts; each under a superior of its own
    "party": ("red", None, None),
    "state": ("blue", None, None),
    "reds": ("red", "party", None),
    "blues": ("blue", "state", None),
    "reds-1": ("red", "reds", None),
    "reds-2": ("red", "reds", None),
    "reds-3": ("red", "reds", None),
    "blues-1": ("blue", "blues", None),
    "red-district": ("red", "party", "district"),
    "blue-district": ("blue", "state", "district"),
    "reds-d": ("red", "red-district", "district"),
    "blues-d": ("blue", "blue-district", "district"),
    "odd": (None, "party", "district"),
    "lone": ("red", None, None),
}


def terms(**more: Any) -> Any:
    """Return terms of two agencies, each at the head of a line of its own."""
    return parse_terms(
        {
            "coopflow": 1,
            "id": "p",
            "title": "Plan",
            "period": {"start": "2022-01-01", "end": "2022-12-31"},
            "parties": ["reds", "blues"],
            "agencies": {
                name: {
                    "name": name,
                    **{
                        key: value
                        for key, value in zip(("system", "parent", "level"), said, strict=True)
                        if value is not None
                    },
                }
                for name, said in BODIES.items()
            },
            "officers": {
                f"of-{name}": {"name": name, "agency": name, "may": ["represent", "sign"]}
                for name in BODIES
            },
            "areas": [
                {
                    "id": "1",
                    "lead": "reds",
                    "obligations": [
                        {"id": "1.1", "text": "Guide", "kind": "once", "due": "2022-06-30",
                         "coordinating": ["blues"]},
                        {"id": "1.2", "text": "Tell", "kind": "once", "joint": True},
                    ],
                }
            ],
            **more,
        }
    )  # fmt: skip


def begun(office: Secretariat) -> Secretariat:
    """Bring the plan to where it is carried out."""
    office.draft(terms(), by="of-reds", at="2022-01-03")
    for officer in ("of-reds", "of-blues"):
        office.submit("p", "sign", by=officer, at="2022-01-03")
    office.submit("p", "start", by="of-reds", at="2022-01-03")
    return office


def hand(office: Secretariat, by: str, *to: str, **more: Any) -> None:
    """Hand 1.1/1 down."""
    said = {"task": "1.1/1", "at": "2022-02-01", **more}
    office.submit("p", "assign", by=f"of-{by}", to=to, **said)


def hands(office: Secretariat, task: str = "1.1/1") -> dict[str, Assignment]:
    """Return what was handed down of a task."""
    return {each.id: each for each in office.get("p").tasks[task].hands}
