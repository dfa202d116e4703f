"""How fast it is, in ratios to what others do with the same work on the same machine, now."""
