"""Rivers, and all sections together: by means below five sections, by shares from five on.

环办〔2011〕22号, standards.md 2.4.
"""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from watermap.errors import Message
from watermap.quality.assessment import (
    CLASSES,
    Grade,
    RiverResult,
    SectionResult,
    WaterBody,
    WaterClass,
)
from watermap.quality.classing.classify import class_of, worst
from watermap.quality.classing.group_means import common_body, group_means, mean_saturation
from watermap.quality.classing.group_pollutants import pollutants_by_means, pollutants_by_shares
from watermap.quality.classing.indicator import Setting
from watermap.quality.classing.oxygen import saturated
from watermap.quality.classing.shares import share
from watermap.quality.documents.grades import grade_of
from watermap.quality.documents.methods import Method

GOOD = CLASSES[:3]


def evaluate_rivers(
    sections: Sequence[SectionResult], *, setting: Setting
) -> tuple[RiverResult, ...]:
    """Every river that sections name, in the sections' order."""
    names = dict.fromkeys(one.river for one in sections if one.river)
    return tuple(
        evaluate_group(name, [one for one in sections if one.river == name], setting=setting)
        for name in names
    )


def evaluate_group(
    name: str, sections: Sequence[SectionResult], *, setting: Setting
) -> RiverResult:
    """Some sections together; only evaluated ones count."""
    counted = [one for one in sections if one.water_class is not None]
    classes = [one.water_class for one in counted if one.water_class is not None]
    good = share(sum(one in GOOD for one in classes), len(classes))
    bad = share(classes.count("worse_than_V"), len(classes))
    bare = RiverResult(
        name=name,
        sections=len(classes),
        method="none",
        water_class=None,
        grade=None,
        share_good_pct=good,
        share_worse_v_pct=bad,
        listed=tuple(one.name for one in sections),
    )
    river = setting.method.river
    if good is None or bad is None or river is None:
        return bare
    if len(classes) >= river.shares_from:
        grade, flagged = grade_by_shares(good, bad, setting.method)
        found = replace(bare, method="shares", grade=grade, flagged=flagged)
        return replace(found, main_pollutants=pollutants_by_shares(counted, grade, setting))
    water_class = class_of_means(counted, setting)
    if water_class is None:
        return replace(bare, flagged=(Message.of("quality.mixed_waters", name=name),))
    found = replace(bare, method="means", water_class=water_class, grade=grade_of(water_class))
    return replace(found, main_pollutants=pollutants_by_means(counted, water_class, setting))


def grade_by_shares(
    good_pct: Decimal, worst_pct: Decimal, method: Method
) -> tuple[Grade, tuple[Message, ...]]:
    """The grade by the shares of classes I–III and of worse than V: the first row that fits.

    A row that the document does not have is flagged.

    Raises:
        ValueError: the method's table has a gap.
    """
    rows = method.river.grade if method.river else ()
    row = next((one for one in rows if one.fits(good_pct, worst_pct)), None)
    if row is None:
        raise ValueError(f"{method.id}: no grade for {good_pct} % and {worst_pct} %")
    return row.grade, (Message.of("quality.between_rows"),) if row.outside_the_text else ()


def class_of_means(sections: Sequence[SectionResult], setting: Setting) -> WaterClass | None:
    """The class of every indicator's mean over the sections.

    None: rivers, lakes or waters of unknown kind stand together, and an indicator's mean has one
    class by the limits of rivers and another by those of lakes.
    """
    body = common_body(sections)
    means = group_means(sections, setting)
    shares = mean_saturation(sections)
    found: list[set[WaterClass]] = [
        {"I"}
        if name in shares and saturated(shares[name], setting.method)
        else _mean_classes(name, average, body, setting)
        for name, average in means.items()
    ]
    certain = [next(iter(one)) for one in found if len(one) == 1]
    return worst(certain) if len(certain) == len(found) else None


def _mean_classes(
    name: str, average: Decimal, body: WaterBody, setting: Setting
) -> set[WaterClass]:
    """The classes of one indicator's mean, more than one where it depends on the kind of water."""
    rows = setting.standard.limits_for(name, body)
    found = {class_of(average, row) for row in rows}
    return {one for one in found if one is not None}
