"""Methods of evaluation as data: which indicators count, rounding, averaging, grades of rivers.

One file a method in ``quality/methods``, and in the user's own folder of that name.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Literal

from pydantic import Field as Key

from watermap.datafile import Strict
from watermap.errors import Problem
from watermap.harmonise.terms.indicators import load_indicators
from watermap.language import Text
from watermap.quality.assessment import Grade
from watermap.quality.documents.dated import Dated, Exact, load_dated
from watermap.quality.documents.rounding import rounded_for_comparison
from watermap.quality.documents.variants import with_bases
from watermap.resources import package_file, user_folder


class Rounding(Strict):
    """To how many places a value is rounded before it is compared; absent: not rounded."""

    citation: str
    since_year: int | None = None  # the year of the document the decimals come from
    verified: bool = False
    decimals: dict[str, int] = Key(default_factory=dict)


class HourlyDecimals(Strict):
    """To how many places automatic stations keep hourly values; no class is told from it."""

    citation: str
    verified: bool = False
    decimals: dict[str, int]


class OxygenSaturation(Strict):
    """Class I of dissolved oxygen by its share of saturation, as an alternative to its limit.

    Saturation in mg/L is ``numerator / (offset + water temperature in ℃)`` in fresh water.
    """

    citation: str
    numerator: Exact
    offset: Exact
    class_one_from_pct: Exact
    verified: bool = False

    def saturation_mg_l(self, temperature_c: Decimal) -> Decimal:
        """Dissolved oxygen at saturation, mg/L."""
        return self.numerator / (self.offset + temperature_c)

    def share_pct(self, oxygen_mg_l: Decimal, temperature_c: Decimal) -> Decimal:
        """Dissolved oxygen as a share of saturation, per cent; one division, so 90 stays 90."""
        return 100 * oxygen_mg_l * (self.offset + temperature_c) / self.numerator


class Averaging(Strict):
    """Over what is averaged, and how much is needed for it."""

    quarter_min_results: int
    year_min_months: int
    year_full_months: int
    over_hydrogen_ions: tuple[str, ...]  # indicators that are logarithms
    year_over: Literal["rounded_months", "unrounded_months"]
    verified: bool = False


class AutomaticFirst(Strict):
    """For which indicators valid automatic results go before manual ones (standards.md 3.5)."""

    citation: str
    indicators: tuple[str, ...]
    verified: bool = False


class MainPollutants(Strict):
    """Which indicators are named as main pollutants, of sections and groups (standards.md 2.5)."""

    citation: str
    most: int
    beyond: Literal["III"]  # the class up to which there are none, and whose limit multiples mean
    first: tuple[str, ...]  # where they are over the limit they go before all others
    only_worst_class: bool  # False: the worst classes, one after the other, up to ``most``
    groups_without: tuple[Grade, ...] = ()  # grades of rivers and basins for which none are named
    verified: bool = False


class BelowDetection(Strict):
    """How a result below detection is counted. Named here; done where tables are read."""

    citation: str
    counts_as: Text
    verified: bool = False


class GradeRow(Strict):
    """A row of the table of shares. Per cent; from is inclusive, below is not."""

    grade: Grade
    good_from: Exact = Decimal(0)
    good_below: Exact = Decimal(101)
    worst_from: Exact = Decimal(0)
    worst_below: Exact = Decimal(101)
    outside_the_text: bool = False  # the document has no such row; its use is said

    def fits(self, good_pct: Decimal, worst_pct: Decimal) -> bool:
        """Whether both shares lie in it."""
        return (
            self.good_from <= good_pct < self.good_below
            and self.worst_from <= worst_pct < self.worst_below
        )


class RiverMethod(Strict):
    """How several sections become one answer."""

    shares_from: int
    grade: tuple[GradeRow, ...]
    verified: bool = False


class Method(Dated):
    """One way of evaluating."""

    extends: str | None = None  # id of the method of which this one holds the differences only
    standards: tuple[str, ...]  # ids of the standards it goes with
    counted: tuple[str, ...]  # indicators that take part in the class
    reference_only: tuple[str, ...]
    no_multiple: tuple[str, ...]  # indicators for which a multiple means nothing
    rounding: Rounding
    averaging: Averaging
    below_detection: BelowDetection
    automatic_first: AutomaticFirst | None = None  # None: all results are averaged alike
    main_pollutants: MainPollutants | None = None  # None: the method names none
    river: RiverMethod | None = None  # None: it does not take several sections together
    oxygen_saturation: OxygenSaturation | None = None  # None: the limit in mg/L alone decides
    hourly: HourlyDecimals | None = None

    def rounded(self, indicator: str, value: Decimal) -> Decimal:
        """A value as it is compared with limits."""
        decimals = self.rounding.decimals.get(indicator)
        return value if decimals is None else rounded_for_comparison(value, decimals)


def known_methods(*more: Path) -> dict[str, Method]:
    """The methods that come with watermap and the user's own, by id.

    Args:
        more: further folders, such as that of a project.

    Raises:
        WatermapError: a file cannot be used; every problem of every file.
    """
    return load_methods([package_file("quality") / "methods", user_folder("methods"), *more])


def load_methods(folders: Sequence[Path]) -> dict[str, Method]:
    """The methods of folders, by id; a folder that does not exist has none.

    Raises:
        WatermapError: a file cannot be used, names indicators that watermap does not know, or
            extends a method that there is not; every problem of every file.
    """
    entries = load_dated(Method, folders, check=_problems_of, read=with_bases)
    return {entry.id: entry for entry in entries.values()}


def _problems_of(method: Method, path: Path) -> Iterator[Problem]:
    named = (
        method.counted,
        method.reference_only,
        method.no_multiple,
        method.averaging.over_hydrogen_ions,
        method.main_pollutants.first if method.main_pollutants else (),
        method.automatic_first.indicators if method.automatic_first else (),
        tuple(method.rounding.decimals),
        tuple(method.hourly.decimals) if method.hourly else (),
    )
    known = load_indicators()
    for name in dict.fromkeys(name for names in named for name in names):
        if name not in known:
            yield Problem.error("quality.method_indicator_unknown", file=path, id=name)
    for name in sorted(set(method.counted) & set(method.reference_only)):
        yield Problem.error("quality.counted_and_not", file=path, id=name)
