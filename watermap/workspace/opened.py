"""Opens a project: its files read, harmonised, and everything that was wrong or guessed said."""

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import geopandas as gpd
from shapely.geometry.base import BaseGeometry

from watermap.catalogue.kinds import Kind
from watermap.catalogue.load import known_kinds
from watermap.checks.findings import FeatureRef
from watermap.checks.ground.naming import find_again
from watermap.errors import Problem, WatermapError
from watermap.harmonise.harmonise import harmonise_layer
from watermap.harmonise.layer import Layer, Layers
from watermap.harmonise.measurements import Measurements, together
from watermap.harmonise.neighbours import doubts_of_places
from watermap.harmonise.sheets.recipe_choice import recipe_for
from watermap.harmonise.table import harmonise_table
from watermap.language import Text
from watermap.mapping.scene import layer_key
from watermap.progress import SILENT, Progress
from watermap.quality.documents.methods import Method
from watermap.quality.documents.standards import Standard
from watermap.reading.reader import Reader
from watermap.workspace.folder import project_folder, read_project
from watermap.workspace.imports import changed_since, read_imports
from watermap.workspace.papers import Papers, read_documents, read_papers
from watermap.workspace.project import LayerEntry, Project, TableEntry
from watermap.workspace.read_ahead import ReadAhead, Reads, Wanted
from watermap.workspace.table_layers import layer_in


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A project with all it refers to. Layers whose file could not be used are in ``failed``."""

    folder: Path
    project: Project
    read_only: bool  # a newer watermap's project: it is not saved
    kinds: Mapping[str, Kind]
    standards: Mapping[str, Standard]
    methods: Mapping[str, Method]
    papers: Papers
    layers: Layers
    entries: tuple[LayerEntry, ...]  # of the usable layers, in the project's order
    failed: tuple[LayerEntry, ...]
    measurements: Measurements
    problems: tuple[Problem, ...]  # of all files
    failures: tuple[Problem, ...]  # of them those of layers that could not be used

    def every_layer(self) -> tuple[Layer, ...]:
        """All layers, kind by kind."""
        return tuple(layer for layers in self.layers.values() for layer in layers)

    def hidden_at_first(self) -> frozenset[str]:
        """Keys of the layers that the project does not show."""
        shown = {entry.path: entry.visible for entry in self.entries}
        return frozenset(
            self.key_of(layer)
            for layer in self.every_layer()
            if not shown.get(layer.source.path.relative_to(self.folder).as_posix(), True)
        )

    def key_of(self, layer: Layer) -> str:
        """The key by which map, tree and selection name a layer."""
        return layer_key(layer)

    def layer_of(self, key: str) -> Layer | None:
        """The layer of a key, None where there is none."""
        return next((layer for layer in self.every_layer() if self.key_of(layer) == key), None)

    def find(self, kind: str, feature: FeatureRef) -> tuple[Layer, BaseGeometry] | None:
        """The layer and geometry (longitude, latitude) of a feature that a check named."""
        return find_again(self.layers, kind, feature)

    def doubts_of_layers(self) -> tuple[Problem, ...]:
        """What a spatial answer has to say about its data: files not used, warnings of layers."""
        said = (problem for layer in self.every_layer() for problem in layer.problems)
        return self.failures + tuple(one for one in said if one.severity != "note")

    def study_area(self) -> gpd.GeoDataFrame | None:
        """The administrative areas, EPSG:4490; None where the project has none."""
        areas = self.layers.get("administrative_area", ())
        return areas[0].frame if areas else None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Parts:
    """What loading has brought together so far."""

    layers: tuple[tuple[LayerEntry, Layer], ...] = ()
    failed: tuple[LayerEntry, ...] = ()
    tables: tuple[Measurements, ...] = ()
    problems: tuple[Problem, ...] = ()
    failures: tuple[Problem, ...] = ()

    def sums(self, folder: Path) -> dict[str, str]:
        """The sha256 of every file that was read, by its path inside the project."""
        sources = [layer.source for _, layer in self.layers]
        sources += [source for table in self.tables for source in table.sources]
        return {
            one.path.relative_to(folder).as_posix(): one.sha256 for one in sources if one.sha256
        }


def open_project(path: Path, *, reader: Reader, progress: Progress = SILENT) -> Opened:
    """Open the project at ``path`` (its folder or its project.toml).

    A layer or table that cannot be used never keeps the others from being read; it is reported in
    ``problems`` and listed in ``failed``.

    Raises:
        WatermapError: there is no project, or its own file cannot be used.
        Cancelled: asked for through ``progress``.
    """
    folder = project_folder(path)
    read = read_project(folder)
    project = read.project
    kinds = known_kinds()
    parts = _Parts(problems=read.problems)
    total = len(project.layers) + len(project.tables)
    entries: list[LayerEntry | TableEntry] = [*project.layers, *project.tables]
    wanted = [_wanted(entry, folder) for entry in entries if (folder / entry.path).exists()]
    with ReadAhead(reader, wanted) as ahead:
        for done, entry in enumerate(entries):
            progress.step(done, total, entry.path)
            within = _Within(progress, done, total, entry.path)
            parts = _add(parts, entry, folder=folder, kinds=kinds, reader=ahead, progress=within)
    parts = _with_doubts_of_places(parts)
    progress.step(total, total)
    log, about_log = read_imports(folder)
    parts = replace(
        parts, problems=parts.problems + about_log + changed_since(log, parts.sums(folder))
    )
    papers, documents = read_papers(folder, project), read_documents(folder)
    return Opened(
        folder=folder,
        project=project,
        read_only=read.read_only,
        kinds=kinds,
        standards=documents.standards,
        methods=documents.methods,
        papers=papers,
        layers=_by_kind(layer for _, layer in parts.layers),
        entries=tuple(entry for entry, _ in parts.layers),
        failed=parts.failed,
        measurements=together(parts.tables),
        problems=parts.problems + papers.problems + documents.problems,
        failures=parts.failures,
    )


def _wanted(entry: LayerEntry | TableEntry, folder: Path) -> Wanted:
    return folder / entry.path, entry.encoding if isinstance(entry, LayerEntry) else None


@dataclass(frozen=True, slots=True)
class _Within:
    """Progress inside one file: the place among the files stays, a cancel passes through."""

    outer: Progress
    done: int
    total: int
    name: str

    def step(self, _done: int, _total: int, _message: str = "") -> None:
        self.outer.step(self.done, self.total, self.name)


def _add(
    parts: _Parts,
    entry: LayerEntry | TableEntry,
    *,
    folder: Path,
    kinds: Mapping[str, Kind],
    reader: Reads,
    progress: Progress,
) -> _Parts:
    try:
        if isinstance(entry, LayerEntry):
            layer = load_layer(entry, folder=folder, kinds=kinds, reader=reader, progress=progress)
            return replace(
                parts,
                layers=(*parts.layers, (entry, layer)),
                problems=parts.problems + layer.problems,
            )
        tables = load_tables(entry, folder=folder, reader=reader, progress=progress)
        found = tuple(problem for table in tables for problem in table.problems)
        return replace(parts, tables=parts.tables + tables, problems=parts.problems + found)
    except WatermapError as error:
        failed = (entry,) if isinstance(entry, LayerEntry) else ()
        return replace(
            parts,
            failed=parts.failed + failed,
            problems=parts.problems + error.problems,
            failures=parts.failures + (error.problems if failed else ()),
        )


def _with_doubts_of_places(parts: _Parts) -> _Parts:
    """The same, each layer with what the others say about its place."""
    doubts = doubts_of_places([layer for _, layer in parts.layers])
    return replace(
        parts,
        layers=tuple(
            (entry, replace(layer, problems=layer.problems + found))
            for (entry, layer), found in zip(parts.layers, doubts, strict=True)
        ),
        problems=parts.problems + tuple(one for found in doubts for one in found),
    )


def load_layer(
    entry: LayerEntry,
    *,
    folder: Path,
    kinds: Mapping[str, Kind],
    reader: Reads,
    progress: Progress = SILENT,
) -> Layer:
    """One layer of a project, harmonised.

    Raises:
        WatermapError: its file, kind or place cannot be used.
    """
    kind = kinds.get(entry.kind)
    if kind is None:
        near = nearest(entry.kind, kinds)
        raise WatermapError(
            Problem.error("workspace.unknown_kind", file=entry.path, kind=entry.kind, near=near)
        )
    if entry.stays is not None:
        raise WatermapError(
            Problem.warning(
                "workspace.stays", file=entry.path, title=entry.title or entry.path, at=entry.stays
            )
        )
    raw = reader.read(
        _there(folder, entry.path, entry.title), encoding=entry.encoding, progress=progress
    )
    return harmonise_layer(
        layer_in(raw, entry.layer),
        kind,
        crs=entry.crs,
        crs_why=entry.crs_why,
        north_first=entry.north_first,
        shift=entry.shift,
        confirmed=entry.fields,
        title=entry.title,
        date=entry.date,
        office=entry.office,
    )


def load_tables(
    entry: TableEntry, *, folder: Path, reader: Reads, progress: Progress = SILENT
) -> tuple[Measurements, ...]:
    """The results of one workbook, sheet by sheet.

    Raises:
        WatermapError: the file cannot be used or holds no table.
    """
    path = folder / entry.path
    if not path.exists():
        raise WatermapError(Problem.warning("workspace.table_missing", file=entry.path))
    raw = reader.read(path, progress=progress)
    wanted = [
        table
        for table in raw.tables
        if table.name in entry.sheets or (not table.hidden and not entry.sheets)
    ]
    read = {table.name for table in wanted}
    hidden = [table.name for table in raw.tables if table.hidden and table.name not in read]
    if not wanted:
        raise WatermapError(Problem.error("workspace.no_table", file=entry.path))
    tables = [
        harmonise_table(table, recipe=recipe_for(table, entry.recipe), progress=progress)
        for table in wanted
    ]
    if hidden:
        listed = "、".join(hidden)
        said = Problem.note("workspace.sheets_hidden", file=entry.path, sheets=listed)
        tables[0] = replace(tables[0], problems=(*tables[0].problems, said))
    return tuple(tables)


def nearest(name: str, known: Iterable[str]) -> str:
    """The known name most like ``name``, or a dash."""
    near = difflib.get_close_matches(name, sorted(known), n=1)
    return near[0] if near else "—"


def _there(folder: Path, name: str, title: Text | None) -> Path:
    path = folder / name
    if not path.exists():
        raise WatermapError(
            Problem.warning("workspace.file_missing", file=name, title=title or Path(name).stem)
        )
    return path


def _by_kind(layers: Iterable[Layer]) -> Layers:
    found: dict[str, tuple[Layer, ...]] = {}
    for layer in layers:
        found[layer.kind] = (*found.get(layer.kind, ()), layer)
    return found
