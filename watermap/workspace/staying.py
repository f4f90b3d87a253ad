"""Layers that stay in PostGIS: asked when a site check is asked for, around its places only.

What is brought goes the way of a copy: into a file, through the reader, harmonised. So it is the
same to the last digit. Beside the features near the places a few at the edges of the layer come
along, and rows keep the numbers that they would have in a copy.
"""

import datetime as dt
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from watermap.checks.findings import SiteCheck, ThemeLayer
from watermap.checks.ground.coverage import MARGIN_M
from watermap.checks.ground.places import search_box
from watermap.checks.law.rules import in_force, known_rules
from watermap.checks.site import Circumstances
from watermap.errors import Problem, WatermapError
from watermap.harmonise.harmonise import harmonise_layer
from watermap.harmonise.layer import Layer, Layers
from watermap.progress import SILENT, Progress
from watermap.reading.postgis.address import Server, parse
from watermap.reading.postgis.connection import Database, Login, connected
from watermap.reading.postgis.near import Box, NearRows, near_rows
from watermap.reading.postgis.rows import TableLook, look_at
from watermap.reading.raw import RawLayer, RecordNote, Source
from watermap.reading.reader import Reader
from watermap.workspace.databases import signed_in
from watermap.workspace.folder import RULES_FOLDER
from watermap.workspace.opened import Opened, nearest
from watermap.workspace.package import written_package
from watermap.workspace.project import LayerEntry

SPARE_M = 2_000.0  # beyond what is looked at: old datums lie some hundred metres apart
_EVERYWHERE = (-1e12, -1e12, 1e12, 1e12)
_CODE = "workspace.stays"

Asked = Callable[[Login], Mapping[str, Layer]]
Signing = Callable[[Server, Asked], Mapping[str, Layer]]
"""Does the work with a login for the server: the door knows how to come by a password."""


def staying(opened: Opened) -> tuple[LayerEntry, ...]:
    """The layers that stay in a database and were not asked yet."""
    return tuple(entry for entry in opened.failed if entry.stays is not None)


def _with_the_keyring(server: Server, work: Asked) -> Mapping[str, Layer]:
    return work(signed_in(server, ""))


def at_hand(
    opened: Opened,
    places: Sequence[BaseGeometry],
    *,
    circumstances: Circumstances,
    search_m: float = 0.0,
    signing: Signing = _with_the_keyring,
    progress: Progress = SILENT,
) -> Opened:
    """The project with its staying layers, as far as checks of these places look.

    All tables of a database are asked in one look at one moment. A project without such layers
    comes back as it is, and nothing is contacted.

    Args:
        opened: the project.
        places: sites, EPSG:4490.
        circumstances: of the checks.
        search_m: how far a site may be moved besides.
        signing: how to log in; None known: with what the keyring has.
        progress: says which server is waited for.

    Raises:
        WatermapError: a database cannot be had, or a table not be used where it is. An answer
            without a layer that somebody has put into the project would look like one with it.
        Cancelled: asked for through ``progress``.
    """
    by_server: dict[Server, list[LayerEntry]] = {}
    for entry in staying(opened):
        by_server.setdefault(_server_of(entry), []).append(entry)
    found: dict[str, Layer] = {}
    for server, entries in by_server.items():
        asking = _Asking(opened, tuple(entries), tuple(places), circumstances, search_m, progress)
        found |= signing(server, asking)
    return _with(opened, found) if found else opened


def _server_of(entry: LayerEntry) -> Server:
    return parse(entry.stays or "").server


def _with(opened: Opened, found: Mapping[str, Layer]) -> Opened:
    """The project as if these layers had been read with the others."""

    def others(problems: Sequence[Problem]) -> tuple[Problem, ...]:
        return tuple(
            one for one in problems if one.code != _CODE or one.fields.get("file") not in found
        )

    waiting = {kind: iter(layers) for kind, layers in opened.layers.items()}
    known = {(entry.path, entry.layer) for entry in opened.entries}
    layers: dict[str, tuple[Layer, ...]] = {}
    entries: list[LayerEntry] = []
    for entry in opened.project.layers:
        if entry.path in found and entry.stays is not None:
            layer = found[entry.path]
        elif (entry.path, entry.layer) in known:
            layer = next(waiting[entry.kind])
        else:
            continue
        entries.append(entry)
        layers[entry.kind] = (*layers.get(entry.kind, ()), layer)
    return replace(
        opened,
        layers=layers,
        entries=tuple(entries),
        failed=tuple(one for one in opened.failed if one.stays is None or one.path not in found),
        failures=others(opened.failures),
        problems=others(opened.problems) + tuple(p for one in found.values() for p in one.problems),
    )


@dataclass(frozen=True, slots=True)
class _Asking:
    """The tables of one server, asked with whatever login is tried."""

    opened: Opened
    entries: tuple[LayerEntry, ...]
    places: tuple[BaseGeometry, ...]
    circumstances: Circumstances
    search_m: float
    progress: Progress

    def __call__(self, login: Login) -> dict[str, Layer]:
        with (
            connected(login, progress=self.progress) as database,
            Reader() as reader,
            tempfile.TemporaryDirectory(prefix="watermap-") as folder,
        ):
            moment = dt.datetime.now().astimezone().isoformat(timespec="seconds")
            return {
                entry.path: self._layer(entry, database, reader, Path(folder) / f"{n}.gpkg", moment)
                for n, entry in enumerate(self.entries)
            }

    def _layer(
        self, entry: LayerEntry, database: Database, reader: Reader, path: Path, moment: str
    ) -> Layer:
        table = parse(entry.stays or "").table
        kinds = self.opened.kinds
        if entry.kind not in kinds or table is None:
            given = {"file": entry.path, "kind": entry.kind, "near": nearest(entry.kind, kinds)}
            raise WatermapError(Problem.error("workspace.unknown_kind", **given))
        look = look_at(database, table)
        _refuse_unusable(look)
        near = near_rows(database, look, self._boxes(entry.kind, look), touched=self._speaks())
        if not near.rows:
            raise WatermapError(Problem.error("workspace.stays_no_shapes", table=look.name.shown))
        package = written_package(
            path,
            look=replace(look, rows=len(near.rows)),
            rows=iter([list(near.rows)]),
            progress=self.progress,
        )
        raw = reader.read(path, progress=self.progress).layers[0]
        named = _as_in_the_table(raw, near.numbers, look, self._source(entry, moment))
        layer = harmonise_layer(
            named,
            kinds[entry.kind],
            confirmed=entry.fields,
            title=entry.title,
            date=entry.date,
            office=entry.office,
        )
        told = (*look.problems, *package.problems, *_lost(layer, near, look))
        return replace(
            layer, problems=(*layer.problems, *told, _asked(layer, near, look, database.server))
        )

    def _source(self, entry: LayerEntry, moment: str) -> Source:
        return Source(
            path=self.opened.folder / entry.path,
            format="PostGIS",
            sha256=None,
            modified=dt.date.fromisoformat(moment[:10]),
            read_at=moment,
        )

    def _speaks(self) -> Box | None:
        """Where a feature has to be for the layer to speak about the study area."""
        area = self.opened.study_area()
        return None if area is None else search_box(area.geometry.union_all(), MARGIN_M)

    def _boxes(self, kind: str, look: TableLook) -> list[Box]:
        """All that may be looked at, in the table's coordinates."""
        rules = in_force(known_rules(self.opened.folder / RULES_FOLDER), self.circumstances.as_of)
        of_law = [rule.distance_m or 0.0 for rule in rules if rule.zone.kind == kind]
        reach_m = max([*self.circumstances.within_m, *of_law, 0.0]) + self.search_m + SPARE_M
        boxes = [search_box(place, reach_m) for place in self.places if _on_earth(place)]
        united = shapely.union_all([shapely.box(*box) for box in boxes])
        return [_in_table(part.bounds, look) for part in shapely.get_parts(united)]


def _on_earth(place: BaseGeometry) -> bool:
    """Others no check takes; they are told by the check itself."""
    xy = np.abs(shapely.get_coordinates(place))
    return bool(len(xy) and np.isfinite(xy).all() and (xy.max(axis=0) <= (180.0, 90.0)).all())


def _refuse_unusable(look: TableLook) -> None:
    table = look.name.shown
    if not look.rows:
        raise WatermapError(Problem.error("workspace.table_empty", table=table))
    if look.crs_wkt is None:
        given = {"table": table, "srid": look.srid}
        raise WatermapError(Problem.error("workspace.stays_no_crs", **given), *look.problems)


def _in_table(box: Box, look: TableLook) -> Box:
    """A box of degrees in the table's coordinates; where it has no place there, everything."""
    import pyproj

    into = pyproj.Transformer.from_crs("EPSG:4490", look.crs_wkt, always_xy=True)
    found = into.transform_bounds(*box, densify_pts=51, errcheck=False)
    return found if np.isfinite(found).all() else _EVERYWHERE


def _as_in_the_table(
    raw: RawLayer, numbers: Sequence[int], look: TableLook, source: Source
) -> RawLayer:
    """The layer under the table's name, its records with their numbers in the whole table."""

    def renumbered(notes: Sequence[RecordNote]) -> tuple[RecordNote, ...]:
        return tuple(replace(one, record=numbers[one.record - 1] + 1) for one in notes)

    records = np.asarray(numbers, dtype=np.int64)[raw.attributes.index.to_numpy()]
    return replace(
        raw,
        source=source,
        attributes=raw.attributes.set_axis(records, axis=0),
        features_in_file=look.rows,
        rejected=renumbered(raw.rejected),
        repaired=renumbered(raw.repaired),
    )


def _lost(layer: Layer, near: NearRows, look: TableLook) -> tuple[Problem, ...]:
    if not near.without_shape:
        return ()
    given: dict[str, Any] = {"count": near.without_shape, "total": look.rows}
    return (Problem.warning("checks.without_geometry", layer=layer.title, **given),)


def _asked(layer: Layer, near: NearRows, look: TableLook, server: Server) -> Problem:
    return Problem.note(
        "workspace.stays_asked",
        title=layer.title,
        at=layer.source.read_at,
        server=server.shown,
        total=look.rows,
        rows=len(near.rows),
    )


def with_whole_counts(check: SiteCheck, layers: Layers) -> SiteCheck:
    """A check whose staying layers are told with all their rows, and how they were asked."""
    live = {
        layer.source.path: layer
        for of_kind in layers.values()
        for layer in of_kind
        if layer.source.read_at is not None
    }
    if not live:
        return check

    def counted(one: ThemeLayer) -> ThemeLayer:
        layer = live.get(one.source.path)
        if layer is None:
            return one
        return replace(one, features=layer.features_in_file - len(layer.rejected))

    asked = (
        problem
        for layer in live.values()
        for problem in layer.problems
        if problem.code == "workspace.stays_asked"
    )
    return replace(
        check,
        themes=tuple(
            replace(theme, layers=tuple(map(counted, theme.layers))) for theme in check.themes
        ),
        problems=(*check.problems, *asked),
    )
