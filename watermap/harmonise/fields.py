"""The columns of a file as the fields of a kind, with all that has to be said of them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd

from watermap.catalogue.kinds import Field, Kind
from watermap.catalogue.match import ColumnMatch
from watermap.errors import Problem, WatermapError
from watermap.harmonise.attributes import Attribute, Trouble, as_cell, read_attribute
from watermap.harmonise.terms.numerals import as_written, short
from watermap.harmonise.terms.units import conversion_factor

_EXAMPLES = 5
_SURE = 0.9  # column matches below this are said
_SEVERE: Mapping[Trouble, bool] = {
    "unreadable": True,
    "unknown_value": True,
    "month_only": False,
    "unit_in_cell": False,
}


@dataclass(slots=True)
class FieldsRead:
    """Values by field id, on the index of the file's records; None where there is nothing."""

    values: dict[str, pd.Series] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def read_fields(
    attributes: pd.DataFrame,
    kind: Kind,
    matches: Sequence[ColumnMatch],
    where: Mapping[str, object],
) -> FieldsRead:
    """All fields of the kind, those without a column full of None.

    Args:
        attributes: the file's own columns.
        kind: whose fields are wanted.
        matches: one a column, in the file's order.
        where: the file and layer, for the sentences.
    """
    read = FieldsRead()
    places = {match.field: place for place, match in enumerate(matches) if match.field}
    for name, described in kind.fields.items():
        place = places.get(name)
        if place is None:
            nothing = [None] * len(attributes)
            read.values[name] = pd.Series(nothing, index=attributes.index, dtype=object)
        else:
            column = attributes.iloc[:, place]
            read.values[name] = _column(column, described, matches[place], read, where)
    read.problems += _of_matches(kind, matches, where)
    read.problems += _of_required(kind, read.values, places, where)
    return read


def _column(
    cells: pd.Series,
    described: Field,
    match: ColumnMatch,
    read: FieldsRead,
    where: Mapping[str, object],
) -> pd.Series:
    named = {**where, "column": match.column, "field": described.title}
    if described.unit is not None and match.unit is not None:
        try:
            factor = conversion_factor(match.unit, described.unit)
        except WatermapError as error:
            why = error.problems[0]
            read.problems.append(Problem.error("harmonise.field_unusable", **named, why=why))
            return pd.Series([None] * len(cells), index=cells.index, dtype=object)
        if factor != 1:
            units = {"unit": match.unit, "own": described.unit}
            read.problems.append(Problem.note("harmonise.field_converted", **named, **units))
    known = _all_read(cells, described, match.unit)
    read.problems += _of_cells(cells, known, named)
    return pd.Series([one.value for one in known], index=cells.index, dtype=object)


def _all_read(cells: pd.Series, described: Field, unit: str | None) -> list[Attribute]:
    """Every cell read; texts repeat, so each different one is read once."""
    texts: dict[str, Attribute] = {}
    found = []
    for cell in cells:
        one = texts.get(cell) if type(cell) is str else None
        if one is None:
            one = read_attribute(cell, described, unit=unit)
            if type(cell) is str:
                texts[cell] = one
        found.append(one)
    return found


def _of_cells(
    cells: pd.Series, known: Sequence[Attribute], named: Mapping[str, object]
) -> Iterator[Problem]:
    for trouble, severe in _SEVERE.items():
        places = [place for place, one in enumerate(known) if one.trouble == trouble]
        if places:
            different: list[str] = []
            for place in places:
                text = short(as_written(as_cell(cells.iloc[place])))
                different += [] if text in different else [text]
                if len(different) > _EXAMPLES:  # that there are more is all that is said of them
                    break
            shown = "、".join(f"“{text}”" for text in different[:_EXAMPLES])
            say = Problem.warning if severe else Problem.note
            yield say(
                f"harmonise.field_{trouble}",
                **named,
                count=len(places),
                examples=shown + ("…" if len(different) > _EXAMPLES else ""),
                record=int(cells.index[places[0]]) + 1,
            )


def _of_matches(
    kind: Kind, matches: Sequence[ColumnMatch], where: Mapping[str, object]
) -> Iterator[Problem]:
    for match in matches:
        if match.field is not None and match.confidence < _SURE:
            title = kind.fields[match.field].title
            yield Problem.note("harmonise.column_guessed", **where, field=title, how=match.how)
    unused = [match.column for match in matches if match.field is None]
    if unused:
        yield Problem.note("harmonise.columns_unused", **where, columns="、".join(unused))


def _of_required(
    kind: Kind,
    values: Mapping[str, pd.Series],
    places: Mapping[str, int],
    where: Mapping[str, object],
) -> Iterator[Problem]:
    for name, described in kind.fields.items():
        if not described.required:
            continue
        if name not in places:
            yield Problem.warning("harmonise.field_missing", **where, field=described.title)
            continue
        empty = int(values[name].isna().sum())
        if empty:
            yield Problem.warning(
                "harmonise.field_empty", **where, field=described.title, count=empty
            )
