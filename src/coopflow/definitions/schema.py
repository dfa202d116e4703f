"""JSON Schema of the files, made from the classes that read them: editors complete by it."""

from __future__ import annotations

import re
from datetime import date
from inspect import getdoc
from types import NoneType
from typing import Any, get_args, get_origin, get_type_hints

from attrs import fields, has

from coopflow.definitions.bodies import ClosingFile, PauseFile, ReviewFile
from coopflow.definitions.checks_obligations import KEYS_OF, OF_ANY_KIND
from coopflow.definitions.document import FORMAT
from coopflow.definitions.hanging import Due
from coopflow.definitions.lifecycle_file import LifecycleFile
from coopflow.definitions.meeting_file import MeetingFile
from coopflow.definitions.reassignment_file import ReassignmentFile
from coopflow.definitions.standard import MACHINES, RESERVED
from coopflow.definitions.structure import Id, Ids, Rungs, Words
from coopflow.definitions.terms_file import ObligationFile, TermsFile
from coopflow.values.lifecycle import Consent, Phase
from coopflow.values.text import Text
from coopflow.values.time import Span

Schema = dict[str, Any]

FILES = {
    "terms": TermsFile,
    "lifecycle": LifecycleFile,
    "meeting": MeetingFile,
    "review": ReviewFile,
    "closing": ClosingFile,
    "pause": PauseFile,
    "reassignment": ReassignmentFile,
}
"""The files there is a schema of: those of the rules, and what commands come with."""

_ID = r"^[^\x00-/:-@\[-^`{-\x7f][^\x00-,/:-@\[-^`{-\x7f]{0,99}$"
r"""Like ``\w[\w.\-]*``, whose ``\w`` holds no Vietnamese letters where JavaScript reads it."""

_LANGUAGE = r"^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$"
_DAY = r"\d{4}-\d\d-\d\d"
_SPAN = r"(?!0+ )\d{1,4} +(days?|weeks?|months?|years?"

_TEXT: Schema = {"type": "string", "pattern": r"\S"}
_RUNG: Schema = {"type": ["string", "integer"], "pattern": r"^\d{1,3} *(d|days?)?$", "minimum": 0}
_LEAVES: dict[Any, Schema] = {
    Rungs: {"oneOf": [_RUNG, {"type": "array", "items": _RUNG}]},
    Due: {
        "oneOf": [
            {"type": "string", "pattern": f"^({_DAY}|end of period)$"},
            *(
                {
                    "type": "object",
                    "properties": {
                        side: _TEXT,
                        "by": {"type": "string", "pattern": f"^{_SPAN}|working days?)$"},
                    },
                    "required": [side, "by"],
                    "additionalProperties": False,
                }
                for side in ("before", "after")
            ),
        ]
    },
    Id: {"type": "string", "pattern": _ID},
    Ids: {"oneOf": [_TEXT, {"type": "array", "items": _TEXT}]},
    Words: _TEXT,
    Text: {
        "oneOf": [
            _TEXT,
            {
                "type": "object",
                "minProperties": 1,
                "propertyNames": {"pattern": _LANGUAGE},
                "additionalProperties": _TEXT,
            },
        ]
    },
    date: {"type": "string", "format": "date", "pattern": f"^{_DAY}$"},
    Span: {"type": "string", "pattern": f"^{_SPAN})$"},
    bool: {"type": "boolean"},
    int: {"type": "integer", "minimum": 0, "maximum": 999_999_999},
    Any: {"type": "object"},
    Consent: {
        "oneOf": [
            {"enum": ["none", "any", "all", "lead"]},
            {
                "type": "object",
                "properties": {"at_least": {"type": "integer", "minimum": 1}},
                "required": ["at_least"],
                "additionalProperties": False,
            },
            {"type": "array", "items": _TEXT, "minItems": 1},
        ]
    },
}
_SINGLE: dict[tuple[str, str], Schema] = {
    ("TermsFile", "coopflow"): {"const": FORMAT},
    ("LifecycleFile", "coopflow"): {"const": FORMAT},
    ("LifecycleFile", "lifecycle"): {**_LEAVES[Id], "not": {"enum": list(MACHINES)}},
    ("LifecycleFile", "edition"): {**_LEAVES[int], "minimum": 1},
    ("RowFile", "command"): {**_LEAVES[Id], "not": {"enum": list(RESERVED)}},
    ("TermsFile", "parties"): {"type": "array", "items": _TEXT, "minItems": 2},
    ("ObligationFile", "within"): {"type": "string", "pattern": f"^{_SPAN}|working days?)$"},
    ("AdoptionFile", "command"): {**_TEXT, "not": {"enum": list(RESERVED)}},
    ("ReassignmentFile", "bodies"): {
        "type": "object",
        "minProperties": 1,
        "propertyNames": _LEAVES[Id],
        "additionalProperties": _LEAVES[Id],
    },
    ("TermsFile", "answer_within"): {"type": "string", "pattern": f"^{_SPAN}|working days?)$"},
}
"""Of what takes less than others of its type do."""


def schema(name: str) -> Schema:
    """Return the JSON Schema of a file.

    Its patterns mean the same to Python and to JavaScript, which editors are written in.

    Args:
        name: One of `FILES`, such as ``"terms"``.

    Raises:
        KeyError: There is no such file.

    Source:
        JSON Schema, draft 2020-12.
    """
    definitions: dict[str, Schema] = {}
    root = _of_class(FILES[name], definitions)
    head = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"coopflow {name} file",
    }
    return {**head, **root, "$defs": definitions}


def _of_class(cls: Any, definitions: dict[str, Schema]) -> Schema:
    hints = get_type_hints(cls)
    names = {each.name: each.name.rstrip("_") for each in fields(cls)}
    about, keys = _told(cls)
    made: Schema = {
        "description": about,
        "type": "object",
        "properties": {
            names[each.name]: {
                "description": keys[each.name],
                **_of_field(cls, each, hints[each.name], definitions),
            }
            for each in fields(cls)
        },
        "required": [names[each.name] for each in fields(cls) if each.metadata.get("required")],
        "additionalProperties": False,
    }
    return {**made, "allOf": _by_kind()} if cls is ObligationFile else made


def _told(cls: Any) -> tuple[str, dict[str, str]]:
    """Return what a docstring says of its class, and of each attribute."""
    about, _, attributes = (getdoc(cls) or "").partition("\n\nAttributes:\n")
    told = re.findall(r"^    (\w+): (.+(?:\n        .+)*)", attributes, re.MULTILINE)
    return " ".join(about.split()), {name: " ".join(words.split()) for name, words in told}


def _of_field(cls: Any, each: Any, hint: Any, definitions: dict[str, Schema]) -> Schema:
    words, inner = list(each.metadata.get("one_of") or ()), _present(hint)
    found = _SINGLE.get((cls.__name__, each.name))
    if found is None and words and inner is Ids:
        found = {"oneOf": [{"enum": words}, {"type": "array", "items": {"enum": words}}]}
    elif found is None:
        found = {"enum": words} if words else _of(inner, definitions)
    return found if each.metadata.get("required") else _or_nothing(found)


def _or_nothing(found: Schema) -> Schema:
    """Let ``null`` stand there, which counts as left out."""
    if "enum" in found:
        return {**found, "enum": [*found["enum"], None]}
    if "oneOf" in found:
        return {"oneOf": [*found["oneOf"], {"type": "null"}]}
    if "$ref" in found:
        return {"oneOf": [found, {"type": "null"}]}
    return {**found, "type": [found["type"], "null"]}


def _by_kind() -> list[Schema]:
    """Return which keys go with which kind of obligation, and which never go together."""
    triggered = {"properties": {"kind": {"const": "triggered"}}, "required": ["kind"]}
    occasions = {"required": ["on"], "properties": {"on": {"type": ["string", "array"]}}}
    return [
        {"if": triggered, "then": occasions},
        *({"not": {"properties": both, "required": list(both)}} for both in _CONFLICTS),
        *(
            {
                "if": {
                    "properties": {key: {"not": _UNBOUND.get(key, _NOTHING)}},
                    "required": [key],
                },
                "then": {"properties": {"kind": {"const": kind}}},
            }
            for key, kind in KEYS_OF.items()
        ),
    ]


_NOTHING: Schema = {"type": "null"}
_CONFLICTS: tuple[dict[str, Schema], ...] = (
    {"every": {"not": _NOTHING}, "rule": {"not": _NOTHING}},
    {"joint": {"const": True}, "lead": {"not": _NOTHING}},
)
"""Keys of which an obligation has one or the other."""

_UNBOUND: dict[str, Schema] = {"settled_by": {"enum": [None, *OF_ANY_KIND]}}
"""Values of keys that bind an obligation to no kind."""


def _of(hint: Any, definitions: dict[str, Schema]) -> Schema:
    if hint in _LEAVES:
        return _LEAVES[hint]
    if has(hint):
        name = hint.__name__.removesuffix("File").lower()
        if name not in definitions:
            definitions[name] = {}
            definitions[name] = _of_class(hint, definitions)
        return {"$ref": f"#/$defs/{name}"}
    *_, inner = get_args(hint)
    if get_origin(hint) is list:
        return {"type": "array", "items": _of(_present(inner), definitions)}
    values = {"enum": list(get_args(Phase))} if inner == Words | None else None
    return {
        "type": "object",
        "propertyNames": _of(get_args(hint)[0], definitions),
        "additionalProperties": values or _of(_present(inner), definitions),
    }


def _present(hint: Any) -> Any:
    """Return what stands there if anything does."""
    choices = [each for each in get_args(hint) if each is not NoneType]
    return choices[0] if len(choices) == 1 and NoneType in get_args(hint) else hint
