"""The rules as data: lifecycles, terms files, their checks and drawings. Pure."""
