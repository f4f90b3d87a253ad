"""Standards and methods that a bureau writes itself: what may be written, and every mistake."""

import tomllib
from decimal import Decimal

import pytest

from watermap.errors import WatermapError
from watermap.quality.classing.levels import held_to_level
from watermap.quality.documents.methods import load_methods
from watermap.quality.documents.standards import load_standards
from watermap.quality.documents.variants import merged
from watermap.resources import package_file

HEAD = (
    'id = "own"\ntitle = { zh = "排放标准", en = "discharge standard" }\ncitation = "X"\n'
    "in_force_from = 2020-01-01\n"
)
LIMIT = '[[limit]]\nindicator = "{}"\ntable = 1\nitem = 1\nunit = "{}"\n{}\n'
LEVELS = '[levels]\n1A = { zh = "一级A", en = "1A" }\n1B = { zh = "一级B", en = "1B" }\n'
METHODS = package_file("quality") / "methods"


def caught(folder, load=load_standards):
    with pytest.raises(WatermapError) as error:
        load([folder])
    for problem in error.value.problems:
        assert problem.text("zh") != problem.text("en")
    return error.value.problems


def write(folder, *limits, head=HEAD, name="own.toml"):
    (folder / name).write_text(head + "".join(limits), "utf-8")


@pytest.mark.parametrize(
    ("head", "measured", "keys", "code", "key"),
    [
        ("", ("leed", "mg/L"), "", "quality.indicator_unknown", "limit.0"),
        ("", ("lead", "NTU"), "", "quality.unit_of_limit", "limit.0"),
        ("", ("lead", "mg/l4"), "", "quality.unit_of_limit", "limit.0"),
        ("", ("lead", "mg/L"), 'at_most = ["1","2","3","4"]', "quality.limits_count",
         "limit.0.at_most"),
        ('beyond = "V"\n', ("lead", "mg/L"), 'at_most = ["1","2","3","4","5"]',
         "quality.limits_count", "limit.0.at_most"),
        ('beyond = "V"\n', ("lead", "mg/L"), 'at_most = ["1","2","3","4"]\nbeyond = "IV"',
         "quality.limits_count", "limit.0.at_most"),
        ("", ("ph", "无量纲"), 'ranges = [["6","9"]]', "quality.limits_count", "limit.0.ranges"),
        ("", ("lead", "mg/L"), 'at_most_of_level = { "1A" = "1" }', "quality.level_unknown",
         "limit.0"),
        (LEVELS, ("lead", "mg/L"), 'at_most_of_level = { "2" = "1" }', "quality.level_unknown",
         "limit.0"),
        (LEVELS, ("lead", "mg/L"), 'at_most = ["1","2","3","4","5"]',
         "quality.class_limits_of_levels", "limit.0.at_most"),
        ("", ("lead", "mg/L"), 'group = "toxic"', "quality.group_unknown", "limit.0"),
        ("", ("lead", "mg/L"), "preferred = true", "quality.preferred_unsaid", "limit.0"),
        ("", ("lead", "mg/L"), 'ranges = [["9","6"]]', "datafile.bad_value", "limit.0"),
        ("", ("lead", "mg/L"), 'ranges = [["5","9"],["6","8"]]', "datafile.bad_value", "limit.0"),
        ("", ("lead", "mg/L"), 'at_most = ["1","2"]\nnot_detected = true', "datafile.bad_value",
         "limit.0"),
        ("", ("lead", "mg/L"), 'at_most = ["0","2"]\nat_least = ["3","2"]', "datafile.bad_value",
         "limit.0"),
        ("", ("lead", "mg/L"), "sources_at_most = 0.1", "datafile.bad_value",
         "limit.0.sources_at_most"),
        ('beyond = "VI"\n', ("lead", "mg/L"), "", "datafile.bad_value", "beyond"),
        ('waters = "sea"\n', ("lead", "mg/L"), "", "datafile.unknown_key", "waters"),
    ],
)  # fmt: skip
def test_each_sort_of_mistake_names_file_and_key(tmp_path, head, measured, keys, code, key):
    write(tmp_path, LIMIT.format(*measured, keys), head=HEAD + head)
    (problem,) = caught(tmp_path)
    assert problem.code == code
    assert "own.toml" in problem.text("zh")
    assert problem.fields["key"] == key
    assert key in problem.text("zh")


def test_mistakes_of_models_and_of_whole_files_come_together(tmp_path):
    write(tmp_path, LIMIT.format("leed", "mg/L", ""))
    write(tmp_path, LIMIT.format("lead", "mg/L", "at_mots = []"), name="two.toml")
    (tmp_path / "three.toml").write_text("id =", "utf-8")
    codes = {problem.code for problem in caught(tmp_path)}
    assert codes == {"quality.indicator_unknown", "datafile.unknown_key", "datafile.syntax"}


@pytest.fixture
def discharge(tmp_path):
    write(
        tmp_path,
        LIMIT.format("chemical_oxygen_demand", "mg/L",
                     'at_most_of_level = { "1A" = "50", "1B" = "60" }'),
        LIMIT.format("ammonia_nitrogen", "mg/L", 'at_most_of_level = { "1A" = "5" }'),
        LIMIT.format("trichloromethane", "µg/L", 'at_most_of_level = { "1A" = "300" }'),
        LIMIT.format("ph", "无量纲", 'between = ["6", "9"]'),
        head=HEAD + 'water = "discharge"\n' + LEVELS,
    )  # fmt: skip
    return load_standards([tmp_path])["own"]


def test_values_are_held_to_a_level(discharge):
    values = {name: Decimal(text) for name, text in {
        "chemical_oxygen_demand": "55", "ammonia_nitrogen": "5", "trichloromethane": "0.31",
        "ph": "9.1", "lead": "9",
    }.items()}  # fmt: skip
    found = {one.id: one for one in held_to_level(values, standard=discharge, level="1A")}
    assert {name: one.kept for name, one in found.items()} == {
        "chemical_oxygen_demand": False, "ammonia_nitrogen": True, "trichloromethane": False,
        "ph": False,
    }  # fmt: skip
    assert found["chemical_oxygen_demand"].multiple == Decimal("0.1")
    assert found["trichloromethane"].at_most == Decimal("0.3")
    assert found["ph"].multiple is None
    below = {one.id for one in held_to_level(values, standard=discharge, level="1B") if one.kept}
    assert below == {"chemical_oxygen_demand"}
    with pytest.raises(WatermapError) as error:
        held_to_level(values, standard=discharge, level="2")
    assert error.value.problems[0].code == "quality.no_such_level"


def test_a_standard_with_levels_gives_no_class(discharge):
    rows = [row for rows in discharge.rows.values() for row in rows if row.indicator != "ph"]
    assert not any(row.gives_class for row in rows)


def method(folder, name, text):
    (folder / f"{name}.toml").write_text(text, "utf-8")


def test_a_method_of_ones_own_holds_what_differs(tmp_path):
    method(tmp_path, "own", 'id = "own"\nextends = "unrounded"\nstandards = ["own"]\n'
           "[averaging]\nyear_min_months = 6\n")  # fmt: skip
    found = load_methods([METHODS, tmp_path])
    own, base, national = found["own"], found["unrounded"], found["hb-2011-22"]
    assert own.standards == ("own",)
    assert own.averaging == base.averaging.model_copy(update={"year_min_months": 6})
    assert own.rounding == base.rounding
    assert own.river == national.river
    assert own.main_pollutants == national.main_pollutants


@pytest.mark.parametrize(
    ("files", "codes"),
    [
        ({"a": 'id = "a"\nextends = "b"\n'}, ["quality.extends_unknown"]),
        ({"a": 'id = "a"\nextends = "a"\n'}, ["quality.extends_itself"]),
        ({"a": 'id = "a"\nextends = "b"\n', "b": 'id = "b"\nextends = "a"\n'},
         ["quality.extends_itself"] * 2),
        ({"a": 'id = "a"\nextends = "hb-2011-22"\ncounted = ["led"]\n'},
         ["quality.method_indicator_unknown"]),
        ({"a": 'id = "a"\nextends = "hb-2011-22"\n[averaging]\nyear_mim = 3\n'},
         ["datafile.unknown_key"]),
        ({"a": "id = "}, ["datafile.syntax"]),
        # The base's own mistake is said once, not again for what is built on it.
        ({"a": 'id = "a"\nextends = "b"\n', "b": "id = "}, ["datafile.syntax"]),
    ],
)  # fmt: skip
def test_a_method_built_on_what_there_is_not_is_refused(tmp_path, files, codes):
    for name, text in files.items():
        method(tmp_path, name, text)
    with pytest.raises(WatermapError) as error:
        load_methods([METHODS, tmp_path])
    assert [problem.code for problem in error.value.problems] == codes
    for problem in error.value.problems:
        assert problem.fields["file"].parent == tmp_path
        assert problem.text("zh") != problem.text("en")


def test_tables_take_over_key_by_key_unless_they_replace():
    base = {"a": 1, "t": {"x": 1, "y": {"p": 1, "q": 2}}, "l": [1, 2]}
    assert merged(base, {"l": [3], "t": {"y": {"q": 9}}}) == {
        "a": 1, "t": {"x": 1, "y": {"p": 1, "q": 9}}, "l": [3],
    }  # fmt: skip
    assert merged(base, {"t": {"replaces": True, "z": 5}})["t"] == {"z": 5}
    assert base["t"] == {"x": 1, "y": {"p": 1, "q": 2}}


def test_variants_are_shorter_than_what_they_extend():
    for name in ("unrounded", "station-report", "hb-2011-22-saturation"):
        raw = tomllib.loads((METHODS / f"{name}.toml").read_text("utf-8"))
        assert raw["extends"] == "hb-2011-22"
        assert "counted" not in raw
        assert "river" not in raw
