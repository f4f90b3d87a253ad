"""The text of a KML file: its placemarks by folder, every one accounted for, nothing fetched.

GDAL's reader makes a field name of Chinese characters into underlines and adds a dozen fields of
drawing settings. Here each placemark is taken as it stands. Layout: OGC 12-007r2 (KML 2.3), and
Google's tracks.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from xml.parsers import expat

MOST_DEEP = 100
MOST_FOLDERS = 5000

_CONTAINERS = frozenset({"Document", "Folder"})
_WHOLE = frozenset({"Placemark", "Schema", "name"})  # kept with all that is in them
_LINKS = frozenset({"NetworkLink", "GroundOverlay", "PhotoOverlay", "ScreenOverlay"})
_SHAPES = frozenset(
    {
        "Point",
        "LineString",
        "LinearRing",
        "Polygon",
        "MultiGeometry",
        "Track",
        "MultiTrack",
        "Model",
    }
)


class BrokenXml(Exception):  # noqa: N818  (it says what the text is)
    """The text is no XML. ``line``: where, counted from 1."""

    def __init__(self, line: int) -> None:
        """Take the line."""
        super().__init__(line)
        self.line = line


class Refused(Exception):  # noqa: N818  (it says what became of the file)
    """The text holds what an ordinary KML does not. ``code``: of the sentence that says what."""

    def __init__(self, code: str) -> None:
        """Take the code."""
        super().__init__(code)
        self.code = code


class BadPlace(Exception):  # noqa: N818  (it says what the placemark is)
    """A placemark has a shape that cannot be read."""


@dataclass(slots=True)
class Node:
    """One element with its text and its children."""

    tag: str
    attributes: Mapping[str, str]
    children: list["Node"] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The text between its marks, without space around it."""
        return "".join(self.pieces).strip()

    def all(self, tag: str) -> Iterator["Node"]:
        """The children of one tag."""
        return (child for child in self.children if child.tag == tag)

    def first(self, tag: str) -> str | None:
        """The text of the first child of a tag; None: absent or empty."""
        return next((child.text for child in self.all(tag)), None) or None


@dataclass(slots=True, kw_only=True)
class Folder:
    """A Document or Folder: its name, where it lies, and the placemarks directly in it."""

    parents: tuple["Folder", ...]
    name: str = ""
    placemarks: list[Node] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class Kml:
    """A whole file; ``types``: of the fields that a schema declares."""

    folders: list[Folder] = field(default_factory=list)
    types: dict[str, str] = field(default_factory=dict)
    links: Counter[str] = field(default_factory=Counter)


def parse(text: str) -> Kml:
    """The placemarks of a KML text.

    Raises:
        BrokenXml: it is no XML, or cut.
        Refused: it has a document type, is nested too deeply, or has too many folders.
    """
    walk = _Walk()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = walk.start
    parser.EndElementHandler = walk.end
    parser.CharacterDataHandler = walk.data
    parser.StartDoctypeDeclHandler = walk.doctype
    try:
        parser.Parse(text, True)
    except expat.ExpatError as error:
        raise BrokenXml(error.lineno) from error
    return walk.kml


class _Walk:
    """Follows the parser: folders are kept open, placemarks taken whole."""

    def __init__(self) -> None:
        root = Folder(parents=())
        self.kml = Kml(folders=[root])
        self._open = [root]
        self._path: list[str] = []
        self._nodes: list[Node] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        tag = name.rpartition(" ")[2]
        if len(self._path) >= MOST_DEEP:
            raise Refused("kml_too_deep")
        if self._nodes or tag in _WHOLE:
            node = Node(tag, attributes)
            if self._nodes:
                self._nodes[-1].children.append(node)
            self._nodes.append(node)
        elif tag in _CONTAINERS:
            self._enter()
        elif tag in _LINKS:
            self.kml.links[tag] += 1
        self._path.append(tag)

    def end(self, name: str) -> None:
        tag = self._path.pop()
        if self._nodes:
            node = self._nodes.pop()
            if not self._nodes:
                self._finish(node)
        elif tag in _CONTAINERS:
            self._open.pop()

    def data(self, text: str) -> None:
        if self._nodes:
            self._nodes[-1].pieces.append(text)

    def doctype(self, *_: object) -> None:
        raise Refused("document_type")

    def _enter(self) -> None:
        if len(self.kml.folders) >= MOST_FOLDERS:
            raise Refused("too_many_folders")
        folder = Folder(parents=tuple(self._open))
        self.kml.folders.append(folder)
        self._open.append(folder)

    def _finish(self, node: Node) -> None:
        if node.tag == "Placemark":
            self._open[-1].placemarks.append(node)
        elif node.tag == "Schema":
            for one in node.all("SimpleField"):
                self.kml.types[one.attributes.get("name", "")] = one.attributes.get("type", "")
        elif self._path and self._path[-1] in _CONTAINERS:
            self._open[-1].name = node.text


def fields(placemark: Node) -> dict[str, str | None]:
    """What a placemark says of itself: name, description, times, and its extended data."""
    found = {"Name": placemark.first("name"), "description": placemark.first("description")}
    for time in (*placemark.all("TimeStamp"), *placemark.all("TimeSpan")):
        found |= {tag: time.first(tag) for tag in ("when", "begin", "end") if time.first(tag)}
    for extended in placemark.all("ExtendedData"):
        for one in extended.all("Data"):
            found[_free(one.attributes.get("name", ""), found)] = one.first("value")
        for data in extended.all("SchemaData"):
            for one in (*data.all("SimpleData"), *data.all("SimpleArrayData")):
                found[_free(one.attributes.get("name", ""), found)] = one.text or None
    return found


def _free(name: str, taken: Mapping[str, object]) -> str:
    unique = name or "field"
    while unique in taken:
        unique += "_"
    return unique


def shape(placemark: Node) -> dict[str, Any] | None:
    """The placemark's shape as a GeoJSON geometry; None: it has none.

    Raises:
        BadPlace: its coordinates are none, or it is of a kind that is not read.
    """
    found = [_shape(child) for child in placemark.children if child.tag in _SHAPES]
    return None if not found else found[0] if len(found) == 1 else _together(found)


def _shape(node: Node) -> dict[str, Any]:
    if node.tag == "Point":
        places = _places(node)
        if len(places) != 1:
            raise BadPlace
        return {"type": "Point", "coordinates": places[0]}
    if node.tag in ("LineString", "LinearRing"):
        return {"type": "LineString", "coordinates": _places(node)}
    if node.tag == "Polygon":
        borders = [*node.all("outerBoundaryIs"), *node.all("innerBoundaryIs")]
        rings = [_places(ring) for border in borders for ring in border.all("LinearRing")]
        return {"type": "Polygon", "coordinates": rings}
    if node.tag == "Track":
        places = [_numbers(one.text.split()) for one in node.all("coord")]
        return {"type": "LineString", "coordinates": places}
    members = [_shape(child) for child in node.children if child.tag in _SHAPES]
    if not members:
        raise BadPlace
    return _together(members)


def _together(members: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Members of one simple type as one shape of many parts, else as a collection."""
    kinds = {member["type"] for member in members}
    if len(kinds) == 1 and (kind := kinds.pop()) in ("Point", "LineString", "Polygon"):
        parts = [member["coordinates"] for member in members]
        return {"type": f"Multi{kind}", "coordinates": parts}
    return {"type": "GeometryCollection", "geometries": list(members)}


def _places(node: Node) -> list[list[float]]:
    """The places of an element; blanks after commas are wrong, but frequent."""
    text = node.first("coordinates")
    if text is None:
        raise BadPlace
    words = text.split()
    if any(word.startswith(",") or word.endswith(",") for word in words):
        words = ",".join(text.split(",")).replace(", ", ",").replace(" ,", ",").split()
    return [_numbers(word.split(",")) for word in words]


def _numbers(words: Sequence[str]) -> list[float]:
    if not 2 <= len(words) <= 3:
        raise BadPlace
    try:
        return [float(word) for word in words]
    except ValueError:
        raise BadPlace from None
