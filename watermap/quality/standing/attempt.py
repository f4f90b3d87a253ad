"""One topic after the other: what one cannot use keeps nothing else from being told."""

from collections.abc import Callable
from typing import TypeVar

from watermap.errors import Problem, WatermapError

Found = TypeVar("Found")


def attempt(work: Callable[[], Found], problems: list[Problem]) -> Found | None:
    """What ``work`` finds; None where the data cannot be used, which goes to ``problems``."""
    try:
        return work()
    except WatermapError as error:
        problems += error.problems
        return None
