"""The box that counts: how many sections are in which class, how many meet their target."""

from dataclasses import dataclass

from watermap.catalogue.kinds import Colour
from watermap.figures import figure
from watermap.language import Language
from watermap.mapping.drawlist import Item, Label, Pen, rectangle
from watermap.mapping.furniture import INK
from watermap.mapping.standings import SectionStanding, Standings
from watermap.mapping.themes import ClassOrState, Theme
from watermap.mapping.words import word

_BAR_MM = 4.6
_LEAST_FOR_FIGURE_MM = 3.2


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """Sections of the map, counted. ``evaluated`` are met, missed and without target."""

    sections: int
    evaluated: int
    met: int
    missed: int
    no_target: int
    insufficient: int
    no_data: int
    by_class: dict[ClassOrState, int]
    no_geometry: int = 0  # evaluated or not, but nowhere on the map and in no other count
    elsewhere: int = 0  # names of the tables that belong to nothing on the map


def count(assessment: Standings) -> Counts:
    """The counts of an assessment's sections that stand on the map."""
    on_map = [one for one in assessment.sections if one.place == "on_map"]
    evaluated = [one for one in on_map if one.water_class is not None]
    by_class: dict[ClassOrState, int] = {}
    for one in on_map:
        standing = _standing(one)
        by_class[standing] = by_class.get(standing, 0) + 1
    return Counts(
        sections=len(on_map),
        evaluated=len(evaluated),
        met=sum(one.met is True for one in evaluated),
        missed=sum(one.met is False for one in evaluated),
        no_target=sum(one.met is None for one in evaluated),
        insufficient=by_class.get("insufficient", 0),
        no_data=by_class.get("no_data", 0),
        by_class=by_class,
        no_geometry=len(assessment.sections) - len(on_map),
        elsewhere=assessment.results_elsewhere,
    )


def _standing(one: SectionStanding) -> ClassOrState:
    if one.water_class is not None:
        return one.water_class
    return "insufficient" if one.state == "insufficient" else "no_data"


def rows(counts: Counts, language: Language) -> list[tuple[str, str]]:
    """Words and figures of the box, top to bottom."""
    good = sum(counts.by_class.get(name, 0) for name in ("I", "II", "III"))
    listed = [
        ("sections", str(counts.sections)),
        ("met", _share(counts.met, counts.evaluated)),
        ("missed", _share(counts.missed, counts.evaluated)),
    ]
    listed += [("no_target", str(counts.no_target))] if counts.no_target else []
    listed.append(("not_evaluated", str(counts.insufficient + counts.no_data)))
    listed.append(("good", _share(good, counts.evaluated)))
    # Each a state of its own: nobody may take them for sections without results.
    listed += [("no_geometry", str(counts.no_geometry))] if counts.no_geometry else []
    listed += [("elsewhere", str(counts.elsewhere))] if counts.elsewhere else []
    return [(word(f"count_{name}", language), text) for name, text in listed]


def _share(part: int, whole: int) -> str:
    return f"{part}" if not whole else f"{part}（{figure(100 * part / whole, 1)}%）"


def summary(
    assessment: Standings, theme: Theme, language: Language, *, x_mm: float, y_mm: float,
    width_mm: float, size_mm: float,
) -> tuple[tuple[Item, ...], float]:  # fmt: skip
    """The box's items and its height."""
    counts = count(assessment)
    heading = word("summary", language, period=assessment.period)
    y = y_mm + 1.2 * size_mm
    items: list[Item] = [Label(x_mm=x_mm, y_mm=y, text=heading, size_mm=size_mm * 1.05, bold=True)]
    y += 0.8 * size_mm
    items += _bar(counts, theme, x_mm=x_mm, y_mm=y, width_mm=width_mm)
    y += _BAR_MM + 0.5 * size_mm
    for text, value in rows(counts, language):
        y += 1.4 * size_mm
        items.append(Label(x_mm=x_mm, y_mm=y, text=text, size_mm=size_mm))
        items.append(
            Label(
                x_mm=x_mm + width_mm, y_mm=y, text=_plain(value, language), size_mm=size_mm,
                anchor="right",
            )
        )  # fmt: skip
    return tuple(items), y - y_mm + 0.4 * size_mm


def _plain(value: str, language: Language) -> str:
    return value if language == "zh" else value.replace("（", " (").replace("）", ")")


def _bar(counts: Counts, theme: Theme, *, x_mm: float, y_mm: float, width_mm: float) -> list[Item]:
    """A bar of one piece a class, as wide as its share."""
    items, x = list[Item](), x_mm
    for name, stamp in theme.palette.stamps().items():
        number = counts.by_class.get(name, 0)
        if number:
            wide = width_mm * number / counts.sections
            items += _piece(str(number), x, y_mm, wide, stamp.fill, stamp.letter_colour)
            x += wide
    return items


def _piece(
    text: str, x_mm: float, y_mm: float, width_mm: float, fill: Colour, ink: Colour
) -> list[Item]:
    pen = Pen(colour=INK, width_mm=0.15)
    items: list[Item] = [rectangle(x_mm, y_mm, width_mm, _BAR_MM, fill=fill, pen=pen)]
    if width_mm >= _LEAST_FOR_FIGURE_MM:
        items.append(
            Label(
                x_mm=x_mm + width_mm / 2, y_mm=y_mm + _BAR_MM / 2 + 0.9, text=text, size_mm=2.5,
                colour=ink, anchor="centre", bold=True,
            )
        )  # fmt: skip
    return items
