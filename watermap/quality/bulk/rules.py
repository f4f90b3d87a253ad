"""What a standard and a method ask of each column, made ready for whole columns."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from watermap.errors import Problem, WatermapError
from watermap.harmonise.terms.indicators import load_indicators
from watermap.quality.assessment import WaterBody
from watermap.quality.bulk.rounding import MOST_PLACES
from watermap.quality.bulk.steps import NO_STEPS, Steps, TooManyDigitsError
from watermap.quality.bulk.wide import LAKE, NO_CLASS, RIVER, UNKNOWN, Bools, Codes, Floats
from watermap.quality.documents.methods import Method
from watermap.quality.documents.standards import Standard

MOST_COUNTED = 64  # bits of a mask

# Parts of a method that the fast way heeds, or that touch neither class nor deciding indicators.
# ``automatic_first`` is heeded by leaving stations with automatic results to the slow way.
_HEEDED = frozenset(
    {
        "id", "title", "citation", "issuer", "in_force_from", "in_force_to", "verified",
        "verified_against", "standards", "counted", "reference_only", "no_multiple", "rounding",
        "averaging", "automatic_first", "main_pollutants", "below_detection", "river",
        "extends", "hourly",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One indicator."""

    indicator: str
    counts: bool  # takes part in the class
    decimals: int | None  # None: not rounded
    over_hydrogen_ions: bool  # averaged over 10^−value
    quantity: bool  # how much water, not how good
    river: Steps
    lake: Steps

    @property
    def one_for_all(self) -> bool:
        """Whether rivers and lakes have the same limits."""
        return self.river == self.lake

    @property
    def places(self) -> int:
        """Decimals of the finest value at which the class or the rounded value may turn."""
        last = 0 if self.decimals is None else self.decimals + 1
        return max(last, self.river.places, self.lake.places)

    @property
    def classed(self) -> bool:
        """Whether a class may follow at all."""
        return bool(self.river.cuts or self.lake.cuts)

    def codes(self, values: Floats, bodies: Codes, out: Codes, beyond: Bools) -> None:
        """Write the class of each value in its water; 0 where unknown water leaves it open.

        Args:
            values: NaN has no class.
            bodies: code of each value's water body.
            out: where the classes are written.
            beyond: space of that length.
        """
        self.river.codes(values, out, beyond)
        if self.one_for_all or not (bodies != RIVER).any():
            return
        lake = self.lake.of_values(values)
        open_ = (bodies == UNKNOWN) & (lake != out)
        np.copyto(out, lake, where=bodies == LAKE)
        out[open_] = NO_CLASS

    def of_values(self, values: Floats, bodies: Codes) -> Codes:
        """The class of each value in its water."""
        out = np.empty(len(values), dtype=np.uint8)
        self.codes(values, bodies, out, np.empty(len(values), dtype=np.bool_))
        return out


def unheeded(method: Method) -> tuple[str, ...]:
    """Parts of a method that the fast way does not know; with any of them it is not gone."""
    return tuple(
        name
        for name in type(method).model_fields
        if name not in _HEEDED and getattr(method, name) is not None
    )


def rules_of(indicators: Sequence[str], *, standard: Standard, method: Method) -> tuple[Rule, ...]:
    """The rules of some indicators: counted ones first, in the method's order.

    Raises:
        WatermapError: a limit has too many digits or is 不得检出; the method has a part that only
            the single evaluation heeds, rounds to tens or to more places than numbers can hold, or
            counts more than 64 of the indicators; every problem.
    """
    counted = [name for name in method.counted if name in indicators]
    named = dict.fromkeys((*counted, *indicators))
    problems = [
        Problem.error("bulk.method_part", method=method.title, part=part)
        for part in unheeded(method)
    ]
    found = []
    for name in named:
        if any(row.not_detected for row in standard.limits_for(name, "unknown")):
            problems.append(_unfit("bulk.not_detected", name, standard.id))
            continue
        decimals = method.rounding.decimals.get(name)
        if decimals is not None and not 0 <= decimals < MOST_PLACES:
            problems.append(_unfit("bulk.decimals", name, decimals))
            continue
        try:
            found.append(_rule(name, decimals, standard, method))
        except TooManyDigitsError as beyond:
            problems.append(_unfit("bulk.digits", name, beyond))
    if len(counted) > MOST_COUNTED:
        problems.append(
            Problem.error(
                "bulk.counted", method=method.title, found=len(counted), most=MOST_COUNTED
            )
        )
    if problems:
        raise WatermapError(*problems)
    return tuple(found)


def _unfit(code: str, name: str, found: object) -> Problem:
    return Problem.error(code, indicator=load_indicators()[name].title, found=found)


def _rule(name: str, decimals: int | None, standard: Standard, method: Method) -> Rule:
    known = load_indicators().get(name)
    return Rule(
        indicator=name,
        counts=name in method.counted,
        decimals=decimals,
        over_hydrogen_ions=name in method.averaging.over_hydrogen_ions,
        quantity=known is not None and known.quantity,
        river=_steps(name, "river", decimals, standard),
        lake=_steps(name, "lake", decimals, standard),
    )


def _steps(name: str, body: WaterBody, decimals: int | None, standard: Standard) -> Steps:
    rows = [row for row in standard.limits_for(name, body) if row.gives_class]
    return Steps.of(rows[0], decimals) if rows else NO_STEPS
