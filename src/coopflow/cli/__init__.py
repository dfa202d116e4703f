"""The command line: words in, text out. No rule about agreements lives here."""

from coopflow.cli.app import main

__all__ = ["main"]
