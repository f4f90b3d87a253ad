import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "watermap"
HEAVY = ("PySide6", "geopandas", "rasterio", "pandas", "numpy", "folium", "docx", "shapely")
WITH_QT = ("gui", "paint", "export", "cli")


def loaded_by(statement: str) -> set[str]:
    code = f"{statement}\nimport sys\nprint(' '.join(sys.modules))"
    ended = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    return {name.partition(".")[0] for name in ended.stdout.split()}


def test_importing_watermap_loads_nothing_heavy() -> None:
    assert loaded_by("import watermap").isdisjoint(HEAVY)


def test_the_version_is_answered_without_loading_anything_heavy() -> None:
    code = (
        "import sys; sys.argv = ['watermap', '--version']\n"
        "from watermap.__main__ import main\nmain()"
    )
    assert loaded_by(code).isdisjoint(HEAVY)


@pytest.mark.slow
def test_no_domain_module_loads_qt() -> None:
    modules = [
        ".".join(("watermap", *path.relative_to(PACKAGE).with_suffix("").parts)).removesuffix(
            ".__init__"
        )
        for path in sorted(PACKAGE.rglob("*.py"))
        if path.relative_to(PACKAGE).parts[0] not in WITH_QT and path.name != "__main__.py"
    ]
    assert len(modules) > 30
    assert "PySide6" not in loaded_by("import " + ", ".join(modules))
