"""The kit for authors of plugins and journals: contracts to subclass, strategies to draw from.

`FixedClock` and `SteppedClock` tell an office the time that a test says it is.
"""

from coopflow.testing.clocks import FixedClock, SteppedClock

__all__ = ["FixedClock", "SteppedClock"]

try:
    import pytest
except ImportError:  # the clocks serve where nothing is tested: in a demonstration
    pass
else:
    pytest.register_assert_rewrite(
        "coopflow.testing.chain_contract",
        "coopflow.testing.crowd_contract",
        "coopflow.testing.journal_contract",
        "coopflow.testing.plugin_contract",
    )
