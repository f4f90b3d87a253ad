"""Whether one source attains in one period, and what was measured for it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from watermap.errors import Message
from watermap.quality.assessment import IndicatorResult, SectionResult, WaterClass
from watermap.quality.classing.classify import limit_value, multiple, worse
from watermap.quality.classing.history import indicator_of
from watermap.quality.classing.indicator import Setting
from watermap.quality.classing.listed import titles_of
from watermap.quality.sources.items import SourceMethod

NITROGEN = "total_nitrogen"
VolumeFrom = Literal["table", "supply"]
Standing = Literal["kept", "over", "untold"]
Backgrounds = Mapping[str, str]  # indicator: the document that says it is natural


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceItem:
    """One item of a source against its limit."""

    id: str
    standing: Standing
    value: Decimal | None  # in ``unit``, as compared
    unit: str  # the indicator's own
    limit: Decimal | None  # None: not over, and its class has several (pH)
    multiple: Decimal | None  # over the limit; None: not over, or not defined
    background: bool = False  # natural: it is told apart and does not make the source fail
    document: str | None = None  # that says so; None: none was given


@dataclass(frozen=True, slots=True, kw_only=True)
class Volume:
    """How much water was taken, in 万m³."""

    volume_10k_m3: Decimal
    origin: VolumeFrom  # supply: what the layer says can be supplied a day, times the days


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceVerdict:
    """One source in one period."""

    name: str
    groundwater: bool  # by the limits for groundwater; the lists of items are of surface water
    sampled: bool  # whether there is any result of its water
    attained: bool | None  # None: not evaluated, or it hangs on what cannot be told
    items: tuple[SourceItem, ...]  # evaluated ones, natural background among them
    monthly_measured: int | None  # of the items of every month; None: groundwater
    monthly_missing: tuple[str, ...]  # of them
    yearly_measured: int | None
    nitrogen_class: WaterClass | None  # of lakes, stated apart; None: a river, or not measured
    volume: Volume | None  # None: cannot be told
    why: tuple[Message, ...] = ()

    @property
    def over(self) -> tuple[SourceItem, ...]:
        """Items over their limit that make it fail."""
        return tuple(one for one in self.items if one.standing == "over" and not one.background)

    @property
    def natural(self) -> tuple[SourceItem, ...]:
        """Items over their limit by nature (本底)."""
        return tuple(one for one in self.items if one.standing == "over" and one.background)


def source_verdict(
    source: SectionResult,
    *,
    setting: Setting,
    method: SourceMethod,
    groundwater: bool,
    backgrounds: Backgrounds,
    volume: Volume | None,
) -> SourceVerdict:
    """Whether a source attains: every evaluated item within its limit (standards.md 7.2).

    Basic items against class III, the further tables against their single limit. What was not
    measured is named and fails nothing.

    Args:
        source: its results of the period.
        setting: the standard of surface water, by which sources of it were evaluated.
        method: the lists of items.
        groundwater: whether it is groundwater.
        backgrounds: of this source.
        volume: how much was taken.
    """
    items = tuple(_items(source, setting, method, groundwater, backgrounds))
    why = [] if source.state == "evaluated" else list(source.why)
    attained = _attained(items) if source.state == "evaluated" else None
    nitrogen = indicator_of(source, NITROGEN) if source.water_body == "lake" else None
    measured = {one.id for one in source.indicators if one.value is not None}
    monthly, yearly = method.monthly.of(setting.standard), method.yearly.of(setting.standard)
    missing = () if groundwater else tuple(name for name in monthly if name not in measured)
    found = SourceVerdict(
        name=source.name,
        groundwater=groundwater,
        sampled=source.samples > 0,
        attained=attained,
        items=items,
        monthly_measured=None if groundwater else len(monthly) - len(missing),
        monthly_missing=missing,
        yearly_measured=None if groundwater else len(measured & {*yearly}),
        nitrogen_class=nitrogen.water_class if nitrogen else None,
        volume=volume,
    )
    return _with_reasons(found, why, len(monthly))


def _with_reasons(found: SourceVerdict, why: Sequence[Message], monthly: int) -> SourceVerdict:
    said = list(why)
    if found.monthly_missing and found.monthly_measured:
        fields = {"measured": found.monthly_measured, "count": monthly}
        said.append(Message.of("sources.items_missing", **fields))
    untold = [one.id for one in found.items if one.standing == "untold"]
    if untold:
        said.append(Message.of("sources.items_untold", indicators=titles_of(untold)))
    if found.natural:
        titles = titles_of(one.id for one in found.natural)
        documents = "；".join(dict.fromkeys(one.document or "—" for one in found.natural))
        said.append(Message.of("sources.background", indicators=titles, documents=documents))
    if found.volume is not None and found.volume.origin == "supply":
        said.append(Message.of("sources.volume_of_supply", volume=found.volume.volume_10k_m3))
    return replace(found, why=tuple(said))


def _attained(items: Sequence[SourceItem]) -> bool | None:
    """None of no item, and where an item that may fail it cannot be told."""
    held = [one for one in items if not one.background]
    if any(one.standing == "over" for one in held):
        return False
    return None if not held or any(one.standing == "untold" for one in held) else True


def _items(
    source: SectionResult,
    setting: Setting,
    method: SourceMethod,
    groundwater: bool,
    backgrounds: Backgrounds,
) -> Iterator[SourceItem]:
    """What is held against a limit, in the order of the results."""
    required, standard = method.required_class, setting.standard
    basic = method.basic(standard)
    single = {row.indicator for row in standard.source_rows}
    for one in source.indicators:
        by_class = (one.counts or not one.held) if groundwater else one.id in basic
        if not by_class and (groundwater or one.id not in single):
            continue
        standing = _of_class(one, required) if by_class else _of_limit(one)
        if standing is None:
            continue
        limit, times = one.limit, one.multiple
        if by_class:
            limit, times = _against(one, source, setting, required, groundwater=groundwater)
        yield SourceItem(
            id=one.id,
            standing=standing,
            value=one.value,
            unit=one.unit,
            limit=limit,
            multiple=times,
            background=one.id in backgrounds or not one.held,
            document=backgrounds.get(one.id),
        )


def _of_class(one: IndicatorResult, required: WaterClass) -> Standing | None:
    """None: it was not measured."""
    if one.value is None and one.possible is None:
        return None
    doubtful = one.possible is not None and worse(one.possible, required)
    if one.water_class is None:
        return "untold" if doubtful or one.possible is None else "kept"
    if worse(one.water_class, required):
        return "over"
    return "untold" if doubtful else "kept"


def _of_limit(one: IndicatorResult) -> Standing | None:
    if one.value is None and one.possible is None:
        return None
    if one.multiple is not None:
        return "over"
    return "untold" if one.possible is not None or not one.enough else "kept"


def _against(
    one: IndicatorResult,
    source: SectionResult,
    setting: Setting,
    required: WaterClass,
    *,
    groundwater: bool,
) -> tuple[Decimal | None, Decimal | None]:
    """The limit of the class that is required, and by how much it is exceeded."""
    if groundwater:  # by another standard; its own figures, where they are of that class
        return (one.limit, one.multiple) if source.target == required else (None, None)
    rows = setting.standard.limits_for(one.id, source.water_body)
    if len(rows) != 1 or one.value is None:
        return None, None
    limit = limit_value(rows[0], required, one.value)
    if one.id in setting.method.no_multiple or one.water_class is None:
        return limit, None
    return limit, multiple(one.value, limit)
