"""Which recipe a sheet is read by: of those kept, the one whose columns it has."""

from collections.abc import Iterable

from watermap.harmonise.sheets.recipe import fits, recipe_of
from watermap.harmonise.sheets.recipe_parts import Recipe
from watermap.reading.raw import RawTable

_SAME_SHAPE = 0.5  # least share of a recipe's headers; below it the sheet is another one


def recipe_for(raw: RawTable, kept: Iterable[Recipe]) -> Recipe | None:
    """The recipe that knows most of a sheet's headers; None: no recipe is meant for it.

    The sheet's name has to fit, and half of the recipe's headers have to be there, so that another
    office's ``Sheet1`` is not read by this one's.
    """
    fitting = [recipe for recipe in kept if fits(recipe, raw.name)]
    if not fitting:
        return None
    here = _headers(recipe_of(raw))
    scored = [(_share(recipe, here), place) for place, recipe in enumerate(fitting)]
    best, place = max(scored, key=lambda one: (one[0], -one[1]))
    return fitting[place] if best >= _SAME_SHAPE else None


def _share(recipe: Recipe, here: frozenset[str]) -> float:
    known = _headers(recipe)
    return len(known & here) / len(known) if known else 0.0


def _headers(recipe: Recipe) -> frozenset[str]:
    return frozenset(column.header for table in recipe.tables for column in table.columns)
