"""Sizes of pages: where title, map, legend and remarks stand."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Where things stand on a page, mm."""

    width_mm: float
    height_mm: float
    edge_mm: float  # from the paper's edge to the page's border
    gap_mm: float  # between things
    title_mm: float  # the title's em
    text_mm: float  # the em of all other text
    side_mm: float  # width of the column with legend and counts
    foot_mm: float  # height of the lines below the map
    scale_box_mm: float = 25.0


A4_LANDSCAPE = Layout(
    width_mm=297, height_mm=210, edge_mm=7, gap_mm=3, title_mm=7.2, text_mm=2.5, side_mm=66,
    foot_mm=12,
)  # fmt: skip
A3_LANDSCAPE = Layout(
    width_mm=420, height_mm=297, edge_mm=10, gap_mm=4, title_mm=10, text_mm=3.1, side_mm=86,
    foot_mm=16, scale_box_mm=30,
)  # fmt: skip
LAYOUTS = {"A4": A4_LANDSCAPE, "A3": A3_LANDSCAPE}
