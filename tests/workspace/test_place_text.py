import pytest

from watermap.errors import WatermapError
from watermap.harmonise.places.shift import GeocentricShift, PlaneShift, WebOffset
from watermap.workspace.importing.answers import PlaceAnswer
from watermap.workspace.importing.place_text import place_text, read_place

WHY = "问过测绘院"
SEVEN = GeocentricShift(
    method="geocentric", from_crs=4610, dx_m=1.5, dy_m=-2.25, dz_m=0.125, rx_arcsec=0.5,
    ry_arcsec=-0.25, rz_arcsec=0.75, scale_ppm=3.5, convention="coordinate_frame", why=WHY,
)  # fmt: skip
FOUR = PlaneShift(
    method="plane", from_crs="local", to_crs=4548, north_m=3_800_000.25, east_m=450_000.5,
    rotation_arcsec=12.5, turns="clockwise", scale_ppm=-4.5, why=WHY,
)  # fmt: skip


@pytest.mark.parametrize(
    ("written", "place"),
    [
        ("4527", PlaceAnswer(epsg=4527, why=WHY)),
        (" EPSG:4527 ", PlaceAnswer(epsg=4527, why=WHY)),
        ("4527 north_first", PlaceAnswer(epsg=4527, why=WHY, north_first=True)),
        ("4490 gcj02", PlaceAnswer(epsg=4490, why=WHY, shift=WebOffset(method="gcj02", why=WHY))),
        ("国家2000 3度带 39带 加带号", PlaceAnswer(epsg=4527, why=WHY)),
        ("国家2000 3度带 中央经线117 不带带号", PlaceAnswer(epsg=4548, why=WHY)),
    ],
)
def test_a_place_is_written_as_code_or_name_with_order_and_offset(
    written: str, place: PlaceAnswer
) -> None:
    assert read_place(written, WHY) == place


@pytest.mark.parametrize(
    "place",
    [
        PlaceAnswer(epsg=2361, why=WHY, shift=SEVEN, north_first=True),
        PlaceAnswer(epsg=None, why=WHY, shift=FOUR),
        PlaceAnswer(epsg=4490, why=WHY),
    ],
)
def test_parameters_stand_behind_the_code(place: PlaceAnswer) -> None:
    assert read_place(place_text(place), WHY) == place


@pytest.mark.parametrize(
    "written", ["", "EPSG:", "EPSG:1", "99999999999", "西安城关", "local", "4527 {", "4527 {}"]
)
def test_what_is_no_place_is_refused(written: str) -> None:
    with pytest.raises(WatermapError) as caught:
        read_place(written, WHY)
    assert "{" not in caught.value.text("zh").replace("{}", "")


def test_a_name_of_several_systems_lists_their_codes() -> None:
    with pytest.raises(WatermapError, match="EPSG") as caught:
        read_place("西安80", WHY)
    assert "…" in caught.value.text("zh")
