"""The ground: frozen values. No clock, no files, no rules."""
