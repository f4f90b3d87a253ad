"""River or lake, where no layer says it: as the project says, or as the tables' own limits show."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from watermap.language import Text
from watermap.quality.assessment import CLASSES, WaterBody, WaterClass
from watermap.quality.documents.limits import Limit
from watermap.quality.documents.standards import Standard

BODIES: tuple[WaterBody, ...] = ("river", "lake")
BODY_TITLES: Mapping[WaterBody, Text] = {
    "river": Text(zh="河流", en="river"),
    "lake": Text(zh="湖库", en="lake"),
}


def body_of_limits(
    stated: Mapping[str, Decimal], standard: Standard
) -> tuple[WaterBody, WaterClass] | None:
    """The water and the class for which a standard has just the limits that a table prints.

    Only indicators with limits for rivers and others for lakes tell the two apart; TN has a limit
    for lakes alone, which stations print for rivers too. None: no class fits, or several waters.
    """
    common = {name: value for name, value in stated.items() if _rows(name, standard)}
    if not any(len(_rows(name, standard)) > 1 for name in common):
        return None
    fitting = [
        (body, water_class)
        for body in BODIES
        for water_class in standard.classes[:-1]
        if all(_limits(_rows(name, standard), body, water_class, value)
               for name, value in common.items())
    ]  # fmt: skip
    return fitting[0] if len({body for body, _ in fitting}) == 1 else None


def _rows(name: str, standard: Standard) -> tuple[Limit, ...]:
    """The rows with five limits that hold for every water between them."""
    rows = [
        row
        for row in standard.limits_for(name, "unknown")
        if row.at_most is not None or row.at_least is not None
    ]
    bodies = {row.water_body for row in rows}
    return tuple(rows) if bodies in ({None}, {"river", "lake"}) else ()


def _limits(
    rows: Iterable[Limit], body: WaterBody, water_class: WaterClass, value: Decimal
) -> bool:
    """Whether the class's limit for such water is ``value``."""
    place = CLASSES.index(water_class)
    bounds = [row.at_most or row.at_least or () for row in rows if row.water_body in {None, body}]
    return any(place < len(own) and own[place] == value for own in bounds)
