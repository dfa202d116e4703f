"""What a runner does and how reactions stand, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve as changed

from coopflow.cli.data import data_of
from coopflow.cli.ticking import data_of as ticked_data
from coopflow.cli.ticking import what_was_done, why_not
from coopflow.language.phrases import counted, marked, phrase
from coopflow.values.time import unstamp

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from coopflow.cli.data import Data
    from coopflow.language.phrases import Language
    from coopflow.runtime.reactor import Holdup, Standing
    from coopflow.runtime.runner import Doing, Step, What

_TOLD: Mapping[What, str] = {
    "waiting": marked("another runner works here: waiting to take over"),
    "working": marked("working: stop it with Ctrl-C, or SIGTERM"),
    "ticked": marked("ticked: the clock has written what was due"),
    "hindered": marked("what is due cannot be done now, and is tried again:"),
    "done": marked("{key}: done, after {type} of {agreement}"),
    "failed": marked("{key}: failed ({failed}), again at {again}: {error}"),
    "parked": marked("{key}: failed ({failed}) and is parked, until `coopflow retry`: {error}"),
    "trouble": marked("trouble, and another try soon: {error}"),
    "stopped": marked("stopped: nothing was left half-done"),
}
_CUT_SHORT = marked("stopped amid its work ({error}): what was at hand is done anew")


def told(doing: Doing, lang: Language) -> Iterator[str]:
    """Yield what a runner does, mostly in one line; what the clock did, as `tick` tells it."""
    for line in _lines(doing, lang):
        yield f"{_written(doing.at)} {line}"


def told_data(doing: Doing, lang: Language) -> Data:
    """Return what a runner does, as JSON has it; ``tick`` is what `tick` tells."""
    tick = ticked_data(doing.tick, lang) if doing.tick is not None else None
    return {**data_of(changed(doing, tick=None)), "tick": tick}


def _lines(doing: Doing, lang: Language) -> Iterator[str]:
    if doing.tick is None:
        yield _words(doing, lang)
        return
    yield from what_was_done(doing.tick, lang)
    if doing.tick.hindered:
        words = _TOLD["hindered"]
        yield phrase(words, lang)
    for each in doing.tick.hindered:
        yield from why_not(each, lang)


def _words(doing: Doing, lang: str) -> str:
    cut_short = doing.what == "stopped" and doing.error is not None
    return phrase(
        _CUT_SHORT if cut_short else _TOLD[doing.what],
        lang,
        key=doing.key,
        type=doing.type,
        agreement=doing.agreement,
        failed=doing.failed,
        again=_written(doing.again) if doing.again is not None else "",
        error=_line(doing.error or ""),
    )


def told_step_data(step: Step, lang: Language) -> Data:
    """Return what came of one step, as JSON has it."""
    tick = ticked_data(step.tick, lang) if step.tick is not None else None
    return {"what": "step", **data_of(changed(step, tick=None)), "tick": tick}


def told_step(step: Step, lang: str) -> str:
    """Return what came of one step."""
    if not step.worked:
        return phrase("another runner works here: nothing was done", lang)
    done = counted("{number} reaction done", "{number} reactions done", step.done, lang)
    return phrase("{done}, {failed} failed", lang, done=done, failed=step.failed)


def standing(found: Sequence[Standing], lang: str, *, parked: bool) -> Iterator[str]:
    """Yield how reactions stand; of those `parked` only what is."""
    if not found:
        yield phrase("no plugin here has ever had a reaction", lang)
    for each in found:
        held = [one for one in each.held if one.parked or not parked]
        if parked and not held:
            continue
        yield f"{each.name}  {_place(each, lang)}"
        yield from (f"    {_held(one, lang)}" for one in held)


def retried(keys: Sequence[str], lang: str) -> Iterator[str]:
    """Yield what will be tried."""
    if not keys:
        yield phrase("nothing is held up", lang)
    for key in keys:
        yield phrase("{key}: to be tried at once by `coopflow run`", lang, key=key)


def _place(each: Standing, lang: str) -> str:
    if each.position is None:
        return phrase("begins with the next command or runner", lang)
    behind = counted(
        "{number} entry still to see", "{number} entries still to see", each.behind, lang
    )
    place = phrase(
        "is at position {position}, {behind}", lang, position=each.position, behind=behind
    )
    if each.plugin is None:
        return phrase("{place}; its plugin is not here", lang, place=place)
    return phrase("{place}; of plugin {plugin}", lang, place=place, plugin=each.plugin)


def _held(held: Holdup, lang: str) -> str:
    behind = counted(
        "{number} entry waits behind it", "{number} entries wait behind it", held.behind, lang
    )
    said = {"key": held.key, "agreement": held.agreement, "failed": held.failed, "behind": behind}
    error = _line(held.error)
    if held.again is None:
        words = marked("{key} in {agreement}: parked after {failed} failures, {behind}: {error}")
        return phrase(words, lang, error=error, **said)
    again = _written(unstamp(held.again))
    if not held.failed:
        return phrase("{key} in {agreement}: to be tried, {behind}", lang, **said)
    words = marked("{key} in {agreement}: failed ({failed}), again at {again}, {behind}: {error}")
    return phrase(words, lang, again=again, error=error, **said)


def _line(words: str) -> str:
    return " ".join(words.split())


def _written(instant: datetime) -> str:
    return instant.isoformat(" ", "seconds").replace("+00:00", "Z")
