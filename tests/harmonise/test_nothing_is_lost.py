"""Every cell under an indicator is in the frame, or its row or column is named as left out."""

import re
from collections import Counter

from hypothesis import HealthCheck, given, settings, strategies as st

from watermap.harmonise import measurements as m
from watermap.harmonise.table import harmonise_table

CELLS = st.sampled_from(
    [None, "", " ", "—", "断流", "未检出", "ND", "0.025L", "0.05(L)", "<0.01", "＜0.01", "-0.01",
     -1, 0.4, 7.5, "7.5", "1,200", "６.5", "6~9", "0,025", "4.4B", "DEL/nt/at", "abc", "#DIV/0!",
     True, 99999999.0, "有", "无", "85%", "'0.3", 1e-05, "1.2×10^4", "氨氮", "5月"]
)  # fmt: skip
HEADERS = [
    "pH",
    "溶解氧(mg/L)",
    "氨氮(mg/L)",
    "总磷",
    "铅(μg/L)",
    "透明度",
    "总铬(mg/L)",
    "氨氮(ppm)",
    "神秘物质",
]
READ = {"pH", "溶解氧(mg/L)", "氨氮(mg/L)", "总磷", "铅(μg/L)", "透明度"}
OTHER_ROWS = st.sampled_from(
    [("平均值", None), ("备注：略", None), ("2019年6月", None), (None, "2019-05-06"), (None, None),
     ("最小值", "2019-05-06")]
)  # fmt: skip
TOLD = ("rows_summary", "rows_notes", "rows_headings", "rows_nameless", "rows_unused")
Quiet = settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def named_rows(problems):
    """The rows that are said to be left out."""
    found = set()
    for problem in problems:
        if problem.code.removeprefix("harmonise.") in TOLD:
            for low, high in re.findall(r"(\d+)(?:–(\d+))?", problem.fields["rows"]):
                found.update(range(int(low), int(high or low) + 1))
    return found


def written(cell):
    """The cell as a person sees it, by a few lines of its own."""
    if isinstance(cell, float) and cell == int(cell):
        return str(int(cell))
    return "" if cell is None else str(cell)


@st.composite
def sheets(draw):
    headers = draw(st.lists(st.sampled_from(HEADERS), min_size=3, max_size=6, unique=True))
    headers += [name for name in ("pH", "氨氮(mg/L)") if name not in headers]
    rows = []
    for _ in range(draw(st.integers(1, 8))):
        if draw(st.booleans()) or draw(st.booleans()):
            key = (draw(st.sampled_from(["赵村", "闫浅"])), f"2019-05-{draw(st.integers(1, 9)):02}")
        else:
            key = draw(OTHER_ROWS)
        cells = [draw(CELLS) for _ in headers]
        if key[0] is None:  # a row of nothing but names and months goes on with the header
            cells = ["abc" if cell in ("氨氮", "5月") else cell for cell in cells]
        rows.append((*key, *cells))
    return headers, rows


@Quiet
@given(sheets())
def test_wide_tables(sheet, drawn):
    headers, rows = drawn
    result = harmonise_table(sheet(("断面名称", "采样日期", *headers), *rows))
    frame = result.frame
    places = dict(zip(zip(frame[m.ROW], frame[m.COLUMN], strict=True), frame[m.RAW], strict=True))
    assert len(places) == len(frame)
    told = named_rows(result.problems)
    for count, row in enumerate(rows):
        for place, header in enumerate(headers):
            at = (count + 2, "CDEFGHIJK"[place])
            cell = row[place + 2]
            if header not in READ:
                assert at not in places
                assert any(header in one.text("zh") for one in result.problems)
            elif str(written(cell)).strip():
                assert at in places or at[0] in told
                assert places.get(at, written(cell)) == written(cell)
    check_flags(frame)


def check_flags(frame):
    counts = Counter(frame[m.FLAG])
    assert sum(counts.values()) == len(frame)
    assert set(counts) <= set(m.FLAGS)
    for row in frame.itertuples():
        if row.flag in ("ok", "below_detection"):
            assert row.value is not None
        elif row.flag != "implausible":
            assert row.value is None
        assert (row.detection_limit is not None) == (row.flag == "below_detection")
        assert row.flag in ("ok", "missing") or row.why is not None


@Quiet
@given(sheets())
def test_the_same_table_on_its_side(sheet, drawn):
    """What a table gives does not depend on which way it lies."""
    headers, rows = drawn
    rows = [
        tuple("abc" if cell == "氨氮" else cell for cell in row)  # on its side it would name a row
        for row in rows
        if row[0] in ("赵村", "闫浅")
    ]
    cells = [
        ("断面名称", "采样日期", *headers),
        *rows,
        ("闫浅", "2019-05-31", *[7.5] * len(headers)),
    ]
    upright = harmonise_table(sheet(*cells)).frame
    lying = harmonise_table(sheet(*zip(*cells, strict=True))).frame
    columns = [m.SECTION, m.DATE, m.INDICATOR, m.RAW, m.VALUE, m.FLAG]
    assert upright[columns].to_dict("records") == lying[columns].to_dict("records")


LONG = st.tuples(
    st.sampled_from(["赵村", "", None]),
    st.sampled_from(["氨氮", "总磷", "铅", "神秘物质", "E. coli", ""]),
    CELLS,
    st.sampled_from(["mg/L", "μg/L", "ppm", None]),
    st.sampled_from(["常规", "现场空白", "平行样", None]),
)


@Quiet
@given(st.lists(LONG, min_size=1, max_size=12))
def test_long_tables(sheet, rows):
    head = ("断面名称", "监测项目", "监测结果", "单位", "样品类型", "采样日期")
    result = harmonise_table(sheet(head, *((*row, "2019-05-06") for row in rows)))
    frame = result.frame
    told = named_rows(result.problems)
    places = dict(zip(frame[m.ROW], frame[m.RAW], strict=True))
    unused = {count for count, row in enumerate(rows, start=2) if row[4] in ("现场空白", "平行样")}
    left_out = told - unused
    unknown = 0
    for count, (section, name, cell, _, kind) in enumerate(rows, start=2):
        if section and name in ("氨氮", "总磷", "铅"):
            assert count in told or places[count] == written(cell)
            if kind in ("现场空白", "平行样") and count in places:
                assert dict(zip(frame[m.ROW], frame[m.FLAG], strict=True))[count] in (
                    "invalid", "missing"
                )  # fmt: skip
        else:
            unknown += count not in left_out and bool(section)
            assert count not in places
    said = sum(
        one.fields["count"]
        for one in result.problems
        if one.code in ("harmonise.names_unknown", "harmonise.name_refused")
    )
    assert said == unknown
    check_flags(frame)
