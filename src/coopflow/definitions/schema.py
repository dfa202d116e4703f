"""JSON Schema of the files, made from the classes that read them: editors complete by it."""

from __future__ import annotations

from datetime import date
from types import NoneType
from typing import Any, get_args, get_origin, get_type_hints

from attrs import fields, has

from coopflow.definitions.lifecycle_file import LifecycleFile
from coopflow.definitions.structure import Id, Ids, Words
from coopflow.definitions.terms_file import TermsFile
from coopflow.values.lifecycle import Consent, Phase
from coopflow.values.text import Text
from coopflow.values.time import Span

Schema = dict[str, Any]

FILES = {"terms": TermsFile, "lifecycle": LifecycleFile}
"""The files there is a schema of."""

_TEXT: Schema = {"type": "string", "minLength": 1}
_LEAVES: dict[Any, Schema] = {
    Id: {"type": "string", "pattern": r"^\w[\w.\-]{0,99}$"},
    Ids: {"oneOf": [_TEXT, {"type": "array", "items": _TEXT}]},
    Words: _TEXT,
    Text: {"oneOf": [_TEXT, {"type": "object", "minProperties": 1, "additionalProperties": _TEXT}]},
    date: {"type": "string", "format": "date"},
    Span: {"type": "string", "pattern": r"^\d{1,4} +(working days?|days?|weeks?|months?|years?)$"},
    bool: {"type": "boolean"},
    int: {"type": "integer", "minimum": 0},
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


def schema(name: str) -> Schema:
    """Return the JSON Schema of a file.

    Args:
        name: ``"terms"`` or ``"lifecycle"``.

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
    return {
        "description": (cls.__doc__ or "").strip(),
        "type": "object",
        "properties": {
            names[each.name]: _of_field(hints[each.name], each.metadata, definitions)
            for each in fields(cls)
        },
        "required": [names[each.name] for each in fields(cls) if each.metadata.get("required")],
        "additionalProperties": False,
    }


def _of_field(hint: Any, metadata: Any, definitions: dict[str, Schema]) -> Schema:
    words = list(metadata.get("one_of") or ())
    inner = _present(hint)
    if words and inner is Ids:
        return {"oneOf": [{"enum": words}, {"type": "array", "items": {"enum": words}}]}
    return {"enum": words} if words else _of(inner, definitions)


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
