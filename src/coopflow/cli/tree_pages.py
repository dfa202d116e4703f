"""Cascades on the page: a tree on a terminal, indented lines elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text
from rich.tree import Tree

from coopflow.cli.names import agency_name
from coopflow.cli.sheets import line
from coopflow.cli.text import safe
from coopflow.language.names import named
from coopflow.language.phrases import counted, phrase

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import RenderableType

    from coopflow.projections.cascade import Branch, Cascade, RollUp
    from coopflow.values.terms import Terms

_INDENT = "    "
_STYLES = {"done": "green", "late": "bold red", "refused": "bold red"}


def drawn(found: Sequence[Cascade], terms: Terms, lang: str) -> Iterator[RenderableType]:
    """Yield each task as a tree of everything that was handed down from it."""
    if not found:
        yield line(_nothing(lang))
    for each in found:
        root = Tree(_head(each, terms, lang))
        _grow(root, each.branches, lang)
        yield root


def written(found: Sequence[Cascade], terms: Terms, lang: str) -> Iterator[str]:
    """Yield the same as lines, each as long as it is, indented below what it hangs on."""
    if not found:
        yield _nothing(lang)
    for each in found:
        yield _head(each, terms, lang).plain
        yield from _indented(each.branches, lang, _INDENT)


def counts(found: RollUp, lang: str) -> str:
    """Return how many leaves there are of each sort."""
    return phrase(
        "{done} done, {late} late, {refused} refused, {waiting} waiting",
        lang,
        done=found.done,
        late=found.late,
        refused=found.refused,
        waiting=found.waiting,
    )


def _head(each: Cascade, terms: Terms, lang: str) -> Text:
    who = each.lead or phrase("jointly", lang)
    told = [named(each.state, lang)]
    if each.due is not None:
        told.append(phrase("due {due}", lang, due=each.due))
    told.append(counts(each.roll_up, lang) if each.branches else phrase("not handed down", lang))
    name = agency_name(terms, each.lead, lang) if each.lead is not None else ""
    words = Text(safe(f"{each.task}  {who}  {name}".rstrip()), style="bold", overflow="fold")
    words.append(safe(f"  ({'; '.join(told)})"), "not bold")
    if each.risk:
        words.append("  ").append(phrase("at risk", lang), "bold red")
    return words


def _grow(node: Tree, branches: Sequence[Branch], lang: str) -> None:
    for each in branches:
        _grow(node.add(_words(each, lang)), each.below, lang)


def _indented(branches: Sequence[Branch], lang: str, indent: str) -> Iterator[str]:
    for each in branches:
        yield indent + _words(each, lang).plain
        yield from _indented(each.below, lang, indent + _INDENT)


def _nothing(lang: str) -> str:
    return phrase("no task that is owed was handed down; `assign` hands one down", lang)


def _words(each: Branch, lang: str) -> Text:
    held = each.assignment
    name = each.name.say(lang) if each.name is not None else ""
    told = []
    if held.percent is not None and held.live:
        told.append(phrase("done by {percent} %", lang, percent=held.percent))
    if each.due is not None and held.live:
        told.append(phrase("due {due}", lang, due=each.due))
    if held.remaining is not None and held.live:
        told.append(
            counted(
                "stands still, {number} day remains",
                "stands still, {number} days remain",
                held.remaining,
                lang,
            )
        )
    if held.instead_of is not None:
        told.append(phrase("instead of {body}", lang, body=held.instead_of))
    if held.evidence:
        kinds = ", ".join(piece.kind for piece in held.evidence)
        told.append(phrase("evidence: {evidence}", lang, evidence=kinds))
    if each.below:
        told.append(counts(each.roll_up, lang))
    if held.note:
        told.append(f"“{' '.join(held.note.split())}”")
    words = Text(overflow="fold").append(safe(f"{held.id}  {held.to}  {name}".rstrip()))
    words.append(": ").append(_state(each, lang), _STYLES.get(each.outcome, ""))
    return words.append(safe(f"; {'; '.join(told)}")) if told else words


def _state(each: Branch, lang: str) -> str:
    state = named(each.assignment.state, lang)
    if each.outcome == "late":
        return f"{state}, {phrase('late', lang)}"
    if each.outcome == "replaced":
        return f"{state}, {phrase('handed to another', lang)}"
    return state
