"""Reads files that shall become a project and tells what each of them holds."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

from watermap.catalogue.kinds import Kind
from watermap.catalogue.match import guess_kind
from watermap.errors import Problem, WatermapError
from watermap.harmonise.places.crs import UNKNOWN, decide_place
from watermap.harmonise.places.ground import Ground, spread
from watermap.harmonise.places.moving import to_geographic
from watermap.harmonise.sheets.recipe import Recipe, recipe_of
from watermap.harmonise.sheets.recipe_choice import recipe_for
from watermap.harmonise.table import harmonise_table
from watermap.progress import SILENT, Progress
from watermap.reading.folder import datasets
from watermap.reading.raw import RawFile, RawLayer, RawTable
from watermap.reading.reader import Reader
from watermap.workspace.importing.items import FoundLayer, FoundTable, Part, Survey
from watermap.workspace.table_layers import layers_of_tables

Found = TypeVar("Found", bound=FoundLayer | FoundTable)


@dataclass(slots=True)
class _Found:
    """What has been found so far."""

    layers: list[FoundLayer] = field(default_factory=list)
    tables: list[FoundTable] = field(default_factory=list)
    unusable: dict[Path, tuple[Problem, ...]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def survey(
    paths: Sequence[Path],
    *,
    kinds: Mapping[str, Kind],
    reader: Reader,
    encodings: Mapping[Path, str] | None = None,
    known: Ground = UNKNOWN,
    recipes: Sequence[Recipe] = (),
    there: Collection[str] = (),
    progress: Progress = SILENT,
) -> Survey:
    """What files and folders hold.

    Layers that do not say where they lie get proposals by those that do.

    Args:
        paths: files, and folders that are looked through with all that is in them.
        kinds: the kinds that layers may be of.
        reader: opens the files.
        encodings: of files whose encoding a person has said.
        known: ground that the project knows already.
        recipes: how the project reads its sheets; others of the same shape are read the same.
        there: kinds of which the project has a layer already.
        progress: where to report, and be cancelled.
    """
    listed = datasets(paths)
    found = _Found(problems=list(listed.problems))
    for done, path in enumerate(listed.found):
        progress.step(done, len(listed.found), path.name)
        try:
            raw = reader.read(path, encoding=(encodings or {}).get(path), progress=progress)
        except WatermapError as error:
            found.unusable[path] = error.problems
        else:
            _add(found, path, raw, kinds, recipes, progress)
    progress.step(len(listed.found), len(listed.found))
    return Survey(
        layers=_placed(_spared(found, there), known),
        tables=tuple(found.tables),
        ignored=listed.ignored,
        unusable=found.unusable,
        problems=tuple(found.problems),
    )


def _spared(found: _Found, there: Collection[str]) -> list[FoundLayer]:
    """The layers, those of result tables marked that give the same stations once more.

    A workbook with coordinates beside its results has them in every sheet. One layer of them is
    enough, the longest; and none where a map gives the stations.
    """
    tables = {one.part for one in found.tables if len(one.results.frame)}
    given = {_likeliest(one) for one in found.layers if one.part not in tables} | set(there)
    order = sorted(found.layers, key=lambda one: -len(one.raw.attributes))
    spare = set()
    for one in order:
        if one.part in tables and _likeliest(one) in given:
            spare.add(one.part)
        given.add(_likeliest(one))
    return [replace(one, spare=one.part in spare) for one in found.layers]


def _likeliest(layer: FoundLayer) -> str | None:
    return layer.kinds[0].kind if layer.kinds else None


def _placed(layers: Sequence[FoundLayer], known: Ground) -> tuple[FoundLayer, ...]:
    """The layers, those without a place judged again by the ground that the others show."""
    sure = [
        moved
        for one in layers
        if one.place.epsg is not None
        for moved in to_geographic(one.raw.geometry[spread(len(one.raw.geometry))], one.place.epsg)
    ]
    ground = Ground((*known.geometry, *sure))
    return tuple(
        one
        if one.place.question is None
        else replace(one, place=decide_place(one.raw, known=ground))
        for one in layers
    )


def read_again(
    known: Survey,
    encodings: Mapping[Path, str],
    *,
    kinds: Mapping[str, Kind],
    reader: Reader,
    progress: Progress = SILENT,
) -> Survey:
    """The survey with some files read in the encoding that a person has said."""
    fresh = survey(
        list(encodings), kinds=kinds, reader=reader, encodings=encodings, progress=progress
    )
    return replace(
        known,
        layers=tuple(_in_place(known.layers, fresh.layers, encodings)),
        tables=tuple(_in_place(known.tables, fresh.tables, encodings)),
        unusable={path: said for path, said in known.unusable.items() if path not in encodings}
        | dict(fresh.unusable),
    )


def _in_place(
    old: Iterable[Found], fresh: Iterable[Found], read: Mapping[Path, str]
) -> list[Found]:
    return [*(one for one in old if one.part.path not in read), *fresh]


def _add(
    found: _Found,
    path: Path,
    raw: RawFile,
    kinds: Mapping[str, Kind],
    recipes: Sequence[Recipe],
    progress: Progress,
) -> None:
    found.problems += raw.problems
    if raw.rasters:
        found.problems.append(Problem.warning("workspace.raster_not_taken", file=path.name))
    elif not raw.layers and not raw.tables:
        found.problems.append(Problem.warning("workspace.nothing_in_file", file=path.name))
    for layer in raw.layers:
        found.layers.append(_layer(path, layer, alone=len(raw.layers) == 1, kinds=kinds))
    shown = [table for table in raw.tables if not table.hidden]
    for table in shown:
        part = Part(path=path, name=table.name)
        found.tables.append(_table(part, table, recipes, progress))
    placed = [] if raw.layers else layers_of_tables(shown)
    for layer in placed:
        found.layers.append(_layer(path, layer, alone=len(placed) == 1, kinds=kinds))


def _table(part: Part, raw: RawTable, recipes: Sequence[Recipe], progress: Progress) -> FoundTable:
    recipe = recipe_for(raw, recipes)
    return FoundTable(
        part=part,
        raw=raw,
        recipe=recipe or recipe_of(raw),
        results=harmonise_table(raw, recipe=recipe, progress=progress),
    )


def _layer(path: Path, raw: RawLayer, *, alone: bool, kinds: Mapping[str, Kind]) -> FoundLayer:
    counts = raw.geometry_types
    shape = max(counts, key=lambda name: counts[name], default=None)
    name = path.stem if alone else raw.name
    return FoundLayer(
        part=Part(path=path, name=raw.name),
        raw=raw,
        alone=alone,
        kinds=tuple(guess_kind(name, list(raw.attributes.columns), shape, kinds)),
        place=decide_place(raw),
    )
