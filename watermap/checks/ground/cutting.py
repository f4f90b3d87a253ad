"""Large shapes cut to the places that are asked about, and the pieces kept for the next place."""

import shapely
from shapely.geometry.base import BaseGeometry

FEW_CORNERS = 512  # a shape with no more is quick enough as it is
OVERLAP = 0.25  # of a side: how far quarters reach into each other
DEEPEST = 12

Box = tuple[float, float, float, float]  # west, south, east, north


class Cutter:
    """One shape and its quarters, and theirs, made where somebody asks for a box in them.

    Quarters overlap, so that a small box lies wholly in one of them. What is cut from a quarter is
    what would be cut from the shape.
    """

    __slots__ = ("_box", "_few", "_level", "_quarters", "_shape")

    def __init__(self, shape: BaseGeometry, *, box: Box | None = None, level: int = 0) -> None:
        self._shape = shape
        self._box: Box = shape.bounds if box is None else box
        self._level = level
        self._few = level >= DEEPEST or shapely.get_num_coordinates(shape) <= FEW_CORNERS
        self._quarters: dict[int, Cutter] = {}

    def cut(self, box: Box) -> BaseGeometry:
        """What of the shape lies in a box; empty where nothing does."""
        place = None if self._few else self._quarter_of(box)
        if place is None:
            return shapely.clip_by_rect(self._shape, *box)
        number, bounds = place
        quarter = self._quarters.get(number)
        if quarter is None:
            part = shapely.clip_by_rect(self._shape, *bounds)
            quarter = Cutter(part, box=bounds, level=self._level + 1)
            self._quarters[number] = quarter
        return quarter.cut(box)

    def part(self, box: Box) -> BaseGeometry:
        """The shape, valid; of one with many corners only what lies in the box."""
        if shapely.get_num_coordinates(self._shape) <= FEW_CORNERS:
            return self._shape
        part = self.cut(box)
        # Cutting may leave two corners of a shape in one place, which no overlay takes.
        return part if shapely.is_valid(part) else self._shape

    def _quarter_of(self, box: Box) -> tuple[int, Box] | None:
        west, south, east, north = self._box
        width, height = (east - west) / 2, (north - south) / 2
        right = (box[0] + box[2]) / 2 > west + width
        upper = (box[1] + box[3]) / 2 > south + height
        left, bottom = west + width * right, south + height * upper
        aside, upwards = width * OVERLAP, height * OVERLAP
        bounds = (left - aside, bottom - upwards, left + width + aside, bottom + height + upwards)
        inside = (
            bounds[0] < box[0] and bounds[1] < box[1] and box[2] < bounds[2] and box[3] < bounds[3]
        )
        return (2 * upper + right, bounds) if inside else None
