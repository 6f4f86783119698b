"""The one exception that a person at the command line sees."""

from __future__ import annotations


class CannotError(Exception):
    """The work could not be done; the text says in one clear sentence why, and the cure. Exit status 1."""
