"""A sound terms file, and how cases break it.

A case changes the sound file in one place or a few. Where it writes ``#! code`` at the end of a
line, that problem is expected on that line; all of them, and no others.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from coopflow import DefinitionError
from coopflow.definitions.document import read_document
from coopflow.definitions.terms_reader import read_terms

if TYPE_CHECKING:
    from collections.abc import Callable

    from coopflow.values.problem import Problem

SOUND = """\
coopflow: 1
id: p-2022
title: {vi: Kế hoạch, en: Plan}
period:
  start: 2022-01-01
  end: 2022-12-31
review_within: 6 months
time_zone: Asia/Ho_Chi_Minh
parties:
  - an
  - binh
agencies:
  an: {name: An, parent: tren}
  binh: {name: Bình}
  tren: {name: Trên}
groups:
  dan: {name: Dân}
officers:
  oa: {name: Oa, agency: an, may: [sign]}
  ob: {name: Ob, agency: binh, may: [represent, sign]}
  oc:
    name: Oc
    agency: tren
sources:
  1-KL/TW: {title: One, date: 2019-10-30, aliases: [One]}
occasions:
  flood: {text: A flood}
areas:
  - id: "1"
    lead: an
    obligations:
      - id: "1.1"
        text: Once
        kind: once
        due: 2022-06-30
        coordinating: [binh]
      - id: "1.2"
        text: Again
        kind: recurring
        every: 3 months
        lead: binh
      - id: "1.3"
        text: Always
        kind: continuous
        report_every: 6 months
        sources: [1-KL/TW]
      - id: "1.4"
        text: When it floods
        kind: triggered
        on: [flood]
        within: 5 working days
        recipients: [dan, tren]
"""

MARK = re.compile(r"#! (.+)$")

Change = tuple[str, str]
Places = set[tuple[int | None, str]]


def break_up(changes: list[Change]) -> tuple[str, Places]:
    """Return the changed file without its marks, and what the marks announce."""
    text = SOUND
    for old, new in changes:
        assert 1 == text.count(old), old
        text = text.replace(old, new)
    marked = [(n, MARK.search(line)) for n, line in enumerate(text.splitlines(), start=1)]
    expected: Places = {(n, code) for n, mark in marked if mark for code in mark[1].split(", ")}
    return re.sub(r" *#! .+", "", text), expected


def all_problems(text: str) -> tuple[Problem, ...]:
    """Return every problem of a file, none where it is sound."""
    try:
        read_terms(read_document(text.encode(), "plan.yaml"))
    except DefinitionError as error:
        return tuple(error.problems)
    return ()


@pytest.fixture
def sound() -> str:
    """Give the file all cases begin from."""
    return SOUND


@pytest.fixture
def broken() -> Callable[[list[Change]], tuple[str, Places]]:
    """Give the way to break the sound file, which returns it with what is announced."""
    return break_up


@pytest.fixture
def problems() -> Callable[[str], tuple[Problem, ...]]:
    """Give the way to ask for every problem of a file."""
    return all_problems


@pytest.fixture
def found() -> Callable[[str], Places]:
    """Give the way to ask for the line and the code of every problem of a file."""
    return lambda text: {(problem.line, problem.code) for problem in all_problems(text)}
