"""Whether a well is as good as in its base year: stable or better (稳中趋好), worse, unknown."""

from collections.abc import Mapping
from dataclasses import dataclass

from watermap.errors import Message
from watermap.harmonise.layer import Layers
from watermap.quality.assessment import CLASSES, SectionResult, WaterClass
from watermap.quality.classing.classify import worse, worst
from watermap.quality.documents.grades import class_text
from watermap.quality.groundwater.wells import From, Trend
from watermap.quality.stations.map_stations import WELL_KIND, text


@dataclass(frozen=True, slots=True, kw_only=True)
class OfLayer:
    """What a well's layer says of its class."""

    now: WaterClass | None = None  # None: not said, or the layer is of another year
    base: WaterClass | None = None


UNSAID = OfLayer()


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One of the two classes that are compared."""

    water_class: WaterClass | None = None
    worst: WaterClass | None = None  # it may have, by what could not be told
    indicators: frozenset[str] = frozenset()  # that have a class in it
    origin: From | None = None


def classes_of_layer(
    layers: Layers, year: int, known: tuple[WaterClass, ...]
) -> Mapping[str, OfLayer]:
    """The classes in the layers of wells, by name; a name that several wells have tells none.

    Args:
        layers: of the project.
        year: only a layer of that year tells the class now.
        known: classes of the standard; others (劣Ⅴ) are no classes of groundwater.
    """
    found: dict[str, OfLayer] = {}
    for layer in layers.get(WELL_KIND, ()):
        current = (layer.date or "")[:4] == str(year)
        for row in layer.frame.to_dict("records"):
            name = text(row.get("name"))
            if name is None:
                continue
            now = _class(row.get("water_class"), known) if current else None
            one = OfLayer(now=now, base=_class(row.get("water_class_base"), known))
            found[name] = UNSAID if name in found else one
    return found


def _class(value: object, known: tuple[WaterClass, ...]) -> WaterClass | None:
    return next((name for name in known if name == value), None)


def side(result: SectionResult | None, of_layer: WaterClass | None) -> Side:
    """The class of a year: of the results where they tell it, else of the layer."""
    if result is not None and result.water_class is not None:
        doubts = [one.possible for one in result.indicators if one.counts and one.possible]
        classed = frozenset(
            one.id for one in result.indicators if one.counts and one.water_class is not None
        )
        return Side(
            water_class=result.water_class,
            worst=worst([result.water_class, *doubts]),
            indicators=classed,
            origin="results",
        )
    if of_layer is None:
        return Side()
    return Side(water_class=of_layer, worst=of_layer, origin="layer")


def compared(now: Side, base: Side) -> tuple[Trend, tuple[Message, ...]]:
    """The trend, and what has to be said of it.

    What could not be told (detection limits, doubtful units) makes no well stable and none worse.
    """
    if now.water_class is None or base.water_class is None:
        return "unknown", tuple(_lacking(now, base))
    said = tuple(_origins(now, base))
    if worse(now.water_class, base.water_class):
        certain = worse(now.water_class, base.worst or base.water_class)
        return ("worse", said) if certain else ("unknown", (*said, _doubt(now, base)))
    if worse(now.worst or now.water_class, base.water_class):
        return "unknown", (*said, _doubt(now, base))
    better = CLASSES.index(now.water_class) < CLASSES.index(base.water_class)
    return ("better" if better else "stable"), said


def _lacking(now: Side, base: Side) -> list[Message]:
    said = []
    if now.water_class is None:
        said.append(Message.of("groundwater.no_class_now"))
    if base.water_class is None:
        said.append(Message.of("groundwater.no_class_base"))
    return said


def _origins(now: Side, base: Side) -> list[Message]:
    """What is compared where it is not the same thing twice."""
    said = []
    if now.origin == "layer" and now.water_class is not None:
        shown = class_text(now.water_class)
        said.append(Message.of("groundwater.now_of_layer", water_class=shown))
    if base.origin == "layer" and base.water_class is not None:
        shown = class_text(base.water_class)
        said.append(Message.of("groundwater.base_of_layer", water_class=shown))
    if now.origin == base.origin == "results" and now.indicators != base.indicators:
        said.append(
            Message.of(
                "groundwater.other_indicators", now=len(now.indicators), base=len(base.indicators)
            )
        )
    return said


def _doubt(now: Side, base: Side) -> Message:
    return Message.of(
        "groundwater.trend_doubtful",
        now=class_text(now.worst or "V"),
        base=class_text(base.worst or "V"),
    )
