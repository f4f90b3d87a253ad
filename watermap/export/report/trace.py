"""Where each figure comes from: ids and records of features, rows of the tables, files."""

from collections.abc import Iterator, Sequence

import pandas as pd

from watermap.export.report.content import Report
from watermap.export.sheets import Sheet
from watermap.export.telling import Row
from watermap.harmonise.measurements import DATE, ROW, SECTION, SOURCE

Place = tuple[str | None, str | None, str | None]
_NOWHERE: Place = (None, None, None)


def trace_sheet(report: Report) -> Sheet:
    """One row an object: its id, its layer and record, the rows of the tables in the period."""
    telling = report.telling
    columns = (
        telling.text("name_found", 20),
        telling.text("kind", 14),
        telling.text("code", 18),
        telling.text("report_layer_file", 22),
        telling.text("report_record", 10),
        telling.text("report_rows", 60),
    )
    rows = (*_stations(report), *_waters(report))
    return Sheet(name=report.word("report_tab_trace"), columns=columns, rows=rows)


def _stations(report: Report) -> Iterator[Row]:
    found = report.content.standing.assessment
    rows = _rows_of(report)
    for one in (*found.sections, *found.sources):
        file, record, code = _place(report, one.kind, one.name)
        yield (
            one.name,
            report.content.kinds[one.kind].title.of(report.language),
            one.code or code,
            file,
            record,
            "\n".join(rows.get(one.name, ())),
        )


def _waters(report: Report) -> Iterator[Row]:
    """Rivers by the sections they are told from, lakes, black-odorous waters."""
    standing = report.content.standing
    rivers = standing.assessment.rivers
    named = [(_water_kind(report, one.name), one.name, one.listed) for one in rivers]
    if standing.black_odorous is not None:
        named += [
            ("black_odorous_water", one.water.name, tuple(point.name for point in one.points))
            for one in standing.black_odorous.waters
        ]
    for kind, name, sections in named:
        file, record, code = _place(report, kind, name)
        told = report.word("report_of_sections_named", listed=report.telling.listed(sections))
        title = report.content.kinds[kind].title.of(report.language)
        yield name, title, code, file, record, told if sections else None


def _water_kind(report: Report, name: str) -> str:
    """A lake where the map has one of that name: reservoirs are told among the rivers too."""
    return "lake" if _place(report, "lake", name) != _NOWHERE else "river"


def _place(report: Report, kind: str, name: str) -> Place:
    """File, record numbers and id of the features of that name; None where there are none."""
    for layer in report.content.layers.get(kind, ()):
        found = layer.frame[layer.frame["name"] == name] if "name" in layer.frame else None
        if found is None or found.empty:
            continue
        codes = found["code"].dropna() if "code" in found else pd.Series(dtype=object)
        records = report.telling.listed(str(one) for one in found.index)
        code = report.telling.listed(dict.fromkeys(str(one) for one in codes))
        return layer.source.path.name, records, code or None
    return _NOWHERE


def _rows_of(report: Report) -> dict[str, tuple[str, ...]]:
    """By the map's name of a station: sheets and rows with its results of the period.

    Sheets of one file in which it stands in the same rows are said together.
    """
    period = report.content.standing.period
    frame = report.content.measurements.frame
    dates = [one for one in frame[DATE].dropna().unique() if period.contains(one)]
    within = frame.loc[frame[DATE].isin(dates), [SECTION, SOURCE, ROW]].drop_duplicates()
    matched = report.content.standing.assessment.names.matched
    within = within.assign(**{SECTION: within[SECTION].map(lambda name: matched.get(name, name))})
    found: dict[str, dict[tuple[str, str], list[str]]] = {}
    for (name, source), rows in within.groupby([SECTION, SOURCE], sort=False)[ROW]:
        file, _, sheet = str(source).partition(" › ")
        listed = report.telling.listed(runs(sorted(set(rows))))
        found.setdefault(str(name), {}).setdefault((file, listed), []).append(sheet)
    return {
        name: tuple(_said(*place, sheets, report) for place, sheets in places.items())
        for name, places in found.items()
    }


def runs(rows: Sequence[int]) -> Iterator[str]:
    """Rising numbers, those that follow each other as one: ``5``, ``7–9``."""
    first = 0
    for at, row in enumerate(rows):
        if at + 1 == len(rows) or rows[at + 1] != row + 1:
            yield str(row) if first == at else f"{rows[first]}–{row}"
            first = at + 1


def _said(file: str, rows: str, sheets: list[str], report: Report) -> str:
    named = report.telling.listed(one for one in sheets if one)
    source = f"{file} › {named}" if named else file
    return report.word("report_rows_at", source=source, rows=rows)
