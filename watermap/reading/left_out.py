"""Libraries the reader process does without: pyogrio and pyarrow import them if they can.

They would make frames, which nobody asks for there, and take a second to load.
"""

import sys
from collections.abc import Sequence
from importlib.machinery import ModuleSpec
from types import ModuleType

_NAMES = frozenset({"geopandas", "pandas", "pyproj"})


class _Absent:
    """Says of a few libraries that they are not installed."""

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Find none of them; leave all others to the usual finders."""
        if name in _NAMES:
            raise ModuleNotFoundError(f"{name} is left out here", name=name)
        return None


def leave_out() -> None:
    """Hide them, unless they are loaded already."""
    if not any(isinstance(finder, _Absent) for finder in sys.meta_path):
        sys.meta_path.insert(0, _Absent())
