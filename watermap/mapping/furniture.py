"""What stands about a map: scale bar, north arrow, neatline with degrees."""

import math

import numpy as np

from watermap.catalogue.kinds import Colour
from watermap.figures import figure
from watermap.geodesy.ellipsoid import GEOD
from watermap.mapping.drawlist import Areas, Item, Label, Lines, Pen, Xy, line, rectangle
from watermap.mapping.plane import to_lonlat
from watermap.mapping.view import MapView

INK: Colour = "#1c2329"
NEATLINE_MM = 4.2  # between the inner and the outer line, where the degrees stand
_STEPS_MIN = (0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 20, 30, 60, 120, 300, 600, 900, 1800)
_LEAST_TICK_MM = 32.0
_TICK_TEXT_MM = 2.1
_SAMPLES = 200


def true_per_plane(view: MapView) -> float:
    """Metres of ground in a metre of the plane, from west to east in the view's middle."""
    half = min(500.0, view.width_mm * view.m_per_mm / 2)
    ends = np.array([[view.east_m - half, view.north_m], [view.east_m + half, view.north_m]])
    (lon1, lat1), (lon2, lat2) = to_lonlat(ends, view.epsg)
    return float(GEOD.inv(lon1, lat1, lon2, lat2)[2]) / (2 * half)


def scale_bar(view: MapView, *, x_mm: float, y_mm: float, most_mm: float) -> tuple[Item, ...]:
    """A bar of a round number of true metres, in four pieces; ``y_mm`` is its lower edge."""
    per_mm = view.m_per_mm * true_per_plane(view)
    metres = _round_below(most_mm * per_mm)
    length, tall = metres / per_mm, 1.4
    pen = Pen(colour=INK, width_mm=0.2)
    items = list[Item]()
    for piece in range(4):
        fill = INK if piece % 2 == 0 else "#ffffff"
        x = x_mm + piece * length / 4
        items.append(rectangle(x, y_mm - tall, length / 4, tall, fill=fill, pen=pen))
    unit = "km" if metres >= 1000 else "m"
    for share in (0.0, 0.5, 1.0):
        shown = share * metres / (1000 if unit == "km" else 1)
        text = f"{shown:g}" + (f" {unit}" if share == 1 else "")
        anchor_x = x_mm + share * length
        items.append(
            Label(
                x_mm=anchor_x,
                y_mm=y_mm - tall - 0.9,
                text=text,
                size_mm=2.3,
                colour=INK,
                anchor="centre",
            )
        )
    return tuple(items)


def _round_below(metres: float) -> float:
    """The largest of 1, 2, 4, 5 × 10ⁿ that is not larger."""
    power = 10.0 ** math.floor(math.log10(metres))
    return max(step * power for step in (1, 2, 4, 5) if step * power <= metres)


def scale_text(view: MapView) -> str:
    """``1:250 000``."""
    return f"1:{int(figure(view.scale, 0)):,}".replace(",", " ")


def north_arrow(view: MapView, *, x_mm: float, y_mm: float, size_mm: float) -> tuple[Item, ...]:
    """An arrow to true north; ``x_mm, y_mm`` is its middle."""
    angle = _north_deg(view)
    turn = math.radians(angle)
    forth = np.array([[math.cos(turn), math.sin(turn)], [-math.sin(turn), math.cos(turn)]])
    half = size_mm / 2
    left = np.array([[0, -1], [-0.42, 0.8], [0, 0.42], [0, -1]]) * half
    right = np.array([[0, -1], [0.42, 0.8], [0, 0.42], [0, -1]]) * half
    pen = Pen(colour=INK, width_mm=0.2)
    place = np.array([x_mm, y_mm])
    tip = np.array([0, -1.12]) * half @ forth + place
    return (
        _ring(left @ forth + place, INK, pen),
        _ring(right @ forth + place, "#ffffff", pen),
        Label(
            x_mm=float(tip[0]), y_mm=float(tip[1]), text="N", size_mm=size_mm * 0.32, colour=INK,
            anchor="centre", bold=True, angle_deg=angle,
        ),
    )  # fmt: skip


def _north_deg(view: MapView) -> float:
    """Clockwise from the paper's top to true north."""
    step = 1000.0
    place = np.array([[view.east_m, view.north_m], [view.east_m, view.north_m + step]])
    (lon1, lat1), (lon2, lat2) = to_lonlat(place, view.epsg)
    return -float(GEOD.inv(lon1, lat1, lon2, lat2)[0])


def _ring(xy: Xy, fill: Colour, pen: Pen) -> Areas:
    return Areas(xy=xy, rings=np.array([0, len(xy)]), features=np.array([0, 1]), fill=fill, pen=pen)


def neatline(view: MapView) -> tuple[Item, ...]:
    """Frame round a view, whose upper left is the origin, with degrees between its lines."""
    gap, width, height = NEATLINE_MM, view.width_mm, view.height_mm
    items: list[Item] = [
        rectangle(0, 0, width, height, pen=Pen(colour=INK, width_mm=0.2)),
        rectangle(-gap, -gap, width + 2 * gap, height + 2 * gap, pen=Pen(colour=INK, width_mm=0.6)),
    ]
    step = _degree_step(view)
    for side in ("top", "bottom", "left", "right"):
        for place, degrees in _crossings(view, side, step):
            items += _tick(view, side, place, degrees)
    return tuple(items)


def graticule(view: MapView, colour: Colour = "#5b6b7a") -> tuple[Item, ...]:
    """Small crosses where the meridians and parallels of the neatline meet."""
    step = _degree_step(view)
    top, bottom = (dict(_swapped(_crossings(view, side, step))) for side in ("top", "bottom"))
    left, right = (dict(_swapped(_crossings(view, side, step))) for side in ("left", "right"))
    lines = list[Xy]()
    for lon in top.keys() & bottom.keys():
        for lat in left.keys() & right.keys():
            down = (left[lat] + right[lat]) / 2 / view.height_mm
            across = (top[lon] + bottom[lon]) / 2 / view.width_mm
            x = top[lon] + (bottom[lon] - top[lon]) * down
            y = left[lat] + (right[lat] - left[lat]) * across
            lines += [
                np.array([[x - 1.2, y], [x + 1.2, y]]),
                np.array([[x, y - 1.2], [x, y + 1.2]]),
            ]
    if not lines:
        return ()
    offsets = np.arange(0, 2 * len(lines) + 1, 2, dtype=np.int64)
    pen = Pen(colour=colour, width_mm=0.12)
    return (Lines(xy=np.concatenate(lines), parts=offsets, pen=pen),)


def _swapped(pairs: list[tuple[float, float]]) -> list[tuple[float, float]]:
    return [(degrees, place) for place, degrees in pairs]


def _degree_step(view: MapView) -> float:
    """Degrees between ticks, so that they stand well apart."""
    width_m = _LEAST_TICK_MM * view.m_per_mm
    minutes = width_m / 1855.0  # a minute of latitude
    return next((step for step in _STEPS_MIN if step >= minutes), _STEPS_MIN[-1]) / 60


def _crossings(view: MapView, side: str, step: float) -> list[tuple[float, float]]:
    """Where along a side of the frame, mm, a multiple of ``step`` degrees crosses it, and which."""
    shares = np.linspace(0, 1, _SAMPLES)
    along_x = side in ("top", "bottom")
    fixed = {"top": 0.0, "left": 0.0, "bottom": view.height_mm, "right": view.width_mm}[side]
    places = shares * (view.width_mm if along_x else view.height_mm)
    fixed_places = np.full(_SAMPLES, fixed)
    xy = np.column_stack([places, fixed_places] if along_x else [fixed_places, places])
    degrees = to_lonlat(view.to_ground(xy), view.epsg)[:, 0 if along_x else 1]
    if not np.isfinite(degrees).all():
        return []
    if degrees[0] > degrees[-1]:
        degrees, places = degrees[::-1], places[::-1]
    first, last = math.ceil(degrees[0] / step), math.floor(degrees[-1] / step)
    wanted = np.arange(first, last + 1) * step
    found = np.interp(wanted, degrees, places)
    return [(float(p), round(float(d), 6)) for p, d in zip(found, wanted, strict=True)]


def _tick(view: MapView, side: str, place: float, degrees: float) -> list[Item]:
    gap, pen = NEATLINE_MM, Pen(colour=INK, width_mm=0.2)
    text, base = dms_text(degrees, side in ("top", "bottom")), _TICK_TEXT_MM * 0.36
    ends, x, y, angle = {
        "top": ([(place, 0.0), (place, -gap)], place, -gap / 2 + base, 0.0),
        "bottom": (
            [(place, view.height_mm), (place, view.height_mm + gap)],
            place,
            view.height_mm + gap / 2 + base,
            0.0,
        ),
        "left": ([(0.0, place), (-gap, place)], -gap / 2 + base, place, -90.0),
        "right": (
            [(view.width_mm, place), (view.width_mm + gap, place)],
            view.width_mm + gap / 2 + base,
            place,
            -90.0,
        ),
    }[side]
    shift = 0.8  # the figure stands beside its tick, not on it
    label = Label(
        x_mm=x + (shift if angle == 0 else 0),
        y_mm=y - (shift if angle else 0),
        text=text,
        size_mm=_TICK_TEXT_MM,
        colour=INK,
        angle_deg=angle,
    )
    room = view.width_mm - place if angle == 0 else place
    return [line(ends, pen), label] if room > 12 else [line(ends, pen)]


def dms_text(degrees: float, is_longitude: bool) -> str:
    """``117°30′E``; seconds only where there are some."""
    tenths = round(abs(degrees) * 36000)
    whole, rest = divmod(tenths, 36000)
    minutes, seconds = divmod(rest, 600)
    text = f"{whole}°{minutes:02d}′" + (f"{seconds / 10:04.1f}″" if seconds else "")
    return text + (("E" if degrees >= 0 else "W") if is_longitude else "N" if degrees >= 0 else "S")
