"""One row of a standard: the limits of an indicator, as printed and in the indicator's own unit."""

from decimal import Decimal
from typing import Annotated, Literal, Self

from pydantic import Field as Key, model_validator

from watermap.datafile import Contradiction, Strict
from watermap.harmonise.terms.indicators import load_indicators
from watermap.harmonise.terms.units import conversion_factor, scaled
from watermap.language import Text
from watermap.quality.assessment import WaterClass
from watermap.quality.documents.dated import Exact

Limits = Annotated[tuple[Exact, ...], Key(min_length=1, max_length=5)]  # from class I on
Range = tuple[Exact, Exact]  # both ends inside
_FORMS = "at_most, at_least, between, ranges, sources_at_most, at_most_of_level"


class Limit(Strict):
    """One row of a standard. At most one of the forms; none: the row gives no class."""

    indicator: str
    table: int
    item: int
    unit: str  # as printed, and of the row's figures; any that converts to the indicator's
    water_body: Literal["river", "lake"] | None = None  # None: any
    at_most: Limits | None = None
    at_least: Limits | None = None
    between: Range | None = None  # one range for all classes or levels
    ranges: tuple[Range, ...] | None = None  # one a class, each inside the next
    sources_at_most: Exact | None = None  # no class; for drinking-water sources only
    at_most_of_level: dict[str, Exact] | None = None  # no class; by the standard's own levels
    not_detected: bool = False  # class I: must not be found at all; its limit is written as 0
    beyond: WaterClass | None = None  # class beyond the last limit; None: the standard's
    group: str | None = None  # one of the standard's groups
    preferred: bool = False  # on the standard's shorter list of items to be measured first
    remark: Text | None = None
    verified: bool = True

    @model_validator(mode="after")
    def _one_form_in_order(self) -> Self:
        if sum(form is not None for form in self._forms()) > 1:
            raise Contradiction("quality.why_either", keys=_FORMS)
        if self.at_most is not None and list(self.at_most) != sorted(self.at_most):
            raise Contradiction("quality.why_falling", key="at_most")
        if self.at_least is not None and list(self.at_least) != sorted(self.at_least, reverse=True):
            raise Contradiction("quality.why_rising", key="at_least")
        if self.between is not None and self.between[0] > self.between[1]:
            raise Contradiction("quality.why_lower_first", key="between")
        if self.ranges is not None and not _widening(self.ranges):
            raise Contradiction("quality.why_widening", key="ranges")
        if self.not_detected and (self.at_most is None or self.at_most[0] != 0):
            raise Contradiction("quality.why_not_detected", key="at_most")
        return self

    def _forms(self) -> tuple[object, ...]:
        return (
            self.at_most,
            self.at_least,
            self.between,
            self.ranges,
            self.sources_at_most,
            self.at_most_of_level,
        )

    @property
    def gives_class(self) -> bool:
        """Whether a class follows from it."""
        return any(form is not None for form in self._forms()[:4])

    @property
    def by_class(self) -> tuple[str, int] | None:
        """The key that has a limit for each class, and how many; None: the row has none such."""
        for key, form in (
            ("at_most", self.at_most),
            ("at_least", self.at_least),
            ("ranges", self.ranges),
        ):
            if form is not None:
                return key, len(form)
        return None

    def figures(self) -> tuple[Decimal, ...]:
        """Every number in it, as printed."""
        if self.sources_at_most is not None:
            return (self.sources_at_most,)
        if self.ranges is not None:
            return tuple(end for one in self.ranges for end in one)
        if self.at_most_of_level is not None:
            return tuple(self.at_most_of_level.values())
        return self.at_most or self.at_least or self.between or ()

    def in_own_unit(self, beyond: WaterClass) -> Self:
        """The row with its figures in the indicator's unit, exactly; 2.0 µg/L is 0.0020 mg/L.

        Args:
            beyond: the class of what is beyond the last limit, where the row says none itself.

        Raises:
            WatermapError: the printed unit does not measure what the indicator's does.
        """
        unit = load_indicators()[self.indicator].unit
        ratio = conversion_factor(self.unit, unit)

        def own(figure: Decimal) -> Decimal:
            return figure if ratio == 1 else scaled(figure, ratio)

        changed: dict[str, object] = {"unit": unit, "beyond": self.beyond or beyond}
        for key in ("at_most", "at_least", "between"):
            figures = getattr(self, key)
            changed[key] = None if figures is None else tuple(map(own, figures))
        if self.ranges is not None:
            changed["ranges"] = tuple((own(low), own(high)) for low, high in self.ranges)
        if self.sources_at_most is not None:
            changed["sources_at_most"] = own(self.sources_at_most)
        if self.at_most_of_level is not None:
            changed["at_most_of_level"] = {
                name: own(figure) for name, figure in self.at_most_of_level.items()
            }
        return self.model_copy(update=changed)


def _widening(ranges: tuple[Range, ...]) -> bool:
    lows, highs = [low for low, _ in ranges], [high for _, high in ranges]
    ordered = all(low <= high for low, high in ranges)
    return ordered and lows == sorted(lows, reverse=True) and highs == sorted(highs)
