"""Arrow files between watermap and its reader process: written there, mapped into memory here.

Whoever reads one says which columns it must have. Anything else is refused: the other side may have
been taken over by the file it read.
"""

from __future__ import annotations

import mmap
import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyarrow as pa

_NO_LINKS = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


class BadAnswer(Exception):  # noqa: N818  (it says what came)
    """What came from the reader process is not what it may send."""


def write_table(table: pa.Table, path: Path) -> None:
    """Put a table into a new file."""
    import pyarrow as pa

    with pa.OSFile(str(path), "wb") as sink, pa.ipc.new_file(sink, table.schema) as writer:
        writer.write_table(table)


def read_table(path: Path, schema: pa.Schema) -> pa.Table:
    """The table in a file, checked value by value; its pages stay in the file until used.

    Args:
        path: the file; it is removed from the folder.
        schema: the columns it must have, exactly.

    Raises:
        BadAnswer: it has others, or its parts contradict each other.
    """
    import pyarrow as pa

    try:
        return _checked(_mapped(path), schema)
    except (OSError, ValueError, EOFError, TypeError, pa.ArrowException) as error:
        raise BadAnswer(str(error)) from error


def _mapped(path: Path) -> pa.Buffer:
    """The file's bytes, if it is an ordinary file; no pipe, no link to another one."""
    import pyarrow as pa

    handle = os.open(path, os.O_RDONLY | _NO_LINKS)
    try:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise BadAnswer(path.name)
        pages = mmap.mmap(handle, 0, access=mmap.ACCESS_READ)
    finally:
        os.close(handle)
    _remove(path)
    return pa.py_buffer(pages)


def _remove(path: Path) -> None:
    """Take the name away; where mapped files keep theirs, it goes with the folder."""
    try:
        path.unlink()
    except PermissionError:
        return


def _checked(data: pa.Buffer, schema: pa.Schema) -> pa.Table:
    import pyarrow as pa

    reader = pa.ipc.open_file(pa.BufferReader(data))
    found = reader.schema
    if found.metadata or any(field.metadata for field in found) or not found.equals(schema):
        raise BadAnswer(str(found))
    batches = []
    for number in range(reader.num_record_batches):
        batch = reader.get_batch(number)
        if batch.get_total_buffer_size() > data.size:  # packed values could grow without end
            raise BadAnswer(f"{batch.get_total_buffer_size()} bytes")
        batch.validate(full=True)
        batches.append(batch)
    return pa.Table.from_batches(batches, schema)
