"""From `Terms` back to a terms file that reads to the same value."""

from __future__ import annotations

from io import StringIO
from typing import TYPE_CHECKING, Any

from coopflow.definitions.plain import plain

if TYPE_CHECKING:
    from coopflow.values.terms import Obligation, Terms


def terms_data(terms: Terms) -> dict[str, Any]:
    """Return the mapping that a terms file with this value holds."""
    data = plain(terms)
    for key in ("agencies", "groups", "officers", "sources", "occasions"):
        if key in data:
            data[key] = {each.pop("id"): each for each in data[key]}
    data["areas"] = [
        {
            **plain(area),
            "obligations": [_obligation(o) for o in terms.obligations if o.area == area.id],
        }
        for area in terms.areas
    ]
    del data["obligations"]
    return {"coopflow": 1, **data}


def dump_terms(terms: Terms) -> str:
    """Return `terms` as the YAML text of a terms file."""
    from ruamel.yaml import YAML  # noqa: PLC0415 - heavy: only where YAML is written

    yaml = YAML(typ="safe", pure=True)
    yaml.default_flow_style = False
    yaml.allow_unicode = True
    yaml.sort_base_mapping_type_on_output = False  # type: ignore[assignment]  # keep our order
    out = StringIO()
    yaml.dump(terms_data(terms), out)
    return out.getvalue()


def _obligation(obligation: Obligation) -> dict[str, Any]:
    data: dict[str, Any] = plain(obligation)
    del data["area"]
    data["lead_basis"] = data.pop("basis", "joint")
    data["acceptance"] = obligation.acceptance
    if obligation.due_from is not None:
        hangs = obligation.due_from
        data["due"] = {hangs.side: hangs.of, "by": str(hangs.by)}
        del data["due_from"]
    if obligation.lead is None:
        data["joint"] = True
    return data
