"""The pages of an import: what is asked next, and what the picks come to."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from watermap.catalogue.load import known_kinds
from watermap.progress import Cancelled
from watermap.reading.reader import Reader
from watermap.resources import shipped_samples
from watermap.workspace.importing.answers import LEFT_OUT, PlaceAnswer
from watermap.workspace.importing.asking import (
    Asking,
    Pick,
    begin,
    for_new_project,
    go_on,
    key_of,
    may_be_left_out,
)
from watermap.workspace.importing.making import make
from watermap.workspace.importing.question import Question
from watermap.workspace.importing.questions import kind_of
from watermap.workspace.opened import Opened, open_project

KINDS = known_kinds()
SAMPLE = shipped_samples() / "taierzhuang"
READER = Reader()


@pytest.fixture(scope="module", autouse=True)
def closed() -> Iterator[None]:
    """The reader's processes end with these tests."""
    yield
    READER.close()


@pytest.fixture(scope="module")
def asking(tmp_path_factory: pytest.TempPathFactory) -> Asking:
    """Sections, a river without .prj, and the workbook of 2019."""
    folder = tmp_path_factory.mktemp("数据")
    for name in ("断面", "河流"):
        for part in SAMPLE.glob(f"{name}.*"):
            shutil.copy(part, folder)
    (folder / "河流.prj").unlink()
    shutil.copy(SAMPLE / "水质监测_2019.xlsx", folder)
    return begin([folder], kinds=KINDS, reader=READER)


@pytest.fixture(scope="module")
def project() -> Opened:
    return open_project(SAMPLE, reader=READER)


NAME = "台儿庄公路大桥"


def only(asking: Asking, page: str) -> Question:
    """The question of a page; of the names the one about NAME."""
    (found,) = [one for one in dict(asking.pages)[page] if page != "names" or one.about == NAME]
    return found


def test_the_pages_come_in_order_and_only_with_questions(asking: Asking) -> None:
    assert [page for page, _ in asking.pages] == ["place", "names"]


def test_answered_questions_stay_on_their_pages(asking: Asking) -> None:
    picks = {
        key_of(only(asking, "place")): Pick(value="EPSG:4490", why="问过"),
        key_of(only(asking, "names")): Pick(value="台儿庄大桥"),
    }
    further = go_on(asking, picks, kinds=KINDS, reader=READER)
    assert [page for page, _ in further.pages] == ["place", "names"]
    part = only(asking, "place").about
    assert further.answers.places == {part: PlaceAnswer(epsg=4490, why="问过")}
    assert further.answers.names == {NAME: "台儿庄大桥"}


def test_nonsense_is_no_answer(asking: Asking) -> None:
    picks = {key_of(only(asking, "place")): Pick(value="西安")}
    assert go_on(asking, picks, kinds=KINDS, reader=READER).answers.places == {}


def test_a_layer_is_left_out_and_a_name_unmatched_by_the_same_answer(asking: Asking) -> None:
    place, name = only(asking, "place"), only(asking, "names")
    assert may_be_left_out(place)
    assert may_be_left_out(name)
    picks = {key_of(one): Pick(value=LEFT_OUT) for one in (place, name)}
    further = go_on(asking, picks, kinds=KINDS, reader=READER)
    assert further.answers.kinds == {place.about: LEFT_OUT}
    assert further.answers.names == {}


def test_a_kind_that_was_guessed_for_sure_is_asked_where_it_is_doubted(asking: Asking) -> None:
    river = next(one for one in asking.survey.layers if one.raw.name == "河流")
    further = go_on(asking, {}, kinds=KINDS, reader=READER, doubted=[river.part])
    question = only(further, "kind")
    assert question.about == river.part
    picks = {key_of(question): Pick(value="diversion_line")}
    again = go_on(further, picks, kinds=KINDS, reader=READER, doubted=[river.part])
    assert kind_of(river, again.answers) == "diversion_line"
    assert [page for page, _ in again.pages] == ["kind", "place", "names"]


def test_an_encoding_has_its_file_read_again_once(tmp_path: Path) -> None:
    import geopandas as gpd
    import pyogrio

    names = ["郯崮", "鄫鄅", "堌湅"]  # too rare to tell the encoding by
    frame = gpd.read_file(SAMPLE / "加油站.shp").head(3)[["geometry"]].assign(MC=names)
    path = tmp_path / "加油站.shp"
    pyogrio.write_dataframe(frame, path, encoding="GB18030")
    path.with_suffix(".cpg").unlink(missing_ok=True)
    first = begin([path], kinds=KINDS, reader=READER)
    picks = {key_of(only(first, "encoding")): Pick(value="GB18030")}
    further = go_on(first, picks, kinds=KINDS, reader=READER)
    assert list(further.survey.layers[0].raw.attributes["MC"]) == names
    assert list(first.survey.layers[0].raw.attributes["MC"]) != names
    assert further.pages[0][0] == "encoding"  # Back still finds it
    same = go_on(further, picks, kinds=KINDS, reader=READER)
    assert same.survey is further.survey
    back = go_on(
        further, {key_of(only(first, "encoding")): Pick(value="cp950")}, kinds=KINDS, reader=READER
    )
    assert back.answers.encodings == {path: "cp950"}
    assert list(back.survey.layers[0].raw.attributes["MC"]) != names


def test_the_open_projects_sections_count_but_not_in_a_new_project(project: Opened) -> None:
    alone = begin([SAMPLE / "水质监测_2019.xlsx"], kinds=KINDS, reader=READER)
    assert alone.pages == ()
    beside = begin(
        [SAMPLE / "水质监测_2019.xlsx"], kinds=KINDS, reader=READER, project=_unconfirmed(project)
    )
    question = only(beside, "names")
    picks = {key_of(question): Pick(value="台儿庄大桥")}
    further = go_on(beside, picks, kinds=KINDS, reader=READER, project=_unconfirmed(project))
    assert further.answers.names == {NAME: "台儿庄大桥"}
    assert for_new_project(further, kinds=KINDS).names == {}


def _unconfirmed(project: Opened) -> Opened:
    return replace(project, project=project.project.model_copy(update={"names": {}}))


def test_a_cancelled_copy_leaves_no_folder(asking: Asking, tmp_path: Path) -> None:
    class Stop:
        def step(self, done: int, _total: int, _message: str = "") -> None:
            if done == 1:
                raise Cancelled

    folder = tmp_path / "neu" / "项目"
    with pytest.raises(Cancelled):
        make(folder, asking.survey, asking.answers, kinds=KINDS, progress=Stop())
    assert list(tmp_path.iterdir()) == []


def test_an_encoding_is_shown_beside_the_alternatives_and_a_bad_guess_is_not_proposed(
    tmp_path: Path,
) -> None:
    import geopandas as gpd
    import pyogrio

    names = ["郯崮", "鄫鄅", "堌湅"]
    frame = gpd.read_file(SAMPLE / "加油站.shp").head(3)[["geometry"]].assign(MC=names)
    path = tmp_path / "加油站.shp"
    pyogrio.write_dataframe(frame, path, encoding="GB18030")
    path.with_suffix(".cpg").unlink(missing_ok=True)
    question = only(begin([path], kinds=KINDS, reader=READER), "encoding")
    assert question.proposal == ""
    shown = {choice.value: choice.preview for choice in question.choices}
    assert shown["GB18030"] == tuple(names)
    assert len(shown) == 4
    for encoding, python in (("UTF-8", "utf-8"), ("cp950", "cp950"), ("ISO-8859-1", "latin-1")):
        expected = [one.encode("gb18030").decode(python, "replace") for one in names]
        assert [row[:1] for row in shown[encoding]] == [one[:1] for one in expected]


def test_who_is_asked_for_a_kind_is_told_what_lies_in_the_layer(asking: Asking) -> None:
    river = next(one for one in asking.survey.layers if one.raw.name == "河流")
    asked = only(go_on(asking, {}, kinds=KINDS, reader=READER, doubted=[river.part]), "kind").asks
    assert "7 个要素（线）" in asked.text("zh")
    assert "HLMC = 韩庄运河" in asked.text("zh")
    assert "(lines)" in asked.text("en")


def test_a_raster_or_an_empty_file_does_not_vanish_in_silence(tmp_path: Path) -> None:
    import numpy as np
    import rasterio
    from rasterio import Affine

    with rasterio.open(
        tmp_path / "高程.tif", "w", driver="GTiff", width=2, height=2, count=1, dtype="uint8",
        crs="EPSG:4490", transform=Affine(0.1, 0, 117, 0, -0.1, 35),
    ) as raster:  # fmt: skip
        raster.write(np.ones((1, 2, 2), "uint8"))
    found = begin([tmp_path], kinds=KINDS, reader=READER).survey
    assert any("高程.tif" in problem.text("zh") for problem in found.problems)
    assert found.layers == ()
