"""The maps of a bulletin, as large as its text is wide."""

from collections.abc import Mapping
from pathlib import Path

from watermap.export.picture import write_picture
from watermap.export.report.content import Report
from watermap.mapping.drawlist import DrawList
from watermap.mapping.page import figure_map
from watermap.mapping.scene import build
from watermap.mapping.themes import find_theme

THEMES = ("compliance", "change")
WIDTH_MM, HEIGHT_MM = 170.0, 116.0
DPI = 300


def drawings(report: Report) -> Mapping[str, DrawList]:
    """One a theme; none where no section can be drawn, and no change without a year before."""
    content = report.content
    found = content.standing.assessment
    if not any(one.place == "on_map" for one in (*found.sections, *found.sources)):
        return {}
    compared = content.standing.on_year_before is not None
    return {name: _drawing(name, report) for name in THEMES if compared or name != "change"}


def write_pictures(
    drawn: Mapping[str, DrawList], folder: Path, *, ending: str
) -> Mapping[str, Path]:
    """Every drawing as a picture in a folder, by its theme."""
    paths = {name: folder / f"{name}{ending}" for name in drawn}
    for name, path in paths.items():
        write_picture(drawn[name], path, dpi=DPI)
    return paths


def _drawing(name: str, report: Report) -> DrawList:
    content = report.content
    theme = find_theme(name)
    scene = build(
        content.layers,
        kinds=content.kinds,
        assessment=content.standing.assessment,
        theme=name,
        language=report.language,
        hidden=theme.left_out,
    )
    return figure_map(
        scene,
        width_mm=WIDTH_MM,
        height_mm=HEIGHT_MM,
        language=report.language,
        title=theme.title.of(report.language),
    )
