"""Monthly values: a yearly mean, the season, some chance; then as the laboratory writes them."""

import math
from collections.abc import Mapping, Sequence
from decimal import Decimal

from making.ground import chance
from making.items import BY_ID, ITEMS, SUPPLEMENTARY, Item
from making.regimes import LAKE_PHOSPHORUS, MEANS, OXYGEN_SHARE, YEARS, Regime

MONTHS = range(1, 13)
AIR_TEMPERATURE = (3.4, 5.1, 9.8, 15.9, 21.4, 25.8, 28.4, 27.6, 23.2, 17.4, 10.6, 5.2)
WELL_TEMPERATURE = 16.2
# month of the peak, share of the mean: nutrients in the dry winter, organic load in the rains
SEASONS = {
    "ammonia_nitrogen": (1, 0.22),
    "total_phosphorus": (7, 0.15),
    "total_nitrogen": (2, 0.25),
    "permanganate_index": (7, 0.12),
    "chemical_oxygen_demand": (6, 0.10),
    "biochemical_oxygen_demand": (6, 0.10),
    "faecal_coliforms": (8, 0.5),
}
BLANK_SHARE = 0.004
NOT_IN_WELLS = frozenset({
    "dissolved_oxygen", "chemical_oxygen_demand", "biochemical_oxygen_demand", "total_phosphorus",
    "petroleum", "sulphide",
})  # fmt: skip

Reading = Mapping[str, Decimal | None]  # None: the cell is empty


def year_of(place: Regime, year: int) -> list[Reading | str]:
    """Twelve months of one place; a text where no sample could be taken."""
    columns = {item.id: _column(place, item, year) for item in ITEMS}
    return [
        place.without.get((year, month))
        or {id_: values[month - 1] for id_, values in columns.items()}
        for month in MONTHS
    ]


def _column(place: Regime, item: Item, year: int) -> Sequence[Decimal | None]:
    if not _measured(place, item):
        return [None] * 12
    dice = chance(f"{place.name} {item.id} {year}")
    return [
        None if dice.random() < BLANK_SHARE else _as_written(value, item)
        for value in _values(place, item, year)
    ]


def _values(place: Regime, item: Item, year: int) -> list[float]:
    """Twelve values with the events in them; total nitrogen holds its own parts."""
    values = _course(place, item, year)
    for month in MONTHS:
        values[month - 1] = place.events.get((year, month), {}).get(item.id, values[month - 1])
    if item.id == "total_nitrogen":
        parts = [
            _values(place, BY_ID[part], year)
            for part in ("ammonia_nitrogen", "nitrate")
            if _measured(place, BY_ID[part])
        ]
        least = [1.08 * sum(month) + 0.12 for month in zip(*parts, strict=True)]
        values = [max(pair) for pair in zip(values, least, strict=True)]
    return values


def _measured(place: Regime, item: Item) -> bool:
    if item.group == SUPPLEMENTARY:
        return place.source
    if place.wells:
        return item.id not in NOT_IN_WELLS
    return not (place.source and item.id == "chemical_oxygen_demand")


def _course(place: Regime, item: Item, year: int) -> list[float]:
    if item.id == "water_temperature":
        return _temperatures(place, year)
    if item.id == "ph":
        dice = chance(f"{place.name} pH course {year}")
        return [(7.4 if place.wells else 7.9) + 0.15 * dice.gauss(0, 1) for _ in MONTHS]
    if item.id == "dissolved_oxygen":
        return _oxygen(place, year)
    mean = mean_of(place, item, year)
    return [mean * share for share in _shares(place, item, year)]


def mean_of(place: Regime, item: Item, year: int) -> float:
    """The mean of the months without an event."""
    own = place.one_year.get((year, item.id)) or place.means.get(item.id)
    if own is not None:
        return own
    levels = MEANS.get(item.id)
    if levels is None:
        return item.usual
    if place.lake and item.id == "total_phosphorus":
        levels = LAKE_PHOSPHORUS
    grade = _grade(place, year)
    return levels[grade if item.id in place.burdens else max(1, min(grade - 1, 4))]


def _grade(place: Regime, year: int) -> int:
    return place.classes[YEARS.index(year)]


def _shares(place: Regime, item: Item, year: int) -> list[float]:
    """What each month has of the mean; the sampled months without an event average to 1."""
    dice = chance(f"{place.name} {item.id} course {year}")
    peak, swing = SEASONS.get(item.id, (1, 0.0))
    raw = [
        (1 + swing * math.cos(math.tau * (month - peak) / 12))
        * math.exp(item.spread * dice.gauss(0, 1))
        for month in MONTHS
    ]
    counted = [
        share
        for month, share in zip(MONTHS, raw, strict=True)
        if (year, month) not in place.without and (year, month) not in place.events
    ]
    return [share * len(counted) / sum(counted) for share in raw]


def _temperatures(place: Regime, year: int) -> list[float]:
    dice = chance(f"{place.name} temperature {year}")
    if place.wells:
        return [WELL_TEMPERATURE + 0.4 * dice.gauss(0, 1) for _ in MONTHS]
    return [max(0.6, degrees + 0.9 * dice.gauss(0, 1)) for degrees in AIR_TEMPERATURE]


def _oxygen(place: Regime, year: int) -> list[float]:
    """A share of saturation at the month's temperature (HJ 2.3-2018: 468/(31.6 + T))."""
    dice = chance(f"{place.name} oxygen {year}")
    share = OXYGEN_SHARE[_grade(place, year)]
    return [
        share * (1 + 0.05 * dice.gauss(0, 1)) * 468 / (31.6 + degrees)
        for degrees in _temperatures(place, year)
    ]


def _as_written(value: float, item: Item) -> Decimal:
    """Rounded to the laboratory's decimals; below the detection limit: the limit, negative."""
    written = round(Decimal(repr(value)), item.decimals)
    if item.id == "faecal_coliforms":
        return Decimal(max(20, round(value, -1 if value < 1000 else -2)))
    if item.limit is not None and written < item.limit:
        return -item.limit
    return written
