"""How each year's workbook is filled in: no two years are alike, as with real ones."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from making.ground import chance

Cell = str | float | dt.date | None
Dates = Literal["date", "iso", "slashes", "columns"]
FULL_WIDTH = str.maketrans("0123456789.", "０１２３４５６７８９．")
MICROGRAMS = "μg/L"


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """The habits of one year."""

    year: int
    dates: Dates
    symbols: bool = False  # headings are NH3-N, TP … instead of Chinese names
    micrograms: frozenset[str] = frozenset()  # indicators written in µg/L
    as_text: frozenset[str] = frozenset()  # indicators whose numbers are text
    below: Mapping[str, str] = field(default_factory=dict)  # indicator: its own "below" pattern
    odd: Mapping[tuple[int, str, str], str] = field(default_factory=dict)  # month, place, indicator
    spelled: Mapping[str, str] = field(default_factory=dict)  # this year's spelling of a place
    flows: bool = False  # a column of flow at the sections on a border
    merged_reason: bool = False  # 断流 stands once over all cells of the row


FORMS = {
    form.year: form
    for form in (
        Form(year=2016, dates="iso", merged_reason=True),
        Form(year=2017, dates="date", micrograms=frozenset({"arsenic"})),
        Form(year=2018, dates="columns", symbols=True, spelled={"邳庄桥": "邳庄桥 "},
             odd={(4, "大风口", "anionic_surfactants"): "未检出",
                  (9, "于沟桥", "anionic_surfactants"): "未检出",
                  (11, "赵村", "total_nitrogen"): "0.10"}),
        Form(year=2019, dates="date", merged_reason=True, flows=True,
             as_text=frozenset({"ammonia_nitrogen", "total_phosphorus"}),
             odd={(3, "张山子", "permanganate_index"): "—"}),
        Form(year=2020, dates="slashes", below={"petroleum": "＜{}", "chromium_vi": "<{}"},
             odd={(8, "赵村", "copper"): "/"}),
    )
}  # fmt: skip


def sampled_on(year: int, month: int) -> dt.date:
    """The day of the round: one of the first days of the month."""
    return dt.date(year, month, chance(f"round {year} {month}").randint(3, 9))


def date_cells(form: Form, day: dt.date) -> list[Cell]:
    """The date as that year writes it."""
    ways: dict[Dates, Callable[[], list[Cell]]] = {
        "date": lambda: [day],
        "iso": lambda: [day.isoformat()],
        "slashes": lambda: [f"{day.year}/{day.month}/{day.day}"],
        "columns": lambda: [day.year, day.month, day.day],
    }
    return ways[form.dates]()


def result_cell(form: Form, value: Decimal | None, *, month: int, place: str, item: str) -> Cell:
    """One result as that year writes it; a negative value is a detection limit."""
    odd = form.odd.get((month, place, item))
    if odd is not None or value is None:
        return odd
    if item in form.micrograms:
        value = (value * 1000).normalize()
    if value < 0:
        return form.below.get(item, "{}L").format(f"{-value:f}")
    if item in form.as_text:
        return _text(value, dice=f"{form.year} {month} {place} {item}")
    return float(value)


def _text(value: Decimal, *, dice: str) -> str:
    """A number typed as text; now and then in full-width digits."""
    plain = f"{value:f}"
    return plain.translate(FULL_WIDTH) if chance(dice).random() < 0.03 else plain
