"""What the enterprise layer says of one enterprise, cells turned into values; nothing assumed."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pandas as pd

from watermap.harmonise.layer import Layers
from watermap.quality.credit.schemes import CARDS, Card
from watermap.quality.stations.map_stations import text

ENTERPRISE_KIND = "enterprise"


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One enterprise as its layer has it; None: the cell is empty or the column is missing."""

    name: str | None
    code: str | None
    credit: str | None
    previous_credit: str | None
    score: Decimal | None
    deduction: Decimal | None
    blacklisted: bool | None
    card: Card | None
    card_said: str | None  # the card's cell as it is, a word that is no card too
    card_date: dt.date | None
    over_standard: bool | None
    over_quota: bool | None
    rectified: bool | None  # complies after correction
    serious: bool | None


def records(layers: Layers) -> Iterator[Record]:
    """Every enterprise of every layer of the kind, in their order."""
    for layer in layers.get(ENTERPRISE_KIND, ()):
        columns = [name for name in layer.frame.columns if name != "geometry"]
        for row in layer.frame[columns].to_dict("records"):
            yield _record({str(name): value for name, value in row.items()})


def _record(row: Mapping[str, Any]) -> Record:
    card = text(row.get("card"))
    return Record(
        name=text(row.get("name")),
        code=text(row.get("code")),
        credit=text(row.get("credit")),
        previous_credit=text(row.get("previous_credit")),
        score=_number(row.get("credit_score")),
        deduction=_number(row.get("deduction")),
        blacklisted=_truth(row.get("blacklisted")),
        card=next((one for one in CARDS if one == card), None),
        card_said=card,
        card_date=_day(row.get("card_date")),
        over_standard=_truth(row.get("over_standard")),
        over_quota=_truth(row.get("over_quota")),
        rectified=_truth(row.get("rectified")),
        serious=_truth(row.get("serious")),
    )


def _empty(value: object) -> bool:
    return value is None or bool(pd.isna(value))  # type: ignore[call-overload]


def _number(value: object) -> Decimal | None:
    """A number as it prints: layers hold floats."""
    if _empty(value):
        return None
    found = Decimal(repr(float(str(value))))
    whole = found.to_integral_value()
    return whole if whole == found else found


def _truth(value: object) -> bool | None:
    return None if _empty(value) else bool(value)


def _day(value: object) -> dt.date | None:
    if _empty(value):
        return None
    if isinstance(value, dt.datetime):
        return value.date()
    return value if isinstance(value, dt.date) else None
