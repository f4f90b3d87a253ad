"""Libraries the reader process does without: pyogrio and pyarrow import them if they can.

They would make frames, which nobody asks for there, and take a second to load.
"""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.machinery import ModuleSpec
from types import ModuleType

_NEVER = frozenset({"geopandas", "pandas"})


class _Absent:
    """Says of some libraries that they are not installed."""

    def __init__(self, names: frozenset[str]) -> None:
        self._names = names

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Find none of them; leave all others to the usual finders."""
        if name in self._names:
            raise ModuleNotFoundError(f"{name} is left out here", name=name)
        return None


def leave_out() -> None:
    """Hide those that are never needed, unless they are loaded already."""
    if not any(isinstance(finder, _Absent) for finder in sys.meta_path):
        sys.meta_path.insert(0, _Absent(_NEVER))


@contextmanager
def without(name: str) -> Iterator[None]:
    """Hide one that a library would load at once, though it may be needed later."""
    finder = _Absent(frozenset({name}))
    sys.meta_path.insert(0, finder)
    try:
        yield
    finally:
        sys.meta_path.remove(finder)
