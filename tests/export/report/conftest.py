"""Bulletins of the sample, each period evaluated once."""

import datetime as dt
from functools import cache

import pytest

from watermap.export.report.content import Report, ReportContent
from watermap.quality.period import Period
from watermap.quality.standing.news import what_is_new
from watermap.reading.reader import Reader
from watermap.resources import shipped_samples
from watermap.workspace.answers import assess, stand
from watermap.workspace.opened import open_project

MADE_ON = dt.date(2021, 1, 8)


@pytest.fixture(scope="session")
def opened():
    with Reader() as reader:
        return open_project(shipped_samples() / "taierzhuang", reader=reader)


@pytest.fixture(scope="session")
def content(opened):
    """The content of a period, evaluated when it is first asked for."""

    @cache
    def of(period, **more):
        assessment = assess(opened, period=Period.parse(period), as_of=MADE_ON)
        standing = stand(opened, assessment)
        known = {
            "title": opened.project.title,
            "standing": standing,
            "news": what_is_new(standing),
            "layers": opened.layers,
            "kinds": opened.kinds,
            "measurements": opened.measurements,
            "documents": (
                opened.standards[assessment.standard],
                opened.methods[assessment.method],
            ),
            "made_on": MADE_ON,
            "office": "台儿庄区生态环境局",
            "problems": (*assessment.problems, *standing.problems),
        }
        return ReportContent(**(known | more))

    return of


@pytest.fixture(scope="session")
def report(content):
    return lambda period, language="zh", **more: Report.of(content(period, **more), language)
