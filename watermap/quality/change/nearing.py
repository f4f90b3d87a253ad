"""Values that come nearer to their limit, by the latest few and by their trend."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from watermap.errors import Message
from watermap.figures import rounded
from watermap.harmonise.terms.indicators import load_indicators
from watermap.quality.change.lines import Line, middle_month, month_of
from watermap.quality.change.nearness import Bound
from watermap.quality.change.ranks import spearman
from watermap.quality.change.warned import EarlyWarning
from watermap.quality.change.warning_rules import RuleId
from watermap.quality.change.watched import Watched
from watermap.quality.documents.grades import class_text
from watermap.quality.period import Period

_UNITLESS = "无量纲"  # as indicators.toml writes it
_PLACES = 1  # of months and per cent in sentences


def approaching(watched: Watched) -> Iterator[EarlyWarning]:
    """Indicators whose latest values each lie nearer to the limit, the last within a share."""
    rule = watched.rules.approaching
    for indicator, means in watched.series.items():
        last = list(means.points.items())[-rule.values :]
        if len(last) < rule.values or not means.last_known:
            continue
        rising = last[-1][1] > last[0][1]
        bound = means.towards(rising=rising)
        near = [bound.nearness(value) for _, value in last] if bound else []
        known = [one for one in near if one is not None]
        if bound is None or len(known) < rule.values:
            continue
        nearer = all(one < following for one, following in pairwise(known))
        if nearer and 100 * known[-1] >= rule.share_pct:
            yield _near(watched, indicator, bound, dict(last), known[-1])


def _near(
    watched: Watched,
    indicator: str,
    bound: Bound,
    values: Mapping[Period, Decimal],
    near: Decimal,
) -> EarlyWarning:
    percent = 100 * near
    said = Message.of(
        "change.warn_approaching",
        values=_listed(values),
        near=rounded(percent, _PLACES),
        **_named(watched, indicator, bound),
    )
    found = _warning(watched, "approaching", indicator, bound, values, said)
    return replace(found, near_pct=percent)


def crossing(watched: Watched) -> Iterator[EarlyWarning]:
    """Indicators whose trend passes the limit within the months of the rule."""
    rule = watched.rules.crossing
    for indicator, means in watched.series.items():
        last = dict(list(means.points.items())[-rule.values_up_to :])
        if len(last) < rule.values_from or not means.last_known:
            continue
        line = Line.through(last)
        if line.slope == 0 or not _goes(list(last.values()), line, watched):
            continue
        bound = means.towards(rising=line.slope > 0)
        if bound is None:
            continue
        ahead = max(Decimal(0), line.reaches(bound.limit) - middle_month(list(last)[-1]))
        if ahead <= rule.within_months:
            yield _crosses(watched, indicator, bound, last, ahead)


def _goes(values: Sequence[Decimal], line: Line, watched: Watched) -> bool:
    """Whether the ranks of the values show the line's trend as well, where the rule asks it."""
    rules = watched.change.trend
    if not watched.rules.crossing.significant_only:
        return True
    if len(values) < rules.periods_from:
        return False
    found = spearman(values, rules)
    if found.significant is None or found.r_s is None:
        return False
    return (found.r_s > 0) == (line.slope > 0)


def _crosses(
    watched: Watched,
    indicator: str,
    bound: Bound,
    values: Mapping[Period, Decimal],
    ahead: Decimal,
) -> EarlyWarning:
    month = month_of(middle_month(list(values)[-1]) + ahead)
    said = Message.of(
        "change.warn_crossing",
        count=len(values),
        months=rounded(ahead, _PLACES),
        month=str(month),
        **_named(watched, indicator, bound),
    )
    last = bound.nearness(list(values.values())[-1])
    return replace(
        _warning(watched, "crossing", indicator, bound, values, said),
        near_pct=None if last is None else 100 * last,
        crosses_in_months=ahead,
        crosses=month,
    )


def _named(watched: Watched, indicator: str, bound: Bound) -> dict[str, object]:
    """What the sentences of both rules name."""
    known, means = load_indicators()[indicator], watched.series[indicator]
    return {
        "indicator": known.title,
        "limit": f"{bound.limit}" if known.unit == _UNITLESS else f"{bound.limit} {known.unit}",
        "target": Message.of("change.own_limit") if means.own_limit else class_text(means.target),
    }


def _listed(values: Mapping[Period, Decimal]) -> str:
    return " → ".join(f"{value:f}" for value in values.values())


def _warning(
    watched: Watched,
    rule: RuleId,
    indicator: str,
    bound: Bound,
    values: Mapping[Period, Decimal],
    said: Message,
) -> EarlyWarning:
    """A warning without the figures of its rule."""
    why, means = [said], watched.series[indicator]
    if watched.latest.target is None:
        why.append(Message.of("change.warn_no_target", target=class_text(means.target)))
    return EarlyWarning(
        rule=rule,
        name=watched.latest.name,
        river=watched.latest.river,
        kind=watched.latest.kind,
        indicators=(indicator,),
        unit=load_indicators()[indicator].unit,
        values=values,
        limit=bound.limit,
        limit_class=None if means.own_limit else means.target,
        why=tuple(why),
    )
