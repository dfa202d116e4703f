"""Who there is in the random world of the laws."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

World = dict[str, Any]

FIRST = datetime(2022, 1, 1, 2, tzinfo=UTC)
PARTIES = ("an", "binh", "chi")
BODIES: World = {
    "tren": {"system": "party"},
    "phong": {"parent": "an", "system": "party"},
    "huyen": {"parent": "tren", "system": "party", "level": "district"},
    "ban": {"parent": "huyen", "system": "party", "level": "district"},
    "to": {"parent": "binh"},
    "so": {"system": "party"},
}
"""What stands over the parties and below them; `an` guides `ban`, which is under another body."""
_PARTY: World = {"an": {"parent": "tren", "system": "party"}, "chi": {"reporting": "mid-month"}}
AGENCIES = {
    name: {"name": name.title(), **_PARTY.get(name, {}), **BODIES.get(name, {})}
    for name in (*PARTIES, "dong", *BODIES)
}
HANDS = {"an": ("phong", "ban"), "binh": ("to",), "phong": ("ban",), "ban": ("phong",)}
"""To whom agencies hand tasks, mostly with reason."""
FOLLOWERS = {"phong": "so", "ban": "dong"}
"""Who takes over from whom."""
POSTS = {"head": ["represent", "sign"], "deputy": ["represent"], "clerk": []}
OFFICERS = {
    f"{agency}-{post}": {"name": f"{post} of {agency}", "agency": agency, "may": may}
    for agency in AGENCIES
    for post, may in POSTS.items()
    if agency not in BODIES or post != "head"
}
