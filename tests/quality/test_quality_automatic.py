"""Automatic results go before manual ones, for the indicators of which the method says so (3.5)."""

import pytest

FILE = "自动站2019.xlsx"


@pytest.fixture
def both(rows):
    manual = rows("桥", "2019-06-05", ammonia_nitrogen="1.8", copper="0.02")
    automatic = [
        one
        for day, raw in (("01", "0.4"), ("02", "0.6"))
        for one in rows(
            "桥", f"2019-06-{day}", source=f"{FILE} › 1", ammonia_nitrogen=raw, copper="3"
        )
    ]
    return [*manual, *automatic]


def _value(result, name):
    return next(one for one in result.sections[0].indicators if one.id == name)


def test_manual_values_of_such_a_month_are_set_aside_and_counted(assess, both):
    result = assess(
        both, [{"name": "桥", "water_body": "river"}], said={"automatic": frozenset({FILE})}
    )
    assert _value(result, "ammonia_nitrogen").raw == ("0.4", "0.6")
    assert _value(result, "copper").n == 3  # not one of the six
    (said,) = [one for one in result.problems if one.code == "quality.manual_aside"]
    assert said.fields["count"] == 1
    assert "氨氮" in said.text("zh")


def test_without_automatic_tables_all_values_count(assess, both):
    result = assess(both, [{"name": "桥", "water_body": "river"}])
    assert _value(result, "ammonia_nitrogen").n == 3


@pytest.mark.parametrize("broken", ["?9", "断流"])
def test_an_automatic_month_without_a_usable_value_leaves_the_manual_one(assess, rows, broken):
    made = [
        *rows("桥", "2019-06-05", ammonia_nitrogen="1.8"),
        *rows("桥", "2019-06-01", source=f"{FILE} › 1", ammonia_nitrogen=broken),
    ]
    result = assess(
        made, [{"name": "桥", "water_body": "river"}], said={"automatic": frozenset({FILE})}
    )
    assert "1.8" in _value(result, "ammonia_nitrogen").raw


def test_other_months_keep_their_manual_values(assess, rows):
    made = [
        *rows("桥", "2019-05-05", ammonia_nitrogen="1.0"),
        *rows("桥", "2019-06-05", ammonia_nitrogen="1.8"),
        *rows("桥", "2019-06-01", source=f"{FILE} › 1", ammonia_nitrogen="0.4"),
    ]
    result = assess(
        made,
        [{"name": "桥", "water_body": "river"}],
        period="2019-Q2",
        said={"automatic": frozenset({FILE})},
    )
    assert _value(result, "ammonia_nitrogen").raw == ("1.0", "0.4")
