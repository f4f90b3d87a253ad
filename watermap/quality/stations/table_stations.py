"""Sections that only the tables know: without a layer they are evaluated by their names there."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from watermap.errors import Message, Problem
from watermap.harmonise.measurements import SECTION, SECTION_CODE, Measurements
from watermap.harmonise.names.forms import bare, spelling
from watermap.quality.assessment import WaterBody, WaterClass
from watermap.quality.documents.grades import class_text
from watermap.quality.documents.standards import Standard
from watermap.quality.stations.map_stations import SECTION_KIND, Station, text
from watermap.quality.stations.waters import BODY_TITLES, body_of_limits


def stations_of_tables(
    measurements: Measurements,
    names: Sequence[str],
    *,
    standard: Standard,
    waters: Mapping[str, WaterBody],
) -> tuple[tuple[Station, ...], dict[str, str]]:
    """A station for each of the names, and under which station each name goes.

    Names that differ in blanks, width and marks only are one station, called as it comes first.

    Args:
        measurements: results and the limits printed over them.
        names: of the tables.
        standard: whose limits tell a river from a lake.
        waters: name: river or lake, as the project says.
    """
    groups: dict[str, list[str]] = defaultdict(list)
    for name in names:
        groups[spelling(name)].append(name)
    found = tuple(
        _station(group, measurements, standard=standard, waters=waters) for group in groups.values()
    )
    return found, {name: group[0] for group in groups.values() for name in group}


def alike(stations: Sequence[Station]) -> Iterator[Problem]:
    """Stations of tables whose names differ so little that they may be one."""
    groups: dict[str, list[str]] = defaultdict(list)
    for one in stations:
        groups[bare(one.name, frozenset())].append(one.name)
    for names in groups.values():
        if len(names) > 1:
            shown = "、".join(f"“{name}”" for name in names)
            yield Problem.warning("quality.sections_alike", names=shown, count=len(names))


def _station(
    group: Sequence[str],
    measurements: Measurements,
    *,
    standard: Standard,
    waters: Mapping[str, WaterBody],
) -> Station:
    frame = measurements.frame
    codes = {text(code) for code in frame.loc[frame[SECTION].isin(group), SECTION_CODE].unique()}
    codes.discard(None)
    body, why = _body(group, measurements, standard=standard, waters=waters)
    return Station(
        kind=SECTION_KIND,
        name=group[0],
        code=codes.pop() if len(codes) == 1 else None,
        river=None,
        water_body=body,
        target=None,
        why=(Message.of("quality.no_geometry"), *why),
        in_layer=False,
    )


def _body(
    group: Sequence[str],
    measurements: Measurements,
    *,
    standard: Standard,
    waters: Mapping[str, WaterBody],
) -> tuple[WaterBody, tuple[Message, ...]]:
    said = next((waters[name] for name in group if name in waters), None)
    if said is not None:
        return said, (Message.of("quality.water_body_said", body=BODY_TITLES[said]),)
    found = {
        body_of_limits(one.limits, standard)
        for one in measurements.limits
        if not one.sections.isdisjoint(group)
    }
    found.discard(None)
    bodies = {body for body, _ in (one for one in found if one is not None)}
    if len(bodies) != 1:
        return "unknown", ()
    body, water_class = min(one for one in found if one is not None)
    return body, (_of_limits(body, water_class, standard),)


def _of_limits(body: WaterBody, water_class: WaterClass, standard: Standard) -> Message:
    return Message.of(
        "quality.water_body_of_limits",
        standard=standard.title,
        body=BODY_TITLES[body],
        water_class=class_text(water_class),
    )
