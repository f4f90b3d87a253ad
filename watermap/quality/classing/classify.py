"""The class of a value, and by how much it exceeds a limit. Limits are inclusive."""

from collections.abc import Sequence
from decimal import Decimal

from watermap.quality.assessment import CLASSES, WaterClass
from watermap.quality.documents.standards import Limit


def class_of(value: Decimal, limit: Limit) -> WaterClass | None:
    """The best class whose limit the value keeps; the better one where limits are equal.

    A range is the same for all classes: inside it is I, outside worse than V (GB 3838-2002,
    table 1, item 2). None: the row gives no class.
    """
    if not limit.gives_class:
        return None
    if limit.between is not None:
        low, high = limit.between
        return "I" if low <= value <= high else "worse_than_V"
    if limit.at_most is not None:
        kept = [value <= bound for bound in limit.at_most]
    else:
        kept = [value >= bound for bound in limit.at_least or ()]
    return CLASSES[kept.index(True)] if True in kept else "worse_than_V"


def worse(first: WaterClass, second: WaterClass) -> bool:
    """Whether the first class is worse than the second."""
    return CLASSES.index(first) > CLASSES.index(second)


def worst(classes: Sequence[WaterClass]) -> WaterClass:
    """The worst of some classes; there is at least one."""
    return max(classes, key=CLASSES.index)


def limit_value(limit: Limit, target: WaterClass, value: Decimal) -> Decimal | None:
    """The limit of a class; of a range the end that the value has passed.

    None: the value lies in the range, or the target is worse than V.
    """
    if limit.between is not None:
        low, high = limit.between
        return low if value < low else high if value > high else None
    bounds = limit.at_most or limit.at_least
    return None if bounds is None or target == "worse_than_V" else bounds[CLASSES.index(target)]


def multiple(value: Decimal, bound: Decimal | None) -> Decimal | None:
    """(C − limit)/limit where C exceeds the limit; None where it does not.

    环办〔2011〕22号 (standards.md 2.5); the method names the indicators it means nothing for.
    """
    if bound is None or value <= bound or bound == 0:
        return None
    return (value - bound) / bound
