"""Standards of water quality as data: which limit an indicator has, in which class, for what water.

One file a standard in ``quality/standards``, in the user's own folder of that name, and in any
other folder that is asked for. A standard has classes, or levels of its own (一级A).
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Literal

from pydantic import Field as Key

from watermap.datafile import Strict
from watermap.errors import Problem, WatermapError
from watermap.harmonise.terms.indicators import load_indicators
from watermap.harmonise.terms.units import conversion_factor
from watermap.language import Text
from watermap.quality.assessment import CLASSES, WaterBody, WaterClass
from watermap.quality.documents.dated import Dated, load_dated
from watermap.quality.documents.limits import Limit
from watermap.resources import package_file, user_folder


class Preferred(Strict):
    """The shorter list of items that are measured first; its rows say ``preferred``."""

    title: Text
    verified: bool = False


class Standard(Dated):
    """The limits of one document."""

    water: Literal["surface", "groundwater", "discharge"] = "surface"
    beyond: WaterClass = "worse_than_V"  # class of what keeps no limit; the classes end with it
    uses: dict[WaterClass, Text] = Key(default_factory=dict)  # what water of a class is good for
    groups: dict[str, Text] = Key(default_factory=dict)  # of indicators, in the document's words
    levels: dict[str, Text] = Key(default_factory=dict)  # in the place of classes
    preferred: Preferred | None = None
    limits: tuple[Limit, ...] = Key(alias="limit")

    @property
    def classes(self) -> tuple[WaterClass, ...]:
        """Its classes, the best first."""
        return CLASSES[: CLASSES.index(self.beyond) + 1]

    @cached_property
    def rows(self) -> Mapping[str, tuple[Limit, ...]]:
        """The limits of each indicator, in its own unit, in the document's order."""
        found: dict[str, tuple[Limit, ...]] = {}
        for limit in self.limits:
            own = limit.in_own_unit(self.beyond)
            found[limit.indicator] = (*found.get(limit.indicator, ()), own)
        return found

    @cached_property
    def source_rows(self) -> tuple[Limit, ...]:
        """The single limits of drinking-water sources, in the indicators' own units."""
        return tuple(
            row for rows in self.rows.values() for row in rows if row.sources_at_most is not None
        )

    def limits_for(self, indicator: str, water_body: WaterBody) -> tuple[Limit, ...]:
        """What limits an indicator in such water, in the indicator's own unit.

        Where river or lake is unknown: every limit that may be meant, so more than one where the
        standard tells rivers from lakes. Empty: the standard has none.
        """
        return tuple(
            row
            for row in self.rows.get(indicator, ())
            if water_body == "unknown" or row.water_body in {None, water_body}
        )

    def order(self) -> Mapping[str, int]:
        """Place of each indicator in the document."""
        return {name: place for place, name in enumerate(self.rows)}

    def of_table(self, table: int) -> tuple[str, ...]:
        """The indicators of one of its tables, each once."""
        return tuple(dict.fromkeys(row.indicator for row in self.limits if row.table == table))


def known_standards(*more: Path) -> dict[str, Standard]:
    """The standards that come with watermap and the user's own, by id.

    Args:
        more: further folders, such as that of a project.

    Raises:
        WatermapError: a file cannot be used; every problem of every file.
    """
    return load_standards([package_file("quality") / "standards", user_folder("standards"), *more])


def load_standards(folders: Sequence[Path]) -> dict[str, Standard]:
    """The standards of folders, by id; a folder that does not exist has none.

    Raises:
        WatermapError: a file cannot be used, or names indicators, units, groups or levels that are
            not known; every problem of every file.
    """
    entries = load_dated(Standard, folders, check=_problems_of)
    return {entry.id: entry for entry in entries.values()}


def _problems_of(standard: Standard, path: Path) -> Iterator[Problem]:
    seen: set[tuple[str, str]] = set()
    for place, limit in enumerate(standard.limits):
        where = {
            "file": path,
            "key": f"limit.{place}",
            "table": limit.table,
            "item": limit.item,
            "id": limit.indicator,
        }
        yield from _unit_said(limit, where)
        yield from _form_said(limit, standard, where)
        bodies = {limit.water_body} if limit.water_body else {"river", "lake"}
        if any((limit.indicator, body) in seen for body in bodies):
            yield Problem.error("quality.limit_twice", **where)
        seen |= {(limit.indicator, body) for body in bodies}


def _unit_said(limit: Limit, where: Mapping[str, object]) -> Iterator[Problem]:
    """That the indicator is not known, or is not measured in such a unit."""
    known = load_indicators().get(limit.indicator)
    if known is None:
        yield Problem.error("quality.indicator_unknown", **where)
        return
    try:
        conversion_factor(limit.unit, known.unit)
    except WatermapError:
        yield Problem.error("quality.unit_of_limit", **where, unit=limit.unit, expected=known.unit)


def _form_said(limit: Limit, standard: Standard, where: Mapping[str, object]) -> Iterator[Problem]:
    """That the row has not as many limits as there are classes, or names what the head has not."""
    beyond = limit.beyond or standard.beyond
    if limit.by_class is not None:
        key, count = limit.by_class
        needed = CLASSES.index(beyond)
        at = {**where, "key": f"{where['key']}.{key}"}
        if standard.levels:
            yield Problem.error("quality.class_limits_of_levels", **at)
        elif count != needed:
            yield Problem.error(
                "quality.limits_count", **at, count=count, needed=needed, beyond=beyond
            )
    for name in limit.at_most_of_level or {}:
        if name not in standard.levels:
            listed = "、".join(standard.levels) or "—"
            yield Problem.error("quality.level_unknown", **where, level=name, known=listed)
    if limit.group is not None and limit.group not in standard.groups:
        listed = "、".join(standard.groups) or "—"
        yield Problem.error("quality.group_unknown", **where, group=limit.group, known=listed)
    if limit.preferred and standard.preferred is None:
        yield Problem.error("quality.preferred_unsaid", **where)
