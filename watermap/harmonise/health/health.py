"""How sound a layer or a table is, check by check: green, amber or red, in one sentence each.

Health says what was found, so that somebody can look; it changes nothing and forbids nothing.
"""

import datetime as dt
from collections.abc import Collection

from shapely.geometry.base import BaseGeometry

from watermap.catalogue.kinds import Kind
from watermap.catalogue.match import match_columns
from watermap.harmonise.health.checks import Health, health_limits
from watermap.harmonise.layer import Layer
from watermap.harmonise.measurements import Measurements
from watermap.harmonise.places.decision import PlaceDecision
from watermap.harmonise.places.moving import to_geographic
from watermap.reading.raw import RawLayer


def health_of_raw(
    raw: RawLayer,
    place: PlaceDecision,
    *,
    kind: Kind | None = None,
    study_area: BaseGeometry | None = None,
    today: dt.date | None = None,
) -> Health:
    """The health of a layer as found in its file.

    Args:
        raw: the layer.
        place: where it lies, as decided; without one nothing is measured in metres.
        kind: what it may be a layer of; None: nobody knows.
        study_area: in EPSG:4490; None: none is known.
        today: for the age; None: the day it is.
    """
    from watermap.harmonise.health.of_layers import Subject, checks_of

    shapes = raw.geometry if place.epsg is None else to_geographic(raw.geometry, place.epsg)
    subject = Subject(
        source=raw.source,
        place=place,
        encoding=raw.encoding,
        shapes=shapes,
        placed=place.epsg is not None,
        attributes=raw.attributes,
        features_in_file=raw.features_in_file,
        rejected=raw.rejected,
        repaired=raw.repaired,
        codes=frozenset(problem.code for problem in raw.problems),
        kind=kind,
        kind_is_guess=True,
        columns=match_columns(list(raw.attributes.columns), kind) if kind else (),
    )
    return Health(
        checks=tuple(checks_of(subject, health_limits(), study_area, today or dt.date.today()))
    )


def health_of_layer(
    layer: Layer,
    kind: Kind,
    *,
    study_area: BaseGeometry | None = None,
    today: dt.date | None = None,
) -> Health:
    """The health of a harmonised layer; the arguments are those of ``health_of_raw``."""
    from watermap.harmonise.health.of_layers import Subject, checks_of

    subject = Subject(
        source=layer.source,
        place=layer.place,
        encoding=layer.encoding,
        shapes=layer.frame.geometry.to_numpy(),
        placed=True,
        attributes=layer.raw,
        features_in_file=layer.features_in_file,
        rejected=layer.rejected,
        repaired=layer.repaired,
        codes=frozenset(problem.code for problem in layer.problems),
        kind=kind,
        kind_is_guess=False,
        columns=layer.columns,
        date=layer.date,
    )
    return Health(
        checks=tuple(checks_of(subject, health_limits(), study_area, today or dt.date.today()))
    )


def health_of_table(results: Measurements, *, known: Collection[str] | None = None) -> Health:
    """The health of a table of results.

    Args:
        results: one sheet or file, harmonised.
        known: names of its sections that have a place on the map; None: nobody has looked.
    """
    from watermap.harmonise.health.of_tables import checks_of_table

    return Health(checks=tuple(checks_of_table(results, health_limits(), known)))
