"""Types of options: days, periods, distances, yes or no."""

import datetime as dt

import click

from watermap.errors import WatermapError
from watermap.quality.period import Period


class Day(click.ParamType[dt.date]):
    """An ISO date."""

    name = "YYYY-MM-DD"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> dt.date:
        """Read it."""
        try:
            return dt.date.fromisoformat(str(value))
        except ValueError:
            self.fail(f"{value}: not a date like 2026-08-15", param, ctx)


class APeriod(click.ParamType[Period]):
    """A month, quarter or year."""

    name = "2019-06|2019-Q2|2019"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> Period:
        """Read it."""
        try:
            return Period.parse(str(value))
        except WatermapError as error:
            self.fail(error.text("en"), param, ctx)


class Radii(click.ParamType[tuple[float, ...]]):
    """Distances in metres, separated by commas, smallest first in the answer."""

    name = "M,M,…"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[float, ...]:
        """Read them."""
        if isinstance(value, tuple):
            return value
        try:
            found = tuple(sorted({float(part) for part in str(value).split(",")}))
        except ValueError:
            self.fail(f"{value}: not distances in metres like 500,1000", param, ctx)
        if not all(0 < radius_m <= 100_000 for radius_m in found):
            self.fail(f"{value}: distances lie between 0 and 100000 m", param, ctx)
        return found


class YesNo(click.ParamType[bool]):
    """Yes or no."""

    name = "yes|no"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> bool:
        """Read it."""
        if isinstance(value, bool):
            return value
        if str(value) not in {"yes", "no"}:
            self.fail(f"{value}: say yes or no", param, ctx)
        return value == "yes"
