"""Zones against PROJ's own database and the vectors of standards.md."""

import pytest
from pyproj import CRS, Transformer

from watermap.geodesy.zones import (
    central_meridian,
    epsg_of_zone,
    epsg_with_prefix,
    epsg_without_prefix,
    has_prefix,
    zone_like,
    zone_of,
    zone_of_epsg,
)


@pytest.mark.parametrize("zone", range(25, 46))
@pytest.mark.parametrize("prefix", [True, False])
def test_every_zone_is_what_proj_knows(zone, prefix):
    epsg = epsg_of_zone(zone, prefix=prefix)
    operation = {
        one["name"]: one["value"]
        for one in CRS.from_epsg(epsg).to_json_dict()["conversion"]["parameters"]
    }
    assert operation["Longitude of natural origin"] == central_meridian(zone)
    assert operation["False easting"] == (zone * 1_000_000 if prefix else 0) + 500_000
    assert (zone_of_epsg(epsg), has_prefix(epsg)) == (zone, prefix)


@pytest.mark.parametrize(
    ("lon", "zone"),
    [(73.5, 25), (117.0, 39), (118.49, 39), (118.5, 40), (120.5, 40), (115.5, 39), (136.49, 45)],
)
def test_a_longitude_has_the_zone_of_the_table(lon, zone):
    assert zone_of(lon) == zone
    assert epsg_with_prefix(lon) == 4513 + zone - 25
    assert epsg_without_prefix(lon) == 4534 + zone - 25


@pytest.mark.parametrize("lon", [73.49, 136.5, -117.0, 0.0])
def test_a_longitude_elsewhere_has_none(lon):
    with pytest.raises(ValueError, match="zones"):
        zone_of(lon)


@pytest.mark.parametrize(("zone", "prefix"), [(24, True), (46, False)])
def test_there_are_no_other_zones(zone, prefix):
    with pytest.raises(ValueError, match="zone"):
        epsg_of_zone(zone, prefix=prefix)


@pytest.mark.parametrize("epsg", [4490, 3857, 4512, 4555])
def test_other_codes_are_no_zone(epsg):
    assert zone_of_epsg(epsg) is None


def test_the_vectors_of_the_standards():  # standards.md 13
    east, north = Transformer.from_crs(4490, epsg_without_prefix(120.5), always_xy=True).transform(
        120.5, 31.25
    )
    assert (east, north) == (
        pytest.approx(547627.381, abs=1e-3),
        pytest.approx(3458800.037, abs=1e-3),
    )
    east, north = Transformer.from_crs(4490, epsg_with_prefix(120.5), always_xy=True).transform(
        120.5, 31.25
    )
    assert east == pytest.approx(40547627.381, abs=1e-3)


NAMES = ("CGCS2000", "Xian 1980", "Beijing 1954")
ROWS = [*range(4491, 4555), *range(2327, 2391), *range(21413, 21424), *range(21453, 21464)]
ROWS += range(2401, 2443)


@pytest.mark.parametrize("epsg", ROWS)
def test_zones_of_the_older_systems_are_like_those_of_cgcs2000(epsg):
    known = CRS.from_epsg(epsg)
    assert known.name.startswith(NAMES)
    values = {one.name: one.value for one in known.coordinate_operation.params}
    zone = zone_like(epsg)
    assert zone.meridian == values["Longitude of natural origin"]
    assert zone.false_easting_m == values["False easting"]
    assert (zone.width == 3) == ("3-degree" in known.name)
    same = CRS.from_epsg(zone.epsg).name
    assert same.partition(" / ")[2] == known.name.partition(" / ")[2]


@pytest.mark.parametrize("epsg", [4490, 4214, 4610, 3857, 32650, 2326, 2391, 2400, 2443, 21424])
def test_what_is_no_such_zone(epsg):
    assert zone_like(epsg) is None
