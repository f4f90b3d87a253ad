"""Measures as the documents show them: one number of decimals a measure, everywhere the same."""

import datetime as dt
from decimal import Decimal
from typing import Literal

from watermap.checks.wording import bearing_word
from watermap.errors import Message
from watermap.export.words import word
from watermap.figures import figure, hectares, mu, rounded
from watermap.language import Language, Text

Measure = Literal["m2", "hectares", "mu", "m", "percent", "degrees"]
MISSING = "—"
NO_BREAK = "\u00a0"  # a space at which no line ends

DECIMALS: dict[Measure, int] = {
    "m2": 1,
    "hectares": 4,  # one square metre
    "mu": 2,
    "m": 1,
    "percent": 1,
    "degrees": 0,
}


def shown(value: Decimal | float | None, measure: Measure) -> str:
    """A measure as text, without its unit."""
    return figure(value, DECIMALS[measure], missing=MISSING)


def area(area_m2: float | None, language: Language) -> str:
    """An area in m², hectares and mu, a line each; a dash where there is none."""
    if area_m2 is None:
        return MISSING
    return word(
        "area_three_units",
        language,
        m2=shown(area_m2, "m2"),
        hectares=shown(hectares(area_m2), "hectares"),
        mu=shown(mu(area_m2), "mu"),
    )


def metres(distance_m: float | None) -> str:
    """A length or distance with its unit."""
    return MISSING if distance_m is None else f"{shown(distance_m, 'm')}{NO_BREAK}m"


def percent(share_pct: float | None) -> str:
    """A share with its sign."""
    return MISSING if share_pct is None else f"{shown(share_pct, 'percent')}%"


def whole_degrees(bearing_deg: float) -> int:
    """A bearing in whole degrees, 0 … 359."""
    return int(rounded(bearing_deg, DECIMALS["degrees"])) % 360


def bearing(bearing_deg: float | None, language: Language) -> str:
    """Point and degrees: 东北（47°）, NE (47°); a dash where there is no direction."""
    if bearing_deg is None:
        return MISSING
    point = bearing_word(bearing_deg, language)
    return word("bearing", language, point=point, degrees=whole_degrees(bearing_deg))


def day(value: dt.date | None, language: Language) -> str:
    """A date as documents write it; a dash where there is none."""
    if value is None:
        return MISSING
    return word("day", language, year=value.year, month=value.month, day=value.day)


def told(text: Message | Text | None, language: Language) -> str:
    """A sentence, wherever it comes from; empty where there is none."""
    if text is None:
        return ""
    return text.of(language) if isinstance(text, Text) else text.text(language)


def listed(parts: list[str], language: Language) -> str:
    """Several names in one line."""
    return word("list_comma", language).join(parts)


def cell_text(value: str | float | Decimal | dt.date | None, decimals: int | None) -> str:
    """The value of a table's cell as the workbook shows it; "" for none.

    Args:
        value: of the cell.
        decimals: of its column; None: each Decimal has the decimals it has, a float four digits.
    """
    if value is None:
        return ""
    if isinstance(value, Decimal | float):
        if decimals is not None:
            return figure(value, decimals)
        return f"{value:f}" if isinstance(value, Decimal) else f"{value:.4g}"
    return value.isoformat() if isinstance(value, dt.date) else str(value)
