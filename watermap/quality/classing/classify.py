"""The class of a value, and by how much it exceeds a limit. Limits are inclusive."""

from collections.abc import Sequence
from decimal import Decimal

from watermap.quality.assessment import CLASSES, WaterClass
from watermap.quality.documents.limits import Limit


def class_of(value: Decimal, limit: Limit) -> WaterClass | None:
    """The best class whose limit the value keeps; the better one where limits are equal.

    A single range is the same for all classes: inside it is I, outside beyond the last class
    (GB 3838-2002, table 1, item 2). None: the row gives no class.

    Args:
        value: in the indicator's unit.
        limit: in the indicator's unit too, as ``Standard.limits_for`` gives it.
    """
    if not limit.gives_class:
        return None
    kept = _kept(value, limit)
    return CLASSES[kept.index(True)] if True in kept else limit.beyond or "worse_than_V"


def _kept(value: Decimal, limit: Limit) -> list[bool]:
    """Whether the value keeps the limit of each class, from class I on."""
    if limit.at_most is not None:
        return [value <= bound for bound in limit.at_most]
    if limit.at_least is not None:
        return [value >= bound for bound in limit.at_least]
    ranges = limit.ranges or ((limit.between,) if limit.between else ())
    return [low <= value <= high for low, high in ranges]


def worse(first: WaterClass, second: WaterClass) -> bool:
    """Whether the first class is worse than the second."""
    return CLASSES.index(first) > CLASSES.index(second)


def worst(classes: Sequence[WaterClass]) -> WaterClass:
    """The worst of some classes; there is at least one."""
    return max(classes, key=CLASSES.index)


def limit_value(limit: Limit, target: WaterClass, value: Decimal) -> Decimal | None:
    """The limit of a class; of a range the end that the value has passed.

    None: the value lies in the range, or the class has no limit (what is beyond the last).
    """
    place = CLASSES.index(target)
    if limit.between is not None:
        return _end_passed(value, limit.between)
    if limit.ranges is not None:
        return _end_passed(value, limit.ranges[place]) if place < len(limit.ranges) else None
    bounds = limit.at_most or limit.at_least or ()
    return bounds[place] if place < len(bounds) else None


def _end_passed(value: Decimal, ends: tuple[Decimal, Decimal]) -> Decimal | None:
    low, high = ends
    return low if value < low else high if value > high else None


def multiple(value: Decimal, bound: Decimal | None) -> Decimal | None:
    """(C − limit)/limit where C exceeds the limit; None where it does not.

    环办〔2011〕22号 (standards.md 2.5); the method names the indicators it means nothing for.
    """
    if bound is None or value <= bound or bound == 0:
        return None
    return (value - bound) / bound
