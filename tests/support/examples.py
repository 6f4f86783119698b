"""On how many examples a property is tried: as many as it needs, or few where speed counts more."""

from __future__ import annotations

from hypothesis import settings

FEW = "few"
"""The profile for `make coverage` and `make mutants`, which run properties so often that few examples have to do."""

_MOST_OF_FEW = 10


def examples(number: int) -> settings:
    """The settings of a property that is tried on so many examples, each for as long as it takes."""
    is_few = settings.get_current_profile_name() == FEW
    return settings(max_examples=min(number, _MOST_OF_FEW) if is_few else number, deadline=None)
