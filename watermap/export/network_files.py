"""A network and its faults for a GIS: where each fault is, and which way each reach flows."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import shapely

import watermap
from watermap.catalogue.kinds import Kind
from watermap.errors import Problem
from watermap.export.endings import Writer
from watermap.export.geopackage import ABOUT, write_tables
from watermap.export.plain import number
from watermap.export.recording.network import fault_records, network_record
from watermap.export.recording.problems import Record
from watermap.export.records import write_json
from watermap.export.result_columns import columns_of, placed, table_of
from watermap.export.sheets_network import network_remarks, write_network
from watermap.language import Language, Text
from watermap.network.answer import Reviewed
from watermap.network.network import Flow, Network


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkContent:
    """A reviewed network, and what its documents call things."""

    reviewed: Reviewed
    title: Text  # of the project
    kinds: Mapping[str, Kind]


def network_writers(content: NetworkContent, *, language: Language) -> dict[str, Writer]:
    """What writes a network, by the file's ending."""
    reviewed = content.reviewed
    return {
        ".json": lambda path: write_json(network_record(reviewed, language=language), path),
        ".xlsx": lambda path: write_network(
            reviewed, path, language=language, kinds=content.kinds, title=content.title
        ),
        ".gpkg": lambda path: write_network_package(reviewed, path, language=language),
        ".geojson": lambda path: _write_geojson(reviewed, path, language),
    }


def write_network_package(
    reviewed: Reviewed, path: Path, *, language: Language
) -> tuple[Problem, ...]:
    """Write ``faults`` and ``reaches`` (EPSG:4490) and ``about``.

    Raises:
        WatermapError: the file cannot be written, or does not hold what was written to it.
    """
    network = reviewed.waters.built.network
    faults = fault_records(reviewed, language=language)
    tables = {}
    if faults:
        rows = table_of({**one, **_as_text(one)} for one in faults)
        shapes = [one.geometry for one in reviewed.waters.built.faults]
        tables["faults"] = placed(columns_of(rows), shapes)
    reaches = table_of(_reaches(network))
    tables["reaches"] = placed(columns_of(reaches), list(network.reaches.lines))
    about = [("watermap", watermap.__version__)]
    about += [("remark", text) for text in network_remarks(reviewed, language)]
    about += [("problem", one.text(language)) for one in reviewed.waters.problems]
    tables[ABOUT] = table_of({"name": name, "value": value} for name, value in about)
    write_tables(tables, path)
    return ()


def _as_text(one: Record) -> Record:
    return {"reaches": ", ".join(one["reaches"]), "repairs": "; ".join(one["repairs"])}


def _reaches(network: Network) -> list[Record]:
    reaches = network.reaches
    return [
        {
            "id": reaches.ids[row],
            "river": reaches.names[row],
            "sort": reaches.sort[row].value,
            "flow": Flow(int(reaches.flow[row])).name.lower(),
            "flow_by": reaches.clue[row] or None,
            "confidence": number(float(reaches.confidence[row])),
            "length_m": number(float(reaches.length_m[row])),
            "river_km": number(float(reaches.km[row])),
            "from_node": int(reaches.start[row]),
            "to_node": int(reaches.end[row]),
        }
        for row in range(len(reaches))
    ]


def _write_geojson(reviewed: Reviewed, path: Path, language: Language) -> None:
    features = [
        {
            "type": "Feature",
            "properties": row,
            "geometry": None
            if one.geometry is None
            else json.loads(shapely.to_geojson(one.geometry)),
        }
        for row, one in zip(
            fault_records(reviewed, language=language), reviewed.waters.built.faults, strict=True
        )
    ]
    write_json({"type": "FeatureCollection", "features": features}, path)
