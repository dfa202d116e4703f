"""The kit for authors of plugins and journals: contracts to subclass, strategies to draw from."""

import pytest

pytest.register_assert_rewrite(
    "coopflow.testing.chain_contract",
    "coopflow.testing.crowd_contract",
    "coopflow.testing.journal_contract",
    "coopflow.testing.plugin_contract",
)
