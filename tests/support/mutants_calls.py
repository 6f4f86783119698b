"""Cheap calls of functions that have mutants: mutmut asks at each call which mutant is meant, here it is chosen once.

What is imported after a mutant was chosen asks at each call, as mutmut has it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from mutmut.mutation import trampoline

Function = Callable[..., Any]

_ask_at_each_call = trampoline.wrap_in_trampoline
_choices: list[Callable[[str, str], None]] = []


def make_cheap() -> None:
    """Has every module with mutants that is imported from now on take the cheap way."""
    setattr(trampoline, "wrap_in_trampoline", _switched)  # noqa: B010 - its type has no name outside


def choose(mutant: str) -> None:
    """From now on this mutant is called in the place of its function, and every other function is itself."""
    module, _, name = mutant.rpartition(".")
    for chosen in _choices:
        chosen(module, name)


def _switched(mutants: dict[str, Function], is_classmethod: bool = False) -> Callable[[Function], Function]:
    def decorate(function: Function) -> Function:
        asking: Function = _ask_at_each_call(mutants, is_classmethod)(function)
        if is_classmethod:
            return asking
        current = asking

        def choose_here(module: str, name: str) -> None:
            nonlocal current
            is_meant = module == function.__module__ and name in mutants
            current = mutants[name if is_meant else "_mutmut_orig"]

        @wraps(function)
        def switch(*args: Any, **kwargs: Any) -> Any:
            return current(*args, **kwargs)

        _choices.append(choose_here)
        return switch

    return decorate
