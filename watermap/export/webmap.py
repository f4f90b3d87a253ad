"""The map as one HTML page that works without any network.

Nothing in the page is fetched from elsewhere (its content policy forbids it), and no text of the
data can be taken for markup or script.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

import offlinefolium
from branca.element import Element, Figure
from offlinefolium.utilities import JsCode

from watermap.atomic import atomic
from watermap.catalogue.kinds import Kind
from watermap.errors import Problem
from watermap.export.safe_html import safe
from watermap.export.sensitive import shareable
from watermap.export.webmap_features import Shown, are_lines, plain_layer, section_layer, values
from watermap.export.webmap_frame import legend_html, title_html
from watermap.harmonise.layer import Layers
from watermap.language import Language
from watermap.mapping.themes import Palette, find_theme
from watermap.quality.assessment import Assessment
from watermap.resources import package_file

THEME = "class"
SECTION = "section"
_LEAFLET = ("leaflet", "https://cdn.jsdelivr.net/npm/leaflet@1.9.3/dist/leaflet.js")
_LEAFLET_CSS = ("leaflet_css", "https://cdn.jsdelivr.net/npm/leaflet@1.9.3/dist/leaflet.css")
_POLICY = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:"
_ON_EACH = """function(feature, layer) {
    layer.bindTooltip(feature.properties.name);
    layer.bindPopup(feature.properties.about);
}"""


class _OfflineMap(offlinefolium.Map):
    """A map that needs Leaflet alone; the keys are addresses, the scripts come from the package."""

    default_js = [_LEAFLET]  # noqa: RUF012  (the library reads it from the class)
    default_css = [_LEAFLET_CSS]  # noqa: RUF012


def write_webmap(
    layers: Layers,
    assessment: Assessment | None,
    path: Path,
    *,
    kinds: Mapping[str, Kind],
    language: Language,
    title: str,
) -> tuple[Problem, ...]:
    """Write layers, and sections by their class, as one HTML page.

    Sensitive kinds and attributes are left out, which the page says.

    Args:
        layers: by kind id.
        assessment: None: sections are drawn as their kind says.
        path: where to write.
        kinds: looks, titles, and what is sensitive.
        language: of the page.
        title: of the page.

    Returns:
        What was left out.

    Raises:
        WatermapError: the file cannot be written.
    """
    open_to_all = shareable(layers, kinds=kinds, path=path)
    palette = find_theme(THEME).palette
    listed = sorted(open_to_all.layers, key=lambda name: kinds[name].style.order)
    shown = [
        part
        for name in listed
        for part in _shown(open_to_all.layers, kinds[name], assessment, palette, language)
    ]
    notes = (*open_to_all.left_out, *_without_place(shown, path))
    page = _page(shown, _bounds(open_to_all.layers))
    drawn = [name for name in reversed(listed) if name != SECTION or assessment is None]
    swatched = [
        (kinds[name], values(layers_, kinds[name]), are_lines(layers_))
        for name, layers_ in ((name, open_to_all.layers[name]) for name in drawn)
    ]
    frame = title_html(title, assessment, notes, language)
    frame += legend_html(swatched, assessment, palette, language)
    text = _rendered(page, title=title, frame=frame, language=language)
    with atomic(path) as temporary:
        temporary.write_text(text, encoding="utf-8")
    return notes


def _shown(
    layers: Layers,
    kind: Kind,
    assessment: Assessment | None,
    palette: Palette,
    language: Language,
) -> list[Shown]:
    if kind.id == SECTION and assessment is not None:
        return [
            section_layer(layer, kind, assessment, palette, language) for layer in layers[kind.id]
        ]
    return [plain_layer(layer, kind, palette, language) for layer in layers[kind.id]]


def _without_place(shown: Sequence[Shown], path: Path) -> list[Problem]:
    return [
        Problem.note(
            "export.places_left_out", title=part.title, count=part.without_place, file=path.name
        )
        for part in shown
        if part.without_place
    ]


def _page(shown: Sequence[Shown], bounds: Sequence[float] | None) -> offlinefolium.Map:
    page = _OfflineMap(
        location=[0, 0], tiles=None, control_scale=True, prefer_canvas=False,
        attribution_control=False,
    )  # fmt: skip
    for at, part in enumerate(shown):
        again = sum(other.title == part.title for other in shown[:at])
        name = safe(f"{part.title} {again + 1}" if again else part.title)
        _geojson(part, name).add_to(page)
    if bounds is not None:
        west, south, east, north = bounds
        page.fit_bounds([[south, west], [north, east]])
    offlinefolium.LayerControl(collapsed=True).add_to(page)
    return page


def _geojson(part: Shown, name: str) -> offlinefolium.GeoJson:
    marker = (
        offlinefolium.Marker(icon=offlinefolium.DivIcon())
        if part.stamped
        else offlinefolium.CircleMarker()
    )
    return offlinefolium.GeoJson(
        part.data,
        name=name,
        marker=marker,
        style_function=lambda feature: feature["properties"]["look"],
        on_each_feature=JsCode(_ON_EACH),
    )


def _bounds(layers: Layers) -> tuple[float, float, float, float] | None:
    """West, south, east, north of everything; None where there is nothing."""
    edges = [
        layer.frame.total_bounds
        for of_kind in layers.values()
        for layer in of_kind
        if layer.frame.geometry.notna().any()
    ]
    if not edges:
        return None
    wests, souths, easts, norths = zip(*edges, strict=True)
    return float(min(wests)), float(min(souths)), float(max(easts)), float(max(norths))


def _rendered(page: offlinefolium.Map, *, title: str, frame: str, language: Language) -> str:
    figure = page.get_root()
    if not isinstance(figure, Figure):
        raise TypeError("a map stands in a figure")
    figure.title = safe(title)
    css = package_file("export/webmap.css").read_text("utf-8")
    policy = f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
    figure.header.add_child(Element(policy), name="policy", index=0)
    figure.html.add_child(Element(frame), name="frame")
    text: str = figure.render()
    # Ours comes last in the head, after Leaflet's own rules.
    text = text.replace("</head>", f"<style>{css}</style></head>", 1)
    return text.replace("<html>", f'<html lang="{"zh-CN" if language == "zh" else "en"}">', 1)
