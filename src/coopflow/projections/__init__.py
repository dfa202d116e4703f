"""Folds of the journal for reading. Whatever is here can be made again from the journal."""
