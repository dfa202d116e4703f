"""Idempotency keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from coopflow import CommandRefused, Secretariat

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from coopflow import Terms


def _codes(refusal: pytest.ExceptionInfo[CommandRefused]) -> list[str]:
    return [reason.code for reason in refusal.value.reasons]


class TestKeys:
    """The same key and command again return the first receipt; another command is refused."""

    def test_a_repetition_returns_the_first_receipt(
        self, office: Secretariat, terms: Terms
    ) -> None:
        """Nothing is written a second time."""
        office.draft(terms, by="an", at="2022-01-03", key="draft-1")
        first = office.submit("plan-2022", "sign", by="an", at="2022-01-03", key="k")
        again = office.submit("plan-2022", "sign", by="an", at="2022-01-03", key="k")

        assert first == again
        assert first.version == office.get("plan-2022").version

    def test_a_draft_is_repeated_too(self, office: Secretariat, terms: Terms) -> None:
        """Drafting twice with one key is drafting once."""
        one = office.draft(terms, by="an", at="2022-01-03", key="k")

        assert one == office.draft(terms, by="an", at="2022-01-03", key="k")

    def test_a_renewal_is_repeated_with_all_its_streams(
        self, office: Secretariat, start: Callable[[Secretariat], None]
    ) -> None:
        """The receipt holds what happened to the predecessor as well."""
        start(office)
        carried = {row.id: {"as": "carry"} for row in office.tasks(open_only=True)}
        body = {"as_of": "2022-12-31", "findings": [], "dispositions": carried}
        office.submit("plan-2022", "review", by="an", at="2023-01-05", body=body)
        office.submit("plan-2022", "assent", by="ba", at="2023-01-05")
        office.renew("plan-2022", by="an", at="2023-01-05")
        office.submit("plan-2023", "sign", by="an", at="2023-01-05")
        first = office.submit("plan-2023", "sign", by="ba", at="2023-01-05", key="last")

        assert first == office.submit("plan-2023", "sign", by="ba", at="2023-01-05", key="last")
        assert {"plan-2022", "plan-2023"} == {each.stream for each in first.events}
        assert {"last"} == {each.key for each in first.events}

    def test_a_key_is_taken_only_in_the_stream_it_was_used_in(
        self, office: Secretariat, start: Callable[[Secretariat], None]
    ) -> None:
        """What a signing writes to the predecessor takes no key there."""
        start(office)
        flood = {"by": "ba", "at": "2022-03-01", "occasion": "flood", "key": "same"}
        first = office.submit("plan-2022", "occasion", **flood)
        carried = {row.id: {"as": "carry"} for row in office.tasks(open_only=True)}
        body = {"as_of": "2022-12-31", "findings": [], "dispositions": carried}
        office.submit("plan-2022", "review", by="an", at="2023-01-05", body=body)
        office.submit("plan-2022", "assent", by="ba", at="2023-01-05")
        office.renew("plan-2022", by="an", at="2023-01-05")
        office.submit("plan-2023", "sign", by="an", at="2023-01-05")
        office.submit("plan-2023", "sign", by="ba", at="2023-01-05", key="same")

        assert first == office.submit("plan-2022", "occasion", **flood)

    def test_another_command_with_the_key_is_refused(
        self, office: Secretariat, terms: Terms
    ) -> None:
        """A key stands for one request."""
        office.draft(terms, by="an", at="2022-01-03")
        office.submit("plan-2022", "sign", by="an", at="2022-01-03", key="k")
        with pytest.raises(CommandRefused) as refusal:
            office.submit("plan-2022", "withdraw", by="an", at="2022-01-03", key="k")

        assert ["key.reused"] == _codes(refusal)

    @pytest.mark.parametrize("key", ["", "two words", "x" * 201, "tab\t"])
    def test_what_is_no_key_is_refused(self, office: Secretariat, terms: Terms, key: str) -> None:
        """Visible characters, up to 200."""
        with pytest.raises(CommandRefused) as refusal:
            office.draft(terms, by="an", key=key)

        assert ["key.form"] == _codes(refusal)

    def test_a_key_outlives_the_process(self, tmp_path: Path, terms: Terms) -> None:
        """It is kept with its entries."""
        url = f"sqlite:///{tmp_path / 'plan.db'}"
        with Secretariat.open(url, plugins=[]) as office:
            office.draft(terms, by="an", at="2022-01-03")
            first = office.submit("plan-2022", "sign", by="an", at="2022-01-03", key="k")
        with Secretariat.open(url, plugins=[]) as office:
            again = office.submit("plan-2022", "sign", by="an", at="2022-01-03", key="k")

        assert first == again
