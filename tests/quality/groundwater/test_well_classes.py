"""Single indicators and whole wells: tests/tables/groundwater_classes.toml and by hand."""

import datetime as dt
import tomllib
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from watermap.errors import WatermapError
from watermap.quality.assessment import CLASSES
from watermap.quality.classing.classify import class_of
from watermap.quality.documents.standards import known_standards
from watermap.quality.groundwater.evaluate_wells import evaluate_wells
from watermap.quality.period import Period

TABLE = Path(__file__).parents[2] / "tables" / "groundwater_classes.toml"
CASES = tomllib.loads(TABLE.read_text("utf-8"))["case"]
GROUND = known_standards()["gbt14848-2017"]
UPPER = [row for rows in GROUND.rows.values() for row in rows if row.at_most is not None]


@pytest.fixture
def well(wells_of, rows):
    def run(dates=("2020-05",), **cells):
        made = [row for date in dates for row in rows("J1", date, **cells)]
        (found,) = wells_of(made, [{"name": "J1"}]).wells
        return found

    return run


@pytest.mark.parametrize(
    "case", CASES, ids=lambda case: f"{case['clause']} {case['indicator']} {case['cell']}"
)
def test_an_indicator_has_the_class_of_the_table(case, well):
    result = well(**{case["indicator"]: case["cell"]}).result
    (found,) = result.indicators
    assert found.water_class == (None if case["class"] == "none" else case["class"])
    assert found.possible == case.get("possible")
    assert found.counts
    assert result.state == ("insufficient" if case["class"] == "none" else "evaluated")


def test_the_worst_indicator_decides_and_is_named(well):
    found = well(total_hardness="500", nitrate="25", iron="0.2", thallium="0.0001")
    result = found.result
    assert (result.water_class, result.target, result.met) == ("IV", "III", False)
    assert result.deciding == ("total_hardness", "nitrate")
    assert (found.routine, found.further) == (3, 1)
    over = {one.id: (str(one.limit), one.multiple) for one in result.indicators if one.multiple}
    assert over == {
        "total_hardness": ("450", Decimal(50) / Decimal(450)),
        "nitrate": ("20.0", Decimal(5) / Decimal(20)),
    }


def test_limits_are_those_of_class_three_in_the_indicators_unit(well):
    result = well(trichloromethane="0.07", ph="9.2").result
    limits = {one.id: one.limit for one in result.indicators}
    assert limits == {"trichloromethane": Decimal("0.06"), "ph": Decimal("8.5")}
    assert {one.id for one in result.indicators if one.multiple is not None} == {"trichloromethane"}


def test_class_three_may_be_exceeded_and_it_cannot_be_told(well):
    result = well(total_hardness="100", mercury="0.004L").result
    assert (result.water_class, result.met) == ("I", None)
    assert "quality.detection_limit_above_limit" in {message.code for message in result.why}


def test_several_results_below_and_above_detection_are_found_at_all(well, rows, wells_of):
    """One result with surfactants is enough: they were detected in the period."""
    made = [*rows("J1", "2020-05", anionic_surfactants="0.05L"),
            *rows("J1", "2020-09", anionic_surfactants="0.06")]  # fmt: skip
    (found,) = wells_of(made, [{"name": "J1"}]).wells
    (one,) = found.result.indicators
    assert (one.mean, one.water_class) == (Decimal("0.0425"), "II")


@pytest.mark.parametrize(("cell", "said"), [("0.6", True), ("0.5", False)])
def test_radioactivity_above_its_guide_value_asks_for_nuclides(well, cell, said):
    codes = {message.code for message in well(total_alpha=cell).why}
    assert ("groundwater.nuclides" in codes) is said


def test_a_well_without_results_has_no_class(wells_of, rows):
    found = wells_of(rows("J1", "2019-05", ph="7"), [{"name": "J1"}, {"name": "J2"}])
    assert [one.result.state for one in found.wells] == ["no_data", "no_data"]
    assert {problem.code for problem in found.problems} >= {"groundwater.without_results"}
    assert dict(found.counts()) == {None: 2}


def test_what_is_not_verified_and_not_rounded_is_said(wells_of, rows):
    found = wells_of(rows("J1", "2020-05", ph="7"), [{"name": "J1"}])
    codes = [problem.code for problem in found.problems]
    assert codes.count("quality.unverified") == 2
    assert "groundwater.not_rounded" in codes
    assert found.routine_of == 39


def test_a_surface_standard_is_refused(wells_of, standard, method, measured, rows):
    with pytest.raises(WatermapError) as caught:
        evaluate_wells(
            measured(rows("J1", "2020-05", ph="7")), {}, standard=standard, method=method,
            period=Period(year=2020), as_of=dt.date(2021, 1, 1),
        )  # fmt: skip
    assert [problem.code for problem in caught.value.problems] == ["groundwater.not_for_wells"]


@given(st.sampled_from(UPPER), st.decimals("0", "5000", places=7), st.decimals("0", "50", places=7))
def test_a_higher_value_has_no_better_class(row, value, more):
    before, after = class_of(value, row), class_of(value + more, row)
    assert CLASSES.index(before) <= CLASSES.index(after)
    assert after != "worse_than_V"


@given(st.decimals("0", "14", places=3))
def test_ph_is_as_the_text_has_it(value):
    if Decimal("6.5") <= value <= Decimal("8.5"):
        expected = "I"
    elif (Decimal("5.5") <= value < Decimal("6.5")) or (Decimal("8.5") < value <= Decimal("9.0")):
        expected = "IV"
    else:
        expected = "V"
    (row,) = GROUND.limits_for("ph", "unknown")
    assert class_of(value, row) == expected
