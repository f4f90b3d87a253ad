"""Standards of water quality as data: which limit an indicator has, in which class, for what water.

One file a standard in ``quality/standards``, and in the user's own folder of that name.
"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import Field as Key, model_validator

from watermap.datafile import Contradiction, Strict
from watermap.errors import Problem, WatermapError
from watermap.harmonise.terms.indicators import load_indicators
from watermap.language import Text
from watermap.quality.assessment import WaterBody
from watermap.quality.documents.dated import Dated, Exact, load_dated
from watermap.resources import package_file, user_folder

FiveLimits = Annotated[tuple[Exact, ...], Key(min_length=5, max_length=5)]  # of classes I to V


class Limit(Strict):
    """One row of a standard. At most one of the four forms; none: the row gives no class."""

    indicator: str
    table: int
    item: int
    unit: str
    water_body: Literal["river", "lake"] | None = None  # None: any
    at_most: FiveLimits | None = None
    at_least: FiveLimits | None = None
    between: tuple[Exact, Exact] | None = None  # both ends inside; one range for all classes
    sources_at_most: Exact | None = None  # no class; for drinking-water sources only
    remark: Text | None = None
    verified: bool = True

    @model_validator(mode="after")
    def _one_form_in_order(self) -> Self:
        forms = (self.at_most, self.at_least, self.between, self.sources_at_most)
        if sum(form is not None for form in forms) > 1:
            raise Contradiction(
                "quality.why_either", keys="at_most, at_least, between, sources_at_most"
            )
        if self.at_most is not None and list(self.at_most) != sorted(self.at_most):
            raise Contradiction("quality.why_falling", key="at_most")
        if self.at_least is not None and list(self.at_least) != sorted(self.at_least, reverse=True):
            raise Contradiction("quality.why_rising", key="at_least")
        if self.between is not None and self.between[0] > self.between[1]:
            raise Contradiction("quality.why_lower_first", key="between")
        return self

    @property
    def gives_class(self) -> bool:
        """Whether a class follows from it."""
        return any(form is not None for form in (self.at_most, self.at_least, self.between))

    def figures(self) -> tuple[Decimal, ...]:
        """Every number in it."""
        if self.sources_at_most is not None:
            return (self.sources_at_most,)
        return self.at_most or self.at_least or self.between or ()


class Standard(Dated):
    """The limits of one document."""

    limits: tuple[Limit, ...] = Key(alias="limit")

    def limits_for(self, indicator: str, water_body: WaterBody) -> tuple[Limit, ...]:
        """What limits an indicator in such water.

        Where river or lake is unknown: every limit that may be meant, so more than one where the
        standard tells rivers from lakes. Empty: the standard has none.
        """
        return tuple(
            limit
            for limit in self.limits
            if limit.indicator == indicator
            and (water_body == "unknown" or limit.water_body in {None, water_body})
        )

    def order(self) -> Mapping[str, int]:
        """Place of each indicator in the document."""
        return {
            name: place
            for place, name in enumerate(dict.fromkeys(limit.indicator for limit in self.limits))
        }


def known_standards() -> dict[str, Standard]:
    """The standards that come with watermap and the user's own, by id.

    Raises:
        WatermapError: a file cannot be used; every problem of every file.
    """
    return load_standards([package_file("quality") / "standards", user_folder("standards")])


def load_standards(folders: Sequence[Path]) -> dict[str, Standard]:
    """The standards of folders, by id; a folder that does not exist has none.

    Raises:
        WatermapError: a file cannot be used, or names indicators or units that watermap does not
            know; every problem of every file.
    """
    entries = load_dated(Standard, folders)
    problems = [problem for path, entry in entries.items() for problem in _problems_of(entry, path)]
    if problems:
        raise WatermapError(*problems)
    return {entry.id: entry for entry in entries.values()}


def _problems_of(standard: Standard, path: Path) -> Iterator[Problem]:
    known = load_indicators()
    seen: set[tuple[str, str]] = set()
    for limit in standard.limits:
        where = {"file": path, "table": limit.table, "item": limit.item, "id": limit.indicator}
        if limit.indicator not in known:
            yield Problem.error("quality.indicator_unknown", **where)
        elif known[limit.indicator].unit != limit.unit:
            unit = known[limit.indicator].unit
            yield Problem.error("quality.unit_of_limit", **where, unit=limit.unit, expected=unit)
        bodies = {limit.water_body} if limit.water_body else {"river", "lake"}
        if any((limit.indicator, body) in seen for body in bodies):
            yield Problem.error("quality.limit_twice", **where)
        seen |= {(limit.indicator, body) for body in bodies}
