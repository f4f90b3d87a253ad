"""Layers and sites made by hand, measured by pyproj.Geod."""

import datetime as dt
from pathlib import Path

import geopandas as gpd
import pytest

from tests.checks.ground import CODE, Ground
from watermap.catalogue.load import load_kinds
from watermap.checks.law.rules import load_rules
from watermap.checks.site import Circumstances, Site
from watermap.checks.siting.site_check import check_site
from watermap.errors import Message
from watermap.harmonise.layer import Layer
from watermap.harmonise.places.decision import PlaceDecision
from watermap.language import Text
from watermap.reading.raw import Source
from watermap.resources import package_file, shipped_layers


@pytest.fixture(scope="session")
def kinds():
    return load_kinds([shipped_layers()])


@pytest.fixture(scope="session")
def rules(kinds):
    return load_rules([package_file("checks/law/rules")], kinds=kinds)


@pytest.fixture(scope="session")
def make_layer(kinds):
    """A layer of a kind from shapes or (shape, values) pairs."""

    def make(kind, *features, path=None, epsg=4490, rejected=()):
        pairs = [one if isinstance(one, tuple) else (one, {}) for one in features]
        columns = {
            field: [values.get(field) for _, values in pairs] for field in kinds[kind].fields
        }
        frame = gpd.GeoDataFrame(
            columns, geometry=gpd.GeoSeries([shape for shape, _ in pairs], crs=4490)
        )
        file = Path(path or f"{kind}.shp")
        how = Message.of("checks.covered_by_area")
        return Layer(
            kind=kind,
            title=Text(zh=kinds[kind].title.zh, en=kinds[kind].title.en),
            source=Source(path=file, format="test", sha256="0" * 64, modified=dt.date(2026, 1, 1)),
            layer_name=file.stem,
            features_in_file=len(pairs),
            place=PlaceDecision(epsg=epsg, name="CGCS2000", how=how, confidence=1.0),
            columns=(),
            frame=frame,
            raw=frame.drop(columns="geometry"),
            rejected=rejected,
        )

    return make


@pytest.fixture(scope="session")
def check(rules, kinds):
    """Hold a site (a shape with details) against layers."""

    def run(
        shape,
        *layers,
        as_of=CODE,
        study_area=None,
        tolerance_m=0.5,
        within_m=(500.0, 5000.0),
        **details,
    ):
        by_kind = {}
        for layer in layers:
            by_kind[layer.kind] = (*by_kind.get(layer.kind, ()), layer)
        return check_site(
            Site(geometry=shape, **details),
            by_kind,
            rules=rules,
            kinds=kinds,
            circumstances=Circumstances(as_of=as_of, within_m=within_m, tolerance_m=tolerance_m),
            study_area=study_area,
        )

    return run


@pytest.fixture
def ground():
    return Ground()
