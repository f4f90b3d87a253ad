"""A real station report (海门湾桥闸, 2019-01 to 06): what the sheet says of itself comes out."""

from decimal import Decimal

import pytest
from python_calamine import CalamineWorkbook

from watermap.harmonise import measurements as m
from watermap.harmonise.table import harmonise_table

# The sheet's own row 4383 to 4385: minimum, maximum, mean, in the column's unit.
SUMMARY = {
    "water_temperature": ("16.7", "33.6", "23.4"),
    "dissolved_oxygen": ("0.16", "15.0", "4.5"),
    "conductivity": ("37", "7042", "1728"),
    "turbidity": ("0", "500", "53"),
    "permanganate_index": ("1.1", "20.3", "9.1"),
    "ammonia_nitrogen": ("0.025", "12.12", "3.82"),
    "total_phosphorus": ("0.031", "0.802", "0.236"),
    "total_nitrogen": ("1.9", "14.2", "7.64"),
    "chemical_oxygen_demand": ("7.0", "69.8", "26.3"),
    "cyanide": ("0.0025", "0.0025", "0.0025"),
    "volatile_phenols": ("0.001", "0.001", "0.001"),
    "chromium_vi": ("0.0025", "0.015", "0.0029"),
    "copper": ("0.0025", "0.0025", "0.0025"),
    "zinc": ("0.005", "0.005", "0.005"),
    "lead": ("0.0005", "0.0005", "0.0005"),
    "cadmium": ("0.00005", "0.000142", "0.00005"),
    "anionic_surfactants": ("0.01", "1.37", "0.17"),
    "sulphide": ("0.005", "0.91", "0.009"),
}


@pytest.fixture(scope="module")
def book():
    from pathlib import Path

    folder = Path(__file__).parents[2].parent / "shared" / "real" / "lianjiang"
    path = folder / "海门湾桥闸时段报表201901-06.xlsx"
    if not path.exists():
        pytest.skip(f"{path} is not there")
    return CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0)


@pytest.fixture
def result(book, sheet):
    rows = [
        tuple(None if cell == "" else cell for cell in row)
        for row in book.to_python(skip_empty_area=False)
    ]
    merged = [(*first, *last) for first, last in book.merged_cell_ranges]
    return harmonise_table(sheet(*rows, name=book.name, merged=merged))


def test_lianjiang(result, said):
    frame = result.frame
    assert set(frame[m.SECTION]) == {"海门湾桥闸"}
    assert (frame[m.ROW].min(), frame[m.ROW].max()) == (9, 4382)
    assert len(frame) == 4374 * 20  # 19 of quality and the flow
    assert (str(frame[m.DATE].min()), str(frame[m.DATE].max())) == ("2019-01-01", "2019-06-30")
    converted = [p for p in result.problems if p.code == "harmonise.column_converted"]
    assert [p.fields["column"] for p in converted] == ["O 铜", "P 锌", "Q 铅", "R 镉"]
    texts = dict(zip(said(result.problems), result.problems, strict=True))
    assert texts["rows_summary"].fields["rows"] == "4383–4389"
    assert texts["rows_notes"].fields["rows"] == "4390–4391"
    marks = frame.loc[frame[m.FLAG] == "invalid", m.RAW]
    assert {"DEL/nt/at", "0.0D"} <= set(marks)
    assert not (frame[m.FLAG] == "unreadable").any()

    for indicator, (low, high, mean) in SUMMARY.items():
        own = frame.loc[(frame[m.INDICATOR] == indicator) & frame[m.VALUE].notna(), m.VALUE]
        assert own.min() == Decimal(low), indicator
        assert own.max() == Decimal(high), indicator
        places = Decimal(mean).as_tuple().exponent
        average = sum(own) / len(own)
        assert abs(average - Decimal(mean)) <= Decimal(1).scaleb(places) * Decimal("0.51"), (
            indicator
        )
