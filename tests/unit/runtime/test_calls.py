"""A call that makes no sense is a `ValueError` where it is made, and writes nothing."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from coopflow import Secretariat, timeline

if TYPE_CHECKING:
    from collections.abc import Callable

    from coopflow import Terms

FIVE: Any = 5


class TestOpening:
    """What an office is opened with is looked at first."""

    @pytest.mark.parametrize("url", [5, None, Path("plan.db"), b"memory:"], ids=repr)
    def test_a_url_is_text(self, url: Any) -> None:
        """The forms are told."""
        with pytest.raises(ValueError, match="write memory:, sqlite"):
            Secretariat.open(url)

    @pytest.mark.parametrize(
        ("given", "hint"),
        [
            ({"lifecycles": ["us.yaml"]}, "'us.yaml' is no lifecycle: `load_lifecycle` reads one"),
            ({"lifecycles": "us.yaml"}, "lifecycles takes a list, be it of one: str is none"),
            ({"lifecycles": 5}, "lifecycles takes a list"),
            ({"plugins": 5}, "plugins takes a list"),
            ({"plugins": "mine"}, "plugins takes a list"),
            ({"plugins": [], "clock": 5}, "clock=5: a clock has a method `now`"),
        ],
    )
    def test_an_argument_is_what_it_is_called(self, given: dict[str, Any], hint: str) -> None:
        """It says what belongs there."""
        with pytest.raises(ValueError, match=hint):
            Secretariat.open("memory:", **given)

    def test_a_lifecycle_alone_is_no_list(self) -> None:
        """It would be taken apart into its fields."""
        with Secretariat.open("memory:", plugins=[]) as office:
            alone: Any = office.host.lifecycles["standard@1"]

        with pytest.raises(ValueError, match="lifecycles takes a list, be it of one: Lifecycle is"):
            Secretariat.open("memory:", lifecycles=alone)

    def test_any_series_will_do(self) -> None:
        """Also one that is gone through only once."""
        with Secretariat.open("memory:", plugins=[]) as office:
            table = office.host.lifecycles["standard@1"]

        with Secretariat.open("memory:", plugins=iter(()), lifecycles=iter([table])) as office:
            assert table == office.host.lifecycles["standard@1"]


class TestAsking:
    """What is said with a call is looked at whatever the record holds."""

    @pytest.mark.parametrize(
        ("call", "hint"),
        [
            (lambda it: it.submit("plan-2022", "sign", by="an", key=5), "key=5: it is a text"),
            (lambda it: it.why("plan-2022", "sign", by="an", key=5), "key=5: it is a text"),
            (lambda it: it.submit(5, "sign", by="an"), "agreement=5: it is a text"),
            (lambda it: it.get([]), "agreement=.*: it is a text"),
            (lambda it: it.lifecycle(5), "agreement=5: it is a text"),
            (lambda it: it.get("plan-2022", as_of=5), "5 is no date or time"),
            (lambda it: it.tasks(at=5), "5 is no date or time"),
            (lambda it: it.inbox(agency="north", at=5), "5 is no date or time"),
            (lambda it: timeline(it, "plan-2022", at=FIVE), "5 is no date or time"),
            (lambda it: it.tasks(limit="many"), "limit='many': it is 1 or more"),
            (lambda it: it.inbox(agency="north", limit=1.5), "limit=1.5: it is 1 or more"),
            (lambda it: it.tasks(agency=[]), "agency=.*: it is a text"),
            (lambda it: it.tree("plan-2022", 5), "task=5: it is a text"),
            (lambda it: it.history("plan-2022", task=5), "task=5: it is a text"),
            (lambda it: it.available("plan-2022", by=[]), "by=.*: it is a text"),
        ],
    )
    def test_it_makes_no_sense(
        self, office: Secretariat, terms: Terms, call: Callable[[Secretariat], object], hint: str
    ) -> None:
        """The argument is named."""
        office.draft(terms, by="an", at="2022-01-03")

        with pytest.raises(ValueError, match=hint):
            call(office)
        assert 1 == office.get("plan-2022").version

    @pytest.mark.parametrize(
        ("given", "hint"),
        [
            ({"key": 5}, "key=5: it is a text"),
            ({"terms": {"id": "plan-2022"}}, "dict is no terms: `load_terms` reads them"),
        ],
    )
    def test_drafting(
        self, office: Secretariat, terms: Terms, given: dict[str, Any], hint: str
    ) -> None:
        """Nothing is begun."""
        with pytest.raises(ValueError, match=hint):
            office.draft(**{"terms": terms, "by": "an", **given})
        assert () == office.agreements()
