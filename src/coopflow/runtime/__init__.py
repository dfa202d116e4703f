"""Load, decide, append. The only floor that reads a clock or knows where things are kept."""
