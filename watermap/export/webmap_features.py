"""Layers as GeoJSON for a page: places, looks, and words that are safe to show."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from watermap.catalogue.kinds import Field, Kind, Look
from watermap.export.plain import missing
from watermap.export.safe_html import row, safe
from watermap.export.shown import listed
from watermap.export.words import word
from watermap.harmonise.layer import Layer
from watermap.harmonise.terms.indicators import load_indicators
from watermap.language import Language
from watermap.mapping.themes import Palette, Stamp
from watermap.quality.assessment import Assessment, SectionResult

COORDINATE_DECIMALS = 6  # a tenth of a metre
PIXELS_PER_MM = 3.8
LEAST_LINE_PX = 1.0
ZONE_OPACITY = 0.25  # of a fill that says none itself
STAMP_PX = 24
LINE = 1  # dimension

GeoJson = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One layer for the page."""

    title: str
    data: GeoJson
    stamped: bool  # sections: drawn as stamps with letters
    without_place: int


def plain_layer(layer: Layer, kind: Kind, palette: Palette, language: Language) -> Shown:
    """A layer drawn as its kind says."""
    features = [
        _feature(
            at,
            place,
            name=_name(record, kind, language),
            about="".join(_about(record, kind, palette, language)),
            look=path_style(look_of(record, kind), is_line=shapely.get_dimensions(place) == LINE),
        )
        for at, (record, place) in enumerate(_records(layer))
        if place is not None and not place.is_empty
    ]
    return _shown(layer, kind, language, features, stamped=False)


def section_layer(
    layer: Layer, kind: Kind, assessment: Assessment, palette: Palette, language: Language
) -> Shown:
    """Sections as stamps: class in colour and letter, a missed target as a ring."""
    results = assessment.by_name()
    features = []
    for at, (record, place) in enumerate(_records(layer)):
        if place is None or place.is_empty:
            continue
        result = results.get(str(record.get("name")))
        about = [*_result(result, palette, language), *_about(record, kind, palette, language)]
        features.append(
            _feature(
                at,
                place,
                name=_name(record, kind, language),
                about="".join(about),
                look={
                    "html": stamp_html(stamp_of(result, palette), result, language),
                    "className": "stamp",
                    "iconSize": [STAMP_PX, STAMP_PX],
                },
            )
        )
    return _shown(layer, kind, language, features, stamped=True)


def _shown(
    layer: Layer, kind: Kind, language: Language, features: list[GeoJson], *, stamped: bool
) -> Shown:
    return Shown(
        title=kind.title.of(language),
        data={"type": "FeatureCollection", "features": features},
        stamped=stamped,
        without_place=len(layer.frame) - len(features),
    )


def _records(layer: Layer) -> Iterator[tuple[Mapping[str, object], BaseGeometry | None]]:
    places = list(layer.frame.geometry)
    table = pd.DataFrame(layer.frame.drop(columns=layer.frame.geometry.name))
    for record, place in zip(table.to_dict("records"), places, strict=True):
        yield {str(name): value for name, value in record.items()}, place


def _feature(
    at: int, place: BaseGeometry, *, name: str, about: str, look: Mapping[str, object]
) -> GeoJson:
    rounded = shapely.transform(
        shapely.force_2d(place), lambda xy: np.round(xy, COORDINATE_DECIMALS)
    )
    return {
        "type": "Feature",
        "id": str(at),
        "geometry": shapely.geometry.mapping(rounded),
        "properties": {"name": name, "about": f"<table>{about}</table>", "look": dict(look)},
    }


def _name(record: Mapping[str, object], kind: Kind, language: Language) -> str:
    field = kind.role("name")
    value = record.get(field) if field else None
    return safe(kind.title.of(language) if missing(value) else value)


def _about(
    record: Mapping[str, object], kind: Kind, palette: Palette, language: Language
) -> Iterator[str]:
    for name, field in kind.fields.items():
        value = record.get(name)
        if not missing(value):
            yield row(field.title.of(language), _value(value, field, palette, language))


def _value(value: object, field: Field, palette: Palette, language: Language) -> str:
    text = str(value)
    if field.type == "class" and text in palette.classes:
        return palette.classes[text].title.of(language)
    return field.value_title(text, language)


def _result(result: SectionResult | None, palette: Palette, language: Language) -> Iterator[str]:
    if result is None:
        return
    yield row(word("class", language), stamp_of(result, palette).title.of(language))
    yield row(
        word("met", language),
        word({True: "met_yes", False: "met_no", None: "met_unknown"}[result.met], language),
    )
    titles = load_indicators()
    deciding = [
        titles[name].title.of(language) if name in titles else name for name in result.deciding
    ]
    if deciding:
        yield row(word("deciding", language), listed(deciding, language))


def stamp_of(result: SectionResult | None, palette: Palette) -> Stamp:
    """The stamp of a result's class, or of why it has none."""
    if result is not None and result.water_class is not None:
        return palette.classes[result.water_class]
    insufficient = result is not None and result.state == "insufficient"
    return palette.states["insufficient" if insufficient else "no_data"]


def stamp_html(stamp: Stamp, result: SectionResult | None, language: Language) -> str:
    """A stamp as it stands on the map and in the legend."""
    missed = " missed" if result is not None and result.met is False else ""
    shape = stamp.symbol if stamp.symbol in {"square", "diamond"} else "circle"
    return (
        f'<div class="{shape}{missed}" style="background:{stamp.fill[:7]};'
        f'color:{stamp.letter_colour[:7]}">{safe(stamp.letter.of(language))}</div>'
    )


def values(layers: Sequence[Layer], kind: Kind) -> frozenset[str]:
    """The values there are of the field that chooses among a kind's looks."""
    by = kind.style.by
    return frozenset(
        str(value)
        for layer in layers
        if by is not None and by in layer.frame.columns
        for value in layer.frame[by]
    )


def look_of(record: Mapping[str, object], kind: Kind) -> Look:
    """The look of one feature: that of its value, else the kind's."""
    style = kind.style
    value = record.get(style.by) if style.by else None
    return style.looks.get(str(value), style.look)


def are_lines(layers: Sequence[Layer]) -> bool:
    """Whether layers have lines only; their swatch is a line, whatever their kind may also be."""
    dimensions = {
        int(dimension)
        for layer in layers
        for dimension in shapely.get_dimensions(layer.frame.geometry.dropna().to_numpy())
    }
    return dimensions == {LINE}


def path_style(look: Look, *, is_line: bool) -> GeoJson:
    """A look as Leaflet's path options. Hatches and symbols are left to the printed map.

    A line is never filled: Leaflet would close it and fill what lies between.
    """
    line = look.line or look.fill or "#444444"
    return {
        "color": line[:7],
        "weight": max(LEAST_LINE_PX, round(look.width_mm * PIXELS_PER_MM, 1)),
        "opacity": 1,
        "fill": look.fill is not None and not is_line,
        "fillColor": (look.fill or line)[:7],
        "fillOpacity": _opacity(look),
        "radius": round(look.size_mm * PIXELS_PER_MM / 2, 1),
        "dashArray": {"solid": None, "dash": "8 5", "dot": "2 4", "dash_dot": "8 4 2 4"}[look.dash],
    }


def _opacity(look: Look) -> float:
    """What the fill's own alpha says; points are solid, areas pale."""
    if look.fill is not None and len(look.fill) == len("#rrggbbaa"):
        return round(int(look.fill[7:], 16) / 255, 2)
    return 0.9 if look.symbol else ZONE_OPACITY
