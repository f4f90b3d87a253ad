import json
from pathlib import Path

import pyogrio
import pytest
import shapely

from watermap.errors import WatermapError
from watermap.reading.reader import Reader
from watermap.workspace.kept import FILE_NAME, KeptCheck, keep, kept_checks


@pytest.fixture(scope="module")
def reader():
    with Reader() as one:
        yield one


def a_check(name: str) -> KeptCheck:
    return KeptCheck(
        kept_at="2026-11-25T09:00:00+08:00",
        name=name,
        as_of="2026-11-25",
        verdict="prohibited",
        geometry=shapely.box(117.7, 34.5, 117.71, 34.51),
        record={
            "verdict": "prohibited",
            "findings": [{"overlap_m2": 1.25, "note": "“引号” \\ ' "}],
        },
    )


def test_what_is_kept_is_found_again_in_order(tmp_path: Path, reader: Reader) -> None:
    assert kept_checks(tmp_path, reader=reader) == ()
    for name in ("化工项目", "", "O'Brien"):
        keep(tmp_path, a_check(name), reader=reader)
    found = kept_checks(tmp_path, reader=reader)
    assert [one.name for one in found] == ["化工项目", "", "O'Brien"]
    assert found[0] == a_check("化工项目")
    assert sorted(path.name for path in tmp_path.iterdir()) == [FILE_NAME]


def test_any_gis_can_read_it(tmp_path: Path, reader: Reader) -> None:
    keep(tmp_path, a_check("化工项目"), reader=reader)
    frame = pyogrio.read_dataframe(tmp_path / FILE_NAME)
    assert frame.crs.to_epsg() == 4490
    assert json.loads(frame["record"].iloc[0])["findings"][0]["overlap_m2"] == 1.25


@pytest.mark.parametrize("content", [b"SQLite format 3\0" + bytes(200), b"", b"PK\3\4"])
def test_a_damaged_file_is_never_replaced(tmp_path: Path, reader: Reader, content: bytes) -> None:
    path = tmp_path / FILE_NAME
    path.write_bytes(content)
    with pytest.raises(WatermapError):
        keep(tmp_path, a_check("化工项目"), reader=reader)
    assert path.read_bytes() == content


def test_another_programs_geopackage_is_never_replaced(tmp_path: Path, reader: Reader) -> None:
    path = tmp_path / FILE_NAME
    keep(tmp_path, a_check("化工项目"), reader=reader)
    frame = pyogrio.read_dataframe(path)
    path.unlink()
    pyogrio.write_dataframe(frame, path, layer="something_else", driver="GPKG")
    before = path.read_bytes()
    with pytest.raises(WatermapError, match="site_checks"):
        keep(tmp_path, a_check("化工项目"), reader=reader)
    assert path.read_bytes() == before


def test_other_layers_of_the_file_stay(tmp_path: Path, reader: Reader) -> None:
    path = keep(tmp_path, a_check("一"), reader=reader)
    notes = pyogrio.read_dataframe(path)[["name", "geometry"]]
    pyogrio.write_dataframe(notes, path, layer="notes", driver="GPKG", append=True)
    keep(tmp_path, a_check("二"), reader=reader)
    assert {name for name, _ in pyogrio.list_layers(path)} == {"site_checks", "notes"}
    assert [one.name for one in kept_checks(tmp_path, reader=reader)] == ["一", "二"]
    line = KeptCheck(
        **{**vars_of(a_check("线")), "geometry": shapely.LineString([(117, 34), (118, 35)])}
    )
    keep(tmp_path, line, reader=reader)
    assert kept_checks(tmp_path, reader=reader)[-1].geometry.geom_type == "LineString"


def vars_of(check: KeptCheck) -> dict[str, object]:
    return {name: getattr(check, name) for name in KeptCheck.__slots__}
