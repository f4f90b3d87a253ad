"""What the laboratory measures, from items.csv: headings, units, decimals, detection limits."""

from dataclasses import dataclass
from decimal import Decimal

from making.tables import Row, rows

SUPPLEMENTARY = "水源地补充项目"  # the group of GB 3838-2002, table 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One column of results."""

    id: str  # as everywhere in watermap
    heading: str
    short: str  # the heading of the year in which the laboratory wrote symbols
    group: str
    unit: str
    decimals: int
    limit: Decimal | None  # the detection limit, as the laboratory writes it
    usual: float  # the yearly mean where nothing is said of it
    spread: float  # standard deviation of the logarithm from month to month


def _item(row: Row) -> Item:
    return Item(
        id=row["id"],
        heading=row["heading"],
        short=row["short"],
        group=row["group"],
        unit=row["unit"],
        decimals=int(row["decimals"]),
        limit=Decimal(row["limit"]) if row["limit"] else None,
        usual=float(row["usual"]),
        spread=float(row["spread"]),
    )


ITEMS = tuple(_item(row) for row in rows("items"))
BY_ID = {item.id: item for item in ITEMS}
