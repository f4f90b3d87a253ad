"""The guideline by which areas are proposed, as ``hj338-2018.toml`` has it."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from functools import cache
from typing import Literal

from pydantic import Field as Key, model_validator

from watermap.datafile import Contradiction, Strict
from watermap.errors import Problem
from watermap.language import Text
from watermap.quality.documents.dated import Dated, Exact, load_dated
from watermap.resources import package_file

SourceType = Literal["river", "lake", "groundwater"]
WaterBody = Literal["lake", "reservoir"]
Basis = Literal["document", "watermap", "asked"]

HUNDRED_MILLION_IN_TEN_THOUSANDS = Decimal(10_000)  # 10⁸ m³ as 万m³


class Choice(Strict):
    """One answer to a parameter that is no number; ``words`` are what layers call it."""

    id: str
    title: Text
    words: tuple[str, ...] = ()


class Parameter(Strict):
    """A figure or answer that a proposal needs; ``value`` None: it has no default."""

    id: str
    of: tuple[SourceType, ...] = Key(min_length=1)
    title: Text
    unit: str = ""
    value: str | None = None
    basis: Basis = "document"
    choices: tuple[Choice, ...] = ()
    more_than: Exact | None = None  # not included; None: 0 is allowed, nothing below
    most: Exact | None = None

    @model_validator(mode="after")
    def _default_fits(self) -> "Parameter":
        if (self.value is None) != (self.basis == "asked"):
            raise Contradiction("delineation.why_asked", id=self.id)
        if self.value is not None and not self.accepts(self.value):
            raise Contradiction("delineation.why_default", id=self.id, value=self.value)
        return self

    def accepts(self, value: str) -> bool:
        """Whether a text is an answer: one of the choices, or a number within the limits."""
        if self.choices:
            return any(value == choice.id for choice in self.choices)
        try:
            number = Decimal(value)
        except ArithmeticError:
            return False
        if not number.is_finite() or (self.most is not None and number > self.most):
            return False
        return number >= 0 if self.more_than is None else number > self.more_than

    def title_of(self, value: str) -> Text | None:
        """What a choice is called; None for numbers."""
        return next((choice.title for choice in self.choices if choice.id == value), None)


class Size(Strict):
    """A size class: reservoirs by storage in 10⁸ m³, lakes by surface in km²."""

    id: str
    body: WaterBody
    title: Text
    at_least: Exact | None = Key(default=None, alias="from")
    below: Exact | None = None
    rule: str
    alone: str | None = None  # the rule where it serves water supply alone; None: the same

    def holds(self, size: Decimal) -> bool:
        """Whether a size falls into it."""
        return (self.at_least is None or size >= self.at_least) and (
            self.below is None or size < self.below
        )


class LakeRule(Strict):
    """What is taken around an intake in still water; names are those of parameters."""

    id: str
    grade_1_radius: str | None = None  # None: the whole surface
    grade_1_land: str
    grade_2_water: Literal["none", "rest", "beyond"]
    grade_2_water_beyond: str | None = None
    grade_2_land: Literal["catchment", "beyond", "by_terrain"]
    grade_2_land_beyond: str | None = None


class Medium(Strict):
    """Empirical radii in pore water, metres: lower and upper end."""

    id: str
    grade_1: tuple[Exact, Exact]
    grade_2: tuple[Exact, Exact]


class Aquifer(Strict):
    """How a radius is found in one type of aquifer."""

    id: str
    radius: Literal["table", "formula", "both_ways", "person"]
    grade_2: bool = True
    remark: Text | None = None


class Left(Strict):
    """Something that no layer shows and a person must settle."""

    of: tuple[SourceType, ...] = Key(min_length=1)
    text: Text


class Delineation(Dated):
    """A whole guideline."""

    parameters: tuple[Parameter, ...] = Key(alias="parameter", min_length=1)
    sizes: tuple[Size, ...] = Key(alias="size", min_length=1)
    lake_rules: tuple[LakeRule, ...] = Key(alias="lake_rule", min_length=1)
    media: tuple[Medium, ...] = Key(alias="medium", min_length=1)
    aquifers: tuple[Aquifer, ...] = Key(alias="aquifer", min_length=1)
    left: tuple[Left, ...] = ()

    @model_validator(mode="after")
    def _names_are_known(self) -> "Delineation":
        known = {one.id for one in self.parameters}
        for name in self._parameters_named():
            if name not in known:
                raise Contradiction("delineation.why_unknown_name", name=name)
        rules = {rule.id for rule in self.lake_rules}
        for name in (name for size in self.sizes for name in (size.rule, size.alone or size.rule)):
            if name not in rules:
                raise Contradiction("delineation.why_unknown_name", name=name)
        self._hold_choices("aquifer", [one.id for one in self.aquifers])
        self._hold_choices("medium", [one.id for one in self.media])
        return self

    def _parameters_named(self) -> Iterator[str]:
        for rule in self.lake_rules:
            names = (
                rule.grade_1_radius,
                rule.grade_1_land,
                rule.grade_2_water_beyond,
                rule.grade_2_land_beyond,
            )
            yield from (name for name in names if name is not None)

    def _hold_choices(self, name: str, rows: Iterable[str]) -> None:
        """A parameter's choices and the rows of its table are the same."""
        choices = {choice.id for choice in self.parameter(name).choices}
        if odd := choices.symmetric_difference(rows):
            raise Contradiction("delineation.why_unknown_name", name=", ".join(sorted(odd)))

    def parameter(self, name: str) -> Parameter:
        """The parameter of that id.

        Raises:
            KeyError: there is none.
        """
        return {one.id: one for one in self.parameters}[name]

    def for_type(self, source_type: SourceType) -> tuple[Parameter, ...]:
        """The parameters that a type of source needs, in the file's order."""
        return tuple(one for one in self.parameters if source_type in one.of)

    def size(self, body: WaterBody, size: Decimal) -> Size | None:
        """The size class: storage in 10⁸ m³ for reservoirs, km² for lakes; None: there is none."""
        return next((one for one in self.sizes if one.body == body and one.holds(size)), None)

    def lake_rule(self, name: str) -> LakeRule:
        """The rule of that id."""
        return {one.id: one for one in self.lake_rules}[name]

    def medium(self, name: str) -> Medium:
        """The row of the table of media."""
        return {one.id: one for one in self.media}[name]

    def aquifer(self, name: str) -> Aquifer:
        """The row of the table of aquifers."""
        return {one.id: one for one in self.aquifers}[name]


@cache
def known_delineations() -> Mapping[str, Delineation]:
    """The guidelines that come with watermap, by id.

    Raises:
        WatermapError: a file is broken; every problem of every file.
    """
    found = load_dated(Delineation, [package_file("checks/delineation")], check=_none)
    return {entry.id: entry for entry in found.values()}


def _none(*_: object) -> Iterable[Problem]:
    return ()
