"""Which items a source is measured for, and when it attains, as dated data."""

from decimal import Decimal
from functools import cache
from typing import Literal, Self

from pydantic import model_validator

from watermap.datafile import Contradiction, Strict, read_toml
from watermap.errors import Problem, WatermapError
from watermap.harmonise.terms.indicators import load_indicators
from watermap.quality.assessment import WaterClass
from watermap.quality.documents.dated import Dated, Exact
from watermap.quality.documents.standards import Standard
from watermap.resources import package_file

YearBy = Literal["mean", "months"]


def _hold_known(names: tuple[str, ...]) -> None:
    unknown = [name for name in names if name not in load_indicators()]
    if unknown:
        raise Contradiction("sources.why_indicator_unknown", ids="、".join(unknown))


class ItemList(Strict):
    """Items by the tables of the standard, so that none is listed twice."""

    whole_tables: tuple[int, ...]
    preferred_of: tuple[int, ...]  # tables of which the preferred items only
    without: tuple[str, ...]
    count: int  # how many they are by the document
    verified: bool = False

    @model_validator(mode="after")
    def _of_known_items(self) -> Self:
        _hold_known(self.without)
        return self

    def of(self, standard: Standard) -> tuple[str, ...]:
        """The ids, in the standard's order.

        Raises:
            WatermapError: the standard's tables do not make as many as the document says.
        """
        found = dict.fromkeys(
            row.indicator
            for row in standard.limits
            if row.indicator not in self.without
            and (
                row.table in self.whole_tables or (row.table in self.preferred_of and row.preferred)
            )
        )
        if len(found) != self.count:
            raise WatermapError(
                Problem.error(
                    "sources.other_count",
                    standard=standard.title,
                    found=len(found),
                    count=self.count,
                )
            )
        return tuple(found)


class YearRule(Strict):
    """When a source attains over a year."""

    by: YearBy
    months_pct: Exact
    verified: bool = False


class SourceMethod(Dated):
    """The whole of ``items.toml``."""

    required_class: WaterClass
    basic_tables: tuple[int, ...]
    reference_only: tuple[str, ...]
    monthly: ItemList
    yearly: ItemList
    year: YearRule

    @model_validator(mode="after")
    def _of_known_items(self) -> Self:
        _hold_known(self.reference_only)
        return self

    def basic(self, standard: Standard) -> frozenset[str]:
        """Items that are held against a class."""
        every = (name for table in self.basic_tables for name in standard.of_table(table))
        return frozenset(every) - {*self.reference_only}


@cache
def source_method() -> SourceMethod:
    """The method that comes with watermap.

    Raises:
        WatermapError: the file is broken.
    """
    return read_toml(SourceMethod, package_file("quality/sources") / "items.toml")


def reached(attained: int, untold: int, whole: int, needed_pct: Decimal) -> bool | None:
    """Whether so many of ``whole`` attain as are needed; None: it hangs on those not told."""
    if whole == 0:
        return None
    if attained * 100 >= needed_pct * whole:
        return True
    return None if (attained + untold) * 100 >= needed_pct * whole else False
