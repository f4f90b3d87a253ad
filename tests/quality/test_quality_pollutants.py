"""The main pollutants of a section (环办〔2011〕22号; standards.md 2.5), as tables of cases."""

from decimal import Decimal

import pytest

RIVER = {"name": "桥", "water_body": "river", "target": "V"}

# Values of indicators: what is named, in this order, with the multiple over class III.
CASES = [
    # Class III or better: none, whatever is near the limit.
    ({"ammonia_nitrogen": "1.0", "permanganate_index": "6.0"}, []),
    ({"ph": "7"}, []),
    # The worst class first, although its multiple is smaller: COD 31 is V, CODMn 10 is IV.
    (
        {"permanganate_index": "10.0", "chemical_oxygen_demand": "31.0"},
        [("chemical_oxygen_demand", "0.55"), ("permanganate_index", "0.6667")],
    ),
    # In one class by the multiple; three at most.
    (
        {
            "permanganate_index": "9.0", "chemical_oxygen_demand": "22.0",
            "ammonia_nitrogen": "1.40", "total_phosphorus": "0.260",
        },
        [("permanganate_index", "0.5"), ("ammonia_nitrogen", "0.4"), ("total_phosphorus", "0.3")],
    ),
    # No multiple of oxygen or pH: last in their class, but in the class they have.
    (
        {"dissolved_oxygen": "1.0", "ammonia_nitrogen": "2.50", "permanganate_index": "9.0"},
        [("ammonia_nitrogen", "1.5"), ("dissolved_oxygen", None), ("permanganate_index", "0.5")],
    ),
    ({"ph": "5"}, [("ph", None)]),
    # Cyanide and heavy metals over class III go before all.
    (
        {"ammonia_nitrogen": "3.00", "lead": "0.060", "permanganate_index": "9.0"},
        [("lead", "0.2"), ("ammonia_nitrogen", "2.0"), ("permanganate_index", "0.5")],
    ),
    # … but not where they keep it.
    ({"ammonia_nitrogen": "3.00", "lead": "0.050"}, [("ammonia_nitrogen", "2.0")]),
    # What is for reference only is none: nitrogen of a river, coliforms.
    (
        {"ammonia_nitrogen": "1.20", "total_nitrogen": "9.00", "faecal_coliforms": "900000"},
        [("ammonia_nitrogen", "0.2")],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("values", "expected"), CASES)
def test_main_pollutants(assess, rows, values, expected):
    (section,) = assess(rows("桥", "2019-06", **values), [RIVER]).sections
    found = [
        (one.id, None if one.multiple is None else round(one.multiple, 4))
        for one in section.main_pollutants
    ]
    assert found == [(name, None if times is None else Decimal(times)) for name, times in expected]


def test_the_multiple_is_that_of_class_three_whatever_the_target(assess, rows):
    made = rows("桥", "2019-06", ammonia_nitrogen="3.00")
    (section,) = assess(made, [{**RIVER, "target": "II"}]).sections
    assert section.indicators[0].multiple == Decimal(5)  # over the target, 0.5
    assert section.main_pollutants[0].multiple == Decimal(2)  # over class III, 1.0


def test_a_lake_has_the_limits_of_lakes(assess, rows):
    made = rows("湖心", "2019-06", total_phosphorus="0.100")
    (section,) = assess(made, [{**RIVER, "name": "湖心", "water_body": "lake"}]).sections
    assert [(one.id, one.multiple) for one in section.main_pollutants] == [
        ("total_phosphorus", Decimal(1))
    ]


def test_a_section_that_is_not_evaluated_has_none(assess, rows):
    (section,) = assess(
        rows("桥", "2019-06", ammonia_nitrogen="9"), [RIVER], period="2019"
    ).sections
    assert (section.state, section.main_pollutants) == ("insufficient", ())


def test_a_stations_report_names_what_decides_the_class_alone(assess, rows, methods):
    made = rows("桥", "2019-06", ammonia_nitrogen="3.82", permanganate_index="9.1")
    (section,) = assess(made, [RIVER], method=methods["station-report"]).sections
    assert [one.id for one in section.main_pollutants] == list(section.deciding)
