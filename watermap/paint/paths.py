"""Flat arrays as Qt's paths, in one call each, without a Python loop over vertices."""

import numpy as np
from PySide6.QtCore import QByteArray, QDataStream, QIODevice
from PySide6.QtGui import QPainterPath

from watermap.mapping.drawlist import Offsets, Xy

_ELEMENT = np.dtype([("type", ">i4"), ("x", ">f8"), ("y", ">f8")])  # as QDataStream writes one
_MOVE_TO, _LINE_TO = 0, 1
_WINDING = 1


def path_of(xy: Xy, parts: Offsets) -> QPainterPath:
    """Polylines or rings as one path, filled by winding where it is filled."""
    path = QPainterPath()
    parts = parts[np.concatenate([[True], np.diff(parts) > 0])]  # no part is empty
    if len(xy) == 0 or len(parts) < 2:
        return path
    elements = np.empty(len(xy), _ELEMENT)
    elements["type"] = _LINE_TO
    elements["type"][parts[:-1]] = _MOVE_TO
    elements["x"], elements["y"] = xy[:, 0], xy[:, 1]
    head = np.array([len(xy)], ">i4").tobytes()
    tail = np.array([parts[-2], _WINDING], ">i4").tobytes()  # start of the last part, fill rule
    written = QByteArray(head + elements.tobytes() + tail)  # named: the stream does not keep it
    stream = QDataStream(written, QIODevice.OpenModeFlag.ReadOnly)
    stream >> path
    return path
