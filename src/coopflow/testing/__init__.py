"""The kit for authors of plugins and journals: contracts to subclass, strategies to draw from."""
