"""The closed list of formulas, and the numbers each of them needs (standards.md 9).

A scheme is a list of parts; every part gives an amount, and the amounts are summed. All amounts are
in 万元 (10 000 yuan).
"""

from decimal import Decimal
from itertools import pairwise
from typing import Annotated, Literal, Self

from pydantic import Field as Key, model_validator

from watermap.datafile import Contradiction, Strict
from watermap.language import Text
from watermap.quality.assessment import WaterClass
from watermap.quality.documents.dated import Exact

Payer = Literal["upstream", "downstream"]
Amount = Annotated[Exact, Key(ge=0)]


class _Part(Strict):
    verified: bool = False  # its figures compared with the official text
    remark: Text | None = None


class Tier(Strict):
    """Up to which index who pays how much."""

    at_most: Exact | None = None  # of the index; None: any greater one, the last tier only
    payer: Payer
    amount_10k_yuan: Amount | None = None  # None: the sources do not say; an agreement has to


class IndexPart(_Part):
    """P = k₀ · Σ kᵢ · Cᵢ/Cᵢ₀ over yearly means; the tier of P decides (Xin'an, 9.1)."""

    formula: Literal["index"]
    k0: Exact
    weights: dict[str, Exact]  # by indicator; they sum to 1
    tiers: Annotated[tuple[Tier, ...], Key(min_length=1)]  # lowest index first
    decimals: int | None = None  # P is rounded half to even before it is held against tiers

    @model_validator(mode="after")
    def _sound(self) -> Self:
        if sum(self.weights.values()) != 1:
            raise Contradiction("compensation.why_weights", found=str(sum(self.weights.values())))
        if not _rising([tier.at_most for tier in self.tiers]):
            raise Contradiction("compensation.why_rows_rise", key="at_most")
        return self


class ExcessLoadPart(_Part):
    """Σ (C − target) · monthly volume · price, where C is over the target (Taihu 2008, 9.2)."""

    formula: Literal["excess_load"]
    prices_10k_yuan_per_t: dict[str, Amount]  # by indicator
    base_class: WaterClass | None = None  # whose limits are the targets; None: the agreement's


class Row(Strict):
    """Up to which exceedance multiple which amount."""

    at_most: Exact | None = None  # multiple, inclusive; None: any greater one, the last row only
    amount_10k_yuan: Amount


class StepsPart(_Part):
    """An amount a section and month by the exceedance multiple (Jiangsu 2021, Zhoukou; 9.2, 9.3).

    The multiple is (C − target)/target, not rounded.
    """

    formula: Literal["steps"]
    indicators: tuple[str, ...] = ()  # (): the agreement has to name them
    rows: Annotated[tuple[Row, ...], Key(min_length=1)]
    factor: Literal["worst", "sum"]  # the worst indicator of a month pays, or every one of them
    times: Literal["once", "one_plus_multiple"] = "once"  # amount, or amount × (1 + multiple)
    least_multiple: Exact = Decimal(0)  # below it nothing is paid; itself inclusive
    base_class: WaterClass | None = None

    @model_validator(mode="after")
    def _sound(self) -> Self:
        if not _rising([row.at_most for row in self.rows]):
            raise Contradiction("compensation.why_rows_rise", key="at_most")
        return self


class PointsPart(_Part):
    """So much a percentage point better or worse (Shandong 2019, Shandong–Henan; 9.3).

    Points: 100 · (1 − C/C_ref); together: 100 · (1 − mean of C/C_ref over the indicators).
    """

    formula: Literal["points"]
    indicators: tuple[str, ...]
    span: Literal["month", "year"]
    each: Literal["indicator", "together"]
    compared_with: Literal["target", "previous_year"]
    better_10k_yuan: Amount  # a point better: downstream pays
    worse_10k_yuan: Amount  # a point worse: upstream pays
    least_10k_yuan: Amount | None = None  # of one payment; a smaller one is raised to it
    most_10k_yuan: Amount | None = None  # of one payment; a greater one is cut to it
    cap_10k_yuan: Amount | None = None  # of the part's sum of a year, either way
    base_class: WaterClass | None = None


class ClassPart(_Part):
    """So much a class better or worse than a class, of the year (Shandong–Henan, 9.3)."""

    formula: Literal["class_difference"]
    against: WaterClass
    amount_10k_yuan: Amount
    cap_10k_yuan: Amount | None = None


class WorstMonthPart(_Part):
    """An amount for each month worse than class V: upstream pays (Shandong 2019, 9.3)."""

    formula: Literal["worst_class_month"]
    amount_10k_yuan: Amount


class AttainedPart(_Part):
    """An award where all items keep the target in the year: downstream pays (Shandong, 9.3)."""

    formula: Literal["all_attained"]
    items: Annotated[int, Key(ge=1)]  # how many indicators have to have a class
    between_10k_yuan: tuple[Amount, Amount]  # the agreement says which amount


class SourcePart(_Part):
    """A cross-border drinking source: attained, downstream pays; missed, upstream (9.3)."""

    formula: Literal["drinking_source"]
    amount_10k_yuan: Amount


Part = Annotated[
    IndexPart
    | ExcessLoadPart
    | StepsPart
    | PointsPart
    | ClassPart
    | WorstMonthPart
    | AttainedPart
    | SourcePart,
    Key(discriminator="formula"),
]


def indicators_of(part: Part) -> tuple[str, ...]:
    """The indicators that a part names itself."""
    if isinstance(part, IndexPart):
        return tuple(part.weights)
    if isinstance(part, ExcessLoadPart):
        return tuple(part.prices_10k_yuan_per_t)
    return part.indicators if isinstance(part, StepsPart | PointsPart) else ()


def _rising(bounds: list[Decimal | None]) -> bool:
    """Whether bounds rise, with none but the last one open."""
    closed = [bound for bound in bounds if bound is not None]
    return (
        len(closed) == len(bounds) - 1
        and bounds[-1] is None
        and all(lower < upper for lower, upper in pairwise(closed))
    )
