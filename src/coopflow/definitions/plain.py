"""From values to plain data, and from plain data to the digest that people sign."""

from __future__ import annotations

import hashlib
from datetime import date, datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from attrs import has

from coopflow.values.text import Text
from coopflow.values.time import Span, stamp

if TYPE_CHECKING:
    from cattrs import Converter


def plain(value: Any) -> Any:
    """Return `value` as mappings, lists and text, without what is at its default."""
    return _converter().unstructure(value)


def digest_of(value: Any) -> str:
    """Return the SHA-256 (hex) of the canonical JSON of `value`.

    All text was brought to Unicode NFC where it was read, so that what looks alike digests alike.

    Source:
        RFC 8785 (JSON Canonicalization Scheme).
    """
    import rfc8785  # noqa: PLC0415 - only where digests are made

    return hashlib.sha256(rfc8785.dumps(plain(value))).hexdigest()


@cache
def _converter() -> Converter:
    from cattrs import Converter  # noqa: PLC0415 - heavy: only where it is used
    from cattrs.gen import make_dict_unstructure_fn  # noqa: PLC0415 - the same

    made = Converter()
    made.register_unstructure_hook_factory(
        has,
        lambda cls: make_dict_unstructure_fn(cls, made, _cattrs_omit_if_default=True),
    )
    made.register_unstructure_hook(Text, _text)
    made.register_unstructure_hook(Span, str)
    made.register_unstructure_hook(datetime, stamp)
    made.register_unstructure_hook(date, _day)
    made.register_unstructure_hook_func(
        lambda kind: kind is tuple or getattr(kind, "__origin__", None) is tuple,
        lambda many: [made.unstructure(each) for each in many],
    )
    return made


def _text(text: Text) -> Any:
    words = dict(text.words)
    return words.get("", words)


def _day(day: date) -> str:
    return stamp(day) if isinstance(day, datetime) else day.isoformat()
