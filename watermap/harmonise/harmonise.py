"""A layer as found in its file becomes a layer of a known kind at a known place."""

from collections.abc import Mapping
from types import MappingProxyType

import geopandas as gpd
import numpy as np

from watermap.catalogue.kinds import Kind
from watermap.catalogue.match import match_columns
from watermap.errors import Problem, WatermapError
from watermap.harmonise.fields import read_fields
from watermap.harmonise.layer import Layer
from watermap.harmonise.places.crs import decide_place
from watermap.harmonise.places.decision import GEOGRAPHIC_EPSG
from watermap.harmonise.places.shift import Shift
from watermap.harmonise.shapes import placed, problems_of_shapes
from watermap.language import Text
from watermap.reading.raw import RawLayer

# What reading says of a missing or unusable .prj; a person's answer settles it.
_SETTLED = frozenset(
    f"reading.{name}" for name in ("no_prj", "prj_unreadable", "crs_not_understood", "crs_unknown")
)
NOBODY: Mapping[str, str] = MappingProxyType({})


def harmonise_layer(  # noqa: PLR0913  (one argument an answer of the user)
    raw: RawLayer,
    kind: Kind,
    *,
    crs: int | None = None,
    crs_why: str | None = None,
    north_first: bool = False,
    shift: Shift | None = None,
    confirmed: Mapping[str, str] = NOBODY,
    title: Text | str | None = None,
    date: str | None = None,
    office: str | None = None,
) -> Layer:
    """Bring a layer to its kind's fields and to CGCS2000, and list all that changed.

    The frame's columns hold plain Python values (str, int, float, bool, datetime.date) and None.
    Nothing is dropped: what could not be read is None in the frame and stays in ``raw``.

    Args:
        raw: the layer as found.
        kind: what it is a layer of.
        crs: EPSG as the user has said; None: as the file says.
        crs_why: the user's reason.
        north_first: the user has said that north stands where east should.
        shift: the user's parameters to CGCS2000, or that it comes from a web map; None: neither.
        confirmed: column: field id, as a person has said.
        title: what to call it; None: as the file does.
        date: of the data, ISO; None: not known.
        office: who made the data.

    Raises:
        WatermapError: nobody knows where the layer lies (``harmonise.crs_unknown``, with the
            question for the user), or ``confirmed`` names what is not there.
    """
    place = decide_place(raw, answer=crs, answer_why=crs_why, north_first=north_first, shift=shift)
    if place.epsg is None:
        unknown = Problem.error("harmonise.crs_unknown", question=place.question)
        raise WatermapError(unknown, *(one for one in place.problems if one.severity != "error"))
    where = {"file": raw.source.path.name, "layer": raw.name}
    records = np.asarray(raw.attributes.index, dtype=np.int64) + 1
    geometry, moved = placed(raw.geometry, place, records, where)
    matches = match_columns(list(raw.attributes.columns), kind, confirmed=confirmed)
    settled = crs is not None or shift is not None
    found = [one for one in raw.problems if not settled or one.code not in _SETTLED]
    fields = read_fields(raw.attributes, kind, matches, where)
    shapes = problems_of_shapes(geometry, kind, records, where)
    return Layer(
        kind=kind.id,
        title=_title(title, raw.name),
        source=raw.source,
        layer_name=raw.name,
        features_in_file=raw.features_in_file,
        place=place,
        columns=matches,
        frame=gpd.GeoDataFrame(
            fields.values,
            geometry=gpd.GeoSeries(geometry, index=raw.attributes.index, crs=GEOGRAPHIC_EPSG),
        ),
        raw=raw.attributes,
        rejected=raw.rejected,
        repaired=raw.repaired,
        problems=(*found, *place.problems, *moved, *shapes, *fields.problems),
        date=date,
        office=office,
        encoding=raw.encoding,
    )


def _title(title: Text | str | None, name: str) -> Text:
    if isinstance(title, Text):
        return title
    return Text(zh=title or name, en=title or name)
