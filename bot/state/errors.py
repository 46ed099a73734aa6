"""The one error of the state. Whoever catches it logs it and goes on without: an answer is shown all the same."""

from __future__ import annotations


class StateError(Exception):
    """The state database cannot be used; ``str(error)`` is one line: why and what to do, without a password."""


class StateVersionError(StateError):
    """A newer version of the program made the database: waiting does not help."""
