"""The text of a DXF drawing: its entities, counted and sorted before GDAL sees any of them.

A DXF is pairs of lines, a group code and a value. GDAL reads the shapes from a sound copy that
holds only entities with a shape of their own, numbered by us; so each can be accounted for, and
names are decoded here. Layout: AutoCAD DXF Reference, ASCII form.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

Family = Literal["Point", "LineString", "Polygon"]

FAMILIES: dict[bytes, Family] = {
    b"POINT": "Point",
    b"HATCH": "Polygon",
    **dict.fromkeys(
        (b"LINE", b"LWPOLYLINE", b"POLYLINE", b"ARC", b"CIRCLE", b"ELLIPSE", b"SPLINE"),
        "LineString",
    ),
}
TEXTS = frozenset({"TEXT", "MTEXT", "ATTDEF"})
_FOLLOWED = {b"POLYLINE": b"VERTEX", b"INSERT": b"ATTRIB"}  # by members up to a SEQEND
_CURVED = frozenset({b"ARC", b"CIRCLE", b"ELLIPSE", b"SPLINE"})
_MESHES = 16 | 64  # flags of a POLYLINE that is a surface
_CLOSED = 1
_PAPER = b"1"
_UTF8_FROM = b"AC1021"
_STRINGS = frozenset((*range(1, 10), 102, *range(300, 370), 390, 410, 430, 999))
_FIRST_OF_OTHERS = 1000  # group codes of what other programs have added

_FURTHEST = 1e15  # beyond, a coordinate is no place; not a number compares as false
_REALS = frozenset((*range(10, 60), *range(110, 150), *range(210, 240)))
_COUNTS = frozenset((90, 91, 93))

Pair = tuple[int, bytes]
Fault = Literal["broken", "not_finite"]


class BrokenDrawing(Exception):  # noqa: N818  (it says what the drawing is)
    """The text cannot be a whole DXF. ``line``: where, counted from 1."""

    def __init__(self, line: int) -> None:
        """Take the line."""
        super().__init__(line)
        self.line = line


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """One entity of model space with a shape. ``members``: the vertices of an old polyline."""

    type: bytes
    pairs: Sequence[Pair]
    members: Sequence[Sequence[Pair]] = ()

    def value(self, code: int) -> bytes | None:
        """The first value of a group code."""
        return next((value for number, value in self.pairs if number == code), None)

    def integer(self, code: int) -> int | None:
        """The first value of a group code as a whole number; None: absent or none."""
        try:
            return int(self.value(code) or b"")
        except ValueError:
            return None

    @property
    def closed(self) -> bool:
        """Whether it says so itself."""
        if self.type in (b"LWPOLYLINE", b"POLYLINE", b"SPLINE"):
            return bool((self.integer(70) or 0) & _CLOSED)
        return self.type == b"CIRCLE"

    @property
    def curved(self) -> bool:
        """Whether it is read as straight pieces."""
        bulges = (
            float(value or b"0") != 0
            for part in (self.pairs, *self.members)
            for code, value in part
            if code == 42 and _is_number(value)
        )
        return self.type in _CURVED or (self.type.endswith(b"POLYLINE") and any(bulges))


@dataclass(slots=True, kw_only=True)
class Drawing:
    """What a DXF holds; ``others``: entities of model space without a shape that is used."""

    version: bytes = b""
    code_page: str | None = None
    units: int = 0
    entities: list[Entity] = field(default_factory=list)
    others: Counter[str] = field(default_factory=Counter)
    on_paper: int = 0
    hidden_layers: list[bytes] = field(default_factory=list)

    @property
    def declared(self) -> str | None:
        """The encoding the drawing names; newer ones are always UTF-8."""
        return "UTF-8" if self.version >= _UTF8_FROM else self.code_page


def parse(data: bytes) -> Drawing:
    """The drawing in these bytes.

    Raises:
        BrokenDrawing: a group code is none, or the drawing ends in the middle.
    """
    drawing = Drawing()
    ended = False
    for name, pairs in _sections(_pairs(data)):
        if name == b"HEADER":
            _read_header(pairs, drawing)
        elif name == b"TABLES":
            drawing.hidden_layers += _hidden(pairs)
        elif name == b"ENTITIES":
            _read_entities(pairs, drawing)
            ended = True
    if not ended:
        raise BrokenDrawing(data.count(b"\n") + 1)
    return drawing


def fault(entity: Entity) -> Fault | None:
    """What keeps an entity from being read: numbers that are none, or counts beyond its length."""
    for part in (entity.pairs, *entity.members):
        for code, value in part:
            found = _fault(code, value, most=len(part))
            if found is not None:
                return found
    if entity.type == b"SPLINE":
        there = Counter(code for code, _ in entity.pairs)
        announced = {40: entity.integer(72), 10: entity.integer(73), 11: entity.integer(74)}
        if any(n is not None and n != there[code] for code, n in announced.items()):
            return "broken"
    return None


def _fault(code: int, value: bytes, *, most: int) -> Fault | None:
    try:
        if code in _REALS:
            return None if abs(float(value)) < _FURTHEST else "not_finite"
        if code in _COUNTS:
            return None if 0 <= int(value) <= most else "broken"
    except ValueError:
        return "broken"
    return None


def sound_copy(entities: Sequence[Entity]) -> bytes:
    """A drawing of these entities alone; each one's handle is its place, counted from 1."""
    lines = [b"0", b"SECTION", b"2", b"HEADER", b"9", b"$ACADVER", b"1", b"AC1015", b"0", b"ENDSEC"]
    lines += [b"0", b"SECTION", b"2", b"ENTITIES"]
    for number, entity in enumerate(entities, start=1):
        lines += [b"0", entity.type, b"5", b"%X" % number, b"8", b"0"]
        lines += _numbers(entity.pairs)
        for member in entity.members:
            lines += [b"0", b"VERTEX", b"8", b"0", *_numbers(member)]
        if entity.type == b"POLYLINE":
            lines += [b"0", b"SEQEND", b"8", b"0"]
    lines += [b"0", b"ENDSEC", b"0", b"EOF", b""]
    return b"\n".join(lines)


def _pairs(data: bytes) -> list[Pair]:
    lines = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")
    lines[0] = lines[0].removeprefix(b"\xef\xbb\xbf")
    while lines and not lines[-1].strip():
        lines.pop()
    pairs = []
    for place in range(0, len(lines) - 1, 2):
        try:
            pairs.append((int(lines[place]), lines[place + 1]))
        except ValueError:
            raise BrokenDrawing(place + 1) from None
    return pairs


def _sections(pairs: Sequence[Pair]) -> Iterator[tuple[bytes, Sequence[Pair]]]:
    """The sections that have an end, by name."""
    start: int | None = None
    for place, (code, value) in enumerate(pairs):
        if code != 0:
            continue
        word = value.strip()
        if word == b"SECTION":
            start = place
        elif word == b"ENDSEC" and start is not None:
            if start + 1 < place and pairs[start + 1][0] == 2:
                yield pairs[start + 1][1].strip(), pairs[start + 2 : place]
            start = None


def _read_header(pairs: Sequence[Pair], drawing: Drawing) -> None:
    variables = {
        value.strip(): following[1].strip()
        for (code, value), following in pairwise(pairs)
        if code == 9
    }
    drawing.version = variables.get(b"$ACADVER", b"")
    drawing.code_page = variables.get(b"$DWGCODEPAGE", b"").decode("ascii", "replace") or None
    units = variables.get(b"$INSUNITS", b"0")
    drawing.units = int(units) if units.isdigit() else 0


def _hidden(pairs: Sequence[Pair]) -> list[bytes]:
    """Layers that are frozen or switched off."""
    found = []
    for one in _entries(pairs):
        entry = Entity(type=one[0][1].strip(), pairs=one[1:])
        frozen = (entry.integer(70) or 0) & 1
        if entry.type == b"LAYER" and (frozen or (entry.integer(62) or 0) < 0):
            found.append(entry.value(2) or b"")
    return found


def _entries(pairs: Sequence[Pair]) -> Iterator[Sequence[Pair]]:
    """The pieces that start with group code 0."""
    starts = [place for place, (code, _) in enumerate(pairs) if code == 0]
    for start, end in pairwise([*starts, len(pairs)]):
        yield pairs[start:end]


def _read_entities(pairs: Sequence[Pair], drawing: Drawing) -> None:
    entries = list(_entries(pairs))
    place = 0
    while place < len(entries):
        entity, place = _entity(entries, place)
        if entity.value(67) is not None and (entity.value(67) or b"").strip() == _PAPER:
            drawing.on_paper += 1
        elif entity.type not in FAMILIES or _is_mesh(entity):
            drawing.others[entity.type.decode("ascii", "replace")] += 1
        else:
            drawing.entities.append(entity)


def _entity(entries: Sequence[Sequence[Pair]], place: int) -> tuple[Entity, int]:
    """One entity with the members that follow it, and the place of the next one."""
    kind, pairs = entries[place][0][1].strip(), entries[place][1:]
    member = _FOLLOWED.get(kind)
    end = place + 1
    while member and end < len(entries) and entries[end][0][1].strip() == member:
        end += 1
    members = [entry[1:] for entry in entries[place + 1 : end]]
    if member and end < len(entries) and entries[end][0][1].strip() == b"SEQEND":
        end += 1
    return Entity(type=kind, pairs=pairs, members=members), end


def _is_mesh(entity: Entity) -> bool:
    return entity.type == b"POLYLINE" and bool((entity.integer(70) or 0) & _MESHES)


def _numbers(pairs: Sequence[Pair]) -> list[bytes]:
    """The pairs that say where and how, without names, handles and other programs' data."""
    lines = []
    for code, value in pairs:
        if 0 < code < _FIRST_OF_OTHERS and code not in _STRINGS and code not in (67, 105):
            lines += [b"%d" % code, value]
    return lines


def _is_number(value: bytes) -> bool:
    try:
        float(value)
    except ValueError:
        return False
    return True
