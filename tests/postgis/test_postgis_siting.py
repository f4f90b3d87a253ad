"""Areas and distances of random zones as PostGIS has them on its own spheroid."""

import numpy as np
import pytest
import shapely

from tests.checks.test_checks_oracle import Group
from watermap.geodesy.measure import area_m2, distances
from watermap.geodesy.plane import dense

WITHIN_M = 5_000.0


@pytest.mark.parametrize(("seed", "epsg"), [(1, 4490), (2, 4527), (3, 4548)])
def test_areas_and_distances_are_those_of_geography(cluster, seed, epsg):
    group = Group(3_000 + seed, epsg)
    zones, sites = (dense(group.in_degrees(drawn)) for drawn in (group.zones, group.sites))
    for site in sites:
        metres, _ = distances(site, zones)
        rows = ", ".join(
            f"({n}, ST_GeogFromWKB('\\x{shapely.to_wkb(zone, hex=True)}'::bytea))"
            for n, zone in enumerate(zones)
        )
        here = f"ST_GeogFromWKB('\\x{shapely.to_wkb(site, hex=True)}'::bytea)"
        answer = cluster.run(
            f"SELECT ST_Area(zone), ST_Distance(zone, {here}) FROM (VALUES {rows}) AS t (n, zone)"
            " ORDER BY n"
        )
        areas, theirs = np.array(answer, dtype=float).T
        mine = np.array([area_m2(zone) for zone in zones])
        np.testing.assert_allclose(mine, areas, rtol=1e-4, atol=0.01)
        near = metres < WITHIN_M
        np.testing.assert_allclose(metres[near], theirs[near], rtol=1e-4, atol=0.01)
