"""The ways out of conflicts as layers of a GeoPackage, beside the sites they lead from."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from shapely.geometry.base import BaseGeometry

from watermap.checks.findings import SiteCheck
from watermap.checks.way import Move, Trim, Way
from watermap.export.plain import number
from watermap.export.result_columns import Table, columns_of, placed, table_of
from watermap.export.shown import told
from watermap.export.way_marks import way_line
from watermap.language import Language

Row = dict[str, object]
MOVES, LINES, REMAINS, CUTS = "way_out_moves", "way_out_lines", "way_out_remains", "way_out_cuts"
WAYS = "way_out"  # every way, also where there is none, and why


@dataclass(slots=True, kw_only=True)
class WayTables:
    """Gathers the ways out of sites; read by ``tables`` when all are in.

    The table ``way_out`` has a row for each site and each hardness (``clears``: prohibitions, all),
    with ``no_move`` and ``no_trim`` saying why there is none. The layers beside it have
    ``site``, ``site_name``, ``clears`` and the verdict there:

    * ``way_out_moves``: the moved site; ``distance_m``, ``bearing_deg``, ``verdict``,
      ``holds_within_m``;
    * ``way_out_lines``: from the middle of the site's bounds to where the move brings it, with the
      same columns;
    * ``way_out_remains``: what a trim leaves; ``remaining_m2``, ``remaining_m``, ``cut_m2``,
      ``cut_m``, ``parts``, ``verdict``;
    * ``way_out_cuts``: what it takes away, with the same columns.
    """

    language: Language
    _ways: list[Row] = field(default_factory=list)
    _rows: dict[str, list[Row]] = field(default_factory=dict)
    _places: dict[str, list[BaseGeometry]] = field(default_factory=dict)

    def add(self, check: SiteCheck, *, number_of_site: int = 1) -> None:
        """Take a site's ways out in; nothing where they were not asked for."""
        if check.way_out is None:
            return
        for way in check.way_out.ways:
            head: Row = {
                "site": number_of_site,
                "site_name": check.site.name,
                "clears": way.clears,
            }
            self._ways.append(head | _told(way, self.language))
            for layer, row, place in _shapes(way, check):
                self._rows.setdefault(layer, []).append(head | row)
                self._places.setdefault(layer, []).append(place)

    def tables(self) -> Mapping[str, Table]:
        """Those that have rows, by name."""
        found = {WAYS: table_of(self._ways)} if self._ways else {}
        for layer, rows in self._rows.items():
            found[layer] = placed(columns_of(table_of(rows)), list(self._places[layer]))
        return found


def _told(way: Way, language: Language) -> Row:
    return {
        "state": way.state,
        "move_m": number(way.move.metres) if way.move else None,
        "no_move": told(way.no_move, language) or None,
        "cut_m2": number(way.trim.cut_m2) if way.trim else None,
        "cut_m": number(way.trim.cut_m) if way.trim else None,
        "no_trim": told(way.no_trim, language) or None,
    }


def _shapes(way: Way, check: SiteCheck) -> Iterator[tuple[str, Row, BaseGeometry]]:
    """Layer, attributes and geometry of each shape of a way."""
    if way.move is not None:
        row = _move(way.move)
        yield MOVES, row, way.move.geometry
        yield LINES, row, way_line(check.site, way.move)
    if way.trim is not None:
        row = _trim(way.trim)
        yield REMAINS, row, way.trim.geometry
        yield CUTS, row, way.trim.cut


def _move(move: Move) -> Row:
    return {
        "distance_m": number(move.metres),
        "bearing_deg": number(move.bearing_deg),
        "verdict": move.verdict,
        "holds_within_m": number(move.holds_within_m),
    }


def _trim(trim: Trim) -> Row:
    return {
        "remaining_m2": number(trim.remaining_m2),
        "remaining_m": number(trim.remaining_m),
        "cut_m2": number(trim.cut_m2),
        "cut_m": number(trim.cut_m),
        "parts": trim.parts,
        "verdict": trim.verdict,
    }
