"""The tabs of a spill: arrivals, whom to call, ends, reaches, what was assumed."""

from collections.abc import Mapping
from pathlib import Path

from watermap.catalogue.kinds import Kind
from watermap.errors import Problem
from watermap.export.along_columns import (
    HOUR_DECIMALS,
    KM_DECIMALS,
    finite,
    number_column,
    text_column,
)
from watermap.export.sheets import Sheet, Value, write_sheets
from watermap.export.sheets_remarks import method_sheet, problems_sheet
from watermap.export.sheets_trace import ends_sheet, reaches_sheet, start_name
from watermap.export.words import word
from watermap.figures import figure
from watermap.language import Language
from watermap.network.answer import Spilled
from watermap.network.incidents.calling import Call
from watermap.network.incidents.spill import Arrival, known_dispersion
from watermap.network.tracing.speeds import Hours, known_speeds

Row = tuple[Value, ...]
_FIGURES = 3  # of concentrations: they are magnitudes


def write_spill(
    spilled: Spilled, path: Path, *, language: Language, kinds: Mapping[str, Kind]
) -> tuple[Problem, ...]:
    """Write a spill as .xlsx.

    Returns:
        What did not fit and was cut.

    Raises:
        WatermapError: the file cannot be written.
    """
    sheets = (
        arrivals_sheet(spilled, language=language, kinds=kinds),
        calls_sheet(spilled, language),
        ends_sheet(spilled.followed, language),
        reaches_sheet(spilled.followed, language),
        problems_sheet(spilled.problems, language),
        method_sheet(spill_remarks(spilled, language), language),
    )
    return write_sheets(sheets, path, title=spill_title(spilled, language))


def spill_title(spilled: Spilled, language: Language) -> str:
    """What the answer is called."""
    return word("spill_title", language, start=spill_place(spilled, language))


def spill_place(spilled: Spilled, language: Language) -> str:
    """Where it came into the water: a road crosses several rivers, so the river is told, too."""
    reach = spilled.start.place.reach
    river = spilled.waters.built.network.reaches.names[reach]
    name = start_name(spilled.followed)
    if spilled.start.object is None or not river or river in name:
        return name
    return word("spill_place", language, thing=name, river=river)


def spill_summary(spilled: Spilled, language: Language) -> str:
    """The answer in a sentence."""
    arrivals = spilled.spill.arrivals
    intakes = [one for one in arrivals if one.met.object.kind == "water_source"]
    sections = [one for one in arrivals if one.met.object.kind == "section"]
    return word(
        "spill_summary",
        language,
        start=spill_place(spilled, language),
        intakes=len(intakes),
        sections=len(sections),
        intake=_first(intakes, language),
        section=_first(sections, language),
        length=figure(spilled.spill.trace.length_m / 1000, KM_DECIMALS),
    )


def _first(arrivals: list[Arrival], language: Language) -> str:
    hours = min((one.met.hours.earliest for one in arrivals), default=None)
    if hours is None:
        return word("spill_nobody", language)
    return word("spill_after", language, hours=figure(hours, HOUR_DECIMALS))


def spill_remarks(spilled: Spilled, language: Language) -> list[str]:
    """What a reader has to know beside the tables: what is lacking, what was assumed."""
    network = spilled.waters.built.network
    return [
        spill_summary(spilled, language),
        *(one.text(language) for one in spilled.said),
        word("trace_speed_source", language, source=known_speeds().source.of(language)),
        word("spill_dispersion_source", language, source=known_dispersion().source.of(language)),
        word("trace_join", language, metres=f"{network.tolerance_m:g}"),
        word("spill_no_forecast", language),
    ]


def arrivals_sheet(spilled: Spilled, *, language: Language, kinds: Mapping[str, Kind]) -> Sheet:
    """Intakes and sections, the nearest first."""
    columns = (
        text_column("trace_kind", language, 14),
        text_column("trace_name", language, 24),
        number_column("trace_distance_km", language, KM_DECIMALS),
        *(number_column(f"trace_hours_{one}", language, HOUR_DECIMALS) for one in _HOURS),
        number_column("spill_least", language),
        number_column("spill_most", language),
        text_column("spill_above", language, 12),
        number_column("spill_above_from", language, HOUR_DECIMALS),
        number_column("spill_above_to", language, HOUR_DECIMALS),
        text_column("spill_diluted_by", language, 18),
        text_column("trace_doubts", language, 28),
    )
    rows = tuple(_arrival(one, language, kinds) for one in spilled.spill.arrivals)
    return Sheet(name=word("spill_tab_arrivals", language), columns=columns, rows=rows)


_HOURS = ("earliest", "likely", "latest")


def _arrival(one: Arrival, language: Language, kinds: Mapping[str, Kind]) -> Row:
    thing, left = one.met.object, one.left
    return (
        kinds[thing.kind].title.of(language),
        thing.name or thing.id,
        one.met.taken_m / 1000,
        *_hours(one.met.hours),
        _magnitude(left.least_mg_l) if left else None,
        _magnitude(left.most_mg_l) if left else None,
        word(f"spill_above_{left.above}", language) if left and left.above else None,
        left.above_from_h if left else None,
        left.above_to_h if left else None,
        "、".join(one.diluted_by),
        "、".join(word(f"trace_doubt_{doubt}", language) for doubt in thing.doubts),
    )


def calls_sheet(spilled: Spilled, language: Language) -> Sheet:
    """Those at the place, downstream, upstream, each in the order of the water."""
    columns = (
        text_column("spill_side", language, 12),
        text_column("trace_passed_as", language, 12),
        text_column("trace_name", language, 22),
        text_column("trace_river", language),
        number_column("trace_distance_km", language, KM_DECIMALS),
        *(number_column(f"trace_hours_{one}", language, HOUR_DECIMALS) for one in _HOURS),
    )
    rows = tuple(_call(one, language) for one in spilled.calls)
    return Sheet(name=word("spill_tab_calls", language), columns=columns, rows=rows)


def _call(one: Call, language: Language) -> Row:
    hours: Row = (None, None, None) if one.hours is None else _hours(one.hours)
    return (
        word(f"spill_side_{one.side}", language),
        word("trace_district" if one.role == "district" else "trace_chief", language),
        one.name,
        one.of,
        one.taken_m / 1000,
        *hours,
    )


def _hours(hours: Hours) -> Row:
    told = (hours.earliest, hours.likely, hours.latest)
    return tuple(finite(value) for value in told)


def _magnitude(value: float) -> float:
    """To a few figures: more would feign knowledge."""
    return float(f"{value:.{_FIGURES}g}")
