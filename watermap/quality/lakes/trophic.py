"""The trophic level index TLI(Σ) of a lake's means (standards.md 2.6).

Means first, then the logarithms. All of it is decimal, logarithms to 50 digits, so that an index on
a boundary is not moved by binary rounding.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal, localcontext
from functools import cache
from typing import Literal, Self

from pydantic import Field as Key, model_validator

from watermap.datafile import Contradiction, Strict, read_toml
from watermap.errors import Message
from watermap.harmonise.terms.indicators import load_indicators
from watermap.harmonise.terms.units import convert
from watermap.language import Text
from watermap.quality.classing.listed import titles_of
from watermap.quality.documents.dated import Dated, Exact
from watermap.quality.documents.grades import ColourName
from watermap.resources import package_file

TrophicState = Literal[
    "oligotrophic", "mesotrophic", "light_eutrophic", "middle_eutrophic", "hyper_eutrophic"
]
_DIGITS = 50
_PLACES = Decimal("1e-12")  # of an index: far below what is shown, far above the last digits


class Item(Strict):
    """One of the items: TLI(j) = scale · (constant + slope · ln x), x in ``unit``."""

    indicator: str
    unit: str
    constant: Exact
    slope: Exact
    r: Exact  # correlation with chlorophyll a
    verified: bool = False


class State(Strict):
    """One trophic state: up to where it reaches."""

    id: TrophicState
    title: Text
    below: Exact | None = None  # the end is not inside
    up_to: Exact | None = None  # the end is inside
    eutrophic: bool
    colour: ColourName

    def holds(self, index: Decimal) -> bool:
        """Whether an index does not reach beyond it."""
        inside = self.up_to is None or index <= self.up_to
        return inside and (self.below is None or index < self.below)


class TrophicMethod(Dated):
    """How the index is made, and what its states are."""

    scale: Exact
    needed: tuple[str, ...]  # items without which there is no index
    items: tuple[Item, ...] = Key(alias="item")
    states: tuple[State, ...] = Key(alias="state")

    @model_validator(mode="after")
    def _of_known_items(self) -> Self:
        known = [one.indicator for one in self.items]
        if not {*known, *self.needed} <= load_indicators().keys() or not {*self.needed} <= {*known}:
            raise Contradiction("lakes.why_item_unknown", names="、".join([*known, *self.needed]))
        return self

    def weights(self, names: frozenset[str] | None = None) -> Mapping[str, Decimal]:
        """Wj = rj² / Σ rj² over some of the items; None: over all of them."""
        chosen = [one for one in self.items if names is None or one.indicator in names]
        whole = sum((one.r**2 for one in chosen), Decimal(0))
        with localcontext(prec=_DIGITS):
            return {one.indicator: one.r**2 / whole for one in chosen}

    def state_of(self, index: Decimal) -> State:
        """The first state that holds the index; the last one has no end."""
        return next(one for one in self.states if one.holds(index))


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemIndex:
    """One item of a lake: its mean in the formula's unit, and TLI(j)."""

    id: str
    unit: str  # of ``value``: the formula's own
    value: Decimal | None  # None: not measured
    index: Decimal | None  # TLI(j); None: no value, or one that has no logarithm
    weight: Decimal | None  # among the items there are; None: it has no index


@dataclass(frozen=True, slots=True, kw_only=True)
class Trophic:
    """How nourished a lake is."""

    items: tuple[ItemIndex, ...]  # all items of the method, in its order
    index: Decimal | None  # TLI(Σ), of the items there are; None: one that is needed is missing
    missing: tuple[str, ...]  # items without an index
    state: TrophicState | None  # None unless all items are there
    why: tuple[Message, ...] = ()  # what is missing, what was converted, what has no logarithm

    @property
    def partial(self) -> bool:
        """Whether there is an index, but not of all items: no state follows from it."""
        return self.index is not None and bool(self.missing)


@cache
def trophic_method() -> TrophicMethod:
    """The method that comes with watermap.

    Raises:
        WatermapError: the file is broken.
    """
    return read_toml(TrophicMethod, package_file("quality/lakes") / "trophic.toml")


def state_text(state: TrophicState) -> Text:
    """``轻度富营养``, ``lightly eutrophic``."""
    return next(one.title for one in trophic_method().states if one.id == state)


def trophic(means: Mapping[str, Decimal], method: TrophicMethod) -> Trophic:
    """The index of a lake.

    Args:
        means: of the lake, by indicator id, in the indicator's own unit (transparency in m,
            chlorophyll a in mg/L); an indicator without a mean is left out.
        method: items, weights, states.
    """
    said: list[Message] = []
    values = {one.indicator: _value(one, means, said) for one in method.items}
    indices = {
        one.indicator: index
        for one in method.items
        if (index := _index(one, values[one.indicator], method.scale, said)) is not None
    }
    weights = method.weights(frozenset(indices)) if indices else {}
    items = tuple(
        ItemIndex(
            id=one.indicator,
            unit=one.unit,
            value=values[one.indicator],
            index=indices.get(one.indicator),
            weight=weights.get(one.indicator),
        )
        for one in method.items
    )
    missing = tuple(one.id for one in items if one.index is None)
    if not indices.keys() >= {*method.needed}:
        lacking = [one for one in missing if one in method.needed]
        why = Message.of("lakes.no_index", indicators=titles_of(lacking))
        return Trophic(items=items, index=None, missing=missing, state=None, why=(*said, why))
    total = sum((weights[name] * index for name, index in indices.items()), Decimal(0))
    whole = total.quantize(_PLACES, rounding=ROUND_HALF_EVEN)
    if missing:
        why = Message.of("lakes.partial_index", indicators=titles_of(missing))
        return Trophic(items=items, index=whole, missing=missing, state=None, why=(*said, why))
    state = method.state_of(whole).id
    return Trophic(items=items, index=whole, missing=(), state=state, why=tuple(said))


def _value(item: Item, means: Mapping[str, Decimal], said: list[Message]) -> Decimal | None:
    """The mean in the formula's unit; that it was converted is said."""
    mean = means.get(item.indicator)
    if mean is None:
        return None
    known = load_indicators()[item.indicator]
    value, how = convert(mean, known.unit, item.unit)
    if how is not None:
        said.append(Message.of("lakes.converted", indicator=known.title, how=how))
    return value


def _index(
    item: Item, value: Decimal | None, scale: Decimal, said: list[Message]
) -> Decimal | None:
    if value is None:
        return None
    if value <= 0:
        title = load_indicators()[item.indicator].title
        said.append(
            Message.of("lakes.no_logarithm", indicator=title, value=f"{value:f}", unit=item.unit)
        )
        return None
    with localcontext(prec=_DIGITS):
        return scale * (item.constant + item.slope * value.ln())
