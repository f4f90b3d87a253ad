"""Files of kinds are read strictly, and every problem is told at once."""

import re

import pytest

from watermap.catalogue.load import known_kinds, load_kinds
from watermap.catalogue.match import guess_kind, match_columns
from watermap.errors import WatermapError
from watermap.resources import shipped_layers


def _problems(*folders):
    with pytest.raises(WatermapError) as caught:
        load_kinds(folders)
    for problem in caught.value.problems:  # every sentence can be made, in both languages
        assert problem.text("zh")
        assert problem.text("en")
    return caught.value.problems


def test_a_new_kind_needs_no_code(write_kind, kinds):
    with_new = load_kinds([shipped_layers(), write_kind("moisture")])

    assert set(with_new) == {*kinds, "moisture"}
    matches = match_columns(["SQZMC", "状态", "OBJECTID"], with_new["moisture"])
    assert [match.field for match in matches] == ["name", "state", None]
    guesses = guess_kind("台儿庄墒情.shp", ["SQZMC", "状态"], "Point", with_new)
    assert guesses[0].kind == "moisture"
    assert guesses[0].confidence > 0.8


def test_the_example_of_the_readme_is_a_kind(tmp_path):
    readme = (shipped_layers() / "README.md").read_text("utf-8")
    example = re.search(r"```toml\n(.*?)```", readme, re.DOTALL)
    (tmp_path / "water").mkdir()
    (tmp_path / "water" / "moisture_station.toml").write_text(example[1], "utf-8")

    kind = load_kinds([tmp_path])["moisture_station"]

    assert kind.fields["state"].value_title("closed", "zh") == "停用"
    assert kind.fields["state"].value_title("closed", "en") == "closed"
    assert kind.fields["state"].value_title("half open", "zh") == "half open"
    assert kind.role("name") == "name"
    assert kind.role("target") is None


def test_the_users_own_kinds_are_laid_over(write_kind, monkeypatch):
    folder = write_kind("moisture")
    monkeypatch.setattr("watermap.catalogue.load.user_folder", lambda name: folder)
    assert "moisture" in known_kinds()


def test_no_folder_of_the_users_own_is_no_problem(tmp_path, monkeypatch, kinds):
    monkeypatch.setattr("watermap.catalogue.load.user_folder", lambda name: tmp_path / name)
    assert set(known_kinds()) == set(kinds)


REFUSED = [
    # what is wrong: (replaced, by), code, words of the sentence
    ("unknown key", ('symbol = "circle"', 'symbl = "circle"'), "datafile.unknown_key", "symbol"),
    ("unknown key in a field", ('role = "name"', 'rôle = "name"'), "datafile.syntax", ""),
    ("key of a field", ('role = "name"', 'roll = "name"'), "datafile.unknown_key", "role"),
    ("missing key", ('source = "SL 364-2015"\n', ""), "datafile.missing_key", "source"),
    ("unknown type", ('type = "text"\nvalues', 'type = "txt"\nvalues'), "datafile.bad_value", ""),
    ("unknown geometry", ('["point"]', '["points"]'), "datafile.bad_value", "geometry"),
    ("colour", ('"circle"', '"circle", fill = "red"'), "datafile.bad_value", "style.look.fill"),
    ("upper-case colour", ('"circle"', '"circle", fill = "#FF0000"'), "datafile.bad_value", ""),
    ("one language", ('{ zh = "状态", en = "State" }', '{ zh = "状态" }'),
     "datafile.missing_key", "title.en"),
    ("theme", ('theme = "water"', 'theme = "soil"'), "catalogue.theme_not_folder", "soil"),
    ("id", ('id = "moisture"', 'id = "wetness"'), "catalogue.id_not_stem", "wetness"),
    ("alias twice", ('"SQZMC"', '"SQZMC", "ＳＴＡＴＥ（必填）"'), "catalogue.alias_twice", "state"),
    ("value twice", ('["停用"]', '["停用", "运 行"]'), "catalogue.value_twice", "运 行"),
    ("role twice", ('type = "text"\nvalues', 'type = "text"\nrole = "name"\nvalues'),
     "catalogue.role_twice", "name"),
    ("by nothing", ("order = 75", 'order = 75\nby = "stat"'), "catalogue.no_such_field", "state"),
    ("label nothing", ("order = 75", 'order = 75\nlabel = "names"'),
     "catalogue.no_such_field", "name"),
    ("look of no value", ("order = 75", 'order = 75\nby = "state"\nlooks = { clsed = {} }'),
     "catalogue.no_such_value", "closed"),
    ("looks without by", ("order = 75", "order = 75\nlooks = { closed = {} }"),
     "catalogue.looks_without_by", "style.by"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("replace", "code", "words"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED]
)
def test_refused(write_kind, replace, code, words):
    (problem,) = _problems(write_kind(replace=[replace]))
    assert problem.code == code
    assert words in problem.text("zh")
    assert "moisture.toml" in problem.text("en")


def test_all_problems_of_all_files_at_once(write_kind):
    write_kind("one", replace=[('symbol = "circle"', 'symbl = "circle"'), ("order = 75\n", "")])
    write_kind("two", replace=[('theme = "water"', 'theme = "soil"')])
    folder = write_kind("three", add="[fields.x]\n===")
    codes = sorted(problem.code for problem in _problems(folder))
    assert codes == [
        "catalogue.theme_not_folder",
        "datafile.missing_key",
        "datafile.syntax",
        "datafile.unknown_key",
    ]


def test_an_id_belongs_to_one_file(write_kind):
    folder = write_kind("river")
    (problem,) = _problems(shipped_layers(), folder)
    assert problem.code == "catalogue.id_twice"
    assert str(shipped_layers() / "water" / "river.toml") in problem.text("en")


def test_a_folder_that_is_missing(tmp_path):
    (problem,) = _problems(tmp_path / "none")
    assert problem.code == "catalogue.no_folder"


def test_a_folder_without_kinds(tmp_path):
    (problem,) = _problems(tmp_path)
    assert problem.code == "catalogue.no_kinds"


@pytest.mark.parametrize(
    ("type_", "looks"),
    [("class", "worse_than_V = {}, II = {}"), ("boolean", "true = {}, false = {}")],
)
def test_classes_and_yes_no_have_values_of_their_own(write_kind, type_, looks):
    folder = write_kind(
        replace=[
            (
                'type = "text"\nvalues = { running = ["运行"], closed = ["停用"] }',
                f'type = "{type_}"',
            ),
            ("order = 75", f'order = 75\nby = "state"\nlooks = {{ {looks} }}'),
        ]
    )
    assert load_kinds([folder])["moisture"].style.by == "state"
