"""Main pollutants of rivers and basins: tests/tables/quality_group_pollutants.toml."""

import tomllib
from decimal import Decimal
from itertools import chain
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

TABLE = Path(__file__).parents[1] / "tables" / "quality_group_pollutants.toml"
CASES = tomllib.loads(TABLE.read_text("utf-8"))["case"]


@pytest.fixture
def overall(assess, rows):
    """All sections of a river with these values."""

    def make(sections):
        made = [rows(f"桥{at}", "2019-06", **cells) for at, cells in enumerate(sections)]
        records = [
            {"name": f"桥{at}", "river": "河", "water_body": "river"} for at in range(len(sections))
        ]
        return assess(list(chain.from_iterable(made)), records).rivers[0]

    return make


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["clause"])
def test_the_pollutants_are_as_the_table_says(case, overall):
    river = overall([*case["sections"], *[{"ph": "7"}] * case.get("fill", 0)])
    means = case.get("means", False)
    assert river.method == ("means" if means else "shares")
    found = [
        (one.id, one.over, one.multiple if means else one.share_pct)
        for one in river.main_pollutants
    ]
    assert found == [
        (name, over, Decimal(figure) if figure else None) for name, over, figure in case["expect"]
    ]
    assert all((one.share_pct is None) == means for one in river.main_pollutants)


def test_mixed_waters_have_no_class_and_so_no_pollutants(assess, rows):
    made = [
        *rows("桥", "2019-06", total_phosphorus="0.15"),
        *rows("湖", "2019-06", total_phosphorus="0.15"),
    ]
    records = [
        {"name": "桥", "river": "河", "water_body": "river"},
        {"name": "湖", "river": "河", "water_body": "lake"},
    ]
    (river,) = assess(made, records).rivers
    assert [one.code for one in river.flagged] == ["quality.mixed_waters"]
    assert river.main_pollutants == ()


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(
        st.fixed_dictionaries(
            {
                "ammonia_nitrogen": st.sampled_from(["0.4", "1.2", "2.5"]),
                "total_phosphorus": st.sampled_from(["0.1", "0.3", "0.5"]),
                "permanganate_index": st.sampled_from(["4", "7", "16"]),
                "petroleum": st.sampled_from(["0.01", "0.4"]),
            }
        ),
        min_size=5,
        max_size=9,
    )
)
def test_no_more_than_three_and_each_at_least_as_frequent_as_those_left_out(overall, sections):
    limits = {"ammonia_nitrogen": 1, "total_phosphorus": 0.2, "permanganate_index": 6,
              "petroleum": 0.05}  # fmt: skip
    counted = {
        name: sum(float(one[name]) > limit for one in sections) for name, limit in limits.items()
    }
    river = overall(sections)
    if river.grade in ("excellent", "good"):
        assert river.main_pollutants == ()
        return
    named = {one.id: one.over for one in river.main_pollutants}
    assert named == {name: counted[name] for name in named}
    assert len(named) == min(3, sum(count > 0 for count in counted.values()))
    left = [count for name, count in counted.items() if name not in named]
    assert min(named.values()) >= max(left, default=0)
