"""A plan's targets: shares counted by hand, lengths and areas by pyproj.Geod."""

from decimal import Decimal
from itertools import chain
from pathlib import Path

import pytest
import shapely
from pydantic import ValidationError
from pyproj import Geod

from watermap.datafile import read_toml
from watermap.errors import WatermapError
from watermap.language import Text
from watermap.quality.documents.plan import Plan, Target
from watermap.resources import shipped_samples

GEOD = Geod(ellps="GRS80")  # 6378137, 1/298.257222101: the ellipsoid of CGCS2000
TITLE = Text(zh="目标", en="target")


def plan(measure, **known):
    target = Target.model_validate({"id": "one", "title": TITLE, "measure": measure, **known})
    return Plan(title=TITLE, source="示例", target=[target])


@pytest.fixture
def held(assess, layer):
    """One target held against layers; keyword ``of`` gives a kind's records."""

    def run(a_plan, *, made=(), sections=(), sources=(), of=None, date="2019-12-20", **options):
        layers = {kind: (layer(kind, records, date=date),) for kind, records in (of or {}).items()}
        result = assess(
            made, sections, sources=sources, layers=layers, plan=a_plan,
            **{"period": "2019", **options},
        )  # fmt: skip
        return result.targets[0] if result.targets else result

    return run


def sections_of(ammonia):
    """Names of sections with their ammonia."""
    return {f"桥{number}": raw for number, raw in enumerate(ammonia)}


def in_june(sections, rows):
    made = (rows(name, "2019-06", ammonia_nitrogen=raw) for name, raw in sections.items())
    return list(chain.from_iterable(made))


@pytest.mark.parametrize(
    ("ammonia", "required", "share", "met"),
    [
        (["0.4", "0.9", "1.4"], "66.6", Decimal(200) / 3, True),
        (["0.4", "0.9", "1.4"], "67", Decimal(200) / 3, False),
        (["0.4", "1.4"], "50", 50, True),
        (["3", "3"], "0", 0, True),
    ],
)
def test_share_of_good_sections(held, rows, ammonia, required, share, met):
    sections = sections_of(ammonia)
    result = held(
        plan("sections_good", at_least_pct={2019: Decimal(required)}),
        made=in_june(sections, rows),
        sections=[{"name": name, "water_body": "river"} for name in sections],
        period="2019-06",
    )  # fmt: skip
    assert (result.actual_pct, result.met, result.n) == (share, met, len(ammonia))
    assert [message.code for message in result.why] == ["quality.target_of_part"]


def test_sections_without_class_are_not_counted_and_it_is_said(held, rows):
    result = held(
        plan("sections_good", at_least_pct={2019: 50}),
        made=rows("甲", "2019-06", ph="7"),
        sections=[{"name": "甲"}, {"name": "乙"}],
        period="2019-06",
    )
    assert (result.actual_pct, result.n) == (100, 1)
    assert "quality.target_sections_left_out" in {message.code for message in result.why}


def test_nothing_evaluated_is_no_share_of_nought(held):
    result = held(plan("sections_good", at_least_pct={2019: 0}), sections=[{"name": "甲"}])
    assert (result.actual_pct, result.met, result.n) == (None, None, 0)


def test_a_share_that_only_rounding_lifts_over_the_target_is_said(held, rows):
    sections = sections_of(["0.4", "0.9", "1.4"])
    result = held(
        plan("sections_good", at_least_pct={2019: Decimal("66.7")}),
        made=in_june(sections, rows),
        sections=[{"name": name} for name in sections],
        period="2019-06",
    )  # fmt: skip
    assert result.met is False
    assert "quality.target_close" in {message.code for message in result.why}


def reach(name, year, start, end, *, built_up=True):
    shape = shapely.LineString([start, end])
    return {"name": name, "built_up": built_up, "remedied_year": year, "geometry": shape}


REACHES = [
    reach("a", None, (117.70, 34.5), (117.72, 34.51)),
    reach("b", 2019, (117.60, 34.5), (117.65, 34.5)),
    reach("c", 2020, (117.50, 34.5), (117.50, 34.53)),
    reach("d", None, (117.40, 34.5), (117.45, 34.5), built_up=False),
]


def length_km(*names):
    return sum(
        GEOD.line_length(*one["geometry"].xy) / 1000 for one in REACHES if one["name"] in names
    )


@pytest.mark.parametrize(
    ("year", "still"), [(2018, "abc"), (2019, "ac"), (2020, "a")]
)  # remedied during a year: gone at its end
def test_length_of_black_odorous_reaches(held, year, still):
    result = held(
        plan("black_odorous_length", built_up_length_km=20, at_most_pct={year: 20}),
        of={"black_odorous_water": REACHES},
        period=str(year),
        date=f"{year}-12-31",
    )
    expected = 100 * length_km(*still) / 20
    assert float(result.actual_pct) == pytest.approx(expected, abs=1e-5)
    assert result.met is (expected <= 20)
    assert result.n == 3
    assert result.why == ()


def test_what_is_not_said_of_a_reach_is_said(held):
    records = [*REACHES, {"name": "e", "built_up": None, "remedied_year": None}]
    result = held(
        plan("black_odorous_length", built_up_length_km=20, at_most_pct={2021: 20}),
        of={"black_odorous_water": records},
        period="2021",
    )
    codes = [message.code for message in result.why]
    assert codes == ["quality.target_reaches_not_said", "quality.target_older_data"]


def test_a_reach_that_is_no_line_has_no_length(held):
    area = {**REACHES[0], "name": "塘", "geometry": shapely.box(117, 34, 117.1, 34.1)}
    result = held(
        plan("black_odorous_length", built_up_length_km=20, at_most_pct={2019: 20}),
        of={"black_odorous_water": [*REACHES, area]},
    )
    assert (result.actual_pct, result.met) == (None, None)
    assert [message.code for message in result.why] == ["quality.target_no_length"]


WELLS = [
    {"name": "1", "water_class": "III", "water_class_base": "III"},
    {"name": "2", "water_class": "II", "water_class_base": "III"},
    {"name": "3", "water_class": "IV", "water_class_base": "III"},
    {"name": "4", "water_class": "V", "water_class_base": "V"},
    {"name": "5", "water_class": None, "water_class_base": "III"},
]


def test_wells_of_the_year(held):
    result = held(plan("wells_stable", at_least_pct={2019: 100}), of={"monitoring_well": WELLS})
    assert (result.actual_pct, result.met, result.n) == (75, False, 4)
    assert [message.code for message in result.why] == ["quality.target_wells_left_out"]


@pytest.mark.parametrize("date", ["2018-12-31", "2020-12-31", None])
def test_wells_of_another_year_tell_nothing(held, date):
    result = held(
        plan("wells_stable", at_least_pct={2019: 100}), of={"monitoring_well": WELLS}, date=date
    )
    assert (result.actual_pct, result.met) == (None, None)


def test_red_lines_that_overlap_count_once(held):
    west, east = shapely.box(117.5, 34.5, 117.52, 34.52), shapely.box(117.51, 34.5, 117.53, 34.52)
    whole = shapely.box(117.5, 34.5, 117.53, 34.52)
    result = held(
        plan("red_line_area", base_area_km2=6, at_least_pct={2019: 100}),
        of={"red_line": [{"name": "a", "geometry": west}, {"name": "b", "geometry": east}]},
    )
    expected = abs(GEOD.geometry_area_perimeter(whole)[0]) / 1e6
    assert float(result.actual_pct) == pytest.approx(100 * expected / 6, rel=1e-6)
    assert result.met is (expected >= 6)


@pytest.mark.parametrize(
    ("measure", "known"),
    [
        ("black_odorous_length", {"built_up_length_km": 2}),
        ("red_line_area", {"base_area_km2": 2}),
        ("wells_stable", {}),
        ("sources_good", {}),
    ],
)
def test_without_layers_nothing_is_told_and_it_says_so(held, measure, known):
    result = held(plan(measure, at_least_pct={2019: 0}, **known))
    assert (result.actual_pct, result.met) == (None, None)
    assert result.why
    assert all(message.text(language) for message in result.why for language in ("zh", "en"))


def test_a_year_without_figures_has_no_target_and_the_years_are_named(held):
    result = held(plan("wells_stable", at_least_pct={2017: 1, 2018: 2}), period="2019")
    assert result.targets == ()
    (said,) = [one for one in result.problems if one.code == "quality.no_target_year"]
    assert "2017、2018" in said.text("zh")


@pytest.mark.parametrize(
    "broken",
    [
        {"measure": "sections_good"},
        {"measure": "sections_good", "at_least_pct": {2019: 1}, "at_most_pct": {2019: 1}},
        {"measure": "red_line_area", "at_least_pct": {2019: 1}},
        {"measure": "black_odorous_length", "at_most_pct": {2019: 1}},
        {"measure": "fish", "at_most_pct": {2019: 1}},
    ],
)
def test_a_target_that_cannot_be_measured_is_refused(broken):
    with pytest.raises(ValidationError):
        Target.model_validate({"id": "one", "title": TITLE, **broken})


def test_the_samples_plan_reads_and_a_slip_in_it_is_found(tmp_path):
    path = shipped_samples() / "taierzhuang" / "targets.toml"
    assert [target.id for target in read_toml(Plan, path).targets] == [
        "sections_good", "black_odorous", "sources_good", "wells_stable", "red_line_area",
    ]  # fmt: skip
    broken = tmp_path / "targets.toml"
    broken.write_text(Path(path).read_text("utf-8").replace("at_most_pct", "at_mots_pct"), "utf-8")
    with pytest.raises(WatermapError) as caught:
        read_toml(Plan, broken)
    assert "at_most_pct" in caught.value.text("zh")
