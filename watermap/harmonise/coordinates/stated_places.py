"""The coordinates that a sheet of results gives for its stations, to hold against the map's.

They place nothing: a layer does that. They are read as the sheet's numbers look, which is enough to
point out a contradiction.
"""

from watermap.harmonise.coordinates.coordinate_columns import find_coordinate_columns
from watermap.harmonise.coordinates.purpose import table_purpose
from watermap.harmonise.coordinates.table_layer import layer_of_table
from watermap.harmonise.measurements import StatedPlace
from watermap.harmonise.places.crs import decide_place
from watermap.harmonise.places.moving import to_geographic
from watermap.harmonise.sheets.grid import filled
from watermap.harmonise.sheets.sheet_words import role_of
from watermap.harmonise.terms.numerals import as_written
from watermap.reading.raw import RawTable


def stated_places(raw: RawTable) -> tuple[StatedPlace, ...]:
    """The places of a sheet's stations, each station and place once; () where it gives none.

    Eastings without a zone's number tell no place.
    """
    if find_coordinate_columns(filled(raw)) is None:
        return ()  # most sheets of results; what they are for need not be found out
    purpose = table_purpose(raw)
    if purpose.kind != "points_and_results":
        return ()
    layer = layer_of_table(raw, purpose)
    epsg = decide_place(layer).proposal
    name = next((column for column in layer.attributes if _names(str(column))), None)
    if epsg is None or name is None:
        return ()
    points = to_geographic(layer.geometry, epsg)
    source = f"{raw.source.path.name} › {raw.name}"
    return tuple(
        StatedPlace(
            section=as_written(station).strip(),
            lon=float(point.x),
            lat=float(point.y),
            source=source,
            row=int(record) + 1,
        )
        for record, station, point in zip(
            layer.attributes.index, layer.attributes[name], points, strict=True
        )
        if station is not None and point is not None
    )


def _names(column: str) -> bool:
    role = role_of(column)
    return role is not None and role[0] == "section"
