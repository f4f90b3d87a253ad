"""Rows that lie in columns behave like the tuple of tuples they stand for."""

import datetime as dt

import pytest
from hypothesis import given, strategies as st

from watermap.reading.rows import BLOCK, Gathered, packed

CELLS = st.one_of(
    st.none(),
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=5),
    st.floats(allow_nan=False),
    st.integers(-(2**63), 2**63 - 1),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.times(),
)


@st.composite
def tables(draw):
    width = draw(st.integers(1, 4))
    return tuple(draw(st.lists(st.tuples(*[CELLS] * width), max_size=12)))


def as_found(cell):
    """A whole number is an int, however the file stores it."""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 2**53:
        return int(cell)
    return cell


@given(tables())
def test_the_same_cells_of_the_same_types(table):
    wanted = tuple(tuple(as_found(cell) for cell in row) for row in table)
    rows = packed(table)
    assert rows == wanted
    assert wanted == rows
    assert hash(rows) == hash(wanted)
    assert len(rows) == len(wanted)
    assert list(rows) == list(wanted)
    assert [[type(cell) for cell in row] for row in rows] == [
        [type(cell) for cell in row] for row in wanted
    ]
    assert tuple(rows[place] for place in range(len(rows))) == wanted
    assert tuple(rows[-place - 1] for place in range(len(rows))) == wanted[::-1]
    assert rows[1:3] == wanted[1:3]
    assert rows[::-2] == wanted[::-2]
    for column in range(rows.width):
        assert rows.column(column) == [row[column] for row in wanted]


def test_blocks_join_where_a_kind_of_cell_comes_and_goes():
    table = [(number if number % 3 else "0.01L", None) for number in range(3 * BLOCK + 7)]
    table[BLOCK + 1] = (dt.date(2019, 1, 2), "late")
    rows = packed(table)
    assert rows == tuple(table)
    assert rows[BLOCK - 2 : BLOCK + 3] == tuple(table[BLOCK - 2 : BLOCK + 3])


def test_other_rows_are_not_equal():
    rows = packed([("a", 1)])
    assert rows != (("a", 2),)
    assert rows != (("a", 1), ("b", 1))
    assert rows != [("a", 1)]
    assert rows == packed([("a", 1)])


def test_rows_end_where_they_end():
    rows = packed([("a",), ("b",)])
    with pytest.raises(IndexError):
        rows[2]
    assert rows[2:] == ()
    assert "rows" in repr(rows)


def test_rows_of_different_lengths_are_filled_up():
    gathered = Gathered()
    gathered.add([["a"], [], ["b", "", "c"]])
    gathered.add([["d", "e", "f", "g"]])
    assert gathered.rows() == (
        ("a", None, None, None),
        (None, None, None, None),
        ("b", None, "c", None),
        ("d", "e", "f", "g"),
    )


def test_rows_without_columns():
    gathered = Gathered()
    gathered.add([[], []])
    assert gathered.rows() == ((), ())


def test_words_written_over_and_beyond():
    rows = packed([("a", 1.5), (None, 2.5)]).with_texts({(1, 0): "#N/A", (2, 3): "#DIV/0!"})
    assert rows == (
        ("a", 1.5, None, None),
        ("#N/A", 2.5, None, None),
        (None, None, None, "#DIV/0!"),
    )


def test_a_length_of_time_is_shown_in_hours():
    assert packed([(dt.timedelta(hours=36),), ("x",), (-dt.timedelta(seconds=61),)]) == (
        ("36:00:00",),
        ("x",),
        ("-0:01:01",),
    )
