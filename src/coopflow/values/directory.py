"""`Directory`: agencies, groups and officers, shared by all agreements of a journal."""

from __future__ import annotations

from attrs import field, frozen
from rpds import HashTrieMap

from coopflow.values.terms import Agency, Group, Officer

DIRECTORY = ":directory"
"""Its stream. No agreement can be called so: ids hold no colon."""


@frozen(kw_only=True)
class Directory:
    """Who there is, as the directory's stream tells it."""

    version: int = 0
    agencies: HashTrieMap[str, Agency] = field(factory=HashTrieMap)
    groups: HashTrieMap[str, Group] = field(factory=HashTrieMap)
    officers: HashTrieMap[str, Officer] = field(factory=HashTrieMap)
