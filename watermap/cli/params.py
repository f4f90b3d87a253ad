"""Types of options: days, distances, yes or no."""

import datetime as dt

import click


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


class Kilometres(click.ParamType[tuple[float, ...]]):
    """Distances along the water in kilometres, separated by commas; metres for the program."""

    name = "KM,KM,…"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[float, ...]:
        """Read them."""
        if isinstance(value, tuple):
            return value
        try:
            found = tuple(sorted({1000 * float(part) for part in str(value).split(",")}))
        except ValueError:
            self.fail(f"{value}: not distances in kilometres like 5,20", param, ctx)
        if not all(0 < far_m <= 2_000_000 for far_m in found):
            self.fail(f"{value}: distances lie between 0 and 2000 km", param, ctx)
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
