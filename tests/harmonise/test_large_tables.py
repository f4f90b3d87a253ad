"""Large sheets: the same results as small ones, reports on the way, and a stop within them."""

import datetime as dt

import pytest

from watermap.harmonise import measurements as m
from watermap.harmonise.sheets.rows import STEP
from watermap.harmonise.table import harmonise_table
from watermap.progress import Cancelled

HEAD = ("断面名称", "监测时间", "pH", "氨氮(mg/L)", "铜(μg/L)")
ROWS = 3 * STEP


class Watch:
    """Counts reports; stops the work at one of them."""

    def __init__(self, stop_at=None):
        self.steps = []
        self._stop_at = stop_at

    def step(self, done, total, message=""):
        if len(self.steps) == self._stop_at:
            raise Cancelled
        assert 0 <= done <= total
        self.steps.append(done)


@pytest.fixture(scope="module")
def rows():
    start = dt.datetime(2019, 1, 1)
    return [
        (f"断面{n % 7}", start + dt.timedelta(hours=n), 7 + n % 200 / 100, n % 1013 / 1000, "5L")
        for n in range(ROWS)
    ]


def test_a_large_sheet_gives_what_its_parts_give(sheet, rows):
    whole = harmonise_table(sheet(HEAD, *rows)).frame
    last = harmonise_table(sheet(HEAD, *rows[-50:])).frame
    columns = [m.SECTION, m.DATE, m.INDICATOR, m.RAW, m.VALUE, m.UNIT, m.DETECTION_LIMIT, m.FLAG]
    assert len(whole) == 3 * ROWS
    assert whole[columns].tail(150).to_dict("records") == last[columns].to_dict("records")
    assert list(whole[m.ROW].tail(1)) == [ROWS + 1]


@pytest.mark.parametrize("long", [False, True])
def test_it_reports_and_stops(sheet, rows, long):
    head, lines = HEAD, rows
    if long:
        head = ("断面名称", "监测时间", "监测项目", "监测结果", "单位")
        lines = [(*row[:2], "氨氮", row[3], "mg/L") for row in rows]
    raw = sheet(head, *lines)
    watch = Watch()
    harmonise_table(raw, progress=watch)
    assert len(watch.steps) >= 2 * ROWS // STEP
    for stop_at in (0, len(watch.steps) // 2, len(watch.steps) - 1):
        with pytest.raises(Cancelled):
            harmonise_table(raw, progress=Watch(stop_at))


def test_different_cells_are_not_taken_for_each_other(sheet):
    """1, 1.0, True and "1" are equal or look equal; each is what it was."""
    cells = [1, 1.0, True, "1", 0, False, "0", None, "", float("nan")]
    rows = [("赵村", dt.datetime(2019, 1, 1, n), 7.0, cell, "5") for n, cell in enumerate(cells)]
    frame = harmonise_table(sheet(HEAD, *rows)).frame
    flags = list(frame.loc[frame[m.INDICATOR] == "ammonia_nitrogen", m.FLAG])
    assert flags == ["ok", "ok", "unreadable", "ok", "ok", "unreadable", "ok", "missing", "missing",
                     "missing"]  # fmt: skip
