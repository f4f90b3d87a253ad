"""What nobody could judge is never told as good."""

from dataclasses import replace

import pytest

from watermap.export.report.content import Report
from watermap.export.report.news import against, news_text
from watermap.export.report.parts import parts
from watermap.export.report.trace import runs


def notices_text(report):
    (part,) = parts(report, {}, wanted=["notices"])
    return "".join(one.text for one in part.blocks)


@pytest.fixture
def held(content):
    """A month in which so many of eleven sections were held against a target, all of them good."""

    def of(count, language):
        found = content("2019-06")
        bulletin = replace(
            found.standing.bulletin, towns=(), failing=(), held=count, met=count, sections=11
        )
        standing = replace(found.standing, bulletin=bulletin)
        return Report.of(replace(found, standing=standing), language)

    return of


@pytest.mark.parametrize(
    ("count", "zh", "en"),
    [
        (11, "各断面均达到水质目标", "Every section meets its target"),
        (
            10,
            "另有 1 个断面没有水质目标或不能判断，这不",
            "could not: 1; this does not mean",
        ),
        (0, "11 个断面均没有水质目标或不能判断是否达标", "11, which is all of them"),
    ],
)
def test_no_notices_are_explained(held, count, zh, en):
    assert zh in notices_text(held(count, "zh"))
    assert en in notices_text(held(count, "en"))


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([], []), ([5], ["5"]), ([5, 6], ["5–6"]), ([5, 7], ["5", "7"]),
        ([1, 2, 3, 5, 8, 9], ["1–3", "5", "8–9"]),
    ],
)  # fmt: skip
def test_rows_that_follow_each_other_are_said_as_one(rows, told):
    assert list(runs(rows)) == told


def test_where_nothing_could_be_compared_nothing_good_is_said(report):
    found = report("2019-06")
    (before, _) = against(found)
    nothing = replace(before.news, classes=(), same=0, lost=(), gained=(), exceedances=())
    text = "".join(news_text(replace(before, news=nothing), found))
    assert "0 个断面和水源地可比" in text
    assert "没有新出现的超标指标" not in text
