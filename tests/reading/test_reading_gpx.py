"""GPX: written by hand after the 1.1 schema."""

import shapely

HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<gpx version="1.1" creator="x" xmlns="http://www.topografix.com/GPX/1/1">'
)
BODY = (
    '<wpt lat="29.5" lon="106.5"><ele>200</ele><time>2019-01-02T03:04:05Z</time>'
    "<name>取水口</name></wpt>"
    '<wpt lat="29.6" lon="106.6"><name>断面</name></wpt>'
    '<rte><name>路线</name><rtept lat="29" lon="106"/><rtept lat="30" lon="107"/></rte>'
    "<trk><name>航迹</name>"
    '<trkseg><trkpt lat="29" lon="106"/><trkpt lat="29.1" lon="106.2"/></trkseg>'
    '<trkseg><trkpt lat="29.3" lon="106"/><trkpt lat="29.4" lon="106.2"/></trkseg></trk>'
)


def test_waypoints_routes_and_tracks(tmp_path, reader, codes):
    path = tmp_path / "a.gpx"
    path.write_text(f"{HEAD}{BODY}</gpx>", "utf-8")
    raw = reader.read(path)
    points, routes, tracks = raw.layers
    assert [layer.name for layer in raw.layers] == ["waypoints", "routes", "tracks"]
    assert list(points.attributes["name"]) == ["取水口", "断面"]
    assert set(points.attributes.columns) == {"ele", "time", "name"}
    assert shapely.equals_exact(points.geometry[0], shapely.Point(106.5, 29.5))
    assert [layer.features_in_file for layer in raw.layers] == [2, 1, 1]
    assert list(routes.geometry[0].coords) == [(106, 29), (107, 30)]
    assert [len(part.coords) for part in tracks.geometry[0].geoms] == [2, 2]
    assert "4326" in points.crs_wkt
    assert codes(raw) == []
    assert [layer.name for layer in reader.read(path, layers=["tracks"]).layers] == ["tracks"]


def test_nothing_in_it(tmp_path, reader, codes):
    path = tmp_path / "a.gpx"
    path.write_text(f"{HEAD}</gpx>", "utf-8")
    assert codes(reader.read(path)) == ["reading.no_features"]


def test_damaged_disguised_and_harmful(tmp_path, refusal):
    path = tmp_path / "a.gpx"
    path.write_text(f"{HEAD}{BODY[:200]}", "utf-8")
    assert refusal(path) == ["reading.damaged"]
    path.write_text("<html></html>")
    assert refusal(path) == ["reading.not_real"]
    path.write_text('<?xml version="1.0"?><!DOCTYPE gpx [<!ENTITY a "ha">]>' + HEAD[38:] + "</gpx>")
    assert refusal(path) == ["reading.document_type"]
