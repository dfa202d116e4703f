"""The part of Ban Dân tộc tỉnh Quảng Nam in the coordination plan of 2022.

What the Board demands of itself before it reports, what it checks before it accepts what the
Mass Mobilisation Commission reports, and its section of the review.

The plan, as it was made public, demands no evidence and no check: all of them are illustrative.
"""

from coopflow_ban_dan_toc.plugin import coopflow_responsibilities

__all__ = ["coopflow_responsibilities"]

__version__ = "0.1.0"
