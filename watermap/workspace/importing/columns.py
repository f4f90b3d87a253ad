"""Columns of result tables that only a person can read: the indicator or the unit is not clear."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from watermap.errors import WatermapError
from watermap.harmonise.sheets.recipe_parts import BETWEEN, ColumnRecipe, Recipe
from watermap.harmonise.terms.indicators import load_indicators, resembled
from watermap.harmonise.terms.units import conversion_factor, load_units

_NO_UNIT = "无量纲"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """All columns of one file with the same header; an answer holds for all its sheets."""

    path: Path
    header: str

    @property
    def shown(self) -> str:
        """As a person reads it."""
        return f"{self.path.name} › {self.header}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How a column shall be read; ``indicator`` None: not at all."""

    indicator: str | None
    unit: str | None = None


def open_columns(recipe: Recipe) -> Iterator[tuple[str, str]]:
    """The headers nobody can read for sure, each with the indicator it seems to name."""
    for table in recipe.tables:
        for column in table.columns:
            if column.confirmed or column.ignored or column.role is not None:
                continue
            if column.indicator is None:
                meant = _meant(column.header)
                if meant is not None:
                    yield column.header, meant
            elif column.unit is None and load_indicators()[column.indicator].unit != _NO_UNIT:
                yield column.header, column.indicator


def units_for(indicator: str) -> list[str]:
    """The units a column of this indicator may be in, its own first."""
    own = load_indicators()[indicator].unit
    return [own, *(unit for unit in load_units() if unit != own and _fits(unit, own))]


def corrected(recipe: Recipe, path: Path, said: Mapping[Column, Reading]) -> Recipe:
    """The recipe with what a person has said of a file's columns."""
    tables = [
        table.model_copy(
            update={
                "columns": [
                    _said(column, said.get(Column(path=path, header=column.header)))
                    for column in table.columns
                ]
            }
        )
        for table in recipe.tables
    ]
    return recipe.model_copy(update={"tables": tables})


def _said(column: ColumnRecipe, said: Reading | None) -> ColumnRecipe:
    if said is None:
        return column
    return column.model_copy(
        update={
            "role": None,
            "indicator": said.indicator,
            "unit": said.unit,
            "ignored": said.indicator is None,
            "confirmed": True,
        }
    )


def _meant(header: str) -> str | None:
    return next((found for part in header.split(BETWEEN) if (found := resembled(part))), None)


def _fits(unit: str, own: str) -> bool:
    try:
        return conversion_factor(unit, own) > 0
    except WatermapError:
        return False
