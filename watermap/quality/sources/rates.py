"""Rates of attainment: of sources, and of the water they gave (standards.md 7.2)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from types import MappingProxyType

from watermap.errors import Message
from watermap.harmonise.layer import Layers
from watermap.quality.assessment import SectionResult
from watermap.quality.classing.history import History
from watermap.quality.classing.indicator import Setting
from watermap.quality.classing.shares import share
from watermap.quality.period import Period
from watermap.quality.sources.items import SourceMethod, YearBy, reached, source_method
from watermap.quality.sources.verdicts import Backgrounds, SourceVerdict, Volume, source_verdict
from watermap.quality.sources.volumes import supplies, together, volume_of
from watermap.quality.stations.map_stations import SOURCE_KIND, stations

_NO_BACKGROUNDS: Mapping[str, Backgrounds] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """水源达标率 and 水量达标率 of one period, per cent."""

    total: int  # sources
    told: int  # of them those of which it can be told
    attained: int
    count_pct: Decimal | None  # attained of told; None: of none it can be told
    volume_10k_m3: Decimal | None  # of the told ones; None: of one it is not known
    attained_10k_m3: Decimal | None
    volume_pct: Decimal | None
    why: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcesOfMonth:
    """All sources in one month."""

    month: Period
    sources: tuple[SourceVerdict, ...]
    rate: Rate


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceOfPeriod:
    """One source over the whole period."""

    name: str
    attained: bool | None  # as the setting has it
    by_mean: SourceVerdict  # by the means over the period
    months_attained: int
    months_told: int
    months: int  # of the history, with any result of its water
    by_months: bool | None  # by the share of months that attain
    volume: Volume | None  # of all those months
    why: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """All sources over one period, and month by month."""

    period: str
    by: YearBy  # how the period itself was judged
    months: tuple[SourcesOfMonth, ...]  # oldest first
    sources: tuple[SourceOfPeriod, ...]
    rate: Rate  # of the whole period
    monthly_count: int  # items of surface sources a month
    yearly_count: int
    method: SourceMethod
    why: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ground:
    """What every source is judged by."""

    setting: Setting
    method: SourceMethod
    backgrounds: Mapping[str, Backgrounds]
    supplies: Mapping[str, Decimal]
    groundwater: frozenset[str]

    def verdict(self, source: SectionResult, volume: Volume | None) -> SourceVerdict:
        return source_verdict(
            source,
            setting=self.setting,
            method=self.method,
            groundwater=source.name in self.groundwater,
            backgrounds=self.backgrounds.get(source.name, {}),
            volume=volume,
        )


def source_rates(
    history: History,
    whole: Sequence[SectionResult],
    *,
    layers: Layers,
    setting: Setting,
    backgrounds: Mapping[str, Backgrounds] = _NO_BACKGROUNDS,
    year_by: YearBy | None = None,
) -> Sources:
    """Which sources attain, by month and over the whole period, and the rates of both.

    Args:
        history: results of the period's months; only sources are looked at.
        whole: results of the whole period; of one month those of that month.
        layers: ``water_source``, for its type of water and what it can supply (万m³/d).
        setting: the standard and method of surface water, and the whole period. Groundwater is
            judged by the classes its results have; without them it cannot be told.
        backgrounds: source: indicator: the document that says that it is natural.
        year_by: of a period longer than a month: by its means, or by the share of months that
            attain; None: as the method's file says.

    Raises:
        WatermapError: the standard's tables do not make the items of the method's lists.
    """
    method = source_method()
    ground = _Ground(
        setting=setting,
        method=method,
        backgrounds=backgrounds,
        supplies=supplies(layers),
        groundwater=frozenset(one.name for one in stations(layers) if one.groundwater),
    )
    months = tuple(
        _month(period, found, ground)
        for period, found in history.results.items()
        if period.month is not None
    )
    by: YearBy = "mean" if setting.period.month is not None else year_by or method.year.by
    sources = tuple(_over(one, months, ground, by) for one in whole if one.kind == SOURCE_KIND)
    names = {one.name for one in sources}
    known = {name for name, items in backgrounds.items() if items}
    strangers = sorted(known - names)
    said = (
        [Message.of("sources.background_unknown", names="、".join(strangers))] if strangers else []
    )
    return Sources(
        period=str(setting.period),
        by=by,
        months=months,
        sources=sources,
        rate=_whole_rate(sources, months, by),
        monthly_count=len(method.monthly.of(setting.standard)),
        yearly_count=len(method.yearly.of(setting.standard)),
        method=method,
        why=(*said, *_of_method(setting.period, by)),
    )


def _of_method(period: Period, by: YearBy) -> tuple[Message, ...]:
    if period.month is not None:
        return ()
    return (Message.of("sources.by_mean" if by == "mean" else "sources.by_months"),)


def _month(month: Period, found: Sequence[SectionResult], ground: _Ground) -> SourcesOfMonth:
    verdicts = []
    for source in found:
        if source.kind == SOURCE_KIND:
            volume, why = volume_of(source, month, ground.supplies.get(source.name))
            verdict = ground.verdict(source, volume)
            verdicts.append(replace(verdict, why=(*verdict.why, *why)))
    rate = rate_of([(one.name, one.attained, one.volume) for one in verdicts])
    return SourcesOfMonth(month=month, sources=tuple(verdicts), rate=rate)


def rate_of(sources: Sequence[tuple[str, bool | None, Volume | None]]) -> Rate:
    """The rates of some sources: name, whether it attains, how much it gave.

    Those of which it cannot be told are in neither rate, and are named. Where one of the others
    gave an unknown volume there is no rate of water.
    """
    told = [(name, attained, volume) for name, attained, volume in sources if attained is not None]
    good = [volume for _, attained, volume in told if attained]
    why = []
    untold = [name for name, attained, _ in sources if attained is None]
    if untold:
        names = "、".join(dict.fromkeys(untold))
        why.append(Message.of("sources.left_out", count=len(untold), names=names))
    unmeasured = [name for name, _, volume in told if volume is None]
    if unmeasured:
        names = "、".join(dict.fromkeys(unmeasured))
        why.append(Message.of("sources.no_volume_rate", names=names))
    if any(volume is not None and volume.origin == "supply" for _, _, volume in told):
        why.append(Message.of("sources.rate_of_supply"))
    bare = Rate(
        total=len(sources),
        told=len(told),
        attained=len(good),
        count_pct=share(len(good), len(told)),
        volume_10k_m3=None,
        attained_10k_m3=None,
        volume_pct=None,
        why=tuple(why),
    )
    if unmeasured or not told:
        return bare
    whole = _sum([volume for _, _, volume in told])
    attained = _sum(good)
    pct = 100 * attained / whole if whole else None
    return replace(bare, volume_10k_m3=whole, attained_10k_m3=attained, volume_pct=pct)


def _sum(volumes: Sequence[Volume | None]) -> Decimal:
    return sum((one.volume_10k_m3 for one in volumes if one is not None), Decimal(0))


def _over(
    source: SectionResult,
    months: Sequence[SourcesOfMonth],
    ground: _Ground,
    by: YearBy,
) -> SourceOfPeriod:
    """One source over the whole period."""
    own = {one.month: verdict for one in months for verdict in one.sources
           if verdict.name == source.name and verdict.sampled}  # fmt: skip
    volume = together({month: verdict.volume for month, verdict in own.items()})
    period = ground.setting.period
    why: tuple[Message, ...] = ()
    if not own and period.month is not None:
        volume, why = volume_of(source, period, ground.supplies.get(source.name))
    attained = sum(one.attained is True for one in own.values())
    told = sum(one.attained is not None for one in own.values())
    by_months = reached(attained, len(own) - told, len(own), ground.method.year.months_pct)
    by_mean = ground.verdict(source, volume)
    empty = len(months) - len(own)
    if empty:
        why = (*why, Message.of("sources.months_empty", count=empty))
    if by == "months" and told < len(own):
        why = (*why, Message.of("sources.months_untold", count=len(own) - told))
    return SourceOfPeriod(
        name=source.name,
        attained=by_mean.attained if by == "mean" else by_months,
        by_mean=by_mean,
        months_attained=attained,
        months_told=told,
        months=len(own),
        by_months=by_months,
        volume=volume,
        why=why,
    )


def _whole_rate(
    sources: Sequence[SourceOfPeriod], months: Sequence[SourcesOfMonth], by: YearBy
) -> Rate:
    """Of the period: sources by how they are judged; the water by month where months judge."""
    rate = rate_of([(one.name, one.attained, one.volume) for one in sources])
    if by == "mean":
        return rate
    of_months = rate_of(
        [
            (one.name, one.attained, one.volume)
            for month in months
            for one in month.sources
            if one.sampled
        ]
    )
    return replace(
        rate,
        volume_10k_m3=of_months.volume_10k_m3,
        attained_10k_m3=of_months.attained_10k_m3,
        volume_pct=of_months.volume_pct,
        why=tuple(dict.fromkeys((*rate.why, *of_months.why))),
    )
