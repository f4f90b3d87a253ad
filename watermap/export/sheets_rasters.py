"""The tabs on what rasters say in rings around the sources."""

from collections.abc import Iterator, Sequence

from watermap.checks.sources.raster_rings import RasterRing, RasterRings, SourceRaster
from watermap.export.sheets import Column, Sheet
from watermap.export.shown import DECIMALS
from watermap.export.words import word
from watermap.figures import hectares
from watermap.language import Language

VALUE_DECIMALS = 2


def raster_sheets(rasters: Sequence[RasterRings], *, language: Language) -> tuple[Sheet, ...]:
    """One tab of statistics, and one of classes where a raster has some."""
    sheets = (_statistics(rasters, language), _classes(rasters, language))
    return sheets if sheets[1].rows else sheets[:1]


def _each(
    rasters: Sequence[RasterRings],
) -> Iterator[tuple[RasterRings, SourceRaster, RasterRing]]:
    for raster in rasters:
        for source in raster.sources:
            for ring in source.rings:
                yield raster, source, ring


def _name(source: SourceRaster, language: Language) -> str:
    return source.source.name or word("no_name", language)


def _first_columns(language: Language) -> tuple[Column, ...]:
    return (
        Column(title=word("rasters_file", language), width=24),
        Column(title=word("source", language), width=24),
        Column(title=word("radius_in_m", language), type="integer", width=10),
    )


def _number(name: str, decimals: int, language: Language) -> Column:
    return Column(title=word(name, language), type="number", decimals=decimals, width=16)


def _statistics(rasters: Sequence[RasterRings], language: Language) -> Sheet:
    columns = (
        *_first_columns(language),
        _number("rasters_here", VALUE_DECIMALS, language),
        _number("rasters_mean", VALUE_DECIMALS, language),
        _number("rasters_minimum", VALUE_DECIMALS, language),
        _number("rasters_maximum", VALUE_DECIMALS, language),
        _number("rasters_amount", VALUE_DECIMALS, language),
        _number("rasters_cells", VALUE_DECIMALS, language),
        _number("rasters_with_data_pct", DECIMALS["percent"], language),
    )
    rows = tuple(
        (
            raster.file,
            _name(source, language),
            ring.radius_m,
            source.here,
            ring.statistics.mean,
            ring.statistics.minimum,
            ring.statistics.maximum,
            ring.statistics.amount,
            ring.statistics.cells,
            min(100 * ring.statistics.with_data_m2 / ring.statistics.zone_m2, 100.0),
        )
        for raster, source, ring in _each(rasters)
    )
    return Sheet(name=word("rasters_tab", language), columns=columns, rows=rows)


def _classes(rasters: Sequence[RasterRings], language: Language) -> Sheet:
    columns = (
        *_first_columns(language),
        Column(title=word("rasters_class", language), type="integer", width=10),
        _number("rasters_area_m2", DECIMALS["m2"], language),
        _number("rasters_area_hectares", DECIMALS["hectares"], language),
        _number("rasters_share_pct", DECIMALS["percent"], language),
    )
    rows = tuple(
        (
            raster.file,
            _name(source, language),
            ring.radius_m,
            one.value,
            one.area_m2,
            hectares(one.area_m2),
            one.share_pct,
        )
        for raster, source, ring in _each(rasters)
        for one in ring.statistics.classes or ()
    )
    return Sheet(name=word("rasters_tab_classes", language), columns=columns, rows=rows)
