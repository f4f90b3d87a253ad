"""Mutants of a file from a seed number: flipped, overwritten, cut, repeated, inserted bytes."""

import io
import random
import struct
import zipfile
from collections.abc import Callable

Draw = random.Random
_INTEGERS = (0, 1, -1, 2**31 - 1, -(2**31), 255, 65535, 2**31 - 2, 100, 0x7F7F7F7F)
_REALS = (float("nan"), float("inf"), float("-inf"), 1e308, -1e308, 0.0, 5e-324)
_WORDS = (
    b"<",
    b"]]>",
    b"{",
    b'"',
    b"\0",
    b"\xff\xfe",
    b"NaN",
    b"9" * 400,
    b"%s",
    "\u202e".encode(),
    b"\r",
)


def _flip(data: bytearray, draw: Draw) -> None:
    for _ in range(draw.choice((1, 1, 4, 40))):
        data[draw.randrange(len(data))] ^= 1 << draw.randrange(8)


def _set_bytes(data: bytearray, draw: Draw) -> None:
    place = draw.randrange(len(data))
    data[place : place + draw.randint(1, 8)] = bytes(
        draw.choice((0, 255, 0x20, 0x80)) for _ in range(draw.randint(1, 8))
    )


def _set_integer(data: bytearray, draw: Draw) -> None:
    code = draw.choice(["<i", ">i", "<h", ">h", "<q", ">q"])
    size = struct.calcsize(code)
    if len(data) >= size:
        value = draw.choice(_INTEGERS)
        limit = 1 << (8 * size - 1)
        value = max(-limit, min(limit - 1, value))
        struct.pack_into(code, data, draw.randrange(len(data) - size + 1), value)


def _set_real(data: bytearray, draw: Draw) -> None:
    if len(data) >= 8:
        place = draw.randrange(len(data) - 7)
        struct.pack_into(draw.choice(("<d", ">d")), data, place, draw.choice(_REALS))


def _insert(data: bytearray, draw: Draw) -> None:
    place = draw.randrange(len(data) + 1)
    data[place:place] = draw.choice((draw.choice(_WORDS), draw.randbytes(draw.randint(1, 50))))


def _delete(data: bytearray, draw: Draw) -> None:
    place = draw.randrange(len(data))
    del data[place : place + draw.choice((1, 2, 8, 100, 1000))]


def _repeat(data: bytearray, draw: Draw) -> None:
    place = draw.randrange(len(data))
    piece = data[place : place + draw.choice((1, 16, 256))]
    data[place:place] = piece * draw.choice((2, 10, 300))


def _cut(data: bytearray, draw: Draw) -> None:
    del data[draw.randrange(len(data)) :]


_CHANGES: tuple[Callable[[bytearray, Draw], None], ...] = (
    _flip, _flip, _set_bytes, _set_integer, _set_integer, _set_real, _insert, _delete, _repeat,
    _cut,
)  # fmt: skip


def mutant(data: bytes, draw: Draw) -> bytes:
    """The bytes with one to three changes."""
    changed = bytearray(data)
    for _ in range(draw.choice((1, 1, 2, 3))):
        if changed:
            draw.choice(_CHANGES)(changed, draw)
    return bytes(changed)


def mutant_of_zip(data: bytes, draw: Draw) -> bytes:
    """A sound archive one of whose members is a mutant; now and then the archive is one itself."""
    if draw.random() < 0.3:
        return mutant(data, draw)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as to:
        names = source.namelist()
        chosen = draw.choice(names)
        for name in names:
            member = source.read(name)
            to.writestr(name, mutant(member, draw) if name == chosen else member)
    return out.getvalue()
