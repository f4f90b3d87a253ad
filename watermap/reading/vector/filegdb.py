"""An ESRI file geodatabase: a folder of tables, of which layers and plain tables are read.

The folder holds ordinary files only, or it is not opened: a link among them could lead anywhere.
"""

import datetime as dt
import hashlib
import stat
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from watermap.errors import Problem, WatermapError
from watermap.reading import gdal
from watermap.reading.formats import Format
from watermap.reading.found import FoundFile, FoundLayer
from watermap.reading.raw import RawTable, Source
from watermap.reading.vector import database
from watermap.reading.vector.plain_tables import read_table

_LOCK = ".lock"  # left there by whoever has it open
_BLOCK = 1 << 20


def read_geodatabase(path: Path, form: Format, *, layers: Sequence[str] | None) -> FoundFile:
    """The feature classes of a geodatabase as layers, its other tables as tables.

    Args:
        path: the folder.
        form: its format.
        layers: names of layers and tables; None: all.

    Raises:
        WatermapError: it is none, or it is damaged.
    """
    files = _files(path)
    source = _source(path, files, form.name)
    content = _Content(source=source, form=form)
    if any(one.suffix.lower() == _LOCK for one in path.iterdir()):
        content.problems.append(Problem.warning("reading.geodatabase_open", file=path.name))
    for name, kind in _listed(path):
        if layers is None or name in layers:
            content.add(name, kind)
    if content.damaged and not content.layers and not content.tables:
        raise WatermapError(Problem.error("reading.damaged", file=path.name))
    return FoundFile(
        source=source, layers=content.layers, tables=content.tables, problems=content.problems
    )


@dataclass(slots=True, kw_only=True)
class _Content:
    """What has been read so far; one damaged table hides no other."""

    source: Source
    form: Format
    layers: list[FoundLayer] = field(default_factory=list)
    tables: list[RawTable] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    damaged: int = 0

    def add(self, name: str, kind: str | None) -> None:
        """Read one table; ``kind``: of its shapes, None: it has none."""
        path = self.source.path
        try:
            expected = database.feature_count(path, name, self.form)
            if kind is None:
                self.tables.append(read_table(path, name, source=self.source, expected=expected))
            else:
                self.layers.append(
                    database.read_layer(path, name, expected=expected, file=path.name)
                )
        except WatermapError:
            self.damaged += 1
            self.problems.append(Problem.error("reading.layer_damaged", file=path.name, layer=name))


def _files(path: Path) -> list[Path]:
    """The files of the folder, in order, without marks of other programs."""
    files = sorted(one for one in path.iterdir() if one.suffix.lower() != _LOCK)
    if any(not stat.S_ISREG(one.lstat().st_mode) for one in files):
        raise WatermapError(Problem.error("reading.geodatabase_strange", file=path.name))
    return files


def _source(path: Path, files: Sequence[Path], form: str) -> Source:
    """The folder as one file: the sum over all names and contents, the day of the newest."""
    total = hashlib.sha256()
    for file in files:
        total.update(file.name.encode() + b"\0")
        with file.open("rb") as stream:
            while block := stream.read(_BLOCK):
                total.update(block)
    newest = max(file.stat().st_mtime for file in files)
    modified = dt.datetime.fromtimestamp(newest).date()
    return Source(path=path, format=form, sha256=total.hexdigest(), modified=modified)


def _listed(path: Path) -> list[tuple[str, str | None]]:
    """Names with the kind of shape; None: a table."""
    library = gdal.vector_library()
    with gdal.named(path):
        return [(str(name), kind) for name, kind in library.list_layers(path)]
