"""The part of Ban Dân vận Tỉnh ủy Quảng Nam in the coordination plan of 2022.

What the Commission demands of itself before it reports, what it checks before it accepts what
the Ethnic Affairs Board reports, and its section of the review.

The plan, as it was made public, demands no evidence and no check: all of them are illustrative.
"""

from coopflow_ban_dan_van.plugin import coopflow_responsibilities

__all__ = ["coopflow_responsibilities"]

__version__ = "0.1.0"
