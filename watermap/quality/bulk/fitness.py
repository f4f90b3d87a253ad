"""Which stations may go the fast way, and which are evaluated one by one.

One by one goes what a rule of its own concerns: wells, particulars of a section, automatic before
manual results, layers of the water, sums of substances. A method with a part that the fast way does
not know does not go it at all.
"""

from collections.abc import Mapping, Sequence

from watermap.errors import WatermapError
from watermap.harmonise.measurements import INDICATOR, LAYER, SECTION, SOURCE, Measurements
from watermap.harmonise.terms.indicators import load_indicators
from watermap.quality.bulk.rules import rules_of
from watermap.quality.documents.methods import Method
from watermap.quality.documents.standards import Standard
from watermap.quality.stations.map_stations import SOURCE_KIND, Station
from watermap.quality.stations.said import Said


def goes_fast(
    stations: Sequence[Station],
    measurements: Measurements,
    under: Mapping[str, str],
    *,
    standard: Standard,
    method: Method,
    said: Said,
) -> tuple[Station, ...]:
    """The stations whose classes follow from values, limits and counts alone."""
    if not _fits(measurements, standard, method):
        return ()
    apart = {one.section for one in said.particulars}
    apart |= _automatic(measurements, under, said) | _composed(measurements, under)
    items = {row.indicator for row in standard.source_rows}
    own_items = not items.isdisjoint(method.counted)  # of a source they do not count
    return tuple(
        one
        for one in stations
        if not one.groundwater
        and one.name not in apart
        and not (own_items and one.kind == SOURCE_KIND)
    )


def _fits(measurements: Measurements, standard: Standard, method: Method) -> bool:
    indicators = [str(one) for one in measurements.frame[INDICATOR].unique()]
    try:
        rules_of(indicators, standard=standard, method=method)
    except WatermapError:
        return False
    return True


def _automatic(measurements: Measurements, under: Mapping[str, str], said: Said) -> set[str]:
    """Stations with results of automatic stations among theirs."""
    if not said.automatic:
        return set()
    pairs = measurements.frame[[SECTION, SOURCE]].drop_duplicates()
    return {
        under[name]
        for name, source in pairs.itertuples(index=False, name=None)
        if name in under and source.partition(" › ")[0] in said.automatic
    }


def _composed(measurements: Measurements, under: Mapping[str, str]) -> set[str]:
    """Stations with results that are put together first: layers of the water, parts of a sum."""
    frame = measurements.frame
    parts = {name for one in load_indicators().values() for members in one.sums for name in members}
    composed = frame[INDICATOR].isin(parts)
    if LAYER in frame:
        composed |= frame[LAYER].notna()
    return {under[name] for name in frame.loc[composed, SECTION].unique() if name in under}
