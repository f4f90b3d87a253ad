"""The tables of black-odorous waters."""

from collections.abc import Iterator, Mapping

from watermap.export.sheets import Coloured, Sheet, Value
from watermap.export.telling import Telling, as_percent
from watermap.figures import figure
from watermap.language import Language
from watermap.quality.black_odorous.black_odorous import (
    BlackOdorous,
    HeavyReach,
    WaterDegree,
    WaterPoint,
)
from watermap.quality.black_odorous.rules import Degree, RulesName

SHARE_DECIMALS, _LENGTH_DECIMALS = 1, 3
_DEGREES: Mapping[Degree, str] = {
    "none": "black_odorous_none",
    "light": "black_odorous_light",
    "heavy": "black_odorous_heavy",
    "black_odorous": "black_odorous_black_odorous",
}
_RULES: Mapping[RulesName, str] = {"urban": "black_odorous_urban", "rural": "black_odorous_rural"}
Row = tuple[Value | Coloured, ...]


def black_odorous_sheets(found: BlackOdorous, *, language: Language) -> tuple[Sheet, ...]:
    """Each listed water; its points; every sampling with all that was measured; notes."""
    telling = Telling.of(language)
    return (
        _waters(found, telling),
        _points(found, telling),
        _samplings(found, telling),
        telling.notes("black_odorous_tab_notes", _notes(found, telling)),
    )


def _degree(degree: Degree | None, telling: Telling, *, nothing: str) -> str:
    return telling.word(nothing if degree is None else _DEGREES[degree])


def _waters(found: BlackOdorous, telling: Telling) -> Sheet:
    columns = (
        *(telling.text("black_odorous_name", 22), telling.text("black_odorous_code")),
        *(telling.text("river", 18), telling.text("black_odorous_town")),
        *(telling.text("black_odorous_built_up", 12), telling.text("black_odorous_rules", 12)),
        telling.text("black_odorous_stated", 12),
        telling.text("black_odorous_found", 16),
        *(telling.text("black_odorous_provisional", 10), telling.count("black_odorous_points")),
        telling.number("black_odorous_heavy_pct", SHARE_DECIMALS),
        telling.text("black_odorous_heavy_reaches", 36),
        telling.count("black_odorous_remedied_year", 12),
        telling.number("black_odorous_length_km", _LENGTH_DECIMALS),
        telling.remarks(),
    )
    rows = tuple(_water(one, telling) for one in found.waters)
    return Sheet(name=telling.word("black_odorous_tab"), columns=columns, rows=rows)


def _water(one: WaterDegree, telling: Telling) -> Row:
    water = one.water
    built_up = {True: "yes", False: "no", None: "unknown"}[water.built_up]
    return (
        water.name,
        water.code,
        water.river,
        water.town,
        telling.word(built_up),
        telling.word(_RULES[one.rules]),
        _degree(water.stated, telling, nothing="black_odorous_not_stated"),
        _degree(one.found, telling, nothing="black_odorous_no_results"),
        telling.word("yes" if one.provisional else "no") if one.found is not None else None,
        len(one.points),
        one.heavy_pct,
        "\n".join(_reach(reach, telling) for reach in one.heavy_reaches),
        water.remedied_year,
        water.length_km,
        telling.why(one.why),
    )


def _reach(reach: HeavyReach, telling: Telling) -> str:
    ends = {"first": reach.points[0], "last": reach.points[-1]}
    if reach.length_km is None:
        return telling.word("black_odorous_reach_unmeasured", **ends)
    length_km = figure(reach.length_km, _LENGTH_DECIMALS)
    return telling.word("black_odorous_reach", **ends, length_km=length_km)


def _points(found: BlackOdorous, telling: Telling) -> Sheet:
    columns = (
        *(telling.text("black_odorous_name", 22), telling.text("black_odorous_point", 22)),
        telling.number("black_odorous_along_m", 0),
        *(telling.text("black_odorous_degree"), telling.count("black_odorous_samplings")),
        telling.text("black_odorous_shares", 40),
    )
    rows = tuple(_point(one, point, telling) for one in found.waters for point in one.points)
    return Sheet(name=telling.word("black_odorous_tab_points"), columns=columns, rows=rows)


def _point(water: WaterDegree, point: WaterPoint, telling: Telling) -> Row:
    shares = [
        telling.word(
            "black_odorous_share", indicator=telling.indicator(one.id), heavy=one.heavy, n=one.n
        )
        for one in point.found.heavy_shares
    ]
    return (
        water.water.name,
        point.name,
        point.along_m,
        telling.word(_DEGREES[point.degree]),
        len(point.found.samplings),
        telling.listed(shares),
    )


def _samplings(found: BlackOdorous, telling: Telling) -> Sheet:
    columns = (
        *(telling.text("black_odorous_name", 22), telling.text("black_odorous_point", 22)),
        *(telling.day("black_odorous_date"), telling.text("indicator", 20)),
        *(telling.number("value"), telling.text("unit", 10)),
        telling.number("black_odorous_depth_cm"),
        telling.text("black_odorous_indicator_degree"),
        telling.text("black_odorous_sampling_degree"),
    )
    rows = tuple(
        row
        for water in found.waters
        for point in water.points
        for row in _of_point(water, point, telling)
    )
    return Sheet(name=telling.word("black_odorous_tab_samplings"), columns=columns, rows=rows)


def _of_point(water: WaterDegree, point: WaterPoint, telling: Telling) -> Iterator[Row]:
    for sampling in point.found.samplings:
        for one in sampling.indicators:
            yield (
                water.water.name,
                point.name,
                sampling.date,
                telling.indicator(one.id),
                one.value,
                one.unit,
                one.depth_cm,
                telling.word(_DEGREES[one.degree]),
                telling.word(_DEGREES[sampling.degree]),
            )


def _notes(found: BlackOdorous, telling: Telling) -> Iterator[str]:
    for document in found.documents:
        title = document.title.of(telling.language)
        yield telling.word("black_odorous_document", title=title, citation=document.citation)
    share_pct = as_percent(found.still.pct, SHARE_DECIMALS)
    if share_pct is not None:
        yield telling.word(
            "black_odorous_still", period=found.period[:4], pct=share_pct, n=found.still.n
        )
    yield from (one.text(telling.language) for one in (*found.still.why, *found.why))
    if found.elsewhere:
        yield telling.word("black_odorous_elsewhere", points=telling.listed(found.elsewhere))
