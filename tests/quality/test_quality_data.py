"""The shipped standards and methods against the reference, and what the readers refuse."""

import re
import tomllib
from decimal import Decimal
from pathlib import Path

import pytest

from watermap.errors import WatermapError
from watermap.harmonise.terms.indicators import load_indicators
from watermap.quality.documents.grades import class_title, colour_of, grade_of, grade_title
from watermap.quality.documents.methods import known_methods, load_methods
from watermap.quality.documents.standards import known_standards, load_standards
from watermap.resources import package_file

ROOT = Path(__file__).resolve().parents[2]
REFERENCE = ROOT.parent / "shared" / "facts" / "standards.md"
SHIPPED = package_file("quality") / "standards"
CODES = {indicator.code: name for name, indicator in load_indicators().items()}


@pytest.fixture(scope="session")
def reference():
    if not REFERENCE.is_file():
        pytest.skip("the reference is not beside this checkout")
    return REFERENCE.read_text("utf-8")


def table(text, title):
    """Cells of the first table below a heading."""
    part = re.split(r"^## ", text.split(title, 1)[1], maxsplit=1, flags=re.M)[0]
    lines = [line for line in part.splitlines() if re.match(r"\| \d+ \|", line)]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def numbers(cells):
    found = [re.match(r"[\d.]+", cell) for cell in cells]
    return [Decimal(one.group()) for one in found if one]


def test_table_one_is_that_of_the_reference(standard, reference):
    rows = table(reference, "## 1.1 Table 1")
    own = [limit for limit in standard.limits if limit.table == 1]
    assert len(rows) == len(own) == 25  # 24 items, phosphorus twice
    for cells, limit in zip(rows, own, strict=True):
        item, code, _, _, sign, *limits = cells
        assert limit.item == int(item)
        body = {"TP_R": "river", "TP_L": "lake", "TN": "lake"}.get(code)
        assert limit.water_body == body
        assert limit.indicator == CODES[code.partition("_")[0]]
        if sign == "≤":
            assert list(limit.at_most) == numbers(limits[:5])
        elif sign == "≥":
            assert list(limit.at_least) == numbers(limits[:5])
        elif sign == "between":
            assert set(limits[:5]) == {"–".join(str(end) for end in limit.between)}
        else:
            assert not limit.gives_class
        assert limit.unit == limits[5]


def test_table_two_is_that_of_the_reference(standard, reference):
    rows = table(reference, "## 1.2 Table 2")
    own = [limit for limit in standard.limits if limit.table == 2]
    assert [
        (int(item), CODES[code], Decimal(limit.removeprefix("≤").strip()))
        for item, code, _, _, limit in rows
    ] == [(limit.item, limit.indicator, limit.sources_at_most) for limit in own]


def test_decimals_are_those_of_the_reference(method, reference):
    part = reference.split("## 3.2 Decimals used", 1)[1].split("## 3.3", 1)[0]
    titles = {indicator.title.zh: name for name, indicator in load_indicators().items()}
    titles["pH"] = "ph"
    found = re.findall(r"\|\s*\**([^|*]+?)\**\s*\|\s*\**(\d)\**\s*(?=\|)", part)
    assert {titles[name]: int(decimals) for name, decimals in found} == method.rounding.decimals


def test_the_21_indicators_are_table_one_without_three(standard, method):
    items = {limit.indicator for limit in standard.limits if limit.table == 1}
    assert len(items) == 24
    assert len(method.counted) == len(set(method.counted)) == 21
    assert items - set(method.counted) == set(method.reference_only)
    assert all(method.rounding.decimals[name] >= 0 for name in items)


def test_unrounded_differs_from_the_national_method_in_rounding_alone(methods):
    ours, other = methods["hb-2011-22"].model_dump(), methods["unrounded"].model_dump()
    assert other.pop("rounding")["decimals"] == {}
    assert ours.pop("rounding")["decimals"]
    assert ours["averaging"].pop("year_over") == "rounded_months"
    assert other["averaging"].pop("year_over") == "unrounded_months"
    for name in ("id", "title", "citation", "extends"):
        assert ours.pop(name) != other.pop(name)
    assert ours == other


def test_nothing_unverified_passes_for_verified(standard, methods):
    assert standard.verified
    assert standard.verified_against
    assert not any(method.verified or method.rounding.verified for method in methods.values())


LIMIT = '[[limit]]\nindicator = "lead"\ntable = 1\nitem = 1\nunit = "mg/L"\n'
HEAD = (
    'id = "own"\ntitle = { zh = "标准", en = "standard" }\ncitation = "X"\n'
    "in_force_from = 2020-01-01\n"
)


def problems(folder, load=load_standards):
    with pytest.raises(WatermapError) as caught:
        load([folder])
    for problem in caught.value.problems:
        assert problem.text("zh") != problem.text("en")
    return caught.value


@pytest.mark.parametrize(
    ("limit", "says"),
    [
        ('at_mots = ["1","1","1","1","1"]', "at_most"),
        ("at_most = [0.1, 0.2, 0.3, 0.4, 0.5]", "limit.0"),
        ('at_most = ["1","2","3","4"]', "limit.0.at_most"),
        ('at_most = ["1","2","3","4","3"]', "limit.0"),
        ('at_least = ["1","2","3","4","5"]', "limit.0"),
        ('between = ["9","6"]', "limit.0"),
        ('between = ["6","9"]\nsources_at_most = "1"', "limit.0"),
    ],
)
def test_a_limit_that_cannot_be_meant_is_refused_by_file_and_key(tmp_path, limit, says):
    (tmp_path / "own.toml").write_text(f"{HEAD}{LIMIT}{limit}\n", "utf-8")
    text = problems(tmp_path).text("zh")
    assert "own.toml" in text
    assert says in text


def test_all_problems_of_all_files_come_together(tmp_path):
    good = '{}at_most = ["1","2","3","4","5"]\n'
    (tmp_path / "a.toml").write_text(
        HEAD + good.format(LIMIT.replace("lead", "leed")) + good.format(LIMIT.replace("mg/L", "℃")),
        "utf-8",
    )
    (tmp_path / "b.toml").write_text(
        HEAD.replace("own", "two") + good.format(LIMIT) + good.format(LIMIT), "utf-8"
    )
    assert [problem.code for problem in problems(tmp_path).problems] == [
        "quality.indicator_unknown", "quality.unit_of_limit", "quality.limit_twice",
    ]  # fmt: skip
    (tmp_path / "c.toml").write_text("id = ", "utf-8")
    (tmp_path / "d.toml").write_text(HEAD, "utf-8")
    files = problems(tmp_path).text("en")
    for name in ("a.toml", "b.toml", "c.toml", "d.toml"):
        assert name in files


def test_one_id_twice_and_an_end_before_the_start_are_refused(tmp_path):
    body = f'{HEAD}{LIMIT}at_most = ["1","2","3","4","5"]\n'
    (tmp_path / "a.toml").write_text(body, "utf-8")
    (tmp_path / "b.toml").write_text(f"in_force_to = 2019-01-01\n{body}", "utf-8")
    assert {problem.code for problem in problems(tmp_path).problems} == {
        "quality.id_twice", "quality.ends_before",
    }  # fmt: skip


def test_a_method_that_names_what_nobody_measures_is_refused(tmp_path):
    text = (package_file("quality") / "methods" / "hb-2011-22.toml").read_text("utf-8")
    (tmp_path / "own.toml").write_text(
        text.replace('"sulphide"', '"sulfite", "total_nitrogen"'), "utf-8"
    )
    assert {problem.code for problem in problems(tmp_path, load_methods).problems} == {
        "quality.method_indicator_unknown", "quality.counted_and_not",
    }  # fmt: skip


def test_a_users_own_standard_joins_the_shipped_and_cannot_replace_one(tmp_path, monkeypatch):
    monkeypatch.setattr(
        "watermap.quality.documents.standards.user_folder", lambda name: tmp_path / name
    )
    monkeypatch.setattr(
        "watermap.quality.documents.methods.user_folder", lambda name: tmp_path / name
    )
    shipped = {"gb3838-2002", "gbt14848-2017"}
    assert set(known_standards()) == shipped
    assert set(known_methods()) == {
        "hb-2011-22", "hb-2011-22-saturation", "unrounded", "station-report", "gbt14848-2017",
    }  # fmt: skip
    (tmp_path / "standards").mkdir()
    own = tmp_path / "standards" / "own.toml"
    own.write_text(f'{HEAD}{LIMIT}at_most = ["1","2","3","4","5"]\n', "utf-8")
    assert set(known_standards()) == {*shipped, "own"}
    further = tmp_path / "project"
    further.mkdir()
    (further / "two.toml").write_text(own.read_text("utf-8").replace('"own"', '"two"'), "utf-8")
    assert set(known_standards(further)) == {*shipped, "own", "two"}
    own.write_text(own.read_text("utf-8").replace('"own"', '"gb3838-2002"'), "utf-8")
    with pytest.raises(WatermapError):
        known_standards()


@pytest.mark.parametrize(
    ("water_class", "zh", "grade", "word", "colour"),
    [
        ("I", "Ⅰ类", "excellent", "优", "blue"),
        ("II", "Ⅱ类", "excellent", "优", "blue"),
        ("III", "Ⅲ类", "good", "良好", "green"),
        ("IV", "Ⅳ类", "light", "轻度污染", "yellow"),
        ("V", "Ⅴ类", "moderate", "中度污染", "orange"),
        ("worse_than_V", "劣Ⅴ类", "heavy", "重度污染", "red"),
    ],
)
def test_classes_have_the_words_and_colours_of_the_method(water_class, zh, grade, word, colour):
    assert class_title(water_class, "zh") == zh
    assert grade_of(water_class) == grade
    assert (grade_title(grade, "zh"), colour_of(grade)) == (word, colour)


BUILT = {  # sentences whose codes are put together
    "quality": ("indicator_few_samples", "indicator_few_months", "detection_limit_above_limit",
                "class_by_half_limit", "target_", "side_", "chain_"),
    "bulletin": ("period_", "quarter_", "half_", "season_"),
}  # fmt: skip
ROOMS = sorted(
    path.stem
    for path in package_file("messages").glob("*.toml")
    if path.stem == "quality" or (ROOT / "watermap/quality" / path.stem).is_dir()
)


@pytest.mark.parametrize("room", ROOMS)
def test_every_sentence_is_used_and_its_languages_have_the_same_fields(room):
    """``quality.toml``, and a file for each room of quality that has its own."""
    sentences = tomllib.loads((package_file("messages") / f"{room}.toml").read_text("utf-8"))
    code = "".join(path.read_text("utf-8") for path in (ROOT / "watermap/quality").rglob("*.py"))
    for name, texts in sentences.items():
        assert f'"{room}.{name}"' in code or name.startswith(BUILT.get(room, ("\0",))), name
        fields = [
            sorted(set(re.findall(r"{(\w+)(?::\w+)?}", texts[language])))
            for language in ("zh", "en")
        ]
        assert fields[0] == fields[1], name
    used = set(re.findall(rf'"{room}\.(\w+)"', code))
    assert used <= set(sentences)
