"""What periods are called in sentences, and a period of any length as a whole."""

import pytest

from watermap.quality.bulletin.wording import month_name, period_name
from watermap.quality.period import Period

SEASONS = {"wet": [6, 7, 8, 9], "dry": [12, 1, 2]}


@pytest.mark.parametrize(
    ("period", "zh", "en"),
    [
        ("2019-06", "2019年6月", "2019-06"),
        ("2019-12", "2019年12月", "2019-12"),
        ("2019-Q1", "2019年第一季度", "2019-Q1"),
        ("2019-Q4", "2019年第四季度", "2019-Q4"),
        ("2019-H1", "2019年上半年", "2019-H1"),
        ("2019-H2", "2019年下半年", "2019-H2"),
        ("2019", "2019年", "2019"),
        ("2019-03/2019-08", "2019年3～8月", "2019-03 to 08"),
        ("2019-06-05", "2019年6月5日", "2019-06-05"),
        ("2019-wet", "2019年丰水期", "2019, wet season"),
        ("2019-dry", "2019年枯水期", "2019, dry season"),
    ],
)
def test_a_period_has_a_name_in_both_languages(period, zh, en):
    found = period_name(Period.parse(period, seasons=SEASONS))
    assert (found.zh, found.en) == (zh, en)


def test_a_month_is_called_the_same_everywhere():
    month = Period.parse("2019-06")
    assert period_name(month) == month_name(month)
