"""Shapes that go ahead of an answer in pieces, so that neither side ever holds all of them twice.

While the reader process looks at one piece, watermap makes objects of the one before; a piece's
memory is free again as soon as that is done.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import numpy.typing as npt

from watermap.reading.found import Polygons
from watermap.reading.process.arrow_file import BadAnswer, read_table, write_table
from watermap.reading.process.columns import packed_polygons, store_type, unpacked_polygons

_COLUMN = "polygons"


class Pieces:
    """The reader process's side. ``tell``: takes the number of each piece, counted from 1."""

    def __init__(self, folder: Path, tell: Callable[[int], object] = int) -> None:
        """Start with none."""
        self._folder = folder
        self._tell = tell
        self._count = 0

    def send(self, polygons: Polygons) -> int:
        """Put one piece where watermap finds it; gives its number."""
        import pyarrow as pa

        self._count += 1
        table = pa.table({_COLUMN: packed_polygons(polygons)})
        write_table(table, _path(self._folder, self._count))
        self._tell(self._count)
        return self._count


class Received:
    """Watermap's side: the pieces of one answer as they come."""

    def __init__(self, folder: Path) -> None:
        """Start with none."""
        self._folder = folder
        self._shapes: list[npt.NDArray[np.object_]] = []

    def take(self, number: object) -> None:
        """Make shapes of the next piece.

        Raises:
            BadAnswer: it is another one, or holds no polygons.
        """
        import pyarrow as pa
        import shapely

        following = len(self._shapes) + 1
        if number != following:
            raise BadAnswer(str(number)[:80])
        schema = pa.schema([(_COLUMN, store_type(_COLUMN))])
        table = read_table(_path(self._folder, following), schema)
        try:
            found = [unpacked_polygons(one).shapes() for one in table.column(0).chunks]
        except (shapely.errors.ShapelyError, ValueError) as error:
            raise BadAnswer(str(error)) from error
        self._shapes.append(np.concatenate([np.empty(0, object), *found]))

    def shapes(self, first: int, last: int) -> npt.NDArray[np.object_]:
        """Those of some pieces, both ends inside; pieces that nobody announced are taken now.

        Raises:
            BadAnswer: there are no such pieces.
        """
        if not 1 <= first <= last:
            raise BadAnswer(f"{first}, {last}")
        while len(self._shapes) < last:
            self.take(len(self._shapes) + 1)
        return np.concatenate(self._shapes[first - 1 : last])


def _path(folder: Path, number: int) -> Path:
    return folder / f"piece{number:d}.arrow"
