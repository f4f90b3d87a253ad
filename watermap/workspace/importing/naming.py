"""Names in surveyed tables against the sections of surveyed layers and of an open project."""

from collections.abc import Iterator, Mapping

from watermap.catalogue.kinds import Kind
from watermap.errors import WatermapError
from watermap.harmonise.harmonise import harmonise_layer
from watermap.harmonise.layer import Layer
from watermap.harmonise.measurements import together
from watermap.harmonise.names.joining import NameMatch
from watermap.quality.stations.map_stations import match, stations
from watermap.quality.stations.said import NOTHING
from watermap.workspace.importing.answers import Answers
from watermap.workspace.importing.items import Survey
from watermap.workspace.importing.questions import kind_of
from watermap.workspace.opened import Opened

_NAMED = ("section", "water_source")  # kinds whose names stand in tables of results


def name_match(
    survey: Survey,
    answers: Answers,
    *,
    kinds: Mapping[str, Kind],
    project: Opened | None = None,
) -> NameMatch:
    """How the tables' names come together with the sections and sources that are known.

    Args:
        survey: the files.
        answers: what was said about their kinds and places; a layer that still cannot be placed
            lends no names.
        kinds: the kinds of layers.
        project: an open one, whose sections and confirmed names count too.
    """
    results = together(table.results for table in survey.tables)
    if results.frame.empty:
        return NameMatch()
    layers: dict[str, tuple[Layer, ...]] = {}
    for name in _NAMED:
        known = project.layers.get(name, ()) if project is not None else ()
        layers[name] = (*known, *_fresh(survey, answers, name, kinds))
    if project is not None:
        layers["administrative_area"] = project.layers.get("administrative_area", ())
    said = project.project.said() if project is not None else NOTHING
    return match(results, stations(layers), said=said, layers=layers)


def _fresh(
    survey: Survey, answers: Answers, kind: str, kinds: Mapping[str, Kind]
) -> Iterator[Layer]:
    """The surveyed layers of a kind that can be used as they are answered."""
    for found in survey.layers:
        if kind_of(found, answers) == kind:
            place = answers.places.get(found.part)
            try:
                yield harmonise_layer(
                    found.raw,
                    kinds[kind],
                    crs=place.epsg if place else None,
                    north_first=place.north_first if place else False,
                    shift=place.shift if place else None,
                )
            except WatermapError:
                continue  # making the project says so
