"""decide and evolve: from a command to events, from events to the present. Pure."""
