"""Append-only streams of facts: what a journal promises, and the places that keep one.

Nothing in here knows what an entry means.
"""
