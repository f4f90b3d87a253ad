"""Which stations may go the fast way, and which are evaluated one by one.

One by one goes what a rule of its own concerns: wells, particulars of a section, automatic before
manual results. A method with a part that the fast way does not know does not go it at all.
"""

from collections.abc import Mapping, Sequence

from watermap.errors import WatermapError
from watermap.harmonise.measurements import INDICATOR, SECTION, SOURCE, Measurements
from watermap.quality.bulk.rules import rules_of
from watermap.quality.documents.methods import Method
from watermap.quality.documents.standards import Standard
from watermap.quality.stations.map_stations import SOURCE_KIND, Station
from watermap.quality.stations.said import Said

# Parts of a method that the fast way heeds, or that touch neither class nor deciding indicators.
# ``automatic_first`` is heeded by leaving stations with automatic results to the slow way.
_HEEDED = frozenset(
    {
        "id", "title", "citation", "issuer", "in_force_from", "in_force_to", "verified",
        "verified_against", "standards", "counted", "reference_only", "no_multiple", "rounding",
        "averaging", "automatic_first", "main_pollutants", "below_detection", "river",
    }
)  # fmt: skip


def unheeded(method: Method) -> tuple[str, ...]:
    """Parts of a method that the fast way does not know; with any of them it is not gone."""
    return tuple(
        name
        for name in type(method).model_fields
        if name not in _HEEDED and getattr(method, name) is not None
    )


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
    if unheeded(method) or not _fits(measurements, standard, method):
        return ()
    apart = {one.section for one in said.particulars} | _automatic(measurements, under, said)
    items = {one.indicator for one in standard.limits if one.sources_at_most is not None}
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
