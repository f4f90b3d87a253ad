"""Cells of an XLSX that calamine hands over empty although they are not: errors, open formulas."""

import posixpath
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO
from xml.etree import ElementTree

from watermap.errors import Problem, WatermapError
from watermap.reading.workbook.workbook_guard import Looked, column_number

Place = tuple[int, int]  # row and column, counted from 0
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_RELATION = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"


@dataclass(frozen=True, slots=True, kw_only=True)
class Special:
    """One sheet's cells with an error, formulas without a stored value, and count of formulas."""

    errors: Mapping[Place, str] = field(default_factory=dict)
    not_computed: frozenset[Place] = frozenset()
    formulas: int = 0


def special_cells(path: Path, looked: Looked) -> dict[str, Special]:
    """The special cells by the sheet's name; only sheets that have some.

    Raises:
        WatermapError: the XML is damaged.
    """
    if not looked.special:
        return {}
    try:
        with zipfile.ZipFile(path) as package:
            sheets = _sheet_members(package)
            return {
                name: _look(package, member)
                for name, member in sheets.items()
                if member in looked.special
            }
    except (ElementTree.ParseError, KeyError, ValueError) as error:
        raise WatermapError(Problem.error("reading.damaged", file=path.name)) from error


def _sheet_members(package: zipfile.ZipFile) -> dict[str, str]:
    """Where in the package each sheet lies, by its name."""
    targets = {
        relation.attrib["Id"]: relation.attrib["Target"]
        for relation in _parsed(package, "xl/_rels/workbook.xml.rels")
    }
    found = {}
    for element in _parsed(package, "xl/workbook.xml").iter():
        if _local(element) == "sheet":
            key = element.attrib.get(_RELATION) or element.attrib.get(_STRICT_RELATION) or ""
            target = targets.get(key, "")
            member = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            found[element.attrib["name"]] = posixpath.normpath(member)
    return found


def _parsed(package: zipfile.ZipFile, member: str) -> ElementTree.Element:
    with package.open(member) as stream:
        return ElementTree.parse(stream).getroot()


def _look(package: zipfile.ZipFile, member: str) -> Special:
    errors: dict[Place, str] = {}
    not_computed = set()
    formulas = 0
    with package.open(member) as stream:
        for place, cell in _cells(stream):
            parts = {_local(part): part.text or "" for part in cell}
            if cell.attrib.get("t") == "e":
                errors[place] = parts.get("v") or "#"
            if "f" in parts:
                formulas += 1
                if not parts.get("v") and cell.attrib.get("t") != "str":
                    not_computed.add(place)
    return Special(errors=errors, not_computed=frozenset(not_computed), formulas=formulas)


def _cells(stream: IO[bytes]) -> Iterator[tuple[Place, ElementTree.Element]]:
    """Every cell with its place, the tree thrown away row by row."""
    row = column = -1
    for event, element in ElementTree.iterparse(stream, events=("start", "end")):
        kind = _local(element)
        if kind == "row" and event == "start":
            row = int(element.attrib.get("r", row + 2)) - 1
            column = -1
        elif kind == "c" and event == "end":
            name = element.attrib.get("r", "")
            letters = name.rstrip("0123456789")
            column = column_number(letters) - 1 if letters else column + 1
            yield (int(name[len(letters) :]) - 1 if letters else row, column), element
        elif kind == "row":
            element.clear()


def _local(element: ElementTree.Element) -> str:
    return element.tag.rpartition("}")[2]
