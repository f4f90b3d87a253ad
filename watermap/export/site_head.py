"""The head of the site-check page: who, what, where, and the answer."""

from collections import Counter
from collections.abc import Iterator

import shapely

from watermap.checks.findings import SiteCheck
from watermap.checks.site import Site
from watermap.checks.wording import verdict_title
from watermap.export.blocks import Banner, Block, Figure, Grid, Heading, Paragraph, cells, pairs
from watermap.export.colours import colours
from watermap.export.shown import area, day, metres
from watermap.export.site_request import SitePage
from watermap.export.words import word
from watermap.figures import figure
from watermap.language import Language

CORNERS_SHOWN = 30
DEGREE_DECIMALS = 7  # one centimetre
_PAIR_CM = (2.9, 5.6, 2.9, 5.6)
_CORNER_CM = (1.5, 4.5, 4.5)


def head(page: SitePage) -> Iterator[Block]:
    """Header table, answer and map."""
    yield Grid(
        widths_cm=_PAIR_CM,
        rows=pairs(
            [(word(name, page.language), text) for name, text in _facts(page)],
            label_fill=colours().label,
        ),
    )
    yield _answer(page)
    if page.picture is not None:
        yield Figure(path=page.picture, caption=word("map_caption", page.language))


def _facts(page: SitePage) -> Iterator[tuple[str, str]]:
    check, language = page.check, page.language
    site = check.site
    missing = word("not_given", language)
    yield "site_name", site.name or missing
    yield "applicant", page.applicant or missing
    yield "industry", site.industry or missing
    yield "work", word(f"work_{site.work}", language) if site.work else missing
    yield "discharges", _yes_no(site.discharges, language)
    yield "outfall_inside", _yes_no(site.outfall_inside, language)
    yield "takes_groundwater", _yes_no(site.takes_groundwater, language)
    yield "hazardous_store", _yes_no(site.hazardous_store, language)
    yield "water_related", _yes_no(site.water_related, language)
    yield "geometry", word(f"geometry_{_shape(site)}", language)
    yield "place", _centre(site, language)
    if _shape(site) == "polygon":
        yield "area", area(check.area_m2, language)
        yield "perimeter", metres(check.perimeter_m)
    elif _shape(site) == "line":
        yield "length", metres(check.perimeter_m)
    yield "crs", word("crs_cgcs2000", language)
    yield "site_source", site.source or missing
    yield "as_of", day(check.as_of, language)
    yield "made_on", day(page.made_on, language)
    yield "operator", page.operator or missing


def _yes_no(value: bool | None, language: Language) -> str:
    return word({True: "yes", False: "no", None: "unknown"}[value], language)


def _shape(site: Site) -> str:
    return {0: "point", 1: "line", 2: "polygon"}[shapely.get_dimensions(site.geometry).item()]


def _centre(site: Site, language: Language) -> str:
    middle = site.geometry.centroid
    east, north = (figure(degrees, DEGREE_DECIMALS - 1) for degrees in (middle.x, middle.y))
    return word("lon_lat", language, lon=east, lat=north)


def _answer(page: SitePage) -> Banner:
    check, language = page.check, page.language
    look = colours().verdict[check.verdict]
    title = word("verdict_line", language, verdict=verdict_title(check.verdict, language))
    return Banner(
        title=title, lines=tuple(_reasons(check, language)), fill=look.fill, colour=look.text
    )


def _reasons(check: SiteCheck, language: Language) -> Iterator[str]:
    yield word(f"meaning_{check.verdict}", language)
    states = Counter(theme.state for theme in check.themes)
    counted = {
        state: states[state]
        for state in ("conflict", "near", "no_conflict", "no_data", "not_covering")
    }
    yield word("themes_counted", language, total=len(check.themes), **counted)
    if check.verdict_holds_within_m is not None:
        yield word("firmness", language, shift=metres(check.verdict_holds_within_m))


def corners(page: SitePage) -> Iterator[Block]:
    """The site's own points, so that a reader can plot it again."""
    points = _points(page.check.site)
    language = page.language
    yield Heading(text=word("corners_heading", language))
    yield Grid(
        widths_cm=_CORNER_CM,
        header=tuple(word(name, language) for name in ("number", "longitude", "latitude")),
        rows=tuple(
            cells([str(at), figure(lon, DEGREE_DECIMALS), figure(lat, DEGREE_DECIMALS)])
            for at, (lon, lat) in enumerate(points[:CORNERS_SHOWN], start=1)
        ),
    )
    if len(points) > CORNERS_SHOWN:
        text = word("corners_more", language, shown=CORNERS_SHOWN, total=len(points))
        yield Paragraph(text=text, small=True)


def _points(site: Site) -> list[tuple[float, float]]:
    """All points in order, a ring's closing point left out."""
    found: list[tuple[float, float]] = []
    for part in shapely.get_parts(site.geometry):
        rings = shapely.get_rings(part) if part.geom_type == "Polygon" else [part]
        for ring in rings:
            xy = [(float(x), float(y)) for x, y in shapely.get_coordinates(ring)]
            found += xy[:-1] if part.geom_type == "Polygon" else xy
    return found
