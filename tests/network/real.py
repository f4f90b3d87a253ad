"""Real river lines (shared/real/README.md); without them the tests are skipped."""

from pathlib import Path

import pytest


def real(name):
    for parent in Path(__file__).parents:
        if (path := parent / "shared" / "real" / name).exists():
            return path
    pytest.skip(f"no real data: {name}")
