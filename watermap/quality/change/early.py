"""Sections that keep their limits still and may not for long; watermap's own rules, not law."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from watermap.errors import Message
from watermap.quality.assessment import SectionResult, WaterClass
from watermap.quality.change.nearing import approaching, crossing
from watermap.quality.change.rules import ChangeRules
from watermap.quality.change.sections import compare_section
from watermap.quality.change.warned import EarlyWarning
from watermap.quality.change.warning_rules import WarningRules
from watermap.quality.change.watched import Watched
from watermap.quality.classing.classify import worse
from watermap.quality.classing.history import History
from watermap.quality.classing.indicator import Setting
from watermap.quality.classing.listed import titles_of
from watermap.quality.documents.grades import class_text
from watermap.quality.period import Period


@dataclass(frozen=True, slots=True, kw_only=True)
class Untold:
    """A section of which it cannot be told whether it is near to failing."""

    name: str
    why: tuple[Message, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlyWarnings:
    """All warnings, the most urgent first."""

    as_of: Period | None  # the latest period; None: the history has none
    warnings: tuple[EarlyWarning, ...]
    failing: tuple[str, ...]  # sections beyond their limit already: warned of jumps only
    untold: tuple[Untold, ...]
    why: tuple[Message, ...] = ()  # whose rules they are


def early_warnings(
    history: History, *, setting: Setting, rules: WarningRules, change: ChangeRules
) -> EarlyWarnings:
    """Who is near to failing in the latest period of a history.

    Args:
        history: consecutive periods of one span, oldest first.
        setting: the standard and method of all of them.
        rules: when to warn.
        change: how periods are compared, and by which ranks a trend is told.
    """
    if not history.periods:
        return EarlyWarnings(as_of=None, warnings=(), failing=(), untold=())
    found: list[EarlyWarning] = []
    failing: list[str] = []
    untold: list[Untold] = []
    for name in history.names():
        results = history.of(name)
        latest = results.get(history.periods[-1])
        before = results.get(history.periods[-2]) if len(history.periods) > 1 else None
        found += jump(before, latest, rules=rules, change=change)
        if latest is None or latest.water_class is None:
            said = latest.why if latest else ()
            untold.append(Untold(name=name, why=(Message.of("change.warn_no_latest"), *said)))
        elif _fails(latest, latest.water_class, rules):
            failing.append(name)
        else:
            watched = Watched.of(results, latest, setting=setting, rules=rules, change=change)
            found += [*crossing(watched), *approaching(watched)]
            untold += _short(watched)
    return EarlyWarnings(
        as_of=history.periods[-1],
        warnings=tuple(sorted(found, key=lambda one: _urgency(one, rules))),
        failing=tuple(failing),
        untold=tuple(untold),
        why=(Message.of("change.own_rules"),),
    )


def _fails(latest: SectionResult, found: WaterClass, rules: WarningRules) -> bool:
    """Whether its target is missed; of a section without target, the limit of the rules."""
    if latest.target is not None:
        return latest.met is False
    return any(one.met is False for one in latest.indicators) or worse(
        found, rules.default_limit_class
    )


def jump(
    before: SectionResult | None,
    after: SectionResult | None,
    *,
    rules: WarningRules,
    change: ChangeRules,
) -> Iterator[EarlyWarning]:
    """A section that got worse by several classes against the period before.

    On the indicators common to both periods, or as evaluated: an indicator that was not measured
    before may be what makes it worse, which is said.
    """
    if before is None or after is None:
        return
    found = compare_section(before, after, change)
    steps = [one for one in (found.on_common, found.as_evaluated) if one is not None]
    worst = min(steps, key=lambda one: one.classes_better, default=None)
    if worst is None or -worst.classes_better < rules.jump.classes_from:
        return
    said = Message.of(
        "change.warn_jump",
        before=class_text(worst.before),
        after=class_text(worst.after),
        count=-worst.classes_better,
        indicators=titles_of(after.deciding),
    )
    yield EarlyWarning(
        rule="jump",
        name=after.name,
        river=after.river,
        kind=after.kind,
        indicators=after.deciding,
        classes_worse=-worst.classes_better,
        why=(said, *found.why),
    )


def _short(watched: Watched) -> Iterator[Untold]:
    """That a section has too few values for the rules, or indicators without a class."""
    needed = watched.rules.approaching.values
    why = []
    if all(len(one.points) < needed for one in watched.series.values()):
        why.append(Message.of("change.warn_too_few", needed=needed))
    unclassed = tuple(
        one.id for one in watched.latest.indicators if one.counts and one.water_class is None
    )
    if unclassed:
        why.append(Message.of("change.warn_unclassed", indicators=titles_of(unclassed)))
    if why:
        yield Untold(name=watched.latest.name, why=tuple(why))


def _urgency(one: EarlyWarning, rules: WarningRules) -> tuple[int, Decimal, str]:
    """By the order of the rules; then more classes, sooner, nearer; then by name."""
    within = {
        "jump": Decimal(-(one.classes_worse or 0)),
        "crossing": one.crosses_in_months or Decimal(0),
        "approaching": -(one.near_pct or Decimal(0)),
    }[one.rule]
    return rules.order.index(one.rule), within, one.name
