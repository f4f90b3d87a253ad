"""How sound the data of an open project is: every layer and table, worst first."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from shapely.geometry.base import BaseGeometry

from watermap.errors import Problem
from watermap.harmonise.health.checks import Colour, Health, HealthCheck
from watermap.harmonise.health.health import health_of_layer, health_of_table
from watermap.harmonise.layer import Layer
from watermap.harmonise.measurements import SOURCE, Measurements
from watermap.harmonise.neighbours import OF_NEIGHBOURS
from watermap.language import Text
from watermap.progress import SILENT, Progress
from watermap.quality.stations.map_stations import match, stations
from watermap.workspace.opened import Opened
from watermap.workspace.project import LayerEntry, TableEntry

WORST_FIRST: tuple[Colour, ...] = ("red", "amber", "green")
PLACE = "place"  # the check of a layer's place against the other layers
_BETWEEN = " › "  # file and sheet in a result's source


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemHealth:
    """One layer or table. ``key``: a usable layer's key in map and tree; "" for all else."""

    title: Text
    health: Health
    key: str = ""


def project_health(opened: Opened, *, progress: Progress = SILENT) -> tuple[ItemHealth, ...]:
    """All layers and tables, worst first; files that cannot be used are red.

    Raises:
        Cancelled: asked for through ``progress``.
    """
    items = [*_failed(opened), *_layers(opened, progress), *_tables(opened)]
    return tuple(sorted(items, key=lambda one: WORST_FIRST.index(one.health.colour)))


def _layers(opened: Opened, progress: Progress) -> Iterator[ItemHealth]:
    layers = opened.every_layer()
    area = _study_area(opened)
    for done, layer in enumerate(layers):
        progress.step(done, len(layers), layer.title.zh)
        health = health_of_layer(layer, opened.kinds[layer.kind], study_area=area)
        health = Health(checks=(*health.checks, *_doubts_of_place(layer)))
        yield ItemHealth(title=layer.title, health=health, key=opened.key_of(layer))
    progress.step(len(layers), len(layers))


def _doubts_of_place(layer: Layer) -> Iterator[HealthCheck]:
    """What the other layers of the project say against the layer's place."""
    for problem in layer.problems:
        if problem.code in OF_NEIGHBOURS:
            yield HealthCheck(id=PLACE, colour="amber", sentence=problem)


def _study_area(opened: Opened) -> BaseGeometry | None:
    area = opened.study_area()
    return None if area is None else area.geometry.union_all()


def _tables(opened: Opened) -> Iterator[ItemHealth]:
    """One row a file, whose sheets belong together; sections are those that the map knows."""
    results = opened.measurements
    if results.frame.empty:
        return
    known = match(
        results, stations(opened.layers), said=opened.project.said(), layers=opened.layers
    ).matched
    files = results.frame[SOURCE].str.split(_BETWEEN).str[0]
    for name, frame in results.frame.groupby(files, sort=False):
        said = tuple(one for one in results.problems if _is_about(one, str(name)))
        table = Measurements(frame=frame.reset_index(drop=True), problems=said)
        health = health_of_table(table, known=known.keys())
        yield ItemHealth(title=Text(zh=str(name), en=str(name)), health=health)


def _failed(opened: Opened) -> Iterator[ItemHealth]:
    read = {source.path.name for source in opened.measurements.sources}
    lost = [one for one in opened.project.tables if _name(one) not in read]
    entries: list[LayerEntry | TableEntry] = [*opened.failed, *lost]
    for entry in entries:
        said = [one for one in opened.problems if _is_about(one, _name(entry))]
        title = entry.title if isinstance(entry, LayerEntry) else None
        yield ItemHealth(title=title or Text(zh=_name(entry), en=_name(entry)), health=_red(said))


def _red(said: Iterable[Problem]) -> Health:
    """What keeps a file from being used, as checks that it failed."""
    found = [HealthCheck(id="file", colour="red", sentence=one) for one in said]
    unused = HealthCheck(id="file", colour="red", sentence=Problem.error("workspace.not_used"))
    return Health(checks=tuple(found or [unused]))


def _is_about(problem: Problem, name: str) -> bool:
    """Whether a sentence names this file; messages that it holds count too."""
    told = str(problem.fields.get("file", "")).replace("\\", "/")
    return told.rpartition("/")[2].split(_BETWEEN)[0].split("，")[0] == name


def _name(entry: LayerEntry | TableEntry) -> str:
    return entry.path.rpartition("/")[2]
